"""ResNet50 v1 (He et al. 2015) with Keras' layout, down to the 2,048-d average pool.

Differences from torchvision: stride 2 sits in the first 1x1 convolution of stages 3-5 (v1, not v1.5), convolutions have
biases, batch norm epsilon is 1e-3, and the padding is explicit (3 before the stem, 1 before the pool).
In: [n, channels, side, side] float; out: [n, 2048] float. `channels` is 3 for Keras' own weights, 1 for Mien's grey crops.
"""
import torch
from torch import nn

BLOCKS = (3, 4, 6, 3)
WIDTHS = (64, 128, 256, 512)
EPSILON = 1e-3  # of every batch norm, as in the Keras weights
FEATURES = 2048


def batch_norm(width: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(width, eps=EPSILON, momentum=0.1)


class Bottleneck(nn.Module):
    """1x1 (stride) -> 3x3 -> 1x1, and a projected shortcut where the shape changes."""

    def __init__(self, inputs: int, width: int, stride: int, project: bool):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, width, 1, stride)
        self.bn1 = batch_norm(width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        self.bn2 = batch_norm(width)
        self.conv3 = nn.Conv2d(width, 4 * width, 1)
        self.bn3 = batch_norm(4 * width)
        self.shortcut = nn.Sequential(nn.Conv2d(inputs, 4 * width, 1, stride), batch_norm(4 * width)) if project else None

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        kept = x if self.shortcut is None else self.shortcut(x)
        x = torch.relu_(self.bn1(self.conv1(x)))
        x = torch.relu_(self.bn2(self.conv2(x)))
        return torch.relu_(self.bn3(self.conv3(x)) + kept)


class ResNet50(nn.Module):
    """All of ResNet50 v1; `forward` returns the average pool, `maps` the last [n, 2048, h, w] maps."""

    features = FEATURES

    def __init__(self, channels: int = 1):
        super().__init__()
        self.stem = nn.Conv2d(channels, 64, 7, 2, padding=3)
        self.stem_bn = batch_norm(64)
        self.pool = nn.MaxPool2d(3, 2, padding=1)  # ReLU precedes it, so padding with -inf equals Keras' zeros
        blocks, inputs = [], 64
        for stage, (count, width) in enumerate(zip(BLOCKS, WIDTHS)):
            for index in range(count):
                blocks.append(Bottleneck(inputs, width, 2 if index == 0 and stage > 0 else 1, index == 0))
                inputs = 4 * width
        self.blocks = nn.Sequential(*blocks)

    def early(self, blocks: int) -> list[nn.Module]:
        """The stem and the first blocks."""
        return [self.stem, self.stem_bn, *self.blocks[:blocks]]

    def maps(self, x: torch.Tensor) -> torch.Tensor:
        return self.blocks(self.pool(torch.relu_(self.stem_bn(self.stem(x)))))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.maps(x).mean((2, 3))
