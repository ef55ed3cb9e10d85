"""The full names of bodies, as far as the page tells them: 市委 → 淄博市委, 区政府 → 张店区政府."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

import regex

from pipeline.knowledge.places import load_gazetteer, page_places
from pipeline.linking.main_places import LONGEST_DIVISION, OWN, add, heaviest, mentions, weigh

_LEVELED = regex.compile(r"(?P<level>自治区|省|市|区|县|州|盟|旗|镇|乡|地)(?=[\p{Han}])")
# A county, district or township is the one last mentioned; of a city or province a page has one of its own.
NEAREST = frozenset("区县镇乡旗")


class FullNames:
    """The places of one text by level, and the full names that follow from them.

    `page` are the weights of the places of the whole page (`linking.main_places`). `main` are the places that
    the text is about, one of each level; `weights` those of all its places, `named` the places that it names
    itself.
    """

    def __init__(self, text: str, page: Mapping[str, Mapping[str, float]] | None = None) -> None:
        self.places = page_places(text)
        self._mentions: dict[str, list[tuple[int, str]]] = {}
        found = mentions(text, self.places)
        for level, end, name in found:
            self._mentions.setdefault(level, []).append((end, name))
        own = weigh(text, self.places, found=found)
        # What the text itself names counts more than what its page does.
        weights = add(page or {}, own, times=OWN)
        self.main = heaviest(weights)
        self.weights = {name: weight for of_level in weights.values() for name, weight in of_level.items()}
        self.named = frozenset(name for of_level in own.values() for name in of_level)

    def of(self, name: str, position: int) -> str:
        """Return the full form of a body's name at `position`, which is the name where nothing is missing.

        Blanks are dropped, 中共 too: it adds nothing to a committee's name.
        """
        name = "".join(name.split())
        bare = name if name.startswith("中共中央") else name.removeprefix("中共") or name
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
        return self._above(level) or self.main.get(level)

    def _is_division(self, name: str) -> bool:
        """Say whether the name starts with a place of its own (市北区委 is not 市's)."""
        return any(
            self.places.is_place(name[:size]) for size in range(3, min(LONGEST_DIVISION, len(name)) + 1)
        )

    def _above(self, level: str) -> str | None:
        """Return the province in which the text's main city lies: surer than a province that it mentions."""
        if level not in ("省", "自治区"):
            return None
        gazetteer = load_gazetteer()
        for below in ("市", "州", "盟", "县", "区", "旗"):
            code = gazetteer.codes.get(self.main.get(below, ""))
            if code is not None:
                name = gazetteer.full[code[:2]]
                return name if name.endswith(level) else None
        return None
