"""Calibrates the seven-label head and chooses when a face is "other", on FER2013's PublicTest, and writes both into the
shipped files.

    python decision.py --data ../../shared/data

The rule (lib/labels/decide-status.ts): happy, sad and surprise together against the strongest of neutral and `restWeight`
times angry, disgust and fear, by the seven-label head. Among the seven, the best is named where it is right more often than
wrong (`minimumLabelShare`). What is right is told by FER+'s majority (at least 5 of 10 votes): by the raw label, which is
wrong in a quarter of the clear cases, no rule reaches what people agree on.
"""
import argparse
import json
import sys
from pathlib import Path

import numpy as np

from calibration import fit_calibration, lift_rarest, probabilities
from data import EXPRESSIONS, LABELS7, Faces, load_fer2013, majority_of
from shipped import MODELS, describe, read_logits, read_manifest, read_shipped_head, read_shipped_layers, write_head, write_manifest

HERE = Path(__file__).parent
NEUTRAL = LABELS7.index("neutral")
REST = [index for index in range(len(LABELS7)) if index not in (*EXPRESSIONS, NEUTRAL)]

# Of the three expressions at most so many are called other: the goal.
MAXIMUM_LOST = 0.05
# Below 1, since before a camera a face at rest is far more frequent than an angry or a frightened one: at 1 (all four alike)
# 8 points fewer of the neutral faces are told for 6 more of the angry, disgusted and frightened ones; at 0.2 2 more for 21 fewer.
REST_WEIGHT = 0.5

# Of the best label's probability: wide enough for some dozen faces.
BAND = 0.05


def calibrate(logits: np.ndarray, choosing: Faces, work: Path, data: Path) -> dict[str, float | list[float]]:
    """Of the seven-label layer, for its head file: temperature and lifts. logits [n, 7] of the faces in `choosing`."""
    shares = load_fer2013(work, data, "Training").target.mean(0)
    return fit_calibration(logits, choosing.raw, lift_rarest(shares))


def expression_share(labels7: np.ndarray, rest_weight: float) -> np.ndarray:
    """labels7 [n, 7], rows sum to 1 -> [n], 0 to 1, as expressionShare in lib/labels/decide-status.ts."""
    three = labels7[:, EXPRESSIONS].sum(1)
    against = np.maximum(labels7[:, NEUTRAL], rest_weight * labels7[:, REST].max(1))
    return three / np.maximum(sys.float_info.epsilon, three + against)


def choose_decision(labels7: np.ndarray, votes: np.ndarray) -> dict[str, float]:
    """The largest thresholds, in hundredths: of the three's share, one that loses at most MAXIMUM_LOST of the three; of the best
    label's, one just below which (BAND) it is wrong more often than right. votes [n, 10]."""
    share, majority = expression_share(labels7, REST_WEIGHT), majority_of(votes)
    three, _, _ = groups(majority)
    grid = np.arange(1, 100) / 100
    kept = [value for value in grid if (share[three] < value).mean() <= MAXIMUM_LOST]
    clear = majority >= 0
    best, right = labels7[clear].max(1), labels7[clear].argmax(1) == majority[clear]
    bands = [(value, right[(value - BAND <= best) & (best < value)]) for value in grid]
    wrong = [value for value, inside in bands if len(inside) > 0 and inside.mean() < 0.5]
    return {
        "minimumExpressionShare": float(max(kept, default=grid[0])),
        "restWeight": REST_WEIGHT,
        "minimumLabelShare": float(max(wrong, default=0)),
    }


def groups(majority: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which faces are of the three, neutral, and angry, disgusted or afraid: [n] bool each. majority [n] as of majority_of."""
    return np.isin(majority, EXPRESSIONS), majority == NEUTRAL, np.isin(majority, REST)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    manifest = read_manifest()
    choosing = load_fer2013(arguments.work, arguments.data, "PublicTest")
    side = manifest["backbone"]["defaultSide"]
    header, head = read_shipped_head("seven-labels")
    logits = read_logits(read_shipped_layers(side), head, choosing.crops, side).numpy()
    calibration = calibrate(logits, choosing, arguments.work, arguments.data)
    print(json.dumps(calibration))
    labels7 = probabilities(logits, calibration)
    majority = majority_of(choosing.votes)
    three, neutral, rest = groups(majority)
    for weight in (0, 0.1, 0.2, 0.3, 0.5, 1):
        share = expression_share(labels7, weight)
        limit = np.quantile(share[three], MAXIMUM_LOST)
        told = {"neutral": (share[neutral] < limit).mean(), "rest": (share[rest] < limit).mean()}
        print(json.dumps({"restWeight": weight, "limit": round(limit, 3), **{name: round(value, 3) for name, value in told.items()}}))
    decision = choose_decision(labels7, choosing.votes)
    other = expression_share(labels7, decision["restWeight"]) < decision["minimumExpressionShare"]
    for name, labels in {"majority": majority, "raw label": choosing.raw}.items():
        called = {LABELS7[label]: round(other[labels == label].mean(), 3) for label in (*EXPRESSIONS, NEUTRAL)}
        print(json.dumps({**decision, "called other by": name, **called, "three": round(other[np.isin(labels, EXPRESSIONS)].mean(), 3)}))
    file = manifest["labels7Head"]["file"]
    write_head(MODELS / file, {**header, **calibration}, head)
    manifest["files"][file] = describe(MODELS / file)
    manifest["decision"] = decision
    write_manifest(manifest)
    print(f"wrote {MODELS / 'manifest.json'}")


if __name__ == "__main__":
    main()
