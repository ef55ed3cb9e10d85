"""spaCy's binary files: Docs as ``spacy.blank("zh")`` makes them, a character a token, in files of some size.

``SPLIT/0000.spacy`` and on: ``spacy train`` takes the folder. ``doc.user_data`` holds the record without its
text, so nothing is lost. To make Docs takes most of an export's time, so two processes do it.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.tokens import Doc, DocBin

from pipeline.records import Record

# A character token takes some 50 bytes before it is packed.
CHARACTERS = 1_000_000
PROCESSES = 2
USER_DATA = "record"


class Kind(NamedTuple):
    """What is set in a Doc, by a function that returns what had to be dropped; attributes that are kept."""

    annotate: Callable[[Doc, Record], Counter[str]]
    attributes: Sequence[str]


def write_docs(records: Iterable[Record], folder: Path, kind: Kind) -> Counter[str]:
    """Write a Doc for each record; return what had to be dropped. One file is written in this process."""
    folder.mkdir()
    shards = _shards(records, folder)
    first = [*islice(shards, 2)]
    if len(first) < 2:
        return sum((_write_shard(path, shard, kind) for path, shard in first), Counter())
    dropped: Counter[str] = Counter()
    pending: list[Future[Counter[str]]] = []
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool:
        for path, shard in chain(first, shards):
            pending.append(pool.submit(_write_shard, path, shard, kind))
            # One is ready for whoever is free; more would only take memory.
            if len(pending) > PROCESSES + 1:
                dropped += pending.pop(0).result()
        return sum((future.result() for future in pending), dropped)


def _shards(records: Iterable[Record], folder: Path) -> Iterator[tuple[Path, list[Record]]]:
    """Yield the records in parts of some size, each with its file; one without records if there are none."""
    shard: list[Record] = []
    size = number = 0
    for record in records:
        shard.append(record)
        size += len(record["text"])
        if size >= CHARACTERS:
            yield folder / f"{number:04}.spacy", shard
            shard, size, number = [], 0, number + 1
    if shard or not number:
        yield folder / f"{number:04}.spacy", shard


def _write_shard(path: Path, records: Iterable[Record], kind: Kind) -> Counter[str]:
    nlp = spacy.blank("zh")
    shard = DocBin(attrs=kind.attributes, store_user_data=True)
    dropped: Counter[str] = Counter()
    for record in records:
        doc = nlp.make_doc(record["text"])
        doc.user_data[USER_DATA] = {name: value for name, value in record.items() if name != "text"}
        dropped += kind.annotate(doc, record)
        shard.add(doc)
    shard.to_disk(path)
    return dropped
