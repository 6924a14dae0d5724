"""Do a picture's origin and make give its label away? Trains probes that see everything but the expression.

    python probe_source.py --data ../../shared/data [--config config-run-9.json]

In: training crops as train.py draws them (each set's share). Three probes guess the seven labels on held-out pictures: by
the name of the set; by 24 cues of how a picture is made (light, grain, sharpness, JPEG blocks and cut-outs outside of the
face's ellipse and over all of it); by the same cues on FER2013 alone. The most frequent label is what guessing blindly
gets. Out: figures on stdout, for EXPERIMENTS.md.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import balanced_accuracy_score

from cover import face_region
from data import Faces
from recipe import read_recipe
from sampling import load_training

HERE = Path(__file__).parent
SEED = 20261125
PICTURES = 20_000
SIDE = 128


def cues_of(crops: np.ndarray) -> np.ndarray:
    """[n, 128, 128] uint8 -> [n, 24]: what the surroundings look like, and grain and blocks of the whole."""
    picture = crops.astype(np.float32)
    outside = ~face_region(SIDE)
    ring = picture[:, outside]
    across, down = np.diff(picture, axis=2), np.diff(picture, axis=1)
    columns, rows = np.abs(across).mean(1), np.abs(down).mean(2)  # [n, 127]: a JPEG's blocks show as a period of 8
    blocks = [np.abs(np.fft.rfft(line - line.mean(1, keepdims=True), axis=1))[:, 12:20] for line in (columns, rows)]
    grain = np.abs(picture[:, 1:-1, 1:-1] * 4 - picture[:, :-2, 1:-1] - picture[:, 2:, 1:-1] - picture[:, 1:-1, :-2] - picture[:, 1:-1, 2:])
    return np.column_stack([
        ring.mean(1), ring.std(1), (ring < 6).mean(1), (ring > 249).mean(1),
        np.abs(across).mean((1, 2)), np.abs(down).mean((1, 2)), grain.mean((1, 2)), grain[:, outside[1:-1, 1:-1]].mean(1),
        *blocks,
    ])


def draw(faces: Faces, draws: torch.Tensor, fer_share: float, generator: np.random.Generator) -> np.ndarray:
    """Rows without repeats, as often by set as train.py draws them."""
    fer_count = len(faces.raw) - len(draws)
    of_fer = min(fer_count, round(fer_share * PICTURES))
    weights = draws.double().numpy()
    others = generator.choice(len(draws), min(len(draws), PICTURES - of_fer), replace=False, p=weights / weights.sum())
    return np.concatenate([generator.choice(fer_count, of_fer, replace=False), fer_count + others])


def guess(features: np.ndarray, labels: np.ndarray, generator: np.random.Generator) -> dict[str, float]:
    order = generator.permutation(len(labels))
    train, held = order[: 3 * len(order) // 4], order[3 * len(order) // 4 :]
    model = HistGradientBoostingClassifier(max_iter=60, random_state=SEED).fit(features[train], labels[train])
    answers = model.predict(features[held])
    blind = np.bincount(labels[train]).argmax()
    figures = {"right": (answers == labels[held]).mean(), "blind": (labels[held] == blind).mean()}
    figures["mean recall"] = balanced_accuracy_score(labels[held], answers)
    return {**{name: round(float(value), 3) for name, value in figures.items()}, "held": len(held)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=HERE / "config-run-9.json")
    arguments = parser.parse_args()
    config = read_recipe(arguments.config)
    training, draws = load_training(arguments.work, arguments.data, config, None)
    generator = np.random.default_rng(SEED)
    rows = draw(training, draws, config["fer2013_share"], generator)
    names, source = np.unique([training.name[row].split("/")[0] for row in rows], return_inverse=True)
    labels, cues = training.raw[rows], cues_of(training.crops[rows])
    of_fer = names[source] == "fer2013"
    by_set = np.eye(len(names))[source]
    print(json.dumps({"probe": "name of the set", **guess(by_set, labels, generator)}), flush=True)
    print(json.dumps({"probe": "cues", **guess(cues, labels, generator)}), flush=True)
    print(json.dumps({"probe": "cues, FER2013 alone", **guess(cues[of_fer], labels[of_fer], generator)}), flush=True)
    print(json.dumps({"probe": "which set, by cues", **guess(cues, source, generator)}), flush=True)


if __name__ == "__main__":
    main()
