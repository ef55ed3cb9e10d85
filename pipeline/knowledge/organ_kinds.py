"""What kind of body it is: party, government, congress … by its last word, else by the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.knowledge.lists import read_forms
from pipeline.resources import resource
from pipeline.rows import read_rows

OTHER = "other"
# Kinds whose bodies belong to a level of administration.
OFFICIAL = frozenset(
    (
        "party",
        "government",
        "congress",
        "consultative",
        "supervision",
        "court",
        "military",
        "mass_organization",
    )
)


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of body: the rules that find no other, the last words of its names (blanks between)."""

    kind: str
    rules: str
    endings: str


class _Kinds(NamedTuple):
    by_name: dict[str, str]
    by_ending: dict[str, str]
    by_rule: dict[str, str]
    longest: int


@cache
def _kinds() -> _Kinds:
    rows = read_rows(resource("seeds/organizations/kinds.jsonl"), KindRow)
    endings = {ending: row.kind for row in rows for ending in row.endings.split()}
    names = {
        form: row.kind or "government"
        for file_name in ("ministries", "known_bodies", "national_organs")
        for row in read_forms(f"organizations/{file_name}.jsonl")
        for form in row.all
    }
    rules = {rule: row.kind for row in rows for rule in row.rules.split()}
    return _Kinds(names, endings, rules, max(map(len, endings)))


def kind_of(name: str, rule: str) -> str:
    """Return the kind of a body: by its whole name, its longest known ending, its rule; else `OTHER`.

    `rule` may join several rules with ``+``; the first that tells decides.

    >>> kind_of("云川市水务局", "org.department"), kind_of("云川市水务局党组", "org.department")
    ('government', 'party')
    """
    kinds = _kinds()
    if (known := kinds.by_name.get(name)) is not None:
        return known
    for size in range(min(kinds.longest, len(name)), 0, -1):
        if (kind := kinds.by_ending.get(name[-size:])) is not None:
            return kind
    told = (kinds.by_rule.get(part) for part in rule.split("+"))
    return next((kind for kind in told if kind is not None), OTHER)


def all_kinds() -> tuple[str, ...]:
    """Return every kind that the rows know, and `OTHER`."""
    kinds = _kinds()
    return (*sorted({*kinds.by_name.values(), *kinds.by_ending.values(), *kinds.by_rule.values()}), OTHER)
