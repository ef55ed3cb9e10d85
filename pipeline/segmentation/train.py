"""Train, prune, measure and write the word segmenter.

``python -m pipeline.segmentation.train FOLDER -o pipeline/segmentation/model``; see docs/models.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy_pkuseg
from spacy_pkuseg.feature_extractor import FeatureExtractor
from spacy_pkuseg.model import Model

from pipeline.errors import MubiaoError, UsageError
from pipeline.segmentation.accuracy import score_words
from pipeline.segmentation.corpus import Paragraph, read_paragraphs
from pipeline.segmentation.prune import prune, save
from pipeline.segmentation.segmenter import FEATURES, FORMAT, META, WEIGHTS, Segmenter

TRAIN, DEV = "pd1998.train.txt", "pd1998.dev.txt"
MODEL_VERSION = "1.0"
# pkuseg updates its learning rates ten times an iteration, and divides the paragraphs by that.
FEWEST_PARAGRAPHS = 10


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the model: passes over the data, features kept, seed of the order of paragraphs."""

    iterations: int = 5
    features: int = 200_000
    seed: int = 1998


def train(data: Path, output: Path, recipe: Recipe, *, raw: Path | None = None) -> dict[str, Any]:
    """Train on ``data/pd1998.train.txt``, write the pruned model into `output` and return its meta.

    `raw` is a folder for the model before pruning; one that is there is pruned again, not trained again.
    Raises UsageError where data are missing, RowError for malformed lines.
    """
    paragraphs, dev = read_paragraphs(data / TRAIN), read_paragraphs(data / DEV)
    if len(paragraphs) < FEWEST_PARAGRAPHS:
        reason = f"{len(paragraphs)} paragraphs are too few to train on"
        raise UsageError(reason, place=data / TRAIN, remedy=f"give at least {FEWEST_PARAGRAPHS}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) if raw is None else raw
        if not (folder / WEIGHTS).exists():
            fit(data, folder, recipe)
        whole = FeatureExtractor.load(str(folder)), Model.load(str(folder))
    pruned = prune(*whole, recipe.features)
    save(*pruned, output)
    meta = {
        **origin(recipe),
        "train": {**describe(data / TRAIN), **counts(paragraphs)},
        "dev": {**describe(data / DEV), **counts(dev)},
        "unpruned": measure(*whole, dev),
        "shipped": measure(*pruned, dev),
        "files": {name: describe(output / name) for name in (FEATURES, WEIGHTS)},
    }
    # The meta comes last: a run cut short leaves files whose hashes do not match, and they are not loaded.
    (output / META).write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    return meta


def origin(recipe: Recipe) -> dict[str, Any]:
    """Return what the model is and by what it was made."""
    made_by = {"spacy_pkuseg": version("spacy-pkuseg"), "recipe": asdict(recipe)}
    return {"name": "words", "version": MODEL_VERSION, "format": FORMAT, **made_by}


def fit(data: Path, folder: Path, recipe: Recipe) -> None:
    """Train spacy-pkuseg and write its whole model into `folder`; it prints its own progress."""
    random.seed(recipe.seed)
    spacy_pkuseg.train(str(data / TRAIN), str(data / DEV), str(folder), train_iter=recipe.iterations)


def counts(paragraphs: Sequence[Paragraph]) -> dict[str, int]:
    """Return how many paragraphs, words and characters there are."""
    words = [word for paragraph in paragraphs for word in paragraph]
    return {"paragraphs": len(paragraphs), "words": len(words), "characters": sum(map(len, words))}


def measure(extractor: Any, model: Any, dev: Sequence[Paragraph]) -> dict[str, float | int]:
    """Return the model's number of features, and its word precision, recall and F1 on `dev`."""
    score = score_words(dev, Segmenter(extractor, model).cut)
    figures = {name: round(getattr(score, name), 4) for name in ("precision", "recall", "f1")}
    return {"features": model.n_feature, **figures}


def describe(path: Path) -> dict[str, Any]:
    """Return the file's size in bytes and its SHA-256."""
    return {"bytes": path.stat().st_size, "sha256": sha256(path)}


def sha256(path: Path) -> str:
    """Return the file's SHA-256 in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0, or 2 with one line on standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m pipeline.segmentation.train", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("data", type=Path, help=f"the folder that holds {TRAIN} and {DEV}")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the model's folder")
    parser.add_argument("--raw", type=Path, help="keep the model before pruning here, and reuse it")
    parser.add_argument("--iterations", type=int, default=Recipe().iterations)
    parser.add_argument("--features", type=int, default=Recipe().features)
    given = parser.parse_args(arguments)
    try:
        recipe = Recipe(given.iterations, given.features)
        meta = train(given.data, given.output, recipe, raw=given.raw)
    except MubiaoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(json.dumps({name: meta[name] for name in ("unpruned", "shipped", "files")}, indent=2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
