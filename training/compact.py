"""A training's result as a file small enough for the repository, for weights that are not shipped yet.

    python compact.py pack work/backbone.pt candidate.pt
    python compact.py unpack candidate.pt work/trained.pt

Kernels become int8 with one scale an output channel, as they are shipped; everything else stays as it is. 94 MB -> 24 MB.
"""
import argparse
from pathlib import Path

import torch


def pack_kernel(kernel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """[out, in, h, w] float32 -> int8 of the same shape, and scale [out, 1, 1, 1]: kernel ~ int8 * scale."""
    scale = kernel.abs().amax((1, 2, 3), keepdim=True).clamp(min=1e-12) / 127
    return (kernel / scale).round().to(torch.int8), scale


def pack(net: dict[str, torch.Tensor]) -> dict:
    return {name: pack_kernel(value) if value.ndim == 4 else value for name, value in net.items()}


def unpack(packed: dict) -> dict[str, torch.Tensor]:
    return {name: value[0] * value[1] if isinstance(value, tuple) else value for name, value in packed.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("do", choices=["pack", "unpack"])
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    state = torch.load(arguments.source, map_location="cpu")
    torch.save({**state, "net": (pack if arguments.do == "pack" else unpack)(state["net"])}, arguments.target)
    print(f"wrote {arguments.target}, {arguments.target.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
