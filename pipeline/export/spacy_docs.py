"""spaCy's binary files: Docs as ``spacy.blank("zh")`` makes them, a character a token, in files of some size.

``SPLIT/0000.spacy`` and on: ``spacy train`` takes the folder. ``doc.user_data`` holds the record without its
text, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from pipeline.records import Record

# A character token takes 16 to 32 bytes before it is packed, so a file is made in some 50 MB of memory.
CHARACTERS = 1_000_000
USER_DATA = "record"


def write_docs(
    records: Iterable[Record], folder: Path, annotate: Callable[[Doc, Record], None], attributes: list[str]
) -> None:
    """Write a Doc for each record; `annotate` sets its spans, `attributes` are the tokens' that are kept."""
    folder.mkdir()
    nlp = spacy.blank("zh")
    shard, size, number = _shard(attributes), 0, 0
    for record in records:
        doc = nlp.make_doc(record["text"])
        doc.user_data[USER_DATA] = {name: value for name, value in record.items() if name != "text"}
        annotate(doc, record)
        shard.add(doc)
        size += len(doc)
        if size >= CHARACTERS:
            shard.to_disk(folder / f"{number:04}.spacy")
            shard, size, number = _shard(attributes), 0, number + 1
    if size or not number:
        shard.to_disk(folder / f"{number:04}.spacy")


def _shard(attributes: list[str]) -> DocBin:
    return DocBin(attrs=attributes, store_user_data=True)
