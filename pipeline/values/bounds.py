"""Words that bound a number: 超过, 近 and 不低于 before it, 以上 and 左右 behind it (``patterns/bounds.jsonl``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bound:
    """One word (`id`), on which `side` of the number it stands ("before" or "behind") and what it means.

    `not_after` holds the characters after which it is part of another word (约 in 节约).
    """

    id: str
    side: str
    comparator: str
    not_after: str = ""


class BoundTable:
    """The bounding words, looked up by the text beside a number."""

    def __init__(self, rows: Iterable[Bound]) -> None:
        rows = list(rows)
        self._before = {row.id: row for row in rows if row.side == "before"}
        self._behind = {row.id: row.comparator for row in rows if row.side == "behind"}
        self._lengths = sorted({len(word) for word in self._before}, reverse=True)

    def before(self, text: str) -> str | None:
        """Return what the word at the end of `text` means for the number that follows, or None."""
        for length in self._lengths:
            row = self._before.get(text[-length:])
            if row is not None:
                previous = text[-length - 1 : -length]
                return None if previous and previous in row.not_after else row.comparator
        return None

    def behind(self, word: str) -> str | None:
        """Return what a word behind a number means, or None."""
        return self._behind.get(word)
