"""Writes tests/golden/features.json and features.bin: what the shipped backbone makes of some faces of FER2013's PublicTest, for
tests/heads/shipped-accuracy.test.ts. Embeddings, no pictures; PublicTest is the set that choices may be made on.

    python export_features.py --data ../../shared/data [--work work]

features.bin: a row [2048] uint8 a face, times the face's scale: features are means of a ReLU's output, so never below 0.
features.json: the backbone they are of, and each face's scale, published label and FER+'s majority. Which faces: of each
published label the first in the order of FER2013's rows.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

from data import LABELS7, load_fer2013, majority_of
from shipped import extract_features, read_manifest, read_shipped_layers

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "tests/golden"
SIDE = 96
# Of each label: 301 faces, 0.6 MB.
FACES_A_LABEL = 43


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    # Sums in one order, however many cores there are.
    torch.set_num_threads(1)
    choosing = load_fer2013(arguments.work, arguments.data, "PublicTest")
    faces = choosing.take(np.sort(np.concatenate([np.flatnonzero(choosing.raw == label)[:FACES_A_LABEL] for label in range(len(LABELS7))])))
    features = extract_features(read_shipped_layers(SIDE), faces.crops, SIDE).numpy()
    scales = features.max(1, keepdims=True) / 255
    header = {
        "madeBy": "training/export_features.py",
        "side": SIDE,
        "backbone": read_manifest()["backbone"]["sha256"],
        "scales": [float(scale) for scale in scales[:, 0]],
        "raw": [LABELS7[label] for label in faces.raw],
        "majority": [LABELS7[label] if label >= 0 else None for label in majority_of(faces.votes)],
    }
    (GOLDEN / "features.json").write_text(json.dumps(header) + "\n")
    (GOLDEN / "features.bin").write_bytes(np.rint(features / scales).astype(np.uint8).tobytes())
    print(f"wrote features.json and features.bin to {GOLDEN}: {len(features)} faces")


if __name__ == "__main__":
    main()
