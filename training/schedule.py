"""How many steps a recipe (recipe.py) takes, and how fast each learns."""
import math


def steps_of(config: dict, phase: dict, world: int) -> int:
    """At each step every one of `world` processes draws a batch."""
    return phase["pictures"] // (config["batch"] * world)


def learning_rate(config: dict, phase: dict, step: int, scheduled: int, offset: int, steps: int) -> float:
    """Warm-up, then one cosine over the `scheduled` steps; a phase with a rate of its own has its own cosine.

    step: of the whole run. offset: of the phase, which has `steps`.
    """
    if "learning_rate" in phase:
        return phase["learning_rate"] * 0.5 * (1 + math.cos(math.pi * offset / steps))
    return config["learning_rate"] * min(1, (step + 1) / config["warm_up_steps"]) * 0.5 * (1 + math.cos(math.pi * step / scheduled))
