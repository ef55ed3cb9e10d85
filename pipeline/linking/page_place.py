"""The place that a page is about: county, city or province, its code, and what shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

from pipeline.knowledge.divisions import choose_code, level_of
from pipeline.knowledge.places import short_name
from pipeline.linking.full_names import FullNames
from pipeline.linking.main_places import BEARER_WORD

PlaceBasis = Literal["dateline", "medium", "title", "text", "page"]
CITY_DIGITS = 4
Zones = Sequence[tuple[str, int, int]]


class PagePlace(TypedDict):
    """A page's place: full name as far as it is known, code (GB/T 2260) of a listed one, what shows it."""

    name: str
    code: str | None
    basis: PlaceBasis


def page_place(
    text: str, names: FullNames, *, title: str | None = None, zones: Zones = ()
) -> PagePlace | None:
    """Return the place that weighs most: a province, a city with its counties, a county; None for none."""
    weights = names.weights
    if not weights:
        return None
    context = _context(names)
    codes = {name: choose_code(name, context) for name in weights}

    def rank(name: str) -> tuple[float, bool, str]:
        return _weight(name, weights, codes), level_of(name, codes[name]) == "市", name

    name = max(weights, key=rank)
    return PagePlace(name=name, code=codes[name], basis=_basis(text, name, names, title=title, zones=zones))


def _weight(name: str, weights: Mapping[str, float], codes: Mapping[str, str | None]) -> float:
    """Return a place's weight; a city has that of its counties too."""
    city = codes[name]
    if city is None or len(city) != CITY_DIGITS:
        return weights[name]
    return sum(weight for other, weight in weights.items() if (codes[other] or "").startswith(city))


def _context(names: FullNames) -> str | None:
    """Return the code of the page's city, else that of its province."""
    codes = (choose_code(names.main[level]) for level in "市州盟省" if level in names.main)
    return next((code for code in codes if code is not None), None)


def _basis(text: str, name: str, names: FullNames, *, title: str | None, zones: Zones) -> PlaceBasis:
    short = short_name(name)
    if any(zone == "dateline" and short in text[start:end] for zone, start, end in zones):
        return "dateline"
    if _bears(text, short):
        return "medium"
    if title is not None and short in title:
        return "title"
    return "text" if name in names.named else "page"


def _bears(text: str, short: str) -> bool:
    """Say whether a medium bears the place's name (襄阳日报)."""
    start = text.find(short)
    while start >= 0:
        if BEARER_WORD.match(text, start + len(short)) is not None:
            return True
        start = text.find(short, start + 1)
    return False
