"""What a body's name tells of it: kind, place with code, level, the body it is a part of, its long form."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pipeline.knowledge.divisions import (
    LEVEL_OF_WORD,
    AdministrativeLevel,
    NamedPlace,
    leading_place,
    level_of,
)
from pipeline.knowledge.lists import full_forms
from pipeline.knowledge.organ_kinds import OFFICIAL, OTHER, kind_of
from pipeline.knowledge.organ_names import (
    NATIONAL_LISTS,
    STATE,
    canonical_name,
    load_organs,
    national_name,
    organ_kind,
    zone_name,
)
from pipeline.knowledge.organ_parts import parent_of
from pipeline.records import Body

REMEMBERED = 16_384
_NATIONAL = ("国家", "中央", "中共中央", "国务院", "全国", "中华全国", "最高人民")


class BodyFacts(NamedTuple):
    """What is known of a body: `canonical` is its long form, `code` that of its place, `parent` a name."""

    kind: str
    canonical: str
    place: str | None
    code: str | None
    level: AdministrativeLevel | None
    parent: str | None

    def of(self, name: str) -> Body:
        """Return them with the name they were read from, as a record writes them."""
        return {
            "name": name,
            "canonical": self.canonical,
            "kind": self.kind,
            "place": self.place,
            "code": self.code,
            "parent": self.parent,
        }


@lru_cache(maxsize=REMEMBERED)
def body_facts(name: str, rule: str, context: str | None) -> BodyFacts:
    """Return what a body's full name tells; `rule` found it, on a page whose place has the code `context`."""
    place = None if is_national(name) else leading_place(name, context)
    kind = _kind(name, rule, place)
    official = kind in OFFICIAL
    return BodyFacts(
        kind,
        _canonical(name, place, official, context),
        place.name if place else None,
        place.code if place else None,
        _level(name, place) if official else None,
        parent_of(name),
    )


def _kind(name: str, rule: str, place: NamedPlace | None) -> str:
    """Return the kind of a body: of an organ that every division has, by its name's end, by its rule."""
    organ = name.removeprefix(STATE) if place is None else name[place.end :]
    if place is not None and organ in load_organs().by_form:
        return load_organs().by_form[organ].kind
    kind = kind_of(name, rule)
    return organ_kind(organ) or OTHER if kind == OTHER else kind


def _canonical(name: str, place: NamedPlace | None, official: bool, context: str | None) -> str:
    if place is not None:
        return canonical_name(name, place) if official else name
    return (zone_name(name, context) if official else None) or national_name(name)


def is_national(name: str) -> bool:
    """Say whether the name is that of a body of the whole country: 国务院, 公安部, 国家能源局."""
    return name.startswith(_NATIONAL) or any(
        name in full_forms(f"organizations/{file_name}.jsonl") for file_name in NATIONAL_LISTS
    )


def _level(name: str, place: NamedPlace | None) -> AdministrativeLevel | None:
    """Return an organ's level: its place's, that of the level word it begins with, or the state's."""
    if place is not None:
        return level_of(place.name, place.code)
    if is_national(name):
        return "国家"
    return next((LEVEL_OF_WORD[name[:size]] for size in (3, 2, 1) if name[:size] in LEVEL_OF_WORD), None)
