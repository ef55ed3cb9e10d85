"""Offsets as JavaScript counts them: in UTF-16 code units, of which a character beyond U+FFFF has two."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate


class Utf16:
    """The offsets of one text in both countings."""

    def __init__(self, text: str) -> None:
        self._units = list(accumulate((1 + (char > "\uffff") for char in text), initial=0))

    def to_units(self, offset: int) -> int:
        """Return an offset in code points (0…len(text)) as one in code units."""
        return self._units[offset]

    def to_points(self, unit: int) -> int:
        """Return an offset in code units as one in code points.

        Raises ValueError for one outside the text or inside a character.
        """
        point = bisect_left(self._units, unit)
        if point == len(self._units) or self._units[point] != unit:
            raise ValueError(f"no character begins at the code unit {unit}")
        return point
