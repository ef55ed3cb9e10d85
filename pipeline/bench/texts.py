"""The texts that all contenders read."""

from __future__ import annotations

import dataclasses
import itertools
import sys
from collections.abc import Iterator, Sequence

from pipeline.errors import UsageError
from pipeline.readers.inputs import list_files, read_documents
from pipeline.readers.source import Source


def gather(folder: str, characters: int) -> list[Source]:
    """Return the folder's documents, over and over, until they hold `characters` characters.

    Each has its own id. Raises UsageError for a folder without readable texts.
    """
    documents = read_documents(list_files([folder]), warn=lambda message: print(message, file=sys.stderr))
    sources = [document for document in documents if isinstance(document, Source) and document.text]
    if not sources:
        raise UsageError("no readable text here", place=folder, remedy="name a folder of articles")
    return list(_repeated(sources, characters))


def _repeated(sources: Sequence[Source], characters: int) -> Iterator[Source]:
    gathered = 0
    for number, source in enumerate(itertools.cycle(sources)):
        if gathered >= characters:
            return
        # Told apart by its end: nothing that is remembered of a text may serve its repetitions.
        text = source.text.rstrip() + "。" * (number // len(sources))
        yield dataclasses.replace(source, id=f"{source.id}-{number}", text=text)
        gathered += len(text)


def size(sources: Sequence[Source]) -> int:
    """Return the characters of all texts together."""
    return sum(len(source.text) for source in sources)
