"""The full names of bodies, as far as the page tells them: 市委 → 淄博市委, 区政府 → 张店区政府."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping

import regex

from pipeline.knowledge.places import load_gazetteer, page_places

_LEVELED = regex.compile(r"(?P<level>自治区|省|市|区|县|州|盟|旗|镇|乡|地)(?=[\p{Han}])")
_DIVISION = regex.compile(r"(?:自治区|省|市|区|县|州|盟|旗|镇|乡)")
# A county, district or township is the one last mentioned; of a city or province a page has one of its own.
NEAREST = frozenset("区县镇乡旗")
LONGEST_DIVISION = 10


class FullNames:
    """The places of one text by level, and the full names that follow from them.

    `page` are the places of the page that the text stands on; they serve where it names none itself. `main`
    are the text's own: of each level the one that it names most.
    """

    def __init__(self, text: str, page: Mapping[str, str] | None = None) -> None:
        self._page = page or {}
        self.places = page_places(text)
        self._mentions: dict[str, list[tuple[int, str]]] = {}
        for match in _DIVISION.finditer(text):
            name = self._division_ending(text, match.end())
            if name is not None:
                self._mentions.setdefault(match.group(), []).append((match.end(), name))
        self.main = {level: self._commonest(level) for level in self._mentions}

    def of(self, name: str, position: int) -> str:
        """Return the full form of a body's name at `position`, which is the name where nothing is missing.

        Blanks are dropped, 中共 too: it adds nothing to a committee's name.
        """
        name = "".join(name.split())
        bare = name.removeprefix("中共") or name
        level = _LEVELED.match(bare)
        if level is None or self._is_division(bare):
            return bare
        place = self.place_of(level.group("level"), position)
        return bare if place is None else place + bare[len(level.group("level")) :]

    def place_of(self, level: str, position: int) -> str | None:
        """Return the page's place of a level (市 → 淄博市) as seen from `position`, or None."""
        mentions = self._mentions.get(level, [])
        if level in NEAREST and mentions:
            index = bisect_right(mentions, (position, "\U0010ffff")) - 1
            return mentions[max(index, 0)][1]
        return self.main.get(level) or self._page.get(level) or self._above(level)

    def _is_division(self, name: str) -> bool:
        """Say whether the name starts with a place of its own (市北区委 is not 市's)."""
        return any(
            self.places.is_place(name[:size]) for size in range(3, min(LONGEST_DIVISION, len(name)) + 1)
        )

    def _division_ending(self, text: str, end: int) -> str | None:
        start = self.places.start_of_one_ending(end, max(0, end - LONGEST_DIVISION))
        if start is None or end - start < 3 or text[end - 2 : end] in ("地区", "社区"):
            return None
        return text[start:end]

    def _commonest(self, level: str) -> str:
        return Counter(name for _, name in self._mentions[level]).most_common(1)[0][0]

    def _above(self, level: str) -> str | None:
        """Return the province (or the city) in which the page's known city or county lies."""
        gazetteer = load_gazetteer()
        digits = {"省": 2, "自治区": 2, "市": 4}.get(level)
        if digits is None:
            return None
        for below in ("市", "州", "县", "区"):
            code = gazetteer.codes.get(self.main.get(below, ""))
            if code is not None and len(code) > digits:
                name = gazetteer.full.get(code[:digits])
                return name if name is not None and name.endswith(level) else None
        return None
