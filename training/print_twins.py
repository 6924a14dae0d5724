"""What Python does where TypeScript has a twin of it, as JSON on stdout: tests/training/python-twins.test.ts compares the two.

    python print_twins.py --equalize ../tests/golden/bi-histogram.json
    python print_twins.py --data ../../shared/data

--equalize: of each case's square "input" the equalized picture. --data: the ids of the pictures that training selects by any
config*.json, as train.py does it, but without any crops.
"""
import argparse
import json
from pathlib import Path
from zipfile import ZipFile

import torch

from data import select_fer2013, select_labelled_set
from preprocess import equalize_bi_histogram
from recipe import read_recipe

HERE = Path(__file__).parent


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--equalize", type=Path)
    asked.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    if arguments.data:
        print(json.dumps(select(arguments.data)))
    else:
        print(json.dumps([equalize(case) for case in json.loads(arguments.equalize.read_text())["cases"]]))


if __name__ == "__main__":
    main()
