"""Which place a page is about: the city, province … that 市委 and 省政府 mean in it.

Of each level the place that weighs most: how often it is named, in full or short, and whether the medium
(襄阳日报) or the dateline (襄阳5月3日讯) bears its name. A city that one sentence mentions does not weigh up
the page's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import regex

from pipeline.knowledge.places import PagePlaces, load_gazetteer, short_name

Weights = dict[str, dict[str, float]]

BEARER, OWN = 3.0, 2.0
LONGEST_DIVISION = 10
LEVEL_WORD = regex.compile(r"自治区|[省市区县州盟旗镇乡]")
_KIND = regex.compile(r"自治区$|[省市区县州盟旗镇乡]$")
_BEARER = regex.compile(
    r"日报|晚报|晨报|早报|商报|发布|新闻网|人大网|政府网|广播电视台|电视台|融媒体中心|\d{1,2}月\d{1,2}日(?:电|讯)"
)


def mentions(text: str, places: PagePlaces) -> Iterator[tuple[str, int, str]]:
    """Yield (level, end, name) for every full name of a place: ("市", 3, "淄博市")."""
    for match in LEVEL_WORD.finditer(text):
        end = match.end()
        start = places.start_of_one_ending(end, max(0, end - LONGEST_DIVISION))
        if start is not None and end - start > 2 and text[end - 2 : end] not in ("地区", "社区"):
            yield match.group(), end, text[start:end]


def weigh(text: str, places: PagePlaces) -> Weights:
    """Return for each level how much each place weighs in the text."""
    weights: Weights = {}
    for level, _, name in mentions(text, places):
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
    for match in _BEARER.finditer(text):
        for size in (4, 3, 2):
            code = gazetteer.codes.get(text[max(0, match.start() - size) : match.start()])
            if code is not None:
                yield gazetteer.full[code]
                break


def heaviest(own: Weights, page: Mapping[str, Mapping[str, float]]) -> dict[str, str]:
    """Return the place of each level that weighs most; the text itself counts more than its page."""
    main: dict[str, str] = {}
    for level in {**page, **own}:
        total = dict(page.get(level, {}))
        for name, weight in own.get(level, {}).items():
            total[name] = total.get(name, 0.0) + OWN * weight
        main[level] = max(total, key=lambda name: (total[name], name))
    return main
