"""Writes tests/golden/readings.json anew, of the files in public/models as they are: after `npm run ship:heads`, which
makes heads that training/export.py has not seen.

    python export_readings.py
"""
import json

from export import READINGS, golden_readings


def main() -> None:
    READINGS.write_text(json.dumps(golden_readings()) + "\n")
    print(f"wrote {READINGS}")


if __name__ == "__main__":
    main()
