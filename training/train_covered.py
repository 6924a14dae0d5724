"""Trains the gate "covered" on the shipped backbone's embedding: is a large part of the face hidden?

    python train_covered.py --data ../../shared/data [--work work] [--faces 24000 | --judge-only]

In: FER2013's crops and public/models as they are; after export.py, which takes the gate away, since it is made for one
backbone. Out: public/models/heads/covered.head and `coveredGate` in the manifest, then docs/covered.json, what that gate is worth,
as training/covered-report.ts reads it. --judge-only writes the last alone: trained anew, the gate is another file, and all that was
measured with it is out of date.
Faces of Training and of the sharper sets are covered by cover.py before they are equalized, more than COVERED of the face or
less than CLEAR of it; what lies between is left out. PublicTest chooses the limit, and its faces under covers of other shapes
judge it.
"""
import argparse
import json
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from cover import HELD_OUT_KINDS, KINDS, REGION_SIDE, cover
from data import EXPRESSIONS, Faces, concatenate, load_fer2013, load_labelled_set, read_crops
from export import MODELS, PREPROCESSING, read_commit
from fold import FoldedResNet50
from preprocess import augment, equalize_bi_histogram, resize, to_input
from resnet50 import FEATURES
from shipped import describe, read_manifest, read_shipped_head, read_shipped_layers, write_head, write_manifest

HERE = Path(__file__).parent
OUT = HERE.parent / "docs/covered.json"
SEED = 20261128
HEAD = {"id": "covered", "name": "Covered", "kind": "linear", "labels": ["clear", "covered"], "temperature": 1.0}

# Hidden shares of the face. Up to CLEAR it can be read, from COVERED on it shall be refused (EXPERIMENTS.md).
CLEAR, COVERED, NEARLY_ALL = 0.2, 0.45, 0.95
# More covered faces, up to MOST_FOLLOWED hidden: their crops follow what is left, as the detector does.
FOLLOWED, MOST_FOLLOWED = 3000, 0.75
# Of PublicTest's untouched faces that lie open, at the default size.
MAXIMUM_REFUSED = 0.003
# PublicTest's that do not, by eye, among the 80 that the probe finds most covered: no face or half a one in the crop
# (the detector's fault), a profile (which the gate "turned" refuses first), a hand before the face.
NO_FACE = (28930, 28995, 29150, 29154, 29161, 29401, 29420, 29446, 29715, 29731, 29942, 30041, 30495, 30592, 31096, 31207, 31646, 31992, 32190)
PROFILE = (29078, 29081, 29266, 29469, 29670, 29883, 29994, 30171, 30409, 30552, 30634, 30650, 31355, 31605, 31680, 31788, 32211)
HAND = (29126, 29249, 29294, 29547, 29914, 30613, 30718, 30994, 31182, 31284, 31535, 32058)
NOT_OPEN = {f"fer2013/{index}" for index in (*NO_FACE, *PROFILE, *HAND)}
SHARPER_SETS = ("webfaces", "muxspace", "ffhq", "sfew", "webpicked")
JUDGED_SHARES = (0.1, 0.3, 0.45, 0.6, 0.75)
# Side -> its part of the training faces, and every how manieth face of PublicTest is read at it.
SIDES = {96: (0.8, 1), 128: (0.15, 4), 224: (0.05, 8)}
DEFAULT_SIDE = 96
# Equalization can be switched off, so a part of both is read without it, too.
NOT_EQUALIZED_EVERY = 4
# Of these inverse penalties the one with the best log likelihood on a tenth of the training faces.
PENALTIES = (3e-4, 1e-3, 3e-3, 1e-2)


def load_sharper(work: Path, data: Path) -> list[Faces]:
    """Sets of larger pictures than FER2013's, whose beards, glasses and frowns are no covers either."""
    return [load_labelled_set(work, data, name, ("train",), 0.0, 1.0) for name in SHARPER_SETS]


