"""Writes public/models (backbone shards, heads, self-test, manifest) and tests/golden/readings.json from training/work.

    python export.py --data ../../shared/data [--work work] [--backbone work/backbone.pt]

In: train.py's backbone.pt, the crops, and the manifest so far, for its detector and the names of its heads. FER2013's
PublicTest calibrates the seven-label head. What int8 costs: measure_quantization.py.
Layout: lib/models/README.md. The detector's files, converted by scripts/convert-detector.ts, are only hashed here. What is
made for one backbone follows: the gate for covered faces by train_covered.py, the paper's seven heads by `npm run ship:heads`,
until when each of them is the layer that the backbone was trained with (`stand_in`).
"""
import argparse
import hashlib
import json
import subprocess
from pathlib import Path

import numpy as np
import torch

from calibration import probabilities
from data import EXPRESSIONS, LABELS7, load_fer2013
from decision import calibrate, choose_decision
from fold import FoldedLayer, FoldedResNet50, fold_resnet50, quantize_int8
from preprocess import equalize_bi_histogram, to_input
from recipe import read_trained
from resnet50 import FEATURES, ResNet50
from shipped import describe, read_logits, read_manifest, read_shipped_head, read_shipped_layers, write_head, write_manifest

HERE = Path(__file__).parent
MODELS = HERE.parent / "public/models"
READINGS = HERE.parent / "tests/golden/readings.json"
PREPROCESSING = "grey-similarity4-bbhe-1"  # as lib/models/manifest.ts
SELF_TEST = "backbone/self-test.json"
SHARD_BYTES = 8_000_000


def fold_sides(state: dict) -> dict[int, list[FoldedLayer]]:
    """Of each input side the layers of the forward pass, in float32."""
    folded = {}
    for side, statistics in state["norms"].items():
        model = ResNet50(channels=1)
        weights = {**state["net"], **statistics}
        model.load_state_dict({name.removeprefix("backbone."): value for name, value in weights.items() if name.startswith("backbone.")})
        folded[side] = fold_resnet50(model.eval())
    return folded


def pack_backbone(folded: dict[int, list[FoldedLayer]], default_side: int) -> tuple[bytes, list[dict]]:
    """One int8 kernel a layer, and for each side its own scale and bias: sides differ in batch norms alone, so their
    kernels differ by a factor a channel. Replaces the kernels in `folded` by what is stored."""
    data, entries = bytearray(), []

    def put(array: np.ndarray) -> int:
        offset = len(data)
        data.extend(array.tobytes())
        data.extend(bytes(-len(data) % 4))
        return offset

    for index, layer in enumerate(folded[default_side]):
        kernel, _ = quantize_int8(layer.kernel)
        entry = {"name": layer.name, "shape": list(kernel.shape), "stride": layer.stride, "padding": layer.padding, "kernel": put(kernel), "sides": {}}
        for side, layers in sorted(folded.items()):
            _, scale = quantize_int8(layers[index].kernel)
            entry["sides"][str(side)] = {"scale": put(scale), "bias": put(layers[index].bias.astype(np.float32))}
            layers[index].kernel = kernel.astype(np.float32) * scale
        entries.append(entry)
    return bytes(data), entries


