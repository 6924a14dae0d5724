"""A net that knows faces: the MobileNet (v1, Howard et al. 2017) by which Human 3.3.6 tells people apart, from its npm package (MIT).

Savchenko trained it on VGGFace2, 3.3 million photos of 9,131 people (PeerJ CS 2019, HSE_FaceRec_tf). It is a start for nets that
teach ours (`train.py --start faces`) and never leaves this folder: what is shipped is ResNet50 alone.
"""
import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from keras_weights import LUMA_CENTER, LUMA_SCALE
from packages import fetch_package, read_tensors

INTEGRITY = "Nr5mPfq1gQ+uKeXY5uM3Fj8UxvF5CEh2s6txM5wRThqaW0mF9huooOuZSrT8hhGho0hGaXLFdAwfD/2+teCv6A=="
EPSILON = 1e-3
GREY_MEAN = 115.0  # about the mean of the three that were taken off its red, green and blue


def fetch_faces(folder: Path) -> Path:
    """Its model.json."""
    return fetch_package(folder, "@vladmandic/human", "3.3.6", INTEGRITY) / "models/faceres.json"


def to_levels(x: torch.Tensor) -> torch.Tensor:
    """ResNet50's input -> grey levels less their mean, as the published net was fed."""
    return LUMA_SCALE * x + (LUMA_CENTER - GREY_MEAN)


class Unit(nn.Module):
    """Convolution, batch norm and ReLU6, padded as TensorFlow pads: what is left over goes to the right and the bottom."""

    def __init__(self, inputs: int, outputs: int, side: int, stride: int, groups: int):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, side, stride, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs, eps=EPSILON)

    def convolve(self, x: torch.Tensor) -> torch.Tensor:
        size, stride = self.conv.kernel_size[0], self.conv.stride[0]
        missing = max(0, (-(-x.shape[-1] // stride) - 1) * stride + size - x.shape[-1])
        return self.conv(F.pad(x, (missing // 2, missing - missing // 2) * 2) if missing else x)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu6(self.norm(self.convolve(x)))


# Outputs and stride of each pair of a depthwise and a 1x1 convolution.
PAIRS = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2), (1024, 1))


class FaceNet(nn.Module):
    """In: [n, 1, side, side] float as ResNet50's; out: the average pool, [n, 1024] float. It was trained at 224 px."""

    features = 1024

    def __init__(self):
        super().__init__()
        units, inputs = [Unit(1, 32, 3, 2, 1)], 32
        for outputs, stride in PAIRS:
            units += [Unit(inputs, inputs, 3, stride, inputs), Unit(inputs, outputs, 1, 1, 1)]
            inputs = outputs
        self.units = nn.Sequential(*units)

    def early(self, count: int) -> list[nn.Module]:
        """Its first `count` convolutions."""
        return list(self.units[:count])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.units(to_levels(x)).mean((2, 3))


def load_faces(model: Path, x: torch.Tensor) -> FaceNet:
    """The published weights; their batch norms, which are folded in, are put back with the statistics of the inputs x."""
    tensors = read_tensors(model)
    nodes = [node for node in json.loads(model.read_text())["modelTopology"]["node"] if node["op"] != "Const"]
    net = FaceNet()
    units = iter(net.units)
    x = to_levels(x)
    with torch.no_grad():
        for index, node in enumerate(nodes):
            if node["op"] not in ("Conv2D", "DepthwiseConv2dNative"):
                continue
            kernel = torch.from_numpy(tensors[node["input"][1]])
            # A depthwise convolution is followed by a scale and a shift, the others have the scale in their kernel.
            if node["op"] == "Conv2D":
                kernel, shift = kernel.permute(3, 2, 0, 1), nodes[index + 1]["input"][1]
            else:
                kernel = kernel.permute(2, 3, 0, 1) * torch.from_numpy(tensors[nodes[index + 1]["input"][1]]).view(-1, 1, 1, 1)
                shift = nodes[index + 2]["input"][1]
            unit = next(units)
            # The first one sees red, green and blue, which are alike in a grey picture.
            unit.conv.weight.copy_(kernel.sum(1, keepdim=True) if unit.conv.in_channels == 1 else kernel)
            seen = unit.convolve(x)
            mean, variance = seen.mean((0, 2, 3)), seen.var((0, 2, 3))
            unit.norm.running_mean.copy_(mean)
            unit.norm.running_var.copy_(variance)
            unit.norm.weight.copy_((variance + EPSILON).sqrt())
            unit.norm.bias.copy_(torch.from_numpy(tensors[shift]).flatten() + mean)
            x = F.relu6(unit.eval().norm(seen))
    return net.eval()
