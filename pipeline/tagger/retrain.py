"""Train a tagger on one's own labelled sentences, anew or from a shipped label set's weights."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.tagger.corpora import CorpusKind, Example, RejectedRow, read_corpus
from pipeline.tagger.fitting import Material, Recipe, fit
from pipeline.tagger.pruning import prune
from pipeline.tagger.train import MODEL_VERSION, calibrate, hold_out, measure, write_rejects
from pipeline.tagger.weights import (
    SHIPPED_MODEL,
    file_name,
    load_weights,
    save_weights,
    write_meta,
)

LABEL_SET = "own"
FEATURES = 400_000
# One's own sentences are few: every second feature would be lost if it had to occur three times.
AT_LEAST = 2
# Of so many consecutive sentences all are held out or none, for they may come from one document.
BLOCK = 10


def retrain(
    gold: Sequence[Path], output: Path, *, start: str | None, epochs: int, tell: Callable[[str], None]
) -> dict[str, Any]:
    """Train on JSONL files of {"text", "spans"}, write the model as label set ``own``; return its figures.

    `start` is a shipped label set whose weights and labels training begins with; None begins anew, with the
    labels that the files hold. A tenth of the sentences is held out to measure and calibrate. Rows that
    cannot be learned from are written to ``rejected.jsonl`` in `output`. Raises UsageError where nothing can
    be learned.
    """
    weights = None if start is None else load_weights(SHIPPED_MODEL, start)
    labels = found_labels(gold) if weights is None else weights.labels
    kind = CorpusKind(LABEL_SET, (), dict.fromkeys(labels), tuple(labels))
    examples, rejected = _read(gold, kind)
    corpus = hold_out(kind, examples, rejected, block=BLOCK)
    if not corpus.examples or not corpus.held_out:
        reason = f"{len(examples)} sentences are too few to train on"
        raise UsageError(reason, place=gold[0], remedy=f"give {BLOCK * 6} or more")
    recipe = Recipe(epochs=epochs, at_least=AT_LEAST)
    fitted = fit([Material(kind, corpus.examples, ())], recipe, tell, start=weights)
    trained = calibrate(prune(fitted.keys, fitted.parameters[LABEL_SET], FEATURES, tuple(labels)), corpus)
    figures = measure(trained, corpus)
    output.mkdir(parents=True, exist_ok=True)
    save_weights(trained, output / file_name(LABEL_SET))
    label_set = {"labels": labels, "scored": labels, "start": start, "held_out": figures}
    meta = {"name": "char_tagger", "version": MODEL_VERSION, "recipe": asdict(recipe)}
    write_meta(output, {**meta, "label_sets": {LABEL_SET: label_set}})
    write_rejects(output / "rejected.jsonl", rejected, tell)
    return figures


def found_labels(files: Sequence[Path]) -> tuple[str, ...]:
    """Return in order every label that the rows of the files bear; raises UsageError where there is none."""
    labels: set[str] = set()
    for path in files:
        for line in _lines(path):
            labels |= _labels_of(line)
    if not labels:
        raise UsageError("no row bears a label", place=files[0], remedy='a span reads [start, end, "LABEL"]')
    return tuple(sorted(labels))


def _labels_of(line: bytes) -> set[str]:
    try:
        row = json.loads(line)
    except ValueError:
        # The row is rejected, with its reason, when it is read as an example.
        return set()
    spans = row.get("spans") if isinstance(row, dict) else None
    spans = spans if isinstance(spans, list) else []
    return {
        span[2] for span in spans if isinstance(span, list) and len(span) == 3 and isinstance(span[2], str)
    }


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        raise UsageError(reason, place=path, remedy="give JSONL files") from error


def _read(files: Sequence[Path], kind: CorpusKind) -> tuple[list[Example], list[RejectedRow]]:
    examples: list[Example] = []
    rejected: list[RejectedRow] = []
    for path in files:
        more, bad = read_corpus(path.parent, replace(kind, files=(path.name,)))
        examples += more
        rejected += bad
    return examples, rejected
