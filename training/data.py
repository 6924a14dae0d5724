"""Reads the crops that prepare-crops.ts wrote, with their labels, as arrays. No test picture is ever in `load_training` (sampling.py).

Labels: 0 angry, 1 disgust, 2 fear, 3 happy, 4 sad, 5 surprise, 6 neutral (FER2013's order).
"""
import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LABELS7 = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")
# FER+'s vote columns in the order of LABELS7; contempt, unknown and NF name none of the seven.
VOTE_COLUMNS = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
EXPRESSIONS = (3, 4, 5)
# Of FER+'s ten votes, from which on a face clearly shows what they say; as CLEAR_VOTES in test-sets.ts.
CLEAR_VOTES = 5


def read_made(path: Path, command: str) -> dict:
    """A JSON file that a command makes. Ends the program with a sentence where it is not there."""
    if not path.exists():
        raise SystemExit(f"{path}: got no such file, expected the one that {command} makes")
    return json.loads(path.read_text())


# Ids of training pictures that are copies of test pictures.
LEFT_OUT = frozenset(read_made(Path(__file__).parent / "left-out.json", "npm run train:left-out")["copies"])

# Names of web pictures whose label is doubtful; made by find_doubtful.py.
DOUBTFUL_FILE = Path(__file__).parent / "doubtful.json"
DOUBTFUL = frozenset(json.loads(DOUBTFUL_FILE.read_text())["ids"])


@dataclass
class Faces:
    """n crops. crops [n, 128, 128] uint8; target [n, 7] float32, rows sum to 1; weight [n] float32; cut_out [n] bool, black around
    the face; raw [n] int, the published label; votes [n, 10] float32, FER+'s by VOTE_COLUMNS, contempt, unknown and NF, all 0
    where there are none; name [n], of each picture, its set first ("fer2013/7", "webfaces/a.png").
    """

    crops: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    cut_out: np.ndarray
    raw: np.ndarray
    votes: np.ndarray
    name: list[str]

    def take(self, rows: np.ndarray) -> "Faces":
        return Faces(
            np.ascontiguousarray(self.crops[rows]), self.target[rows], self.weight[rows], self.cut_out[rows],
            self.raw[rows], self.votes[rows], [self.name[row] for row in rows],
        )


def majority_of(votes: np.ndarray) -> np.ndarray:
    """FER+'s majority: votes [n, 10] as in Faces -> [n] int, the label, or -1 where none has CLEAR_VOTES or it is none of the seven.
    Of two with as many votes the first one."""
    best = votes.argmax(1)
    return np.where((votes.max(1) >= CLEAR_VOTES) & (best < len(LABELS7)), best, -1)


def concatenate(parts: list[Faces]) -> Faces:
    arrays = [np.concatenate([getattr(part, field) for part in parts]) for field in ("crops", "target", "weight", "cut_out", "raw", "votes")]
    return Faces(*arrays, [name for part in parts for name in part.name])


def read_labels(path: Path) -> list[dict[str, str]]:
    """The rows of a set's csv. Ends the program with a sentence where it is not there."""
    if not path.exists():
        raise SystemExit(f"--data: got a folder without {path.parent.name}/{path.name}, expected that of all data sets")
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def read_crops(work: Path, name: str) -> tuple[np.ndarray, list[dict]]:
    info = read_made(work / f"{name}.json", "npm run train:crops")
    crops = np.memmap(work / f"{name}.u8", np.uint8, "r").reshape(-1, info["side"], info["side"])
    return crops, info["rows"]


def read_positions(work: Path, name: str) -> tuple[np.ndarray, dict[str, int]]:
    """A set's crops, and the row of each in them by the picture's id."""
    crops, rows = read_crops(work, name)
    return crops, {f"{name}/{row['archive']}/{row['file']}": index for index, row in enumerate(rows)}


def select_fer2013(data: Path, split: str, ids: dict[int, str]) -> list[tuple[str, dict[str, str]]]:
    """Ids and rows of a split's pictures, without aligned=0, drop=1 and left-out rows. `ids`: by the row's index."""
    rows = [row for row in read_labels(data / "fer2013/fer2013.csv") if row["split"] == split and row["aligned"] != "0" and row["drop"] != "1"]
    return without_left_out([(ids[int(row["index"])], row) for row in rows])


