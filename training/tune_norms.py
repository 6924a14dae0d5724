"""Tunes the batch norms of one input size. The kernels stay as they are, and with them every other size.

    python tune_norms.py --data ../../shared/data --side 224 [--trained work/backbone.pt] [--pictures 48000] [--as-shipped]

Every size ships a scale and a shift a channel of its own (export.py), so this costs no byte. The heads are trained at the
default size: the embedding shall come near to the one of the same picture there, and the seven-label layer to half the
label, half what it says there. In: backbone.pt of train.py or average.py. Out: the same file, in which the norms of that
size hold scales and shifts, too.

`--as-shipped` begins with what public/models has tuned for that size, which suits weights that come from those; run it before
export.py replaces them. With `--pictures 0` nothing more is trained.
"""
import argparse
import time
from pathlib import Path

import torch
from torch import nn

from data import Faces, load_fer2013
from evaluate import accuracy
from keras_weights import fetch_keras, grey_resnet50
from net import SIDES, Net, estimate_norms, net_of, predict, unfold_shipped
from preprocess import augment, equalize_bi_histogram, resize, to_input
from recipe import read_recipe, read_trained
from sampling import batches, load_training
from schedule import learning_rate

HERE = Path(__file__).parent
DEFAULT_SIDE = SIDES[-1]
BATCH = 32
SEED = 20261141
LEARNING_RATE = 0.003
WARM_UP_STEPS = 50
AUGMENTATION = 0.6
# Of the targets: the label, and what the default size says.
LABEL_SHARE = 0.5
# Of a channel's scales at two sizes.
MAXIMUM_RATIO = 5


class TunedNorms(nn.Module):
    """A scale's logarithm and a shift a channel on top of each batch norm of a net whose own weights stay.

    A logarithm, since a size's kernels may differ by a positive factor a channel only (export.py).
    """

    def __init__(self, net: nn.Module):
        super().__init__()
        net.requires_grad_(False)
        self.norms = batch_norms(net)
        self.begun = [(norm.weight.detach().clone(), norm.bias.detach().clone()) for norm in self.norms.values()]
        self.scales = nn.ParameterList(torch.zeros_like(weight) for weight, _ in self.begun)
        self.shifts = nn.ParameterList(torch.zeros_like(bias) for _, bias in self.begun)
        for norm in self.norms.values():
            del norm.weight, norm.bias
        self.put()

    def put(self) -> None:
        """Into the net, before each pass."""
        for norm, (weight, bias), scale, shift in zip(self.norms.values(), self.begun, self.scales, self.shifts):
            norm.weight, norm.bias = weight * scale.exp(), bias + shift

    def tensors(self) -> dict[str, torch.Tensor]:
        """By the names of the net's state."""
        return {f"{name}.{part}": getattr(norm, part).detach().clone() for name, norm in self.norms.items() for part in ("weight", "bias")}


def batch_norms(net: nn.Module) -> dict[str, nn.BatchNorm2d]:
    return {name: module for name, module in net.named_modules() if isinstance(module, nn.BatchNorm2d)}


@torch.no_grad()
def take_shipped(net: Net, training: Faces, side: int, work: Path) -> dict[str, torch.Tensor]:
    """The norms of `net` at `side`: its own ones of the default size, changed as public/models' differ between the two sizes,
    and the statistics that follow. By the names of the net's state."""
    reference = grey_resnet50(fetch_keras(work))
    default, shipped = (batch_norms(unfold_shipped(training, one, reference)) for one in (DEFAULT_SIDE, side))
    tensors = {}
    for name, norm in batch_norms(net.backbone).items():
        norm.weight *= (shipped[name].weight / default[name].weight.clamp(min=1e-6)).clamp(1 / MAXIMUM_RATIO, MAXIMUM_RATIO)
        norm.bias += shipped[name].bias - default[name].bias
        tensors |= {f"backbone.{name}.weight": norm.weight.clone(), f"backbone.{name}.bias": norm.bias.clone()}
    return {**estimate_norms(net, training, side, torch.device("cpu")), **tensors}


