"""The last words of bodies' names (局, 集团, 大学 …), and the names that show no kind (新华社, 公安部)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.knowledge.lists import alternatives, read_list
from pipeline.resources import resource
from pipeline.rows import read_rows

# Lists of names that are taken whole, with their kind, confidence and what may not follow (教育部门).
WHOLE = (
    ("organizations/known_bodies.jsonl", "known", 0.9, ""),
    ("organizations/ministries.jsonl", "ministry", 0.95, "门 署 分 长远"),
)


@dataclass(frozen=True, slots=True)
class OrganTail:
    """The last word of a body's name.

    `core` tells what may stand before it: "department" needs an anchor, "name" any name, "part" the body
    that it is a part of; "whole" is a name by itself. `not_after` lists what makes another word of it
    (格局, 客厅), `not_before` likewise (局长, 科技), blanks between.
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


class _Tails(NamedTuple):
    rows: dict[str, OrganTail]
    pattern: re.Pattern[str]
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]


@cache
def _tails() -> _Tails:
    rows = [
        *(
            OrganTail(name, kind, "whole", confidence, not_before=after)
            for file_name, kind, confidence, after in WHOLE
            for name in read_list(file_name)
        ),
        *read_rows(resource("seeds/organizations/organ_tails.jsonl"), OrganTail),
    ]
    return _Tails(
        {row.tail: row for row in rows},
        # Plain alternatives are what the standard library's engine is quicker at.
        re.compile(alternatives(tuple(row.tail for row in rows))),
        {row.tail: tuple(row.not_after.split()) for row in rows},
        {row.tail: tuple(row.not_before.split()) for row in rows},
    )


def find_tails(text: str) -> list[Found]:
    """Return the tails in the text, without those that are part of another word."""
    tails = _tails()
    found = []
    for match in tails.pattern.finditer(text):
        tail = match.group()
        start, end = match.span()
        if not (text.endswith(tails.before[tail], 0, start) or text.startswith(tails.after[tail], end)):
            found.append(Found(tails.rows[tail], start, end))
    return found
