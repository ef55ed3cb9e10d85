"""Where the name of a body begins: from its last word (局, 集团, 大学 …) back to its first character.

A body's name is read from its end. Before the end word stand its modifiers; before them a word that cannot be
part of a name (a verb, a preposition, punctuation), and among them, as a rule, an anchor: a place, a level
word (市, 县), 国家. The leftmost anchor after the last border word is the beginning.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from pipeline.knowledge.lists import alternatives, expand, read_list
from pipeline.knowledge.organ_tails import Found
from pipeline.knowledge.places import PagePlaces

REACH = 22
LONGEST_NAME = 13
LONGEST_PART = 9
LONGEST_BRAND = 3
ATTACHED = "附属"

_BREAK = r"[^\p{Han}A-Za-z·“”]"
_BREAK_IN_COMPANY = r"[^\p{Han}A-Za-z·“”（）()]"
_COUNTED = (
    r"[0-9０-９一二三四五六七八九十百千万两几多数余]+\s?(?:余|多)?"
    r"(?:家|个|所|座|批|名|支|项|类|大|条|户|处|位|场)(?:以上|左右)?"
)
# 和 joins two bodies, unless it is part of a place or of a function's name (和平, 住房和城乡建设).
_AND = r"和(?![平谐睦田县顺政静布])"
# Behind one body 联合 means that another acts too, unless it begins a name (联合会, 联合大学).
_TOGETHER = r"(?<=[局厅委办部处府院])联合(?!会|社|体|国|大学|党)"
_HAN = regex.compile(r"[\p{Han}A-Za-z]+")


class _Patterns(NamedTuple):
    border: regex.Pattern[str]
    border_in_company: regex.Pattern[str]
    leading: regex.Pattern[str]
    level: regex.Pattern[str]
    generic: regex.Pattern[str]
    department: regex.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = f"{alternatives(read_list('organizations/border_words.txt'))}|{_AND}|{_TOGETHER}"
    return _Patterns(
        border=regex.compile(f"(?r)(?:{_BREAK}|{_COUNTED}|{words})"),
        border_in_company=regex.compile(f"(?r)(?:{_BREAK_IN_COMPANY}|{_COUNTED}|{words})"),
        leading=regex.compile(f"{alternatives(read_list('organizations/leading_words.txt'))}+"),
        level=regex.compile(rf"(?:中国|国家(?!级)|{expand('{level}')}(?![级属直外内域场民区市县乡镇村街]))"),
        department=regex.compile(alternatives(read_list("organizations/departments.jsonl"))),
        generic=regex.compile(f"{alternatives(read_list('organizations/generic_modifiers.txt'))}*"),
    )


def name_start(text: str, found: Found, places: PagePlaces) -> tuple[int, bool] | None:
    """Return where the body's name starts and whether at an anchor; None where no name is before the tail."""
    patterns = _patterns()
    limit = max(0, found.start - REACH)
    pattern = patterns.border_in_company if found.row.kind == "company" else patterns.border
    match = pattern.search(text, pos=limit, endpos=found.start)
    border = match.end() if match else limit
    if leading := patterns.leading.match(text, border, found.start):
        border = leading.end()
    border = max(border, _behind_lone_mark(text, border, found.start))
    anchor = _anchor(text, border, found.start, places)
    if anchor is not None:
        core = text[anchor[1] : found.start]
        if core and _attributive(core) == core:
            return None
        # A company's brand may stand before its place: 国网|青禾供电公司.
        branded = found.row.kind == "company" and 0 < anchor[0] - border <= LONGEST_BRAND
        return (border if branded else anchor[0]), True
    core = text[border : found.start]
    named = _is_name(core) if found.row.core == "name" else patterns.department.fullmatch(core)
    return (border, False) if named else None


def starts_after_border(text: str, start: int) -> bool:
    """Say whether a name may start at `start`: at the text's beginning, behind a break or a border word."""
    if start <= 0:
        return start == 0
    if text[start - 1] in "“”‘’":
        return True
    match = _patterns().border.search(text, pos=max(0, start - 4), endpos=start)
    return match is not None and match.end() == start


def whole_of_part(text: str, found: Found, ends: set[int]) -> int | None:
    """Return the end of the body that a part follows (市水利局|农村水利水电科), one of `ends`, or None."""
    run = _HAN.match(text, max(0, found.start - LONGEST_PART), found.start)
    if run is None or run.end() != found.start:
        return None
    end = next((end for end in range(found.start - 1, run.start() - 1, -1) if end in ends), None)
    if end is None or _patterns().border.search(text, pos=end, endpos=found.start):
        return None
    return end


def _anchor(text: str, border: int, tail: int, places: PagePlaces) -> tuple[int, int] | None:
    """Return (start, end) of the leftmost anchor: a level word at the border, or a place before the tail."""
    if level := _patterns().level.match(text, border, tail + 1):
        return border, min(level.end(), tail)
    for position in range(border, tail):
        # 复旦大学附属中山医院: what is attached to a body does not begin a name of its own.
        if text.endswith(ATTACHED, border, position):
            continue
        if (end := places.end_of_place_starting(position, tail)) is not None:
            return position, end
    return None


def _is_name(core: str) -> bool:
    """Say whether what stands before a tail names something: not 上市 (公司), 各级 (医院), 三 (中学)."""
    generic = _patterns().generic.fullmatch(core) or _attributive(core)
    return not generic and 2 <= len(core) <= LONGEST_NAME


@cache
def _attributives() -> tuple[str, ...]:
    return read_list("organizations/attributives.txt")


def _attributive(core: str) -> str:
    """Return the word at the end of `core` that only describes a kind of body, or ""."""
    if not core.endswith(_attributives()):
        return ""
    return max((word for word in _attributives() if core.endswith(word)), key=len)


def _behind_lone_mark(text: str, start: int, end: int) -> int:
    """Return the offset behind the last quotation mark or bracket without partner from `start` to `end`."""
    behind = start
    for opening, closing in ("“”", "（）", "()"):
        opened, closed = text.rfind(opening, start, end), text.rfind(closing, start, end)
        if opened > closed:
            behind = max(behind, opened + 1)
        elif closed >= 0 and opened < 0:
            behind = max(behind, closed + 1)
    return behind
