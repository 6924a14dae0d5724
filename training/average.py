"""Averages the weights of several runs that started from the shipped ones (a model soup, Wortsman et al. 2022).

    python average.py --data ../../shared/data --of shipped=2 work/first.pt=1 work/second.pt=1

Run it before export.py replaces public/models. In: train.py's backbone.pt files under names of their own; `shipped` is what
lies in public/models; the number is how much one counts (default 1). Out: work/backbone.pt, with batch norm re-estimated for
each size.
"""
import argparse
from pathlib import Path

import torch

from data import load_fer2013
from evaluate import accuracy
from net import SIDES, Net, estimate_norms, predict, start_net
from recipe import read_recipe
from sampling import load_training

HERE = Path(__file__).parent


def part(text: str) -> tuple[str, float]:
    """NAME or NAME=NUMBER -> name and how much it counts."""
    source, _, number = text.partition("=")
    try:
        count = float(number or 1)
    except ValueError:
        count = 0.0
    if not count > 0:
        raise argparse.ArgumentTypeError(f"got {text}, expected a name, or one with = and a number above 0")
    return source, count


def average(nets: list[tuple[Net, float]]) -> Net:
    """The first net becomes the weighted mean of all."""
    total = sum(count for _, count in nets)
    mean = nets[0][0]
    with torch.no_grad():
        for values in zip(*(net.state_dict().values() for net, _ in nets)):
            if values[0].dtype.is_floating_point:
                values[0].copy_(sum(value * (count / total) for value, (_, count) in zip(values, nets)))
    return mean


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=HERE / "config-run-7.json", help="whose sets the batch norms are estimated on")
    parser.add_argument("--of", type=part, nargs="+", required=True, metavar="NAME[=NUMBER]")
    arguments = parser.parse_args()
    device = torch.device("cpu")
    config = read_recipe(arguments.config)
    training, _ = load_training(arguments.work, arguments.data, config, None)
    choosing = load_fer2013(arguments.work, arguments.data, "PublicTest")

    net = average([(start_net(source, training, arguments.work), count) for source, count in arguments.of])
    norms = {}
    for side in SIDES:
        norms[side] = estimate_norms(net, training, side, device)
        print(side, accuracy(predict(net, choosing.crops, side, device), choosing), flush=True)
    of = {Path(source).name: count for source, count in arguments.of}
    torch.save({"net": net.state_dict(), "norms": norms, "config": config, "average_of": of}, arguments.work / "backbone.pt")
    print(f"wrote {arguments.work / 'backbone.pt'}")


if __name__ == "__main__":
    main()
