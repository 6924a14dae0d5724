"""Writes the golden files that tests compare TypeScript with. No person's picture is in them: inputs are made by formula.

    python export_goldens.py --out ../tests/golden

bi-histogram.json: BBHE by preprocess.py on pictures of a few hundred pixels.
keras-features.json: our PyTorch ResNet50 with Keras' ImageNet weights on the bundled portrait (NASA, public domain),
every second pixel of its columns 32 to 479 and rows 0 to 447; tests hold tfjs on the original model.json against it.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from keras_weights import BGR_MEANS, fetch_keras, load_keras
from preprocess import equalize_bi_histogram


def bi_histogram_cases(seed: int = 7) -> list[dict]:
    random = np.random.default_rng(seed)
    pictures = [
        random.integers(0, 256, 256),
        random.normal(60, 20, 256).clip(0, 255),
        random.normal(200, 40, 256).clip(0, 255),
        np.full(64, 255),
        np.repeat([3, 250], 32),
        np.arange(256),
        random.integers(100, 104, 144),
    ]
    cases = []
    for picture in pictures:
        side = int(len(picture) ** 0.5)
        luma = torch.from_numpy(picture.astype(np.uint8)).view(1, side, side)
        cases.append({"input": luma.flatten().tolist(), "output": equalize_bi_histogram(luma).flatten().tolist()})
    return cases


@torch.inference_mode()
def keras_features(work: Path, picture: Path) -> list[float]:
    """[2048] features of the portrait, float32 arithmetic."""
    rgb = np.asarray(Image.open(picture).convert("RGB"), np.float32)[0:448:2, 32:480:2]
    bgr = torch.from_numpy(rgb[:, :, ::-1].copy()).permute(2, 0, 1)[None] - torch.tensor(BGR_MEANS).view(1, 3, 1, 1)
    return [round(value, 6) for value in load_keras(fetch_keras(work))(bgr)[0].tolist()]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "../tests/golden")
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    arguments = parser.parse_args()
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    (out / "bi-histogram.json").write_text(json.dumps({"madeBy": "training/export_goldens.py", "cases": bi_histogram_cases()}))
    features = keras_features(arguments.work, Path(__file__).parent / "../public/pictures/astronaut.png")
    (out / "keras-features.json").write_text(json.dumps({"madeBy": "training/export_goldens.py", "features": features}))
    print(f"wrote bi-histogram.json and keras-features.json to {out}")