def load_found(work: Path, data: Path, split: str) -> Faces:
    """FER2013's faces that the detector finds: in the pipeline no other face comes to this gate."""
    faces = load_fer2013(work, data, split)
    _, rows = read_crops(work, "fer2013")
    found = {f"fer2013/{int(Path(row['file']).stem)}" for row in rows if row["found"]}
    return faces.take(np.flatnonzero([name in found for name in faces.name]))


def cover_all(crops: np.ndarray, shares: np.ndarray, follows: np.ndarray, kinds: dict, random: np.random.Generator) -> np.ndarray:
    """Each of crops [n, 128, 128] with its share hidden, as it is at share 0. Half of them lose a webcam's sharpness."""
    covered = np.stack([
        cover(crop, crops[random.integers(len(crops))], share, kinds, random, follow) if share > 0 else crop
        for crop, share, follow in zip(crops, shares, follows)
    ])
    coarse = torch.from_numpy(covered[::2].copy())
    covered[::2] = resize(resize(coarse, REGION_SIDE), crops.shape[-1]).numpy()
    return covered


@torch.inference_mode()
def embed(net: FoldedResNet50, crops: torch.Tensor) -> np.ndarray:
    """[n, side, side] uint8, equalized or not -> [n, 2048] float32."""
    outputs = []
    for part in crops.split(64):
        with torch.autocast("cpu", torch.bfloat16):
            outputs.append(net(to_input(part).to(memory_format=torch.channels_last)).float())
    return torch.cat(outputs).numpy()


def load_net(side: int) -> FoldedResNet50:
    return FoldedResNet50(read_shipped_layers(side)).eval().to(memory_format=torch.channels_last)


def plain_features(net: FoldedResNet50, crops: np.ndarray, side: int) -> np.ndarray:
    return embed(net, equalize_bi_histogram(resize(torch.from_numpy(crops), side)))


