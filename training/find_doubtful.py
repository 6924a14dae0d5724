"""Finds doubtful labels of the web sets by cross-validated disagreement (confident learning, Northcutt et al. 2021).

    python train.py --config config-fer2013-only.json ...      (a backbone that has never seen these sets)
    python find_doubtful.py --data ../../shared/data [--backbone work/backbone.pt]

In: crops, and a backbone trained on FER2013 alone. On its embeddings (crop and mirror image averaged) a logistic regression
guesses each picture's label, fitted to the other four fifths of all sets. A label is doubtful where another one reaches
its own threshold (the mean probability of those that carry it) and is more probable. Out: doubtful.json, their
names, which train.py takes by `doubtful_weight` of its config; counts by set and label on stdout, and whether a head
without the doubtful pictures reads FER2013's PublicTest better.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from data import DOUBTFUL_FILE, LABELS7, Faces, concatenate, load_fer2013
from evaluate import accuracy
from net import Net, net_of
from preprocess import equalize_bi_histogram, resize, to_input
from recipe import read_recipe, read_trained
from sampling import load_other_sets

HERE = Path(__file__).parent
SEED = 20261130
SIDE = 64
FOLDS = 5
INVERSE_PENALTY = 0.002


@torch.inference_mode()
def embed(net: Net, crops: np.ndarray, batch: int = 256) -> np.ndarray:
    """[n, 128, 128] uint8 -> [n, 2048] float32, the mean of a crop's and its mirror image's."""
    outputs = []
    for start in range(0, len(crops), batch):
        x = to_input(equalize_bi_histogram(resize(torch.from_numpy(crops[start : start + batch].copy()), SIDE)))
        both = torch.cat([x, x.flip(-1)]).to(memory_format=torch.channels_last)
        outputs.append(net.backbone(both).view(2, -1, net.head.in_features).mean(0))
    return torch.cat(outputs).numpy()


def standardize(features: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    center, scale = features.mean(0), features.std(0) + 1e-3
    return (features - center) / scale, (others - center) / scale


def fit(features: np.ndarray, labels: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=INVERSE_PENALTY, max_iter=200).fit(features, labels)


def held_out_probabilities(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """[n, 7]: what a fit to the other folds says of each picture."""
    probabilities = np.zeros((len(labels), len(LABELS7)))
    for train, held in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(features, labels):
        x, held_x = standardize(features[train], features[held])
        probabilities[held] = fit(x, labels[train]).predict_proba(held_x)
    return probabilities


def find_doubtful(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """[n] bool. Only labels that reach their own threshold can speak against the one given."""
    thresholds = np.array([probabilities[labels == label, label].mean() for label in range(len(LABELS7))])
    confident = np.where(probabilities >= thresholds, probabilities, 0)
    best = confident.argmax(1)
    own = probabilities[np.arange(len(labels)), labels]
    return (confident.max(1) > own) & (best != labels)


def print_counts(doubtful: np.ndarray, training: Faces) -> None:
    sets = np.array([name.split("/")[0] for name in training.name])
    print(f"doubtful: {doubtful.sum()} of {len(doubtful)} ({doubtful.mean():.3f})")
    for name in dict.fromkeys(sets):
        of_set = sets == name
        by_label = []
        for label, word in enumerate(LABELS7):
            rows = of_set & (training.raw == label)
            if rows.any():
                by_label.append(f"{word} {doubtful[rows].sum()} of {rows.sum()} ({doubtful[rows].mean():.2f})")
        print(f"{name}: {doubtful[of_set].sum()} of {of_set.sum()} ({doubtful[of_set].mean():.3f}); {', '.join(by_label)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=HERE / "config-run-4.json", help="names the sets")
    parser.add_argument("--backbone", type=Path, help="default: backbone.pt in --work")
    arguments = parser.parse_args()
    state = read_trained(arguments.backbone or arguments.work / "backbone.pt")
    if state["config"]["sets"]:
        parser.error(f"--backbone: got one trained on {', '.join(entry['name'] for entry in state['config']['sets'])}, expected FER2013 alone")
    net = net_of(state["net"])

    sets, _ = load_other_sets(arguments.work, arguments.data, read_recipe(arguments.config), None)
    training = concatenate(sets)
    choosing = load_fer2013(arguments.work, arguments.data, "PublicTest")
    features, choosing_features = embed(net, training.crops), embed(net, choosing.crops)

    probabilities = held_out_probabilities(features, training.raw)
    right = (probabilities.argmax(1) == training.raw).mean()
    print(f"held-out guesses agree with {right:.3f} of {len(training.raw)} labels")
    doubtful = find_doubtful(probabilities, training.raw)
    print_counts(doubtful, training)

    generator = np.random.default_rng(SEED)
    for name, rows in (
        ("all", np.arange(len(doubtful))),
        ("without the doubtful", np.flatnonzero(~doubtful)),
        ("without as many at random", np.sort(generator.permutation(len(doubtful))[doubtful.sum() :])),
    ):
        x, held = standardize(features[rows], choosing_features)
        figures = accuracy(torch.from_numpy(fit(x, training.raw[rows]).predict_log_proba(held)), choosing)
        print(f"a head of the web sets, {name}: " + " / ".join(f"{value:.3f}" for value in figures.values()))

    names = sorted(np.array(training.name)[doubtful].tolist())
    DOUBTFUL_FILE.write_text(json.dumps({"madeBy": "training/find_doubtful.py", "seed": SEED, "ids": names}, indent=1) + "\n")
    print(f"wrote {DOUBTFUL_FILE}")


if __name__ == "__main__":
    main()
