"""The weights of public/models back in PyTorch: what is measured is what is shipped, and training can go on from it.

A session's checkpoint is too large to be kept in the repository; the shipped int8 weights are. `unfold_resnet50` makes a
trainable network of them: batch norms are put back after each convolution with the statistics of the training crops, so
that the function in evaluation mode stays the same and training starts where the last one ended.
"""
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from fold import FoldedLayer, FoldedResNet50, named_convolutions
from preprocess import equalize_bi_histogram, resize, to_input
from resnet50 import ResNet50

MODELS = Path(__file__).parent.parent / "public/models"


def read_manifest(models: Path = MODELS) -> dict:
    return json.loads((models / "manifest.json").read_text())


def write_manifest(manifest: dict, models: Path = MODELS) -> None:
    """In one step, so that nobody reads half of it."""
    part = models / "manifest.json.part"
    part.write_text(json.dumps(manifest, indent=1) + "\n")
    part.replace(models / "manifest.json")


def read_shipped_layers(side: int = 96, models: Path = MODELS) -> list[FoldedLayer]:
    """Dequantized layers in the order of the forward pass, with the batch norms of one input side."""
    backbone = read_manifest(models)["backbone"]
    data = b"".join((models / shard).read_bytes() for shard in backbone["shards"])
    layers = []
    for entry in backbone["layers"]:
        shape = entry["shape"]
        kernel = np.frombuffer(data, np.int8, int(np.prod(shape)), entry["kernel"]).reshape(shape)
        scale, bias = (np.frombuffer(data, np.float32, shape[3], entry["sides"][str(side)][part]) for part in ("scale", "bias"))
        layers.append(FoldedLayer(entry["name"], kernel * scale, bias.copy(), entry["stride"], entry["padding"]))
    return layers


def read_shipped_head(head_id: str, models: Path = MODELS) -> tuple[dict, dict[str, np.ndarray]]:
    """Header and arrays of a head file; layout: lib/models/README.md."""
    content = (models / f"heads/{head_id}.head").read_bytes()
    length = int(np.frombuffer(content, "<u4", 1, 12)[0])
    header = json.loads(content[16 : 16 + length])
    start = -(-(16 + length) // 8) * 8
    arrays = {
        name: np.frombuffer(content, entry["dtype"], int(np.prod(entry["shape"])), start + entry["offset"]).reshape(entry["shape"])
        for name, entry in header["arrays"].items()
    }
    return header, arrays


def write_head(path: Path, header: dict, arrays: dict[str, np.ndarray]) -> None:
    entries, blob = {}, bytearray()
    for name, array in arrays.items():
        array = np.ascontiguousarray(array, np.int8 if array.dtype == np.int8 else np.float32)
        entries[name] = {"dtype": str(array.dtype), "shape": list(array.shape), "offset": len(blob)}
        blob.extend(array.tobytes())
        blob.extend(bytes(-len(blob) % 8))
    text = json.dumps({**header, "arrays": entries}).encode()
    file = b"MIENHEAD" + np.array([1, len(text)], "<u4").tobytes() + text
    path.write_bytes(file + bytes(-len(file) % 8) + bytes(blob))


def describe(path: Path) -> dict:
    """Size, hash and kind of numbers of a file; a head's header lists its arrays."""
    content = path.read_bytes()
    entry = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    if path.suffix == ".json":
        return {**entry, "dtype": "json"}
    if path.suffix == ".head":
        arrays = read_shipped_head(path.stem)[0]["arrays"]
        dtypes = sorted({array["dtype"] for array in arrays.values()})
        return {**entry, "dtype": ", ".join(dtypes), "shapes": {name: array["shape"] for name, array in arrays.items()}}
    if path.parent.name == "detector":
        weights = json.loads((path.parent / "model.json").read_text())["weightsManifest"][0]["weights"]
        return {**entry, "dtype": ", ".join(sorted({weight["dtype"] for weight in weights})), "shapes": {weight["name"]: weight["shape"] for weight in weights}}
    return {**entry, "dtype": "float32, int8"}  # a shard; its layers' shapes stand in backbone.layers


@torch.inference_mode()
def extract_features(layers: list[FoldedLayer], crops: np.ndarray, side: int) -> torch.Tensor:
    """crops [n, 128, 128] uint8, equalized at `side` -> [n, 2048], in float32 arithmetic."""
    net = FoldedResNet50(layers).eval().to(memory_format=torch.channels_last)
    features = []
    for part in torch.from_numpy(crops).split(128):
        features.append(net(to_input(equalize_bi_histogram(resize(part, side))).to(memory_format=torch.channels_last)))
    return torch.cat(features)


def read_logits(layers: list[FoldedLayer], head: dict[str, np.ndarray], crops: np.ndarray, side: int) -> torch.Tensor:
    """crops as extract_features takes them -> [n, labels] of a linear head on features as they are (seven-labels), before its temperature."""
    return extract_features(layers, crops, side) @ torch.tensor(head["weights"]).T + torch.tensor(head["bias"])


@torch.no_grad()
def unfold_resnet50(layers: list[FoldedLayer], batches: list[torch.Tensor], reference: ResNet50) -> ResNet50:
    """Trainable ResNet50 that equals the folded `layers` in evaluation mode.

    `batches`: network inputs [n, 1, side, side] whose statistics the batch norms get. `reference`: its kernels' norms are
    taken over (batch norm makes a kernel's length free, and the length sets the effective learning rate).
    """
    folded = FoldedResNet50(layers).eval().to(memory_format=torch.channels_last)
    sums = {layer.name: [0, 0.0, 0.0] for layer in layers}

    def watch(name: str):
        def hook(module: nn.Conv2d, _inputs: tuple, output: torch.Tensor) -> None:
            values = output.float() - module.bias[None, :, None, None]
            count, total, squares = sums[name]
            sums[name] = [count + values.numel() // values.shape[1], total + values.sum((0, 2, 3)), squares + values.square().sum((0, 2, 3))]

        return hook

    for layer in layers:
        folded.convolutions[layer.name.replace(".", "_")].register_forward_hook(watch(layer.name))
    for batch in batches:
        folded(batch.to(memory_format=torch.channels_last))

    model = ResNet50(channels=1)
    lengths = {name: convolution.weight.flatten(1).norm(dim=1) for name, convolution, _ in named_convolutions(reference)}
    by_name = {layer.name: layer for layer in layers}
    for name, convolution, norm in named_convolutions(model):
        layer = by_name[name]
        kernel = torch.from_numpy(layer.kernel).permute(3, 2, 0, 1).contiguous()
        factor = lengths[name].clamp(min=1e-3) / kernel.flatten(1).norm(dim=1).clamp(min=1e-6)
        count, total, squares = sums[name]
        mean = total / count
        variance = (squares / count - mean.square()).clamp(min=0) * factor.square()
        convolution.weight.data = kernel * factor[:, None, None, None]
        convolution.bias.data.zero_()
        norm.running_mean = mean * factor
        norm.running_var = variance
        norm.weight.data = torch.sqrt(variance + norm.eps) / factor
        norm.bias.data = torch.from_numpy(layer.bias) + mean
    return model.eval()
