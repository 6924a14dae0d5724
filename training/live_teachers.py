"""Nets that see each picture of a batch as the one in training does, changed and mixed alike (Beyer et al. 2022)."""
from pathlib import Path

import torch
import torch.nn.functional as F

from net import Net, net_of
from recipe import read_trained


def read_live_teachers(paths: list[Path], device: torch.device) -> list[tuple[Net, int]]:
    """train.py's backbone.pt files -> each net in evaluation mode, with the input side it was trained for."""
    teachers = []
    for path in paths:
        state = read_trained(path)
        side = min(state["norms"])
        teachers.append((net_of({**state["net"], **state["norms"][side]}).to(device), side))
    return teachers


@torch.no_grad()
def ask(teachers: list[tuple[Net, int]], x: torch.Tensor) -> torch.Tensor:
    """x [n, 1, s, s] -> their probabilities on average, [n, 7] float32."""
    said = []
    for net, side in teachers:
        seen = x if x.shape[-1] == side else F.interpolate(x, (side, side), mode="bilinear", antialias=True, align_corners=False)
        with torch.autocast(x.device.type, torch.bfloat16):
            said.append(net(seen.to(memory_format=torch.channels_last)).float().softmax(1))
    return torch.stack(said).mean(0)
