"""How sure the seven-label layer may be: a temperature that falls with the lead of the best logit over the second, so that
clear faces are surer and others less (EXPERIMENTS.md), and then a factor a label, `lifts`, for one that FER2013 hardly shows.
lib/heads/linear-head.ts does the same in the browser.
"""
import numpy as np
from scipy.optimize import minimize

# Of the temperature, below which no lead takes it.
LEAST_SHARE = 0.5
# Of the logarithm of a share, as LOGIT_ADJUSTMENT in ship-heads/head-thread.ts.
LOGIT_ADJUSTMENT = 0.5


def probabilities(scores: np.ndarray, header: dict) -> np.ndarray:
    """scores [n, labels] -> [n, labels], rows sum to 1; `header` of a head file: temperature, temperatureSlope (0 where absent),
    lifts [labels] (1 where absent)."""
    second, best = np.sort(scores.astype(np.float64), 1)[:, -2:].T
    least = LEAST_SHARE * header["temperature"]
    temperature = np.maximum(least, header["temperature"] + header.get("temperatureSlope", 0) * (best - second))
    shares = np.exp((scores - best[:, None]) / temperature[:, None]) * header.get("lifts", 1)
    return shares / shares.sum(1, keepdims=True)


def lift_rarest(shares: np.ndarray) -> list[float]:
    """The factors that take the rarest label for as frequent as the next one, half of the way (Menon et al. 2021). shares [labels], sum 1.

    Of FER2013's faces 1.5 % are disgusted, so that a disgusted one is seldom called so, and a set of posed faces shows each
    label as often. Lifting the others, too, calls resting faces afraid or angry (EXPERIMENTS.md).
    """
    next_rarest = np.sort(shares)[1]
    return ((np.maximum(shares, next_rarest) / shares) ** LOGIT_ADJUSTMENT).tolist()


def fit_calibration(scores: np.ndarray, labels: np.ndarray, lifts: list[float]) -> dict[str, float | list[float]]:
    """temperature and temperatureSlope (at most 0) that minimize the cross entropy on held-out rows, with the lifts given.

    scores [n, labels]; labels [n].
    """

    def header_of(values: np.ndarray) -> dict[str, float | list[float]]:
        return {"temperature": float(np.exp(values[0])), "temperatureSlope": float(min(0, values[1])), "lifts": lifts}

    def loss(values: np.ndarray) -> float:
        own = probabilities(scores, header_of(values))[np.arange(len(labels)), labels]
        return -float(np.log(np.maximum(own, 1e-12)).mean())

    return header_of(minimize(loss, (0.1, -0.05), method="Nelder-Mead").x)
