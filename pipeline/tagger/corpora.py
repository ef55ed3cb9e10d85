"""The training corpora: which files, which labels, and what their labels have in common."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import MubiaoError, RowError, UsageError

# What corpora call differently but mean alike; these labels share one copy of each feature.
SHARED_LABELS = ("PERSON", "LOCATION", "ORGANIZATION", "POSITION")


@dataclass(frozen=True, slots=True)
class CorpusKind:
    """One manner of labelling.

    `files` are its training files; `labels` maps each label to the one that it shares weights with, or None;
    `scored` are the labels that it is measured by; `ignored` labels are left out of training: what bears one
    is O.
    """

    name: str
    files: tuple[str, ...]
    labels: Mapping[str, str | None]
    scored: tuple[str, ...]
    ignored: frozenset[str] = frozenset()


CORPORA = (
    CorpusKind(
        "msra",
        ("msra.train.jsonl",),
        {"PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANIZATION"},
        ("PER", "LOC", "ORG"),
    ),
    CorpusKind(
        "pd1998",
        ("pd1998_silver.jan.jsonl",),
        {"PERSON": "PERSON", "LOC": "LOCATION", "ORG": "ORGANIZATION", "TIME": None, "NAME_OTHER": None},
        ("PERSON", "LOC", "ORG"),
    ),
    CorpusKind(
        "cluener",
        ("cluener.train.jsonl",),
        {
            "name": "PERSON",
            "organization": "ORGANIZATION",
            "company": "ORGANIZATION",
            "government": "ORGANIZATION",
            "position": "POSITION",
            "address": "LOCATION",
            "scene": None,
            "game": None,
            "book": None,
            "movie": None,
        },
        ("name", "organization", "company", "government", "position", "address"),
    ),
    CorpusKind(
        "resume",
        ("resume.train.jsonl", "resume.dev.jsonl"),
        {
            "NAME": "PERSON",
            "ORG": "ORGANIZATION",
            "TITLE": "POSITION",
            "EDU": None,
            "CONT": None,
            "PRO": None,
            "RACE": None,
            "LOC": None,
        },
        ("NAME", "ORG", "TITLE"),
    ),
)


class Example(NamedTuple):
    """A sentence to learn from: its text and its spans (start, end, label), sorted and apart."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


class RejectedRow(NamedTuple):
    """A row that is not learned from: file, 1-based line, and why."""

    file: str
    line: int
    reason: str


def read_corpus(folder: Path, kind: CorpusKind) -> tuple[list[Example], list[RejectedRow]]:
    """Return a corpus's examples and the rows that were rejected.

    Raises UsageError where a file is missing or holds no usable row.
    """
    examples: list[Example] = []
    rejected: list[RejectedRow] = []
    for name in kind.files:
        for item in read_examples(folder / name, kind):
            if isinstance(item, Example):
                examples.append(item)
            else:
                rejected.append(item)
    if not examples:
        raise UsageError("there is nothing to learn from", place=folder / kind.files[0])
    return examples, rejected


def read_examples(path: Path, kind: CorpusKind) -> Iterator[Example | RejectedRow]:
    """Yield each row of a JSONL file as an Example, or as a RejectedRow; blank lines are passed over."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        remedy = "give the folder that holds the labelled sentences"
        raise UsageError(f"cannot be read: {error.strerror}", place=path, remedy=remedy) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield parse_example(line, kind)
            except MubiaoError as error:
                yield RejectedRow(path.name, number, error.reason)


def parse_example(line: bytes, kind: CorpusKind) -> Example:
    """Return one row; raises RowError for what is no such row, offsets out of range or unknown labels."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise RowError(f"no JSON: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("spans"), list):
        raise RowError("no JSON object with `text` and `spans`")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise RowError("`text` is missing or empty")
    spans = sorted(_span(item, len(text), kind) for item in row["spans"])
    for (_, end, _), (start, _, _) in pairwise(spans):
        if start < end:
            raise RowError(f"two spans overlap at character {start}")
    return Example(text, tuple(span for span in spans if span[2] not in kind.ignored))


def _span(item: Any, length: int, kind: CorpusKind) -> tuple[int, int, str]:
    if not isinstance(item, list) or len(item) != 3 or not all(type(n) is int for n in item[:2]):
        raise RowError(f"a span reads [start, end, label], not {item!r}")
    start, end, label = item
    if not 0 <= start < end <= length:
        raise RowError(f"the span {item!r} is out of range: the text has {length} characters")
    if label not in kind.labels and label not in kind.ignored:
        raise RowError(f"unknown label {label!r}; known: {', '.join(kind.labels)}")
    return start, end, label
