"""The model's files: one .npz for each label set, and meta.json with their SHA-256. No pickle."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError, UsageError
from pipeline.tagger.features import Hashes

SHIPPED_MODEL = Path(__file__).resolve().parent / "model"
META = "meta.json"
FORMAT = 1
REMEDY = "train it anew with `make train`, or reinstall mubiao"


@dataclass(frozen=True, slots=True)
class Weights:
    """What a label set's file holds.

    `keys` are the features' hashes in ascending order, `votes` their weights (features × tags) in units of
    `scale`, `transitions` scores [tag, next tag]; `calibration` holds for each label the slope and the
    intercept by which the logit of a span's probability becomes that of its confidence.
    """

    labels: tuple[str, ...]
    keys: Hashes
    votes: NDArray[np.int8]
    scale: float
    transitions: NDArray[np.float32]
    calibration: NDArray[np.float64]


def file_name(label_set: str) -> str:
    """Return the name of a label set's file."""
    return f"{label_set}.npz"


def save_weights(weights: Weights, path: Path) -> None:
    """Write the weights; the same weights give the same bytes."""
    # Differences of sorted keys are small, so their high bytes compress to nothing when they stand together.
    steps = np.diff(weights.keys, prepend=np.uint32(0)).astype("<u4")
    planes = steps.view(np.uint8).reshape(-1, 4).T.copy()
    np.savez_compressed(
        path,
        steps=planes,
        # Tag by tag, for most weights of a tag are 0.
        votes=weights.votes.T.copy(),
        scale=np.float64(weights.scale),
        transitions=weights.transitions,
        calibration=weights.calibration,
    )


def load_weights(folder: Path, label_set: str) -> Weights:
    """Return a label set's weights.

    Raises ModelError where a file is missing, damaged or of another format, UsageError for an unknown set.
    """
    meta = read_meta(folder)
    if label_set not in meta["label_sets"]:
        known = ", ".join(meta["label_sets"])
        raise UsageError(f"the tagger has no label set {label_set!r}", remedy=f"known: {known}")
    path = folder / file_name(label_set)
    return _parse(_checked(path, meta), path, tuple(meta["label_sets"][label_set]["labels"]))


def _parse(data: bytes, path: Path, labels: tuple[str, ...]) -> Weights:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            steps = arrays["steps"].T.copy().view("<u4").ravel()
            return Weights(
                labels,
                np.cumsum(steps, dtype=np.uint32),
                arrays["votes"].T.copy(),
                float(arrays["scale"]),
                arrays["transitions"],
                arrays["calibration"],
            )
    except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError("this file of the tagger is damaged", place=path, remedy=REMEDY) from error


def _checked(path: Path, meta: Mapping[str, Any]) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ModelError("this file of the tagger is missing", place=path, remedy=REMEDY) from error
    except OSError as error:
        reason = f"this file of the tagger cannot be read: {error.strerror}"
        raise ModelError(reason, place=path, remedy=REMEDY) from error
    if sha256(data) != meta["files"][path.name]["sha256"]:
        raise ModelError("this file of the tagger is truncated or altered", place=path, remedy=REMEDY)
    return data


def read_meta(folder: Path) -> dict[str, Any]:
    """Return the model's meta; raises ModelError where it is missing, damaged or of another format."""
    path = folder / META
    try:
        meta: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        known = meta["format"] == FORMAT
        _ = [
            (meta["files"][file_name(name)]["sha256"], row["labels"])
            for name, row in meta["label_sets"].items()
        ]
    except OSError as error:
        reason = f"the tagger cannot be read: {error.strerror}"
        raise ModelError(reason, place=path, remedy=REMEDY) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError("this file of the tagger is damaged", place=path, remedy=REMEDY) from error
    if not known:
        reason = f"the tagger has format {meta['format']!r}, this version reads format {FORMAT}"
        raise ModelError(reason, place=path, remedy=REMEDY)
    return meta


def write_meta(folder: Path, meta: Mapping[str, Any]) -> None:
    """Write meta.json with size and SHA-256 of each label set's file, which must be there."""
    files = {file_name(name): _describe(folder / file_name(name)) for name in meta["label_sets"]}
    text = json.dumps({**meta, "format": FORMAT, "files": files}, ensure_ascii=False, indent=2)
    (folder / META).write_text(text + "\n", encoding="utf-8")


def _describe(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    return {"bytes": len(data), "sha256": sha256(data)}


def sha256(data: bytes) -> str:
    """Return the SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
