"""Named bodies: party and government organs, congresses, courts, companies, schools, media, associations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import regex
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.base import Candidate, PatternComponent, text_of
from pipeline.knowledge.lists import expand
from pipeline.knowledge.organ_borders import name_start, starts_after_border, whole_of_part
from pipeline.knowledge.organ_tails import Found, find_tails
from pipeline.knowledge.places import PagePlaces, page_places
from pipeline.rows import PatternRow

# A body whose name only its grammar shows is less sure than one that a place or a level word begins.
UNANCHORED = 0.82
_LEVEL = regex.compile(r"自治[区州县旗]|[省市区县州盟旗镇乡]")
_TOWNSHIP = regex.compile(r"(?:镇|乡|街道)(?:党|政府|人民|人大|办事处)")
# What has no offices of its own in our texts: ministries, media, what is only known by name.
STATE = "国家"
LEVEL_WORD = "{level}"
NO_WHOLES = frozenset(("org.known", "org.national", "org.ministry", "org.medium_in_marks"))
# A body that names its own level (市政府, 淄博市水利局) is no part of the one before it.
_OWN_PLACE = regex.compile(r"[\p{Han}]{0,4}?[省市区县州盟旗]")


class Body(NamedTuple):
    """A possible body: its offsets, the rule that found it, its confidence (0 to 1)."""

    start: int
    end: int
    rule: str
    confidence: float


class OrganizationRecognizer(PatternComponent):
    """Find bodies by written forms (市委组织部) and by their last word (集团); join a body and its part."""

    label = "ORGANIZATION"
    patterns_file = "patterns/organizations.jsonl"
    row_type = PatternRow

    def prepare(self) -> None:
        """Compile each row for itself: `regex` then skips to a row's fixed characters, as in no alternation.

        Rows that begin with a level word are tried only where one stands.
        """
        self._anywhere = [
            (row, regex.compile(expand(row.expression))) for row in self.rows if not _at_level(row)
        ]
        self._level_rows = [row for row in self.rows if _at_level(row)]
        # The n-th group is the n-th row; the first that fits wins, so longer forms stand before shorter ones.
        # No level word begins another one, so once it is found only what follows is left to match.
        rests = (expand(row.expression.removeprefix(LEVEL_WORD)) for row in self._level_rows)
        self._behind_level = regex.compile("|".join(f"({rest})" for rest in rests))
        self._level = regex.compile(expand(LEVEL_WORD))

    def find(self, doc: Doc) -> Iterable[Candidate]:
        """Yield the bodies of the text, the longest name of each."""
        text = text_of(doc)
        places = page_places(text)
        written = list(self._written(text, places))
        bodies = [
            *written,
            *self._by_tail(text, places, {body.end for body in written if body.rule not in NO_WHOLES}),
        ]
        for body in join(text, longest(bodies)):
            yield Candidate(body.start, body.end, body.rule, body.confidence)

    def _written(self, text: str, places: PagePlaces) -> Iterable[Body]:
        for row, start, end in self._matches(text):
            yield Body(extend_left(text, start, places), end, row.id, row.confidence)

    def _matches(self, text: str) -> Iterable[tuple[PatternRow, int, int]]:
        for row, pattern in self._anywhere:
            for match in pattern.finditer(text):
                yield row, *match.span()
        for level in self._level.finditer(text):
            start, end = level.span()
            if (rest := self._behind_level.match(text, end)) is not None:
                yield self._level_rows[(rest.lastindex or 1) - 1], start, rest.end()

    def _by_tail(self, text: str, places: PagePlaces, ends: set[int]) -> Iterable[Body]:
        """Yield the bodies that end in a known tail; `ends` are the ends of bodies that may have parts."""
        for found in find_tails(text):
            row = found.row
            begin = self._begin(text, found, places, ends)
            if begin is not None:
                if row.kind == "government":
                    ends.add(found.end)
                yield Body(begin[0], found.end, f"org.{row.kind}", row.confidence if begin[1] else UNANCHORED)

    def _begin(self, text: str, found: Found, places: PagePlaces, ends: set[int]) -> tuple[int, bool] | None:
        """Return where the body of a tail begins and whether at something sure, or None."""
        if found.row.core == "whole":
            state = text.startswith(STATE, found.start - len(STATE)) and found.start >= len(STATE)
            return found.start - len(STATE) * state, True
        if found.row.core == "part":
            whole = whole_of_part(text, found, ends)
            return None if whole is None else (whole, True)
        return name_start(text, found, places)


def _at_level(row: PatternRow) -> bool:
    return row.expression.startswith(LEVEL_WORD)


def extend_left(text: str, start: int, places: PagePlaces) -> int:
    """Return the start with the place names and 中共 before it: 淄博|市委, 山东省|高级人民法院."""
    found = places.start_of_place_ending(start, max(0, start - 24))
    if found is None and (level := _LEVEL.match(text, start)) is not None:
        # 淄博市|委: the level word belongs to the place's full name.
        found = places.start_of_place_ending(level.end(), max(0, start - 23))
        found = found if found is not None and found < start else None
    if found is None and _TOWNSHIP.match(text, start):
        found = township_start(text, start, places)
    start = start if found is None else found
    return start - 2 if text.startswith("中共", start - 2) and start >= 2 else start


def township_start(text: str, level: int, places: PagePlaces) -> int | None:
    """Return where the name before 镇, 乡, 街道 starts: two or three characters that follow a border."""
    for start in range(level - 2, max(-1, level - 4), -1):
        county = places.start_of_place_ending(start, max(0, start - 20))
        if county is not None or starts_after_border(text, start):
            return start if county is None else county
    return None


def longest(bodies: Iterable[Body]) -> list[Body]:
    """Return the bodies without those inside a longer one; of overlapping ones the surer stays."""
    kept: list[Body] = []
    for body in sorted(bodies, key=lambda b: (b.start, -b.end, -b.confidence)):
        if kept and body.start < kept[-1].end:
            if body.end > kept[-1].end and body.confidence > kept[-1].confidence:
                kept[-1] = body
            continue
        kept.append(body)
    return kept


def join(text: str, bodies: list[Body]) -> list[Body]:
    """Join a body and the part right behind it (大众日报|融媒体中心), but not two bodies (市委|市政府)."""
    joined: list[Body] = []
    for body in bodies:
        previous = joined[-1] if joined else None
        if (
            previous is not None
            and previous.end == body.start
            and not _OWN_PLACE.match(text, body.start, body.end)
        ):
            confidence = min(previous.confidence, body.confidence)
            joined[-1] = Body(previous.start, body.end, previous.rule, confidence)
        else:
            joined.append(body)
    return joined


@Language.factory("organization_recognizer", assigns=["doc.spans"])
def create_organization_recognizer(nlp: Language, name: str) -> OrganizationRecognizer:
    """Return a recognizer with the package's patterns."""
    return OrganizationRecognizer(name)
