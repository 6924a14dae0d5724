"""How many faces logits read right, by the labels that a set has."""
import numpy as np
import torch

from data import EXPRESSIONS, LABELS7, Faces, majority_of


def count_right(logits: torch.Tensor, faces: Faces) -> dict:
    """Of each published label of the three the faces read right among the three, the same by FER+'s majority (None
    without votes), and over seven labels: [right, of]."""
    choice = np.array(EXPRESSIONS)[logits[:, EXPRESSIONS].argmax(1).numpy()]

    def pair(right: np.ndarray, asked: np.ndarray) -> list[int]:
        return [int((right & asked).sum()), int(asked.sum())]

    majority = majority_of(faces.votes)
    return {
        "three": {LABELS7[label]: pair(choice == label, faces.raw == label) for label in EXPRESSIONS},
        "majority": pair(choice == majority, np.isin(majority, EXPRESSIONS)) if faces.votes.any() else None,
        "seven": pair(logits.argmax(1).numpy() == faces.raw, np.ones(len(choice), bool)),
    }


def accuracy(logits: torch.Tensor, faces: Faces) -> dict[str, float]:
    """Three-class accuracy by raw labels and by FER+ majority (nan without votes), and over seven labels."""
    counts = count_right(logits, faces)
    three = np.sum(list(counts["three"].values()), 0)
    pairs = {"three_raw": three, "three_plus": counts["majority"] or (0, 0), "seven": counts["seven"]}
    return {name: float(right / of) if of else float("nan") for name, (right, of) in pairs.items()}