def training_features(training: Faces, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Up to `count` faces, half of them covered, of the others half untouched; every second one augmented. -> features, is covered,
    which picture it is made of: several rows may be of one."""
    random, generator = np.random.default_rng(SEED), torch.Generator().manual_seed(SEED)
    order = random.permutation(len(training.crops))[:count]
    count = len(order)
    features, truths, pictures = [], [], []
    start = 0
    for side, (part, _) in SIDES.items():
        drawn = order[start : start + round(part * count)]
        crops = np.ascontiguousarray(training.crops[drawn])
        start += len(crops)
        is_covered = random.random(len(crops)) < 0.5
        little = np.where(random.random(len(crops)) < 0.5, random.uniform(0.02, CLEAR - 0.02, len(crops)), 0)
        shares = np.where(is_covered, random.uniform(COVERED + 0.02, NEARLY_ALL, len(crops)), little)
        covered = torch.from_numpy(cover_all(crops, shares, 0 * shares, KINDS, random))
        augmented = torch.from_numpy(random.random(len(crops)) < 0.5)
        inputs = resize(covered, side)
        inputs[augmented] = augment(covered[augmented], side, torch.zeros(int(augmented.sum()), dtype=torch.bool), generator)
        net = load_net(side)
        features += [embed(net, equalize_bi_histogram(inputs)), embed(net, inputs[::NOT_EQUALIZED_EVERY])]
        truths += [is_covered, is_covered[::NOT_EQUALIZED_EVERY]]
        pictures += [drawn, drawn[::NOT_EQUALIZED_EVERY]]
        print(f"{len(crops)} training faces at {side} px", flush=True)
    random = np.random.default_rng(SEED + 7)
    drawn = random.permutation(len(training.crops))[:FOLLOWED]
    crops = np.ascontiguousarray(training.crops[drawn])
    shares, follows = random.uniform(COVERED, MOST_FOLLOWED, len(crops)), random.uniform(0.2, 1, len(crops))
    followed = cover_all(crops, shares, follows, KINDS, np.random.default_rng(SEED))
    features.append(plain_features(load_net(96), followed, 96))
    truths.append(np.ones(len(crops), bool))
    pictures.append(drawn)
    return np.concatenate(features), np.concatenate(truths), np.concatenate(pictures)


def fit(features: np.ndarray, truths: np.ndarray, pictures: np.ndarray) -> dict[str, np.ndarray]:
    """Arrays of a linear head (lib/models/README.md): logistic regression on standardized features. A picture's rows are held out together."""
    mean, deviation = features.mean(0), features.std(0)
    deviation[deviation < 1e-6] = 1
    z = (features - mean) / deviation
    held = (np.random.default_rng(SEED).random(pictures.max() + 1) < 0.1)[pictures]

    def loss(penalty: float) -> float:
        model = LogisticRegression(C=penalty, max_iter=500).fit(z[~held], truths[~held])
        shares = model.predict_proba(z[held])[np.arange(held.sum()), truths[held].astype(int)]
        right = (model.predict(z[held]) == truths[held]).mean()
        value = -float(np.log(shares).mean())
        print(f"C {penalty:g}: log loss {value:.4f}, right {right:.4f} on held-out training faces", flush=True)
        return value

    model = LogisticRegression(C=min(PENALTIES, key=loss), max_iter=500).fit(z, truths)
    weights, bias = model.coef_[0], model.intercept_[0]
    return {"mean": mean, "deviation": deviation, "weights": np.stack([0 * weights, weights]), "bias": np.array([0, bias])}


def probability(arrays: dict[str, np.ndarray], features: np.ndarray) -> np.ndarray:
    """Of "covered", [n]."""
    decisions = (features - arrays["mean"]) / arrays["deviation"] @ arrays["weights"][1] + arrays["bias"][1]
    return 1 / (1 + np.exp(-decisions))


def choose_maximum(untouched: np.ndarray) -> float:
    """The least probability, in thousandths, above which lie at most MAXIMUM_REFUSED of untouched faces [n]."""
    return float(np.ceil(np.quantile(untouched, 1 - MAXIMUM_REFUSED, method="higher") * 1000) / 1000)


def three_right(features: np.ndarray, raw: np.ndarray) -> np.ndarray:
    """Whether the seven-label head's best of happy, sad and surprise is the label, [n]."""
    _, head = read_shipped_head("seven-labels")
    scores = features @ head["weights"].T + head["bias"]
    return scores[:, list(EXPRESSIONS)].argmax(1) + EXPRESSIONS[0] == raw


def judged(shapes: str | None, share: float, refused: np.ndarray, right: np.ndarray) -> dict:
    """A row of the report, of `refused` and `right` [n] bool: how many the gate refuses, and how right the three classes are."""
    parts = {"refused": refused, "right": right, "rightOfKept": right[~refused], "rightOfRefused": right[refused]}
    return {"shapes": shapes, "share": share, **{name: count(asked) for name, asked in parts.items()}}


def count(asked: np.ndarray) -> list[int]:
    return [int(asked.sum()), len(asked)]


def judge(net: FoldedResNet50, faces: Faces, refuses: Callable[[np.ndarray], np.ndarray]) -> list[dict]:
    """A row a share and a group of kinds: the training's and others."""
    rows = []
    for shapes, kinds in (("training", KINDS), ("other", HELD_OUT_KINDS)):
        random = np.random.default_rng(SEED + 1)
        for share in JUDGED_SHARES:
            covered = cover_all(faces.crops, np.full(len(faces.raw), share), np.zeros(len(faces.raw)), kinds, random)
            features = plain_features(net, covered, DEFAULT_SIDE)
            rows.append(judged(shapes, share, refuses(features), three_right(features, faces.raw)))
            print(json.dumps(rows[-1]), flush=True)
    return rows


def are_open(faces: Faces) -> np.ndarray:
    return np.array([name not in NOT_OPEN for name in faces.name])


def measure(choosing: Faces, nets: dict[int, FoldedResNet50], features: dict[int, np.ndarray]) -> dict:
    """What the report says of the gate in public/models. `features`: of the faces that are read at each side, as they are."""
    gate = read_manifest()["coveredGate"]
    _, arrays = read_shipped_head(HEAD["id"])

    def refuses(features: np.ndarray) -> np.ndarray:
        return probability(arrays, features) > gate["maximumCovered"]

    def untouched(side: int, equalized: bool, features: np.ndarray, every: int) -> dict:
        refused = refuses(features)
        row = {"size": side, "equalized": equalized, "refused": count(refused), "refusedOfOpen": count(refused[are_open(choosing)[::every]])}
        print(json.dumps(row), flush=True)
        return row

    not_equalized = embed(nets[DEFAULT_SIDE], resize(torch.from_numpy(choosing.crops[::NOT_EQUALIZED_EVERY].copy()), DEFAULT_SIDE))
    of_untouched = [untouched(side, True, features[side], every) for side, (_, every) in SIDES.items()]
    of_untouched.append(untouched(DEFAULT_SIDE, False, not_equalized, NOT_EQUALIZED_EVERY))
    three = np.isin(choosing.raw, EXPRESSIONS)
    plain = features[DEFAULT_SIDE][three]
    as_they_are = judged(None, 0, refuses(plain), three_right(plain, choosing.raw[three]))
    covered = judge(nets[DEFAULT_SIDE], choosing.take(np.flatnonzero(three)[::2]), refuses)
    return {"untouched": of_untouched, "rows": [as_they_are, *covered]}


def write_report(measured: dict) -> None:
    manifest = read_manifest()
    gate = manifest["coveredGate"]
    report = {
        "madeBy": "training/train_covered.py",
        "date": datetime.now(timezone.utc).date().isoformat(),
        "backbone": manifest["backbone"]["sha256"],
        "coveredGate": {"sha256": manifest["files"][gate["head"]["file"]]["sha256"], "maximumCovered": gate["maximumCovered"]},
        "size": DEFAULT_SIDE,
        **measured,
    }
    OUT.write_text(json.dumps(report, indent=1) + "\n")
    print(f"wrote {OUT}")


def write(arrays: dict[str, np.ndarray], maximum: float) -> None:
    manifest = read_manifest()
    file = f"heads/{HEAD['id']}.head"
    write_head(MODELS / file, {**HEAD, "preprocessing": PREPROCESSING, "backbone": manifest["backbone"]["sha256"]}, arrays)
    manifest["files"][file] = describe(MODELS / file)
    manifest["coveredGate"] = {
        "head": {"id": HEAD["id"], "name": HEAD["name"], "file": file, "labels": HEAD["labels"]},
        "maximumCovered": maximum,
        "madeBy": {"commit": read_commit(), "command": "npm run train:covered", "seed": SEED},
    }
    write_manifest(manifest)
    print(f"wrote {MODELS / file} and {MODELS / 'manifest.json'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--faces", type=int, default=24_000)
    parser.add_argument("--judge-only", action="store_true", help="measure the gate of public/models as it is")
    arguments = parser.parse_args()
    if arguments.judge_only and "coveredGate" not in read_manifest():
        raise SystemExit("--judge-only: got public/models without the gate, expected one to judge; without this option it is trained")
    choosing = load_found(arguments.work, arguments.data, "PublicTest")
    nets = {side: load_net(side) for side in SIDES}
    features = {side: plain_features(net, choosing.crops[:: SIDES[side][1]], side) for side, net in nets.items()}
    if not arguments.judge_only:
        training = [load_found(arguments.work, arguments.data, "Training"), *load_sharper(arguments.work, arguments.data)]
        arrays = fit(*training_features(concatenate(training), arguments.faces))
        write(arrays, choose_maximum(probability(arrays, features[DEFAULT_SIDE])[are_open(choosing)]))
    write_report(measure(choosing, nets, features))


if __name__ == "__main__":
    main()
