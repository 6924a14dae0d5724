"""Writes the golden files that tests compare TypeScript with. No person's picture is in them: inputs are made by formula.

    python export_goldens.py --out ../tests/golden

bi-histogram.json: BBHE by preprocess.py on pictures of a few hundred pixels.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "../tests/golden")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    (out / "bi-histogram.json").write_text(json.dumps({"madeBy": "training/export_goldens.py", "cases": bi_histogram_cases()}))
    print(f"wrote {out / 'bi-histogram.json'}")
