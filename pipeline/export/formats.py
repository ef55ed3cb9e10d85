"""The table of formats: where each one's writer is, what it needs, and one line of help."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from pipeline.errors import UsageError
from pipeline.records import Record

# The options of every format, and of every format that knows splits.
ALL = ("db",)
OF_SPLITS = ("max_length", "negatives", "split", "split_by", "splits_from", "seed")


class Writer(Protocol):
    """Writes records into a folder and returns what the format could not hold, by name.

    A format that knows splits is called once for each of them, with its name as `split`; further keywords
    are the options that the format's row allows.
    """

    def __call__(self, records: Iterable[Record], folder: Path, **options: Any) -> Counter[str]:
        """Write the records, in their order, into the folder, which is there."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    `module` has its ``write`` and is imported only when it is asked for; `extra` names the optional
    dependencies that it needs. With `splits` the records are cut into train, dev and test, duplicates go
    and passages can be made of them; without, every record is written once, in the order of the input.
    `max_length` is that of passages where none is asked for. `options` are the command's options that the
    writer takes, by their names as its keywords, `required` those that it cannot do without.
    """

    module: str
    help: str
    extra: str | None = None
    splits: bool = True
    max_length: int | None = None
    options: tuple[str, ...] = ()
    required: tuple[str, ...] = ()


FORMATS: Mapping[str, Format] = {
    "spacy-ner": Format(
        "pipeline.export.spacy_ner",
        "spaCy DocBin with entities that do not overlap, for `ner`.",
        extra="export",
    ),
    "spacy-spancat": Format(
        "pipeline.export.spacy_spancat",
        "spaCy DocBin with all spans, for `spancat`; values and relations in user_data.",
        extra="export",
    ),
    "conll": Format(
        "pipeline.export.conll",
        "A token a line with its IOB2 tag, by characters or words.",
        extra="export",
        options=("tokens",),
    ),
    "bioes": Format(
        "pipeline.export.bioes",
        "A token a line with its BIOES tag, by characters or words.",
        extra="export",
        options=("tokens",),
    ),
    "hf": Format(
        "pipeline.export.hf",
        "Parquet that `datasets.load_dataset(DIR)` takes, with features.",
        extra="export",
    ),
    "uie": Format(
        "pipeline.export.uie",
        "Prompts and results for UIE (PaddleNLP), negative ones too.",
        extra="export",
        max_length=480,
        options=("layers",),
    ),
    "chat": Format(
        "pipeline.export.chat",
        "Conversations for instruction tuning, answered in compact JSON.",
        extra="export",
        options=("layers",),
    ),
    "label-studio": Format(
        "pipeline.export.annotation.label_studio",
        "Tasks with predictions for Label Studio, and its labeling configuration.",
        splits=False,
    ),
    "doccano": Format(
        "pipeline.export.annotation.doccano",
        "JSONL with entities and relations for doccano, and its label types.",
        splits=False,
    ),
    "prodigy": Format(
        "pipeline.export.annotation.prodigy",
        "JSONL with spans and relations, a token a character, for Prodigy.",
        splits=False,
    ),
    "brat": Format(
        "pipeline.export.annotation.brat",
        "A collection of standoff files for brat, with its configuration.",
        splits=False,
    ),
    "tables": Format(
        "pipeline.export.tables",
        "People, posts, organizations, dates and goals as CSV and Parquet, for analysts.",
        extra="export",
        splits=False,
    ),
}


def find_format(name: str, options: Mapping[str, Any]) -> Format:
    """Return the format; raises UsageError for an unknown one, an option too many and one too few."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}", remedy=f"known: gold, {', '.join(FORMATS)}")
    row = FORMATS[name]
    allowed = (*row.options, *ALL, *(OF_SPLITS if row.splits else ()))
    for option in options:
        if option not in allowed:
            option = option.replace("_", "-")
            raise UsageError(f"--{option} does not go with --to {name}", remedy="leave it out")
    for option in row.required:
        if option not in options:
            raise UsageError(f"--to {name} needs --{option}", remedy=f"give --{option}")
    return row


def load_writer(name: str) -> Writer:
    """Return the format's writer; raises UsageError where a package that it needs is not installed."""
    row = FORMATS[name]
    try:
        return cast(Writer, importlib.import_module(row.module).write)
    except ImportError as error:
        if row.extra is None or (error.name or "").startswith("pipeline"):
            raise
        raise UsageError(
            f"--to {name} needs {error.name}, which is not installed",
            remedy=f"install it with: pip install 'mubiao[{row.extra}]'",
        ) from error
