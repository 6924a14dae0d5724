"""What several nets say of every training picture, on average: soft targets for `train.py --teacher` (Hinton et al. 2015).

    python teach.py --data ../../shared/data --nets shipped=plain work/a.pt=mirrored [--out work/teacher.npz]

In: `shipped` (public/models) or train.py's backbone.pt files, each with the view it gets: the crop as it is, or its mirror
image, a little wider, which errs elsewhere; a net may be named twice. Out: names [n] and targets [n, 7] float32, rows sum to 1.
"""
import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from net import SIDES, estimate_batch_norm, predict, start_net
from recipe import read_recipe
from sampling import load_training

HERE = Path(__file__).parent
WIDER = 1.06
ROWS = 4096


def mirror_wider(crops: np.ndarray) -> np.ndarray:
    """[n, s, s] uint8 -> the same, mirrored and seen from 6 % farther away; outside, the border repeats."""
    picture = torch.from_numpy(crops.copy()).float()[:, None]
    theta = torch.tensor([[-WIDER, 0.0, 0.0], [0.0, WIDER, 0.0]]).expand(len(picture), 2, 3)
    grid = F.affine_grid(theta, picture.shape, align_corners=False)
    seen = F.grid_sample(picture, grid, mode="bilinear", padding_mode="border", align_corners=False)
    return seen[:, 0].round().clamp(0, 255).to(torch.uint8).numpy()


VIEWS = {"plain": lambda crops: crops, "mirrored": mirror_wider}


def viewed(text: str) -> tuple[str, str]:
    """NAME=VIEW -> both."""
    source, _, view = text.rpartition("=")
    if not source or view not in VIEWS:
        raise argparse.ArgumentTypeError(f"got {text}, expected a net, = and {' or '.join(VIEWS)}")
    return source, view


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=HERE / "config-run-7.json", help="whose sets are read")
    parser.add_argument("--nets", type=viewed, nargs="+", required=True, metavar="NAME=VIEW")
    parser.add_argument("--out", type=Path, help="default: teacher.npz in --work")
    arguments = parser.parse_args()
    out = arguments.out or arguments.work / "teacher.npz"
    training, draws = load_training(arguments.work, arguments.data, read_recipe(arguments.config), None)
    fer_count = len(training.raw) - len(draws)
    device = torch.device("cpu")
    targets = np.zeros((len(training.raw), 7), np.float32)
    for source, view in arguments.nets:
        net = start_net(source, training, arguments.work)
        estimate_batch_norm(net, training, SIDES[-1], device)
        for start in range(0, len(targets), ROWS):
            seen = VIEWS[view](training.crops[start : start + ROWS])
            targets[start : start + ROWS] += predict(net, seen, SIDES[-1], device).softmax(1).numpy() / len(arguments.nets)
        print(f"{source} ({view}) read", flush=True)
    agree = targets.argmax(1) == training.raw
    print(f"together they agree with {agree[:fer_count].mean():.3f} of FER2013's labels, {agree[fer_count:].mean():.3f} of the others")
    np.savez(out, names=np.array(training.name), targets=targets)
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
