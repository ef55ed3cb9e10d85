"""Which place a page is about: the city, province … that 市委 and 省政府 mean in it.

Of each level the place that weighs most: how often it is named, in full or short, and whether the medium
(襄阳日报) or the dateline (襄阳5月3日讯) bears its name. A city that one sentence mentions does not weigh up
the page's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import regex

from pipeline.knowledge.divisions import leading_place
from pipeline.knowledge.places import PagePlaces, load_gazetteer, short_name

Weights = dict[str, dict[str, float]]

BEARER, OWN, TITLED = 3.0, 2.0, 20.0
LONGEST_DIVISION = 10
_YEAR = regex.compile(r"^\s*(?:关于)?\d{4}年度?")
LEVEL_WORD = regex.compile(r"自治区|[省市区县州盟旗镇乡]")
_KIND = regex.compile(r"自治区$|[省市区县州盟旗镇乡]$")
BEARER_WORD = regex.compile(
    r"日报|晚报|晨报|早报|商报|发布|新闻网|人大网|政府网|广播电视台|电视台|融媒体中心|\d{1,2}月\d{1,2}日(?:电|讯)"
)


def mentions(text: str, places: PagePlaces) -> list[tuple[str, int, str]]:
    """Return (level, end, name) for every full name of a place: ("市", 3, "淄博市")."""
    found = []
    for match in LEVEL_WORD.finditer(text):
        end = match.end()
        start = places.start_of_one_ending(end, max(0, end - LONGEST_DIVISION))
        if start is not None and end - start > 2 and text[end - 2 : end] not in ("地区", "社区"):
            found.append((match.group(), end, text[start:end]))
    return found


def weigh(text: str, places: PagePlaces, *, found: Iterable[tuple[str, int, str]] | None = None) -> Weights:
    """Return for each level how much each place weighs in the text; `found` are its `mentions`, if known."""
    weights: Weights = {}
    for level, _, name in mentions(text, places) if found is None else found:
        of_level = weights.setdefault(level, {})
        if name not in of_level:
            of_level[name] = float(text.count(short_name(name)))
    for name in _bearers(text):
        kind = _KIND.search(name)
        if kind is not None:
            of_level = weights.setdefault(kind.group(), {})
            of_level[name] = of_level.get(name, 0.0) + BEARER
    return weights


def _bearers(text: str) -> Iterator[str]:
    """Yield the full names of the known places that a medium or a dateline bears."""
    gazetteer = load_gazetteer()
    for match in BEARER_WORD.finditer(text):
        for size in (4, 3, 2):
            code = gazetteer.codes.get(text[max(0, match.start() - size) : match.start()])
            if code is not None:
                yield gazetteer.full[code]
                break


def titled(title: str | None) -> Weights:
    """Return the weight of the place that a title begins with (淄博市政府工作报告): it is the page's."""
    place = None if title is None else leading_place(_YEAR.sub("", title), None)
    kind = None if place is None else _KIND.search(place.name)
    return {} if place is None or kind is None else {kind.group(): {place.name: TITLED}}


def add(weights: Mapping[str, Mapping[str, float]], more: Weights, *, times: float = 1.0) -> Weights:
    """Return the weights with `times` those of `more` added."""
    together = {level: dict(weights.get(level, {})) for level in {**weights, **more}}
    for level, named in more.items():
        for name, weight in named.items():
            together[level][name] = together[level].get(name, 0.0) + times * weight
    return together


def heaviest(weights: Weights) -> dict[str, str]:
    """Return the place of each level that weighs most."""
    return {level: max(of, key=lambda name: (of[name], name)) for level, of in weights.items()}