def embed(net: Net, crops: torch.Tensor) -> torch.Tensor:
    """[n, side, side] uint8, not equalized -> [n, 2048]."""
    x = to_input(equalize_bi_histogram(crops)).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        return net.backbone(x).float()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=HERE / "config-run-9.json", help="whose sets are drawn")
    parser.add_argument("--trained", type=Path, help="default: backbone.pt in --work")
    parser.add_argument("--side", type=int, choices=[side for side in SIDES if side != DEFAULT_SIDE], required=True)
    parser.add_argument("--pictures", type=int, default=48_000)
    parser.add_argument("--as-shipped", action="store_true")
    arguments = parser.parse_args()
    trained, side = arguments.trained or arguments.work / "backbone.pt", arguments.side
    state = read_trained(trained)
    config = read_recipe(arguments.config)
    training, draws = load_training(arguments.work, arguments.data, config, None)
    fer_count = len(training.raw) - len(draws)
    choosing = load_fer2013(arguments.work, arguments.data, "PublicTest")
    device = torch.device("cpu")

    def judge(when: str, net: Net) -> None:
        print(f"{when}: {accuracy(predict(net, choosing.crops, side, device), choosing)}", flush=True)

    teacher, net = (net_of({**state["net"], **state["norms"][one]}) for one in (DEFAULT_SIDE, side))
    judge("before", net)
    if arguments.as_shipped:
        state["norms"][side] = take_shipped(net_of(state["net"]), training, side, arguments.work)
        net = net_of({**state["net"], **state["norms"][side]})
        judge("as shipped", net)
    tuned = TunedNorms(net)
    optimizer = torch.optim.Adam(tuned.parameters(), LEARNING_RATE, betas=(0.9, 0.99))
    with torch.no_grad():
        deviation = embed(teacher, resize(torch.from_numpy(training.crops[:512].copy()), DEFAULT_SIDE)).std(0)
        deviation = deviation.clamp(min=0.2 * deviation.mean())
    drawing = {
        "batch": BATCH, "seed": SEED, "fer2013_share": config["fer2013_share"], "learning_rate": LEARNING_RATE, "warm_up_steps": WARM_UP_STEPS,
    }  # fmt: skip
    phase = {"pictures": arguments.pictures, "sides": [side]}
    steps, started = arguments.pictures // BATCH, time.time()
    for step, (rows, _, generator) in enumerate(batches(draws, fer_count, drawing, phase, 0, 1, 0)):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(drawing, phase, step, steps, step, steps)
        crops = torch.from_numpy(training.crops[rows].copy())
        seen = augment(crops, side, torch.from_numpy(training.cut_out[rows]), generator, AUGMENTATION)
        with torch.no_grad():
            wanted = embed(teacher, resize(seen, DEFAULT_SIDE))
            label = torch.from_numpy(training.target[rows])
            target = LABEL_SHARE * label + (1 - LABEL_SHARE) * teacher.head(wanted).softmax(1)
        tuned.put()
        features = embed(net, seen)
        apart = ((features - wanted) / deviation).square().mean()
        loss = apart - (target * net.head(features).log_softmax(1)).sum(1).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if (step + 1) % 20 == 0:
            speed = (step + 1) * BATCH / (time.time() - started)
            print(f"step {step + 1}/{steps} apart {apart.item():.3f} loss {loss.item():.3f} {speed:.0f} pictures/s", flush=True)
    with torch.no_grad():
        tuned.put()
    judge("after", net)
    state["norms"][side] = {**state["norms"][side], **tuned.tensors()}
    part = trained.with_suffix(".new")
    torch.save(state, part)
    part.replace(trained)
    print(f"wrote the norms of {side} px into {trained}")


if __name__ == "__main__":
    main()
