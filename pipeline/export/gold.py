"""Gold: one JSON file for each source document, in the form that `mubiao evaluate` reads.

``{"doc", "sha256", "fully_read", "layers": {…}, "hard_negatives": {…}}``. Offsets are those of the source.
`layers` are as in the sample articles (seeds/README.md). Where `fully_read` is false, what is in no layer was
not missed, it was not looked at; `hard_negatives` are items that the pipeline found and a reader rejected.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import OutputError, RowError
from pipeline.export.annotation.document import Document, Key
from pipeline.export.annotation.fields import LAYER_OF, Fields
from pipeline.export.gold_rows import GOLD_LAYERS, Placed, rows_of
from pipeline.export.sources import find_texts
from pipeline.readers.text import SUFFIXES
from pipeline.rejection import Rejection, explain
from pipeline.writers.text import write_text

STAGE = "gold"
TEXTS = "texts"
DIGITS = 8

Row = dict[str, Any]
Layers = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A document as readers left it.

    `rejected` are items of the pipeline that are wrong, `doubtful` marks on which readers did not agree or
    decide: neither demanded nor punished. `read` says whether the whole text was read.
    """

    document: Document
    rejected: tuple[tuple[Key, Fields], ...] = ()
    doubtful: frozenset[Key] = frozenset()
    read: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the sources are: the `folder` of the inputs, None where it is not given; who is warned, told."""

    folder: Path | None
    warn: Callable[[str], None]
    reject: Callable[[Rejection], None]


def write_gold(judged: Iterable[Judged], folder: Path, sources: Sources) -> int:
    """Write the gold of all documents, the articles of one source in one file; return the number of files.

    Where the sources are given their texts are written too, as UTF-8 into ``texts/``, for `mubiao evaluate`.
    What cannot be placed in its source is rejected, and with it the whole of its source. Raises OutputError
    where nothing can be written and where the folder holds something, UsageError for a folder of sources that
    is not there.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError("the folder is not empty", place=folder, remedy="name a new one with -o")
    pages: dict[tuple[str, str], list[Judged]] = {}
    for one in judged:
        name = PurePosixPath(one.document.uri).name
        pages.setdefault((name, one.document.sha256), []).append(one)
    texts = find_texts(sources.folder, {sha256 for _, sha256 in pages}, warn=sources.warn)
    names: set[str] = set()
    for (name, sha256), articles in sorted(pages.items()):
        try:
            gold = gold_of(name, articles, texts.get(sha256))
        except RowError as error:
            sources.reject(Rejection(articles[0].document.uri, STAGE, explain(error)))
            continue
        _write(folder, _file_name(name, sha256, names), gold, texts.get(sha256))
    return len(names)


def gold_of(name: str, articles: Sequence[Judged], source: str | None) -> Row:
    """Return the gold of one source document from its articles; `source` is its text, where it is at hand.

    Raises RowError for a mark whose place in the source is not known.
    """
    layers: Layers = {layer: [] for layer in GOLD_LAYERS}
    negatives: Layers = {layer: [] for layer in GOLD_LAYERS}
    for article in articles:
        placed = Placed(article.document, source)
        for layer, row in rows_of(placed, article.doubtful):
            layers[layer].append(row)
        for key, fields in article.rejected:
            negatives[LAYER_OF[key.label]].append({**placed.row(key), **_evidence(fields)})
    sha256 = articles[0].document.sha256
    return {
        "doc": name,
        "sha256": sha256 if source is None else hashlib.sha256(source.encode()).hexdigest(),
        "fully_read": all(article.read for article in articles),
        "layers": {layer: _sorted(rows) for layer, rows in layers.items()},
        "hard_negatives": {layer: _sorted(rows) for layer, rows in negatives.items() if rows},
    }


def _evidence(fields: Mapping[str, Any]) -> Row:
    return {name: fields[name] for name in ("rule", "confidence") if name in fields}


def _sorted(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["source_start"], row["source_end"]))


def _file_name(name: str, sha256: str, taken: set[str]) -> str:
    """Return a name for the gold file; of two documents of one name the second shows its hash."""
    suffix = PurePosixPath(name).suffix
    stem = name.removesuffix(suffix) if suffix.lower() in SUFFIXES else name
    stem = stem if stem not in taken else f"{stem}-{sha256[:DIGITS]}"
    taken.add(stem)
    return f"{stem}.json"


def _write(folder: Path, file_name: str, gold: Row, source: str | None) -> None:
    write_text(folder / file_name, json.dumps(gold, ensure_ascii=False, indent=1) + "\n")
    if source is not None:
        write_text(folder / TEXTS / gold["doc"], source)
