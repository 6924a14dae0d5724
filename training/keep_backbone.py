"""Keeps a trained backbone that is not shipped yet in the repository, or puts it back: training and shipping need not share a session.

    python keep_backbone.py [--trained work/trained.pt]              -> kept/part*.bin
    python keep_backbone.py [--trained work/trained.pt] --restore    and back

Kernels are kept as int8 with one scale an output channel, as export.py ships them: folding a batch norm scales whole channels,
so what is shipped afterwards are the same numbers. All else is kept as it is, but nothing for the optimizer: a run that goes
on from here starts a schedule of its own. In: train.py's backbone.pt, moved to --trained, or a
checkpoint.pt, of which the averaged weights are kept. Delete the folder once its weights are shipped.
"""
import argparse
import io
from pathlib import Path

import torch

from fold import quantize_int8
from train import HERE

PART_BYTES = 8_000_000


def pack(net: dict[str, torch.Tensor]) -> dict[str, object]:
    """Kernels [out, in, h, w] become (int8 of the same shape, scales [out]); every other tensor stays."""

    def pack_kernel(kernel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        values, scale = quantize_int8(kernel.permute(2, 3, 1, 0).numpy())
        return torch.from_numpy(values).permute(3, 2, 0, 1).contiguous(), torch.from_numpy(scale)

    return {name: pack_kernel(value) if value.ndim == 4 else value for name, value in net.items()}


def unpack(packed: dict[str, object]) -> dict[str, torch.Tensor]:
    return {name: value[0] * value[1][:, None, None, None] if isinstance(value, tuple) else value for name, value in packed.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trained", type=Path, default=HERE / "work/trained.pt")
    parser.add_argument("--kept", type=Path, default=HERE / "kept")
    parser.add_argument("--restore", action="store_true")
    arguments = parser.parse_args()
    if arguments.restore:
        parts = sorted(arguments.kept.glob("part*.bin"))
        if not parts:
            parser.error(f"--restore: got no part*.bin in {arguments.kept}, expected those of an earlier run")
        state = torch.load(io.BytesIO(b"".join(part.read_bytes() for part in parts)), map_location="cpu")
        arguments.trained.parent.mkdir(parents=True, exist_ok=True)
        torch.save({**state, "net": unpack(state["net"])}, arguments.trained)
        print(f"wrote {arguments.trained}")
        return
    state = torch.load(arguments.trained, map_location="cpu")
    net = state.pop("average", state["net"])
    state.pop("optimizer", None)
    buffer = io.BytesIO()
    torch.save({**state, "net": pack(net)}, buffer)
    content = buffer.getvalue()
    arguments.kept.mkdir(exist_ok=True)
    for old in arguments.kept.glob("part*.bin"):
        old.unlink()
    for index, start in enumerate(range(0, len(content), PART_BYTES)):
        (arguments.kept / f"part{index}.bin").write_bytes(content[start : start + PART_BYTES])
    print(f"wrote {len(content):,} bytes to {arguments.kept}")


if __name__ == "__main__":
    main()
