"""Which view of a face is learned best? The same short training for each view, then FER2013's PublicTest.

    python compare_views.py --data ../../shared/data [--pictures 40000] [--views shipped,masked,...]

In: crops, Keras' ImageNet weights, config-run-4.json (its mixture of sets). All views share seed, batches and augmentation;
what differs is what the net gets to see, in training and in the test alike. Out: figures on stdout, for EXPERIMENTS.md,
with the exact McNemar test of each view against the first. 64 px and f32, for time.
"""
import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from scipy.stats import binomtest

from cover import face_region
from data import EXPRESSIONS, Faces, load_fer2013
from evaluate import accuracy
from keras_weights import fetch_keras, grey_resnet50
from loss import loss_of
from net import Net
from preprocess import LUMA_CENTER, augment, equalize_bi_histogram, resize, to_input
from sampling import batches, load_training
from schedule import learning_rate

HERE = Path(__file__).parent
SIDE = 64
SEED = 20261131
INNER_SHARE = 0.85
RECIPE = {"batch": 64, "fer2013_share": 0.7, "learning_rate": 0.03, "warm_up_steps": 100, "expressions_loss": 0.5}

View = Callable[[torch.Tensor], torch.Tensor]


def masked(crops: torch.Tensor) -> torch.Tensor:
    """Equalized, then mid grey outside the face's ellipse."""
    inside = torch.from_numpy(face_region(crops.shape[-1]))
    return torch.where(inside, equalize_bi_histogram(crops), torch.tensor(round(LUMA_CENTER), dtype=torch.uint8))


def tighter(crops: torch.Tensor) -> torch.Tensor:
    """The inner part, equalized."""
    side = crops.shape[-1]
    border = round(side * (1 - INNER_SHARE) / 2)
    return equalize_bi_histogram(resize(crops[:, border : side - border, border : side - border], side))


# [n, side, side] uint8, augmented or as it is -> what the net sees.
VIEWS: dict[str, View] = {
    "shipped": equalize_bi_histogram,
    "masked": masked,
    "not-equalized": lambda crops: crops,
    "tighter": tighter,
}


def train(view: View, training: Faces, draws: torch.Tensor, pictures: int, backbone: torch.nn.Module) -> Net:
    torch.manual_seed(SEED)
    net = Net(backbone, 0.1).to(memory_format=torch.channels_last).train()
    optimizer = torch.optim.SGD(net.parameters(), RECIPE["learning_rate"], 0.9, nesterov=True, weight_decay=3e-4)
    config, phase = {**RECIPE, "seed": SEED}, {"sides": [SIDE], "pictures": pictures}
    steps = pictures // RECIPE["batch"]
    for step, (rows, side, generator) in enumerate(batches(draws, len(training.raw) - len(draws), config, phase, 0, 1, 0)):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(config, phase, step, steps, step, steps)
        crops, cut_out = torch.from_numpy(training.crops[rows].copy()), torch.from_numpy(training.cut_out[rows])
        x = to_input(view(augment(crops, side, cut_out, generator, 0.6))).to(memory_format=torch.channels_last)
        loss = loss_of(net(x), torch.from_numpy(training.target[rows]), torch.from_numpy(training.weight[rows]), config["expressions_loss"])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
    return net.eval()


@torch.inference_mode()
def read(net: Net, crops: np.ndarray, view: View, batch: int = 256) -> torch.Tensor:
    """[n, 7] logits."""
    parts = (torch.from_numpy(crops[start : start + batch].copy()) for start in range(0, len(crops), batch))
    return torch.cat([net(to_input(view(resize(part, SIDE))).to(memory_format=torch.channels_last)) for part in parts])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pictures", type=int, default=40_000)
    parser.add_argument("--views", default=",".join(VIEWS))
    arguments = parser.parse_args()
    names = arguments.views.split(",")
    if odd := set(names) - set(VIEWS):
        parser.error(f"--views: got {', '.join(odd)}, expected some of {', '.join(VIEWS)}")
    training, draws = load_training(arguments.work, arguments.data, json.loads((HERE / "config-run-4.json").read_text()), None)
    choosing = load_fer2013(arguments.work, arguments.data, "PublicTest")
    three = np.isin(choosing.raw, EXPRESSIONS)
    first = None
    for name in names:
        net = train(VIEWS[name], training, draws, arguments.pictures, grey_resnet50(fetch_keras(arguments.work)))
        logits = read(net, choosing.crops, VIEWS[name])
        figures = " / ".join(f"{value:.3f}" for value in accuracy(logits, choosing).values())
        right = np.array(EXPRESSIONS)[logits[:, EXPRESSIONS].argmax(1).numpy()] == choosing.raw
        pairs = {"three": right[three], "seven": logits.argmax(1).numpy() == choosing.raw}
        first = first or pairs
        tests = []
        for question, own in pairs.items():
            gained, lost = int((own & ~first[question]).sum()), int((first[question] & ~own).sum())
            p = binomtest(gained, gained + lost).pvalue if gained + lost else 1.0
            tests.append(f"{question} +{gained} -{lost} p {p:.3f}")
        print(f"{name}: {figures}; against {names[0]}: {', '.join(tests)}", flush=True)


if __name__ == "__main__":
    main()