def golden_crops(side: int = 96) -> np.ndarray:
    """Two pictures made by formula: [2, side, side] uint8. lib/pipeline/golden-input.ts makes the same."""
    y, x = np.mgrid[0:side, 0:side].astype(np.int64)
    return np.stack([(x * 3 + y * 5 + (x * y) // 7) % 256, (np.hypot(x - 40, y - 50) * 4).astype(np.int64) % 256]).astype(np.uint8)


def read_commit() -> str:
    """Hash of the commit that is checked out; a sentence instead of it where there is no git."""
    found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=HERE, capture_output=True, text=True)
    return found.stdout.strip() if found.returncode == 0 else "unknown: not a git checkout"


def linear_head(weights: np.ndarray, bias: np.ndarray) -> dict[str, np.ndarray]:
    """Arrays of a linear head on features as they are. weights [labels, 2048]; bias [labels]."""
    return {"mean": np.zeros(FEATURES), "deviation": np.ones(FEATURES), "weights": weights, "bias": bias}


def stand_in(seven_labels: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The seven-label layer's rows of happy, sad and surprise: what a new backbone's seven heads are held against."""
    return linear_head(*(seven_labels[part][list(EXPRESSIONS)] for part in ("weights", "bias")))


def head_readings(header: dict, arrays: dict[str, np.ndarray], features: np.ndarray) -> np.ndarray:
    """The definitions of lib/models/README.md in float64. features [n, 2048] -> probabilities [n, labels] of a softmax
    head; Platt's probabilities of each pair's first class [n, pairs] of an SVM, not yet coupled."""
    a = {name: array.astype(np.float64) for name, array in arrays.items()}
    z = (features - a["mean"]) / a["deviation"]
    if header["kind"] in ("linear", "network"):
        if header["kind"] == "linear":
            scores = z @ a["weights"].T + a["bias"]
        else:
            last = sum(name.startswith("weights") for name in a) - 1
            for index in range(last):
                z = np.maximum(z @ a[f"weights{index}"].T + a[f"bias{index}"], 0)
            scores = z @ a[f"weights{last}"].T + a[f"bias{last}"]
        return probabilities(scores, header)
    if header["kind"] == "linear-svm":
        decisions = z @ a["weights"].T + a["bias"]
    else:
        dots = z @ (a["vectors"] * a["vectorScales"][:, None]).T
        decisions = (header["gamma"] * dots + header["coef0"]) ** header["degree"] @ a["coefficients"].T + a["bias"]
    return 1 / (1 + np.exp(a["platt"][:, 0] * decisions + a["platt"][:, 1]))


@torch.no_grad()
def write_self_test(folded: dict[int, list[FoldedLayer]]) -> None:
    """Embeddings of both golden crops at every side, not equalized: what a backend must reproduce before it is used."""
    features = {}
    for side, layers in sorted(folded.items()):
        rows = FoldedResNet50(layers).eval()(to_input(torch.from_numpy(golden_crops(side)))).tolist()
        features[str(side)] = [[round(v, 5) for v in row] for row in rows]
    (MODELS / SELF_TEST).write_text(json.dumps({"madeBy": "training/export.py", "features": features}))


@torch.no_grad()
def golden_readings() -> dict:
    """What the shipped files read in the two golden crops, equalized; tests hold `npm run classify` against it."""
    manifest = read_manifest()
    crops = equalize_bi_histogram(torch.from_numpy(golden_crops()))
    features = FoldedResNet50(read_shipped_layers()).eval()(to_input(crops)).double().numpy()
    readings = {"probabilities": {}, "pairwise": {}}
    covered = [manifest["coveredGate"]["head"]] if "coveredGate" in manifest else []
    for entry in [*manifest["heads"], manifest["labels7Head"], *covered]:
        header, arrays = read_shipped_head(entry["id"])
        group = "probabilities" if header["kind"] in ("linear", "network") else "pairwise"
        readings[group][entry["id"]] = [[round(v, 7) for v in row] for row in head_readings(header, arrays, features).tolist()]

    return {"madeBy": "training/export.py", "side": 96, "backbone": manifest["backbone"]["sha256"], **readings}


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--backbone", type=Path)
    parser.add_argument("--default-side", type=int, default=96)
    arguments = parser.parse_args()
    state = read_trained(arguments.backbone or arguments.work / "backbone.pt")
    folded = fold_sides(state)
    choosing = load_fer2013(arguments.work, arguments.data, "PublicTest")
    # The seven labels' head is the trained net's own last layer.
    seven_labels = linear_head(state["net"]["head.weight"].numpy(), state["net"]["head.bias"].numpy())
    before = read_manifest()
    heads = [*before["heads"], before["labels7Head"]]

    for folder in ("backbone", "heads"):
        (MODELS / folder).mkdir(parents=True, exist_ok=True)
        for old in (MODELS / folder).iterdir():
            old.unlink()
    data, entries = pack_backbone(folded, arguments.default_side)
    backbone_sha256 = hashlib.sha256(data).hexdigest()
    shards = []
    for index, start in enumerate(range(0, len(data), SHARD_BYTES)):
        shards.append(f"backbone/shard{index}.bin")
        (MODELS / shards[-1]).write_bytes(data[start : start + SHARD_BYTES])

    logits = read_logits(folded[arguments.default_side], seven_labels, choosing.crops, arguments.default_side).numpy()
    calibration = calibrate(logits, choosing, arguments.work, arguments.data)
    decision = choose_decision(probabilities(logits, calibration), choosing.votes)

    fit = {"kind": "linear", "preprocessing": PREPROCESSING, "backbone": backbone_sha256}
    temperature = {key: calibration[key] for key in ("temperature", "temperatureSlope")}
    for entry in heads:
        own, arrays = (calibration, seven_labels) if entry["labels"] == list(LABELS7) else (temperature, stand_in(seven_labels))
        write_head(MODELS / entry["file"], {**{key: entry[key] for key in ("id", "name", "labels")}, **fit, **own}, arrays)

    write_self_test(folded)

    self_test = {"detector": "detector/self-test.json", "backbone": SELF_TEST}
    files = ["detector/model.json", "detector/weights.bin", *shards, *self_test.values(), *(entry["file"] for entry in heads)]
    manifest = {
        "version": 1,
        "preprocessing": PREPROCESSING,
        "madeBy": {"commit": read_commit(), "command": "npm run train:export", "seed": state["config"]["seed"]},
        "files": {file: describe(MODELS / file) for file in files},
        "detector": {"model": "detector/model.json", "weights": "detector/weights.bin"},
        "backbone": {
            "sha256": backbone_sha256, "dtype": "int8", "features": FEATURES, "shards": shards, "layers": entries,
            "inputSides": sorted(folded), "defaultSide": arguments.default_side,
        },
        "heads": before["heads"],
        "defaultHead": before["defaultHead"],
        "labels7Head": before["labels7Head"],
        "decision": decision,
        "selfTest": self_test,
        "accuracy": {"publicTest": {}, "privateTest": {}},  # npm run measure:accuracy fills it
    }
    write_manifest(manifest)
    READINGS.write_text(json.dumps(golden_readings()) + "\n")

    print(f"wrote {MODELS / 'manifest.json'}: {len(data) / 1e6:.1f} MB backbone in {len(shards)} shards, {len(heads)} heads")


if __name__ == "__main__":
    main()
