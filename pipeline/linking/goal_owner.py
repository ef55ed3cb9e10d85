"""Whose goal it is: the body that acts in the clause, the speaker's body, the article's place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.knowledge.places import load_gazetteer, short_name
from pipeline.linking.goal_text import Range

_SPEECH = re.compile(
    r"(?:（[^（）]{0,12}）)?(?:：|[^，。；：！？\n]{0,14}?(?:说(?!明)|表示|介绍|指出|要求|强调|告诉记者|透露|汇报|报告(?![会中书])|谈到|坦言|回答|通报|宣布|认为))"
)
_GOVERNED = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,12}?(?:特别行政区|自治区|自治州|自治县|地区|省|市|区|县|州|盟|旗|镇|乡))"
    r"(?:委|工委|政府|人民政府|人大常委会|人大|政协|委员会|行署|党委|常委会)"
)
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:自治区|自治州|自治县|省|市|区|县|州|盟|旗)")
_REPORT_TITLE = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,14}?)(?:人民)?政府工作报告")
_TITLE_WEIGHT, _LONGEST_NAME = 4, 8


class Speaker(NamedTuple):
    """From `start` on (to the end of its paragraph) the text is what a person says whose body is `body`."""

    start: int
    end: int
    body: str


def find_speakers(text: str, people: Sequence[tuple[int, int, str]], bodies: Mapping[str, str]) -> list[Speaker]:
    """Return who speaks where: people (start, end, name) with a body of their own before a verb of speech."""
    found = []
    for start, end, name in people:
        body = bodies.get(name)
        if body is not None and _SPEECH.match(text, end):
            stop = text.find("\n", end)
            found.append(Speaker(start, len(text) if stop < 0 else stop, body))
    return found


def place_or_body(body: str) -> str:
    """Return the place that a committee or government speaks for (张店区委 → 张店区), any other body itself."""
    match = _GOVERNED.fullmatch(body)
    return match["place"] if match else body


def article_place(title: str | None, bodies: Sequence[str]) -> str | None:
    """Return the place of which an article speaks: a report's, the title's, or that of most of its bodies."""
    if title and (match := _REPORT_TITLE.search(title)):
        return match["place"]
    counts: Counter[str] = Counter()
    known = load_gazetteer().names
    for body in bodies:
        if match := _DIVISION.match(body):
            counts[match[0]] += 1
    if title and (named := _named_in(title, known)):
        full = next((place for place in counts if short_name(place) == named), named)
        counts[full] += _TITLE_WEIGHT
    return counts.most_common(1)[0][0] if counts else None


def _named_in(title: str, known: frozenset[str]) -> str | None:
    """The first place that a title names, the longest form of it."""
    for start in range(len(title) - 1):
        for size in range(min(_LONGEST_NAME, len(title) - start), 1, -1):
            if title[start : start + size] in known:
                return title[start : start + size]
    return None


def acting_body(bodies: Sequence[tuple[int, int, str]], clause: Range, place: Range) -> str | None:
    """Return the body that stands at the head of the quantity's clause, before it: 省财政厅已下拨3000万元."""
    for start, end, name in bodies:
        if clause[0] <= start <= clause[0] + 1 and end <= place[0]:
            return name
    return None
