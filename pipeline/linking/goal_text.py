"""The text as the goal linker reads it: dates, quantities, quotations and brackets masked, cut into
sentences.

Masking keeps the length, so offsets stay. A date, a quantity, a short quotation (a name) and a bracket become
runs of one private character each: no rule for words can stumble over what stands inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

DATE, QUANTITY, QUOTATION, BRACKET, FOOTNOTE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
BLANK = " \u3000\t\xa0"

Range = tuple[int, int]

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』]?")
# Within a sentence each figure is compared with all others, with its dates and its verbs.
_LONGEST = 1000
_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n（）()]+")
_MASKED = re.compile(
    r"“[^“”，。；：！？\n\ue001]{1,16}”|‘[^‘’，。；：！？\n\ue001]{1,16}’|《[^《》\n]{1,60}》"
    r"|（[^（）\n\ue001]{0,40}）|\([^()\n\ue001]{0,40}\)|\[[^\[\]\n]{1,8}\]|〔[^〔〕\n]{1,8}〕"
)
_CHARS = {
    "“": QUOTATION,
    "‘": QUOTATION,
    "《": QUOTATION,
    "（": BRACKET,
    "(": BRACKET,
    "[": FOOTNOTE,
    "〔": FOOTNOTE,
}


def mask(text: str, dates: Iterable[Range], quantities: Iterable[Range]) -> str:
    """Return the text with the given ranges, and then its quotations and brackets, masked.

    Where a date and a quantity share characters the quantity wins.
    """
    masked = _fill(_fill(text, dates, DATE), quantities, QUANTITY)
    return _MASKED.sub(_mask_one, masked)


def _mask_one(match: re.Match[str]) -> str:
    return _CHARS[match[0][0]] * len(match[0])


def _fill(text: str, ranges: Iterable[Range], char: str) -> str:
    pieces: list[str] = []
    last = 0
    for start, end in ranges:
        if start < last:
            continue
        pieces += text[last:start], char * (end - start)
        last = end
    pieces.append(text[last:])
    return "".join(pieces)


def sentences(masked: str, start: int, end: int) -> Iterator[Range]:
    """Yield the sentences of a paragraph: up to 。！？ with a closing quotation mark, or to its end.

    What runs on for more than a thousand characters (a table without full stops) is cut at a semicolon, a
    comma or where it must be: what stands so far apart has nothing to do with one another.
    """
    for match in _SENTENCE.finditer(masked, start, end):
        first, last = match.span()
        while last - first > _LONGEST:
            cut = _last_joint(masked, first, first + _LONGEST)
            yield first, cut
            first = cut
        yield first, last


def _last_joint(masked: str, start: int, end: int) -> int:
    """Where a text is best cut: behind its last semicolon, else behind its last comma, else at its end."""
    joints = (masked.rfind(mark, start, end) for mark in "；，、")
    return next((joint + 1 for joint in joints if joint >= 0), end)


def clauses(masked: str, start: int, end: int) -> Iterator[Range]:
    """Yield the clauses of a sentence: up to a comma, semicolon, colon or bracket."""
    for match in _CLAUSE.finditer(masked, start, end):
        yield match.span()


def strip_quotation(text: str, start: int, end: int) -> Range:
    """Return a range without blanks at its ends and without quotation marks that enclose all of it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if (
        end - start > 2
        and text[start] in "“‘"
        and text[end - 1] in "”’"
        and _is_one(text[start + 1 : end - 1])
    ):
        return start + 1, end - 1
    return start, end


def _is_one(inner: str) -> bool:
    return not any(mark in inner for mark in "“”‘’")
