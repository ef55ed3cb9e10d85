"""Stray blanks: which blanks of a paragraph separate something, and which a page's layout has left behind.

In running text a blank beside a Chinese character is a former line break (columns of a newspaper) and is
left out. It stays where it keeps things apart: between the names of a byline, in a headline, in a row of
names, and between two words of Latin letters or digits.
"""

from __future__ import annotations

from array import array

import regex

from pipeline.clean.lines import BLANKS, INVISIBLE

_GAP = regex.compile(f"[{BLANKS}{INVISIBLE}]+")
_BLANK = regex.compile(f"[{BLANKS}]")
_WIDE = regex.compile(r"[\p{Han}\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff65“”‘’…—·]")
_DAY_UNITS = frozenset("年月日号时分")

_ROLE = "(?:记者|通讯员|编辑|美编|责编|作者|摄影|撰稿|实习生|主持人|文/图|图/文)"
_NAME = r"(?:\p{Han}{1,12}(?:[·•]\p{Han}{1,12})+|\p{Han}{1,4}(?!\p{Han}))"
# A byline inside a paragraph; the blank after its last name separates too.
_NAMES = regex.compile(
    rf"{_ROLE}(?:[{BLANKS}、:：/]+(?:{_ROLE}|{_NAME}))+[{BLANKS}]*"
    rf"|^.{{0,24}}?[讯电][{BLANKS}]+"
    # The blanks around a short piece: columns are wider than that, so it is an item of a row.
    rf"|[{BLANKS}](?=\p{{Han}}{{2,4}}[{BLANKS}])|(?<=[{BLANKS}]\p{{Han}}{{2,4}})[{BLANKS}]"
)
# The medium before a role, broken by the layout: 融媒体中 心记者.
_BROKEN_MEDIUM = regex.compile(rf"(\p{{Han}}{{3,20}})[{BLANKS}]\p{{Han}}{{1,2}}(?={_ROLE})")
_DENSE = 3  # a gap in every three characters or more: each word stands apart, so no blank means anything


def without_stray_blanks(text: str, offsets: array[int], *, running: bool) -> tuple[str, array[int]]:
    """Return the paragraph and its offsets without stray blanks and invisible characters.

    `running` says that the paragraph consists of sentences. Blanks that stay are cut to one.
    """
    gaps = [gap.span() for gap in _GAP.finditer(text)]
    if not gaps:
        return text, offsets
    separators = _separators(text, gaps) if running else _all_separators(text, gaps)
    pieces: list[str] = []
    places = array("I")
    at = 0
    for start, end in gaps:
        pieces.append(text[at:start])
        places.extend(offsets[at:start])
        if start in separators and (blank := _BLANK.search(text, start, end)):
            pieces.append(blank[0])
            places.append(offsets[blank.start()])
        at = end
    pieces.append(text[at:])
    places.extend(offsets[at:])
    return "".join(pieces), places


def _separators(text: str, gaps: list[tuple[int, int]]) -> set[int]:
    """Return the gaps of running text that keep two things apart, by their starts."""
    protected: set[int] = set()
    if len(gaps) * _DENSE <= len(text):
        for names in _NAMES.finditer(text):
            protected.update(gap.start() for gap in _GAP.finditer(text, *names.span()))
    return {start for start, end in gaps if start in protected or _between_words(text, start, end)}


def _between_words(text: str, start: int, end: int) -> bool:
    """Whether the gap stands between two letters or digits that are not Chinese."""
    return start > 0 and end < len(text) and not _WIDE.match(text[start - 1]) and not _WIDE.match(text[end])


def _all_separators(text: str, gaps: list[tuple[int, int]]) -> set[int]:
    """Return the gaps of a headline or a byline: all but those inside a date or the medium's name."""
    broken = {medium.end(1) for medium in _BROKEN_MEDIUM.finditer(text)}
    inner = ((start, end) for start, end in gaps if start > 0 and end < len(text))
    return {start for start, end in inner if start not in broken and not _inside_date(text, start, end)}


def _inside_date(text: str, start: int, end: int) -> bool:
    """Whether the gap stands inside a day that is written with blanks (2022 年 3 月 3 日)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isdigit() and after in _DAY_UNITS) or (before in "年月" and after.isdigit())
