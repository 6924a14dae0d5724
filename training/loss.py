"""What training minimizes. logits and target [n, 7] float32, rows of target sum to 1; weight [n]; the losses are scalars."""
import torch

from data import EXPRESSIONS


def loss_of(logits: torch.Tensor, target: torch.Tensor, weight: torch.Tensor, expressions_loss: float) -> torch.Tensor:
    """Soft cross entropy over seven labels, plus one among the three expressions for faces that mostly show one."""
    loss = soft_cross_entropy(logits, target, weight)
    three = target[:, EXPRESSIONS]
    mass = three.sum(1)
    mostly = weight * (mass > 0.6)
    return loss + expressions_loss * soft_cross_entropy(logits[:, EXPRESSIONS], three / mass[:, None].clamp(min=1e-6), mostly)


def soft_cross_entropy(logits: torch.Tensor, target: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """The mean over the rows by their weights."""
    return -(weight * (target * logits.log_softmax(1)).sum(1)).sum() / weight.sum().clamp(min=1e-6)
