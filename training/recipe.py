"""config.json and its kin: what a training run is made by. A key that nobody reads would be believed to count, so none may be."""
import hashlib
import json
from pathlib import Path

import torch

RECIPE = {
    "seed", "batch", "learning_rate", "momentum", "weight_decay", "warm_up_steps", "dropout", "expressions_loss",
    "average_decay", "raw_share", "fer2013_share", "sets", "phases",
}  # fmt: skip
RECIPE_OPTIONAL = {"frozen_blocks", "doubtful_weight", "own_share", "fer2013_own_share", "live_share", "live_features_loss", "shipped_sides"}
PHASE, PHASE_OPTIONAL = {"sides", "pictures", "mixup_share"}, {"augmentation", "degradation", "learning_rate", "average_decay"}
SET, SET_OPTIONAL = {"name", "splits", "smoothing", "weight"}, {"share"}


def read_recipe(path: Path) -> dict:
    """Ends the program with a sentence where the file or a key is missing, or a key is not known."""
    try:
        recipe = json.loads(path.read_text())
    except (OSError, json.JSONDecodeError) as error:
        raise SystemExit(f"--config: got {path} ({error}), expected a recipe like training/config.json")
    check(path, "recipe", recipe, RECIPE, RECIPE_OPTIONAL)
    for phase in recipe["phases"]:
        check(path, "phase", phase, PHASE, PHASE_OPTIONAL)
    for entry in recipe["sets"]:
        check(path, "set", entry, SET, SET_OPTIONAL)
    return recipe


def check(path: Path, what: str, got: dict, required: set[str], optional: set[str]) -> None:
    missing, unknown = required - got.keys(), got.keys() - required - optional
    if missing or unknown:
        words = [f"no {key}" for key in sorted(missing)] + [f"an unknown {key}" for key in sorted(unknown)]
        raise SystemExit(f"{path}: got a {what} with {', '.join(words)}, expected {', '.join(sorted(required))} and of {', '.join(sorted(optional))} any")


def beginning_of(config: dict, start: str, teacher: Path | None, live: list[Path], extra: Path | None) -> dict:
    """What a run is begun with, as its checkpoints keep it; `start`: net.begun_with. Ends the program with a sentence where there is no such teacher."""
    if teacher and not teacher.exists():
        raise SystemExit(f"--teacher: got {teacher}, expected a file that teach.py wrote")
    for path in live:
        if not path.exists():
            raise SystemExit(f"--live-teachers: got {path}, expected a file that train.py wrote")

    def hash_of(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    begun = {"config": config, "start": start, "teacher": hash_of(teacher) if teacher else None, "extra": extra.name if extra else None}
    return {**begun, "live_teachers": [hash_of(path) for path in live]} if live else begun


def read_checkpoint(path: Path, beginning: dict, device: torch.device) -> dict | None:
    """None where there is none. It goes on with what it was begun with; the config's phases alone may be shortened or lengthened."""

    def without_phases(one: dict) -> dict:
        return {**one, "config": {**one["config"], "phases": None}}

    if not path.exists():
        return None
    state = torch.load(path, map_location=device)
    if without_phases({key: state.get(key) for key in beginning}) != without_phases(beginning):
        raise SystemExit(f"{path}: got a checkpoint of another config, --start (or other weights by that name), --teacher or --extra, expected the one given here; delete it to begin anew")
    return state


def read_trained(path: Path) -> dict:
    """A backbone.pt: the net's weights, batch norms by input side, and the config of the run. Ends the program with a sentence where there is none."""
    if not path.exists():
        raise SystemExit(f"got {path}, expected a backbone.pt of train.py or average.py")
    return torch.load(path, map_location="cpu")
