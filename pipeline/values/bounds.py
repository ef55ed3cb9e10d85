"""Words that bound a number: 超过, 近 and 不低于 before it, 以上 and 左右 behind it
(``patterns/bounds.jsonl``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bound:
    """One word (`id`), on which `side` of the number it stands and what it means.

    `side` is "before", "behind", or "glued" for what bounds a number without digits only (上百家).
    `not_after` holds the characters after which it is part of another word (约 in 节约). Between the word and
    its number up to `reach` characters may stand (至少建成1个).
    """

    id: str
    side: str
    comparator: str
    not_after: str = ""
    reach: int = 0


class BoundTable:
    """The bounding words, looked up by the text beside a number."""

    def __init__(self, rows: Iterable[Bound]) -> None:
        rows = list(rows)
        self._before = {row.id: row for row in rows if row.side == "before"}
        self._glued = {row.id: row.comparator for row in rows if row.side == "glued"}
        far = [row for row in rows if row.reach]
        reach = max((row.reach for row in far), default=1)
        words = "|".join(re.escape(row.id) for row in far) or "$^"
        self._far = re.compile(f"({words})[^，。；、：\\d]{{1,{reach}}}$")
        self._behind = {row.id: row.comparator for row in rows if row.side == "behind"}
        self._lengths = sorted({len(word) for word in self._before}, reverse=True)

    def before(self, text: str) -> str | None:
        """Return what the word at the end of `text` means for the number that follows, or None."""
        for length in self._lengths:
            row = self._before.get(text[-length:])
            if row is not None:
                previous = text[-length - 1 : -length]
                return None if previous and previous in row.not_after else row.comparator
        far = self._far.search(text)
        return self._before[far[1]].comparator if far else None

    def glued(self, word: str) -> str | None:
        """Return what a word glued to a number without digits means (近百家, 上千人), or None."""
        return self._glued.get(word) or self.before(word)

    def behind(self, word: str) -> str | None:
        """Return what a word behind a number means, or None."""
        return self._behind.get(word)
