"""Writes the self-test's embeddings and tests/golden/readings.json anew, of the files in public/models as they are: after
`npm run ship:heads`, which makes heads that training/export.py has not seen.

    python export_readings.py
"""
import json

from export import MODELS, READINGS, SELF_TEST, golden_readings, write_self_test
from shipped import describe, read_manifest, read_shipped_layers, write_manifest


def main() -> None:
    manifest = read_manifest()
    write_self_test({side: read_shipped_layers(side) for side in manifest["backbone"]["inputSides"]})
    manifest["files"][SELF_TEST] = describe(MODELS / SELF_TEST)
    write_manifest(manifest)
    READINGS.write_text(json.dumps(golden_readings()) + "\n")
    print(f"wrote {MODELS / SELF_TEST} and {READINGS}")


if __name__ == "__main__":
    main()
