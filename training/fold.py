"""Folds every batch norm into the convolution before it and quantizes: what the browser runs is convolutions alone.

Layer names, in the order of the forward pass: "stem", then "<stage>.<block>.conv1|conv2|conv3|shortcut" with stages 2-5
and blocks from 0, as in He et al. 2015.
"""
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from resnet50 import BLOCKS, ResNet50


@dataclass
class FoldedLayer:
    """kernel [h, w, in, out] float32, bias [out] float32."""

    name: str
    kernel: np.ndarray
    bias: np.ndarray
    stride: int
    padding: int


def fold(name: str, convolution: nn.Conv2d, norm: nn.BatchNorm2d) -> FoldedLayer:
    factor = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
    kernel = convolution.weight.double() * factor[:, None, None, None]
    bias = (convolution.bias.double() - norm.running_mean.double()) * factor + norm.bias.double()
    return FoldedLayer(
        name, kernel.permute(2, 3, 1, 0).contiguous().float().numpy(), bias.float().numpy(),
        convolution.stride[0], convolution.padding[0],
    )


def named_convolutions(model: ResNet50) -> list[tuple[str, nn.Conv2d, nn.BatchNorm2d]]:
    """Name, convolution and the batch norm after it, in the order of the forward pass."""
    found = [("stem", model.stem, model.stem_bn)]
    blocks = iter(model.blocks)
    for stage, count in enumerate(BLOCKS, start=2):
        for index in range(count):
            block, prefix = next(blocks), f"{stage}.{index}"
            found += [(f"{prefix}.conv{n}", getattr(block, f"conv{n}"), getattr(block, f"bn{n}")) for n in (1, 2, 3)]
            if block.shortcut is not None:
                found.append((f"{prefix}.shortcut", block.shortcut[0], block.shortcut[1]))
    return found


@torch.no_grad()
def fold_resnet50(model: ResNet50) -> list[FoldedLayer]:
    return [fold(*found) for found in named_convolutions(model)]


def quantize_int8(kernel: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric, one scale an output channel: kernel ~ values * scale. values int8 [h, w, in, out], scale [out] float32."""
    scale = np.maximum(np.abs(kernel).max((0, 1, 2)) / 127, 1e-12).astype(np.float32)
    return np.clip(np.round(kernel / scale), -127, 127).astype(np.int8), scale


class FoldedResNet50(nn.Module):
    """The folded network in PyTorch, from the same numbers that the browser gets; for accuracy before and after."""

    def __init__(self, layers: list[FoldedLayer]):
        super().__init__()
        self.convolutions = nn.ModuleDict()
        for layer in layers:
            h, w, inputs, outputs = layer.kernel.shape
            convolution = nn.Conv2d(inputs, outputs, (h, w), layer.stride, layer.padding)
            convolution.weight.data = torch.from_numpy(layer.kernel).permute(3, 2, 0, 1).contiguous()
            convolution.bias.data = torch.from_numpy(layer.bias)
            self.convolutions[layer.name.replace(".", "_")] = convolution
        self.pool = nn.MaxPool2d(3, 2, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        run = self.convolutions
        x = self.pool(torch.relu(run["stem"](x)))
        for stage, count in enumerate(BLOCKS, start=2):
            for index in range(count):
                name = f"{stage}_{index}"
                kept = run[f"{name}_shortcut"](x) if index == 0 else x
                inner = torch.relu(run[f"{name}_conv2"](torch.relu(run[f"{name}_conv1"](x))))
                x = torch.relu(run[f"{name}_conv3"](inner) + kept)
        return x.mean((2, 3))
