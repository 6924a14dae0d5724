"""Makes all that training/train.py asks for, as small as it can be: noise instead of faces, and weights drawn at random.

    python make_tiny_training.py FOLDER

Out, in FOLDER: data/fer2013/fer2013.csv, work/fer2013.u8 and .json, config.json, start.pt; prints the hash of what it starts from.
"""
import csv
import json
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

from data import VOTE_COLUMNS
from net import Net, hash_of, norms_of
from resnet50 import ResNet50

SEED, SIDE = 3, 64
# Other numbers than FER2013's own, of which some are left out.
FIRST = 90_000
SPLITS = [("Training", "train")] * 16 + [("PublicTest", "public_test")] * 4
CONFIG = {
    "seed": SEED, "batch": 2, "learning_rate": 0.01, "momentum": 0.9, "weight_decay": 0.0003, "warm_up_steps": 1, "dropout": 0.2,
    "expressions_loss": 0.5, "average_decay": 0.9, "raw_share": 0.5, "fer2013_share": 1.0, "shipped_sides": [SIDE], "sets": [],
    "phases": [{"sides": [SIDE], "pictures": 16, "mixup_share": 0.5, "degradation": 1.0}],
}  # fmt: skip


def main(folder: Path) -> None:
    data, work = folder / "data/fer2013", folder / "work"
    data.mkdir(parents=True), work.mkdir()
    random = np.random.default_rng(SEED)
    columns = ["index", "split", "label", *VOTE_COLUMNS, "contempt", "unknown", "NF", "aligned", "drop"]
    with open(data / "fer2013.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(columns)
        table.writerows([FIRST + at, split, at % 7, *random.integers(0, 3, 10), 1, 0] for at, (split, _) in enumerate(SPLITS))
    random.integers(0, 256, (len(SPLITS), 128, 128), np.uint8).tofile(work / "fer2013.u8")
    rows = [{"archive": archive, "file": f"{FIRST + at}.png", "found": True, "score": 1} for at, (_, archive) in enumerate(SPLITS)]
    (work / "fer2013.json").write_text(json.dumps({"side": 128, "rows": rows}))
    (folder / "config.json").write_text(json.dumps(CONFIG))
    torch.manual_seed(SEED)
    net = Net(ResNet50(1), 0.0)
    torch.save({"net": net.state_dict(), "norms": {SIDE: norms_of(net)}}, folder / "start.pt")
    print(hash_of(net))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
