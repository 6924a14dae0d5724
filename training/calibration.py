"""How sure the seven-label layer may be: a temperature that falls with the lead of the best logit over the second, so that
labels stay as they are. One temperature alone leaves clear faces too unsure and others too sure (EXPERIMENTS.md).
lib/heads/softmax.ts does the same in the browser.
"""
import numpy as np
from scipy.optimize import minimize

# Of the temperature, below which no lead takes it.
LEAST_SHARE = 0.5


def probabilities(scores: np.ndarray, header: dict) -> np.ndarray:
    """scores [n, labels] -> [n, labels], rows sum to 1; `header` of a head file: temperature, temperatureSlope (0 where absent)."""
    second, best = np.sort(scores.astype(np.float64), 1)[:, -2:].T
    least = LEAST_SHARE * header["temperature"]
    temperature = np.maximum(least, header["temperature"] + header.get("temperatureSlope", 0) * (best - second))
    shares = np.exp((scores - best[:, None]) / temperature[:, None])
    return shares / shares.sum(1, keepdims=True)


def fit_calibration(scores: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """temperature and temperatureSlope (at most 0) that minimize the cross entropy on held-out rows. scores [n, labels]; labels [n]."""

    def header_of(values: np.ndarray) -> dict[str, float]:
        return {"temperature": float(np.exp(values[0])), "temperatureSlope": float(min(0, values[1]))}

    def loss(values: np.ndarray) -> float:
        own = probabilities(scores, header_of(values))[np.arange(len(labels)), labels]
        return -float(np.log(np.maximum(own, 1e-12)).mean())

    return header_of(minimize(loss, (0.1, -0.05), method="Nelder-Mead").x)
