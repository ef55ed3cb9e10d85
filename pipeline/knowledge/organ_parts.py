"""Bodies inside bodies: 淄博市委 is the parent of 淄博市委组织部 (patterns/organization_parents.jsonl)."""

from __future__ import annotations

from functools import cache

import regex

from pipeline.knowledge.lists import expand
from pipeline.resources import resource
from pipeline.rows import PatternRow, read_rows

SHORTEST = 5


@cache
def parent_rows() -> tuple[tuple[PatternRow, regex.Pattern[str]], ...]:
    """Return the rows in their order, compiled; each expression matches the parent, from the name's start."""
    rows = read_rows(resource("patterns/organization_parents.jsonl"), PatternRow)
    return tuple((row, regex.compile(expand(row.expression))) for row in rows)


def parent_of(name: str) -> str | None:
    """Return the name of the body that this one is a part of, where its name says so."""
    if len(name) < SHORTEST:
        return None
    for _, pattern in parent_rows():
        if (match := pattern.match(name)) is not None and match.end() < len(name):
            return match.group()
    return None
