"""The faces that a recipe (recipe.py) trains on, and which of them each step draws."""
from pathlib import Path

import torch

from data import Faces, concatenate, load_fer2013, load_image_folder, load_labelled_set
from schedule import steps_of


def load_training(work: Path, data: Path, config: dict, extra: Path | None) -> tuple[Faces, torch.Tensor]:
    """FER2013's rows come first; the others' draws as load_other_sets gives them."""
    others, draws = load_other_sets(work, data, config, extra)
    return concatenate([load_fer2013(work, data, "Training", config["raw_share"]), *others]), draws


def load_other_sets(work: Path, data: Path, config: dict, extra: Path | None) -> tuple[list[Faces], torch.Tensor]:
    """The config's sets, and how often each of their rows is drawn: a set's `share` over its rows, or all alike. Ends the program
    with a sentence where a set has no crops."""
    parts, draws = [], []
    for entry in config["sets"]:
        kind = (entry["name"], tuple(entry["splits"]), entry["smoothing"], entry["weight"])
        parts.append(load_labelled_set(work, data, *kind, config.get("doubtful_weight", 1.0)))
        count = len(parts[-1].raw)
        draws += [entry.get("share", count) / count] * count
    if extra is not None:
        parts.append(load_image_folder(work, extra.name, 0.1, 1.0))
        draws += [max(draws, default=1.0)] * len(parts[-1].raw)
    return parts, torch.tensor(draws)


def batches(draws: torch.Tensor, fer_count: int, config: dict, phase: dict, rank: int, world: int, start: int):
    """Yields (rows, side, generator) for each step of a phase; each step's randomness depends on the seed and step only.

    rows [batch] of load_training's faces, the first `fer_count` of which are FER2013's. draws: of each row after these, how often
    it is drawn relative to the others. start: the run's step that the phase begins with.
    """
    for step in range(steps_of(config, phase, world)):
        generator = torch.Generator().manual_seed(config["seed"] * 1_000_003 + (start + step) * world + rank)
        from_fer = round(config["fer2013_share"] * config["batch"]) if len(draws) else config["batch"]
        rows = torch.randint(fer_count, (from_fer,), generator=generator)
        if from_fer < config["batch"]:
            others = torch.multinomial(draws, config["batch"] - from_fer, replacement=True, generator=generator)
            rows = torch.cat([rows, fer_count + others])
        side = phase["sides"][int(torch.randint(len(phase["sides"]), (1,), generator=generator))]
        yield rows.numpy(), side, generator
