"""What Python does where TypeScript has a twin of it, as JSON on stdout: tests/training/python-twins.test.ts compares the two.

    python print_twins.py --equalize ../tests/golden/bi-histogram.json
    python print_twins.py --data ../../shared/data
    python print_twins.py --shares
    python print_twins.py --majorities

--equalize: of each case's square "input" the equalized picture. --data: the ids of the pictures that training selects by any
config*.json, as train.py does it, but without any crops. --shares: of seven labels' probabilities what the rule for "other" asks.
--majorities: of FER+'s ten votes the label, null where there is none. Both of cases drawn at random and of some that seldom are.
"""
import argparse
import json
from itertools import combinations
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import torch

from data import LABELS7, VOTE_COLUMNS, majority_of, select_fer2013, select_labelled_set
from decision import expression_share
from preprocess import equalize_bi_histogram
from recipe import read_recipe

HERE = Path(__file__).parent
SEED, ROWS = 20261130, 200


def equalize(case: dict) -> list[int]:
    luma = torch.tensor(case["input"], dtype=torch.uint8)
    side = int(len(luma) ** 0.5)
    return equalize_bi_histogram(luma.view(1, side, side)).flatten().tolist()


def fer2013_ids(data: Path) -> dict[int, str]:
    """By the row's index, of all archives or the folders that lie there unpacked; prepare-crops.ts names them so, too."""
    ids = {}
    for archive in [path for path in (data / "fer2013").iterdir() if path.suffix == ".zip" or path.is_dir()]:
        names = ZipFile(archive).namelist() if archive.suffix == ".zip" else [path.name for path in archive.iterdir()]
        ids.update({int(Path(name).stem): f"fer2013/{archive.stem}/{name}" for name in names})
    return ids


def select(data: Path) -> list[str]:
    splits: dict[str, set[str]] = {}
    for config in HERE.glob("config*.json"):
        for entry in read_recipe(config)["sets"]:
            splits.setdefault(entry["name"], set()).update(entry["splits"])
    chosen = [select_labelled_set(data, name, tuple(of_set)) for name, of_set in splits.items()]
    return [picture for rows in (select_fer2013(data, "Training", fer2013_ids(data)), *chosen) for picture, _ in rows]


def shares() -> list[dict]:
    """Labels alike and clear, one alone, and hardly another one beside it: with a weight of 0 nothing may be left to divide by."""
    random = np.random.default_rng(SEED)
    alone = np.eye(len(LABELS7))
    drawn = [random.dirichlet(np.full(len(LABELS7), spread), ROWS) for spread in (1.0, 0.05)]
    labels7 = np.concatenate([*drawn, alone, (1 - 1e-12) * alone + 1e-12 * np.roll(alone, 3, 1)])
    return [
        {"labels7": row.tolist(), "restWeight": weight, "share": float(share)}
        for weight in (0, 0.5, 1)
        for row, share in zip(labels7, expression_share(labels7, weight))
    ]


def majorities() -> list[dict]:
    """Ten votes spread and agreed upon, five for each of two columns, and none."""
    random = np.random.default_rng(SEED)
    one = np.eye(len(VOTE_COLUMNS) + 3, dtype=int)  # besides the seven: contempt, unknown, NF
    drawn = [random.multinomial(10, random.dirichlet(np.full(len(one), 0.3))) for _ in range(ROWS)]
    votes = np.array([*drawn, *(5 * (first + second) for first, second in combinations(one, 2)), 0 * one[0]])
    return [{"votes": row.tolist(), "majority": LABELS7[label] if label >= 0 else None} for row, label in zip(votes, majority_of(votes))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--equalize", type=Path)
    asked.add_argument("--data", type=Path)
    asked.add_argument("--shares", action="store_true")
    asked.add_argument("--majorities", action="store_true")
    arguments = parser.parse_args()
    if arguments.data:
        print(json.dumps(select(arguments.data)))
    elif arguments.shares:
        print(json.dumps(shares()))
    elif arguments.majorities:
        print(json.dumps(majorities()))
    else:
        print(json.dumps([equalize(case) for case in json.loads(arguments.equalize.read_text())["cases"]]))


if __name__ == "__main__":
    main()
