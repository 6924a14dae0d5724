"""Averages trained weights with the shipped ones they started from (a model soup, Wortsman et al. 2022).

    python average_with_shipped.py --data ../../shared/data [--share 0.7] [--trained work/trained.pt]

Run it before export.py replaces public/models. In: train.py's backbone.pt, moved to --trained. Out: work/backbone.pt,
`share` of the trained weights and the rest of the shipped ones, with batch norm re-estimated for each size.
"""
import argparse
from pathlib import Path

import torch

from data import load_fer2013
from resnet50 import ResNet50
from train import HERE, SIDES, Net, accuracy, estimate_norms, load_shipped, load_training, predict


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--trained", type=Path, help="default: trained.pt in --work")
    parser.add_argument("--share", type=float, default=0.7)
    arguments = parser.parse_args()
    if not 0 < arguments.share <= 1:
        parser.error(f"--share: got {arguments.share}, expected more than 0 and 1 at most")
    state = torch.load(arguments.trained or arguments.work / "trained.pt", map_location="cpu")
    device = torch.device("cpu")
    training, _ = load_training(arguments.work, arguments.data, state["config"], None)
    choosing = load_fer2013(arguments.work, arguments.data, "PublicTest")

    shipped, net = Net(ResNet50(1), 0.0), Net(ResNet50(1), 0.0)
    load_shipped(shipped, training)
    net.load_state_dict(state["net"])
    with torch.no_grad():
        for kept, other in zip(net.state_dict().values(), shipped.state_dict().values()):
            if kept.dtype.is_floating_point:
                kept.lerp_(other, 1 - arguments.share)
    net.eval().to(memory_format=torch.channels_last)
    norms = {}
    for side in SIDES:
        norms[side] = estimate_norms(net, training, side, device)
        print(side, accuracy(predict(net, choosing.crops, side, device), choosing), flush=True)
    torch.save({**state, "net": net.state_dict(), "norms": norms, "share_of_trained": arguments.share}, arguments.work / "backbone.pt")
    print(f"wrote {arguments.work / 'backbone.pt'}")


if __name__ == "__main__":
    main()