def select_labelled_set(data: Path, name: str, splits: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    """Ids and rows of the splits' pictures, without left-out rows."""
    rows = [row for row in read_labels(data / f"{name}/{name}.csv") if row["split"] in splits]
    return without_left_out([(f"{name}/{row['split']}/{row['file']}", row) for row in rows])


def without_left_out(chosen: list[tuple[str, dict[str, str]]]) -> list[tuple[str, dict[str, str]]]:
    return [(picture, row) for picture, row in chosen if picture not in LEFT_OUT]


def load_fer2013(work: Path, data: Path, split: str, raw_share: float = 0.5) -> Faces:
    """split: Training, PublicTest or PrivateTest.

    Targets mix the raw label and FER+'s votes: `raw_share` of the one, the rest of the other.
    """
    crops, position = read_positions(work, "fer2013")
    chosen = select_fer2013(data, split, {int(Path(picture).stem): picture for picture in position})
    raw = [int(row["label"]) for _, row in chosen]
    votes = [[int(row[column]) for column in (*VOTE_COLUMNS, "contempt", "unknown", "NF")] for _, row in chosen]
    names = [f"fer2013/{row['index']}" for _, row in chosen]
    raw_array, vote_array = np.array(raw), np.array(votes, np.float32)
    seven = vote_array[:, :7]
    total = seven.sum(1, keepdims=True)
    one_hot = np.eye(7, dtype=np.float32)[raw_array]
    target = np.where(total > 0, raw_share * one_hot + (1 - raw_share) * seven / np.maximum(total, 1), one_hot)
    order = np.array([position[picture] for picture, _ in chosen])
    return Faces(crops[order], target, np.ones(len(order), np.float32), np.zeros(len(order), bool), raw_array, vote_array, names)


def load_image_folder(work: Path, name: str, smoothing: float, weight: float) -> Faces:
    """Crops of an ImageFolder, folders named after labels, without copies of test pictures (write-left-out.ts --extra)."""
    crops, rows = read_crops(work, name)
    made = read_made(work / f"{name}.left-out.json", "npm run train:left-out -- --data ... --extra")
    left_out = made["copies"]
    if made["compared"] != len(rows):
        raise SystemExit(f"{name}.left-out.json: got {made['compared']} pictures, expected the {len(rows)} of {name}.json; compare them again")
    kept = [index for index, row in enumerate(rows) if f"{name}/{row['archive']}/{row['file']}" not in left_out]
    crops, rows = crops[np.array(kept, int)], [rows[index] for index in kept]
    for row in rows:
        if row["archive"] not in LABELS7:
            raise SystemExit(f"{name}: got a folder {row['archive']}, expected {', '.join(LABELS7)}")
    raw = np.array([LABELS7.index(row["archive"]) for row in rows])
    names = [f"{name}/{row['archive']}/{row['file']}" for row in rows]
    return without_votes(crops, raw, names, smoothing, np.full(len(rows), weight, np.float32), False)


def load_labelled_set(
    work: Path, data: Path, name: str, splits: tuple[str, ...], smoothing: float, weight: float, doubtful_weight: float = 1.0
) -> Faces:
    """One of the sets with a csv of file,label,split. `smoothing` is spread over all seven labels (noisy labels).

    The weight of pictures whose label is doubtful is `doubtful_weight` times that of the others.
    """
    crops, position = read_positions(work, name)
    chosen = select_labelled_set(data, name, splits)
    order = np.array([position[picture] for picture, _ in chosen])
    raw = np.array([LABELS7.index(row["label"]) for _, row in chosen])
    names = [f"{name}/{row['file']}" for _, row in chosen]
    weights = np.array([weight * (doubtful_weight if one in DOUBTFUL else 1) for one in names], np.float32)
    return without_votes(crops[order], raw, names, smoothing, weights, name == "affectnet_masked")


def without_votes(crops: np.ndarray, raw: np.ndarray, names: list[str], smoothing: float, weights: np.ndarray, cut_out: bool) -> Faces:
    """Faces that have a label alone, of which `smoothing` is spread over all seven."""
    count = len(raw)
    target = (1 - smoothing) * np.eye(7, dtype=np.float32)[raw] + smoothing / 7
    return Faces(crops, target, weights, np.full(count, cut_out), raw, np.zeros((count, 10), np.float32), names)
