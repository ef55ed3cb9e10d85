"""Where the name of a body begins: from its last word (局, 集团, 大学 …) back to its first character.

A body's name is read from its end. Behind the end word stand its modifiers; before them a word that cannot be part
of a name (a verb, a preposition, punctuation), and among them, as a rule, an anchor: a place, a level word
(市, 县), 国家. The leftmost anchor after the last border word is the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import regex

from pipeline.knowledge.lists import alternatives, read_list
from pipeline.knowledge.places import PagePlaces
from pipeline.resources import resource
from pipeline.rows import read_rows

REACH = 22
LONGEST_NAME = {"company": 14, "department": 14}
DEFAULT_LONGEST = 13

_BREAK = r"[^\p{Han}A-Za-z·（）()“”]"
_COUNTED = r"[0-9０-９一二三四五六七八九十百千万两几多数余]+\s?(?:余|多)?(?:家|个|所|座|批|名|支|项|类|大|条|户|处|位|场)"
_ANCHOR = regex.compile(r"(?:中国|国家|全国|省|市|县|区|州|盟|旗|镇|乡|自治区)")


@dataclass(frozen=True, slots=True)
class OrganTail:
    """The last word of a body's name.

    `core` tells what may stand before it: "department" needs an anchor, "name" any name. `not_after` lists what makes
    another word of it (格局, 客厅), `not_before` likewise (局长, 科技), blanks between.
    """

    tail: str
    kind: str
    core: str
    confidence: float
    not_after: str = ""
    not_before: str = ""


class Found(NamedTuple):
    """The tail's row and its place in the text."""

    row: OrganTail
    start: int
    end: int


@cache
def load_tails() -> dict[str, OrganTail]:
    """Return the rows of seeds/organ_tails.jsonl by tail."""
    return {row.tail: row for row in read_rows(resource("seeds/organ_tails.jsonl"), OrganTail)}


@cache
def _tail_pattern() -> regex.Pattern[str]:
    return regex.compile(alternatives(tuple(load_tails())))


@cache
def _border_pattern() -> regex.Pattern[str]:
    words = alternatives(read_list("border_words.txt"))
    return regex.compile(f"(?r)(?:{_BREAK}|{_COUNTED}|{words})")


@cache
def _leading_pattern() -> regex.Pattern[str]:
    return regex.compile(f"{alternatives(read_list('leading_words.txt'))}+(?=[\\p{{Han}}]{{2}})")


@cache
def _generic_pattern() -> regex.Pattern[str]:
    return regex.compile(f"{alternatives(read_list('generic_modifiers.txt'))}*")


def find_tails(text: str) -> list[Found]:
    """Return the tails in the text, without those that are part of another word."""
    rows = load_tails()
    found = []
    for match in _tail_pattern().finditer(text):
        row = rows[match.group()]
        before = text[max(0, match.start() - 4) : match.start()]
        after = text[match.end() : match.end() + 2]
        if not (before.endswith(tuple(row.not_after.split())) or after.startswith(tuple(row.not_before.split()))):
            found.append(Found(row, match.start(), match.end()))
    return found


def name_start(text: str, found: Found, places: PagePlaces, floor: int) -> tuple[int, bool] | None:
    """Return where the body's name starts and whether at an anchor; None where there is no name before the tail.

    `floor` is the first offset that may belong to it.
    """
    limit = max(floor, found.start - REACH)
    match = _border_pattern().search(text, pos=limit, endpos=found.start)
    border = match.end() if match else limit
    start = _anchor(text, border, found.start, places)
    if start is not None:
        return start, True
    if found.row.core != "name":
        return None
    return _unanchored(text, border, found)


def _anchor(text: str, border: int, tail: int, places: PagePlaces) -> int | None:
    """Return the leftmost anchor between border and tail: a place name or a level word with what stands before it."""
    for position in range(border, tail):
        for size in range(min(8, tail - position), 1, -1):
            if places.is_place(text[position : position + size]):
                return position
        match = _ANCHOR.match(text, position, tail)
        if match and position == border:
            return position
    return None


def _unanchored(text: str, border: int, found: Found) -> tuple[int, bool] | None:
    if leading := _leading_pattern().match(text, border, found.start):
        border = leading.end()
    core = text[border : found.start]
    longest = LONGEST_NAME.get(found.row.kind, DEFAULT_LONGEST)
    generic = _generic_pattern().fullmatch(core) or core.endswith(read_list("attributives.txt"))
    if generic or not 2 <= len(core) <= longest:
        return None
    return border, False
