"""CoNLL files with IOB2 tags: B on the first token of every span, I on the others, O outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.export.tag_lines import write_tag_lines
from pipeline.records import Record


def write(records: Iterable[Record], folder: Path, *, split: str, tokens: str = "characters") -> Counter[str]:
    """Write one split, see `tag_lines`."""
    return write_tag_lines(records, folder, split=split, tokens=tokens, scheme=iob2)


def iob2(length: int) -> Sequence[str]:
    """Return the tags of a span of `length` tokens.

    >>> iob2(3)
    ['B', 'I', 'I']
    """
    return ["B", *"I" * (length - 1)]
