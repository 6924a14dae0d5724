"""Nets that see each picture of a batch as the one in training does, moved and mixed alike (Beyer et al. 2022), but in good light,
sharp and not covered: it learns what they say, and to tell their features from its own (Romero et al. 2015)."""
from pathlib import Path

import torch
from torch import nn

from data import Faces
from net import Net, net_of, sample_input
from recipe import read_trained


class LiveTeacher:
    """A backbone.pt of train.py, at the input side it was trained for, its features brought to mean 0 and deviation 1 over training crops."""

    def __init__(self, path: Path, training: Faces, device: torch.device):
        state = read_trained(path)
        self.side = min(state["norms"])
        self.net = net_of({**state["net"], **state["norms"][self.side]}).to(device)
        self.mean, self.deviation = torch.zeros(1, device=device), torch.ones(1, device=device)
        plain = sample_input(training, self.side, 1024).to(device)
        features = torch.cat([self.ask(part)[1] for part in plain.split(128)])
        self.mean, self.deviation = features.mean(0), features.std(0).clamp(min=1e-3)

    @torch.no_grad()
    def ask(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """x [n, 1, side, side] -> probabilities [n, 7] and features [n, d], float32."""
        with torch.autocast(x.device.type, torch.bfloat16):
            features = self.net.backbone(x.to(memory_format=torch.channels_last))
            logits = self.net.head(features)
        return logits.float().softmax(1), (features.float() - self.mean) / self.deviation


def ask_all(teachers: list[LiveTeacher], views: list[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Of a view for each, at its side: their probabilities on average, [n, 7], and all their features side by side."""
    said, features = zip(*(teacher.ask(view) for teacher, view in zip(teachers, views)))
    return torch.stack(said).mean(0), torch.cat(features, 1)


class Pupil(nn.Module):
    """A net, and a linear layer that tells its teachers' features from its own; the layer is not kept. Forward: logits [n, 7], features [n, d]."""

    def __init__(self, net: Net, teachers: list[LiveTeacher]):
        super().__init__()
        self.net = net
        self.tell = nn.Linear(net.backbone.features, sum(teacher.net.backbone.features for teacher in teachers))

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features = self.net.backbone(x)
        return self.net.head(self.net.dropout(features)), self.tell(features)
