"""What the compact form costs: every test set read with backbone.pt in float32 and with the int8 weights made of it, at each input size.

    python measure_quantization.py --data ../../shared/data [--work work] [--backbone work/backbone.pt]

The seven-label layer in PyTorch on the crops of `npm run train:crops`. Out: docs/quantization.json, as
training/quantization-report.ts reads it. After export.py, of the same backbone.pt: another one is refused.
"""
import argparse
import hashlib
import json
from datetime import datetime, timezone
from pathlib import Path

import numpy as np

from data import Faces, load_fer2013, load_labelled_set
from evaluate import count_right
from export import HERE, fold_sides, linear_head, pack_backbone
from fold import FoldedLayer
from recipe import read_trained
from shipped import read_logits, read_manifest

OUT = HERE.parent / "docs/quantization.json"
# Names and order of TEST_SETS (lib/evidence/accuracy-schema.ts).
FER2013 = {"public_test": "PublicTest", "private_test": "PrivateTest"}
LABELLED = ("jaffe", "affectnet_masked", "webfaces", "muxspace", "ffhq")


def load_test_sets(work: Path, data: Path) -> dict[str, Faces]:
    fer2013 = {name: load_fer2013(work, data, split) for name, split in FER2013.items()}
    return {**fer2013, **{name: load_labelled_set(work, data, name, ("test",), 0.0, 1.0) for name in LABELLED}}


def measure(folded: dict[int, list[FoldedLayer]], head: dict[str, np.ndarray], sets: dict[str, Faces], weights: str) -> list[dict]:
    rows = []
    for side, layers in sorted(folded.items()):
        for name, faces in sets.items():
            rows.append({"set": name, "size": side, "weights": weights, **count_right(read_logits(layers, head, faces.crops, side), faces)})
            print(json.dumps(rows[-1]), flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--backbone", type=Path)
    arguments = parser.parse_args()
    state = read_trained(arguments.backbone or arguments.work / "backbone.pt")
    folded, shipped = fold_sides(state), fold_sides(state)
    manifest = read_manifest()
    data, _ = pack_backbone(shipped, manifest["backbone"]["defaultSide"])
    got, expected = hashlib.sha256(data).hexdigest(), manifest["backbone"]["sha256"]
    if got != expected:
        raise SystemExit(f"--backbone: got weights whose int8 form is {got}, expected that of public/models, {expected}; npm run train:export makes it")
    head = linear_head(state["net"]["head.weight"].numpy(), state["net"]["head.bias"].numpy())
    sets = load_test_sets(arguments.work, arguments.data)
    rows = [*measure(folded, head, sets, "float32"), *measure(shipped, head, sets, "int8")]
    place = {name: index for index, name in enumerate(sets)}
    rows.sort(key=lambda row: (place[row["set"]], row["size"]))
    date = datetime.now(timezone.utc).date().isoformat()
    report = {"madeBy": "training/measure_quantization.py", "date": date, "backbone": expected, "rows": rows}
    OUT.write_text(json.dumps(report, indent=1) + "\n")
    print(f"wrote {OUT}")


if __name__ == "__main__":
    main()
