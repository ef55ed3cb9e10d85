"""CoNLL files with BIOES tags: S on a span of one token; B, I and E on the first, inner and last ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.export.tag_lines import write_tag_lines
from pipeline.records import Record


def write(records: Iterable[Record], folder: Path, *, split: str, tokens: str = "characters") -> Counter[str]:
    """Write one split, see `tag_lines`."""
    return write_tag_lines(records, folder, split=split, tokens=tokens, scheme=bioes)


def bioes(length: int) -> Sequence[str]:
    """Return the tags of a span of `length` tokens.

    >>> bioes(1), bioes(3)
    (['S'], ['B', 'I', 'E'])
    """
    return ["S"] if length == 1 else ["B", *"I" * (length - 2), "E"]
