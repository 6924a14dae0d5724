"""Writes classifiers.json: what scikit-learn makes of a small synthetic three-class problem, for tests/heads/training.

    python make_classifier_goldens.py [--out .]

Three Gaussian classes in 20 columns of different scales that overlap by some per cent; column 7 is constant. SVMs are as
those of lib/heads: standardized by the population's deviation, C = 1, kernel (x.y / features + coef0)^degree,
solved to 1e-8. Run it with the project's .venv (node scripts/run-python.mjs tests/golden/make_classifier_goldens.py).
"""
import argparse
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.calibration import _SigmoidCalibration
from sklearn.neural_network import MLPClassifier
from sklearn.svm import SVC

SEED = 20261124
FEATURES = 20
LABELS = ["happy", "sad", "surprise"]
PAIRS = [(0, 1), (0, 2), (1, 2)]
KERNELS = {"linear-svm": {"degree": 1, "coef0": 0.0}, "cubic-svm": {"degree": 3, "coef0": 1.0}}
HIDDEN = {
    "wide-network": (100,), "narrow-network": (10,), "medium-network": (25,),
    "bilayered-network": (10, 10), "trilayered-network": (10, 10, 10),
}


def draw(random: np.random.Generator, centres: np.ndarray, scales: np.ndarray, shifts: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows [count, FEATURES] with four decimals, float32 as the page holds them, and labels [count]."""
    labels = np.arange(count) % len(LABELS)
    rows = ((centres[labels] + random.normal(0, 1, (count, FEATURES))) * scales + shifts).round(4)
    rows[:, 7] = 2.5
    return rows.astype(np.float32), labels


def svm_golden(x: np.ndarray, y: np.ndarray, test: np.ndarray, degree: int, coef0: float) -> dict:
    """Decision values [pairs][test rows], positive for the pair's first class, and the three-class SVC's choices."""
    options = {"C": 1.0, "kernel": "poly", "degree": degree, "gamma": 1 / FEATURES, "coef0": coef0, "tol": 1e-8}
    pairs = []
    for first, second in PAIRS:
        rows = (y == first) | (y == second)
        svm = SVC(**options).fit(x[rows], y[rows] == first)
        decisions = svm.decision_function(test)
        pairs.append({"decisions": decisions.round(8).tolist(), "bias": float(svm.intercept_[0]), "supportVectors": len(svm.support_)})
    return {"pairs": pairs, "predictions": SVC(**options).fit(x, y).predict(test).tolist()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    arguments = parser.parse_args()
    random = np.random.default_rng(SEED)
    centres = random.normal(0, 0.45, (len(LABELS), FEATURES))
    scales, shifts = np.exp(random.normal(0, 1, FEATURES)), random.normal(0, 3, FEATURES)
    train, train_labels = draw(random, centres, scales, shifts, 240)
    test, test_labels = draw(random, centres, scales, shifts, 120)

    mean, deviation = train.astype(np.float64).mean(0), train.astype(np.float64).std(0)
    deviation[deviation < 1e-6] = 1
    x, z = (train - mean) / deviation, (test - mean) / deviation
    svms = {name: svm_golden(x, train_labels, z, **kernel) for name, kernel in KERNELS.items()}

    inside = test_labels < 2
    decisions, is_first = np.array(svms["linear-svm"]["pairs"][0]["decisions"])[inside], (test_labels[inside] == 0).astype(int)
    sigmoid = _SigmoidCalibration().fit(decisions, is_first)
    networks = {}
    for name, hidden in HIDDEN.items():
        network = MLPClassifier(hidden, solver="lbfgs", alpha=0.0, max_iter=1000, random_state=1).fit(x, train_labels)
        networks[name] = network.score(z, test_labels)
    golden = {
        "madeBy": f"tests/golden/make_classifier_goldens.py, scikit-learn {sklearn.__version__}, seed {SEED}",
        "features": FEATURES,
        "labelNames": LABELS,
        "train": [round(float(value), 4) for value in train.flatten()],
        "trainLabels": train_labels.tolist(),
        "test": [round(float(value), 4) for value in test.flatten()],
        "testLabels": test_labels.tolist(),
        "mean": mean.tolist(),
        "deviation": deviation.tolist(),
        "svms": svms,
        "platt": {"decisions": decisions.tolist(), "isFirst": is_first.tolist(), "a": float(sigmoid.a_), "b": float(sigmoid.b_)},
        "networkAccuracies": networks,
    }
    path = arguments.out / "classifiers.json"
    path.write_text(json.dumps(golden))
    print(json.dumps(networks))
    print({name: [pair["supportVectors"] for pair in svm["pairs"]] for name, svm in svms.items()})
    print({name: float(np.mean(np.array(svm["predictions"]) == test_labels)) for name, svm in svms.items()})
    print(f"wrote {path} ({path.stat().st_size} bytes)")


if __name__ == "__main__":
    main()
