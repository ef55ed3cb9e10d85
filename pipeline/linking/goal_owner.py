"""Whose goal it is: the body that acts in the clause, the speaker's body, the article's place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.knowledge.places import load_gazetteer, short_name

_SPEECH = re.compile(
    r"(?:（[^（）]{0,12}）)?(?:[^，。；：！？\n]{0,6}：|[^，。；：！？\n]{0,14}?(?:说(?!明)|表示|介绍|指出|要求|强调|告诉记者|透露|汇报|报告(?![会中书])|谈到|坦言|回答|宣布|认为))"
)
_GOVERNED = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,12}?(?:特别行政区|自治区|自治州|自治县|地区|省|市|区|县|州|盟|旗|镇|乡))"
    r"(?:委|工委|政府|人民政府|人大常委会|人大|政协|委员会|行署|党委|常委会)"
)
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:自治区|自治州|自治县|省|市|(?<![新发])区|县|州|盟|旗)")
_BARE_LEVEL = re.compile(r"[省市县区州旗](?=委|政府|人大|人民政府|政协)")
_ACTING_PLACE = re.compile(
    r"(?![全本我各该老新主中])(?P<place>[\u4e00-\u9fff]{2,6}?(?:新区|高新区|经开区|(?<![城社景小园校地片库矿山辖户牧农林灾市])区|[市县旗镇乡]))"
    r"(?=全年|今年|去年|累计|完成|实现|新增|新引进|引进|建成|新建|获评|获批)"
)
_REPORT_TITLE = re.compile(
    r"(?P<place>(?!年)[\u4e00-\u9fff]{1,12}?(?:自治区|省|市|州|县|区|盟|旗|地区))(?:人民)?政府工作报告"
)
_WHOLE_PLACE = re.compile(r"全[省市区州县盟旗镇乡村]|我[省市区州县盟旗]")
_HEAD_POST = re.compile(r"(?:书记|[省市县区州旗镇乡局厅部院校所行社]长|主任|专员|董事长|总经理|总裁|主席)$")
_TITLE_WEIGHT, _LONGEST_NAME = 4, 8


class Speaker(NamedTuple):
    """From `start` on (to the end of its paragraph) the text is what a person says whose body is `body`."""

    start: int
    end: int
    body: str


def find_speakers(
    text: str, people: Sequence[tuple[int, int, str]], bodies: Mapping[str, str]
) -> list[Speaker]:
    """Return who speaks where: people (start, end, name) with a body of their own before a verb of speech."""
    named = [(start, end, bodies[name]) for start, end, name in people if name in bodies]
    found = []
    for start, end, body in sorted([*named, *_by_first_names(text, bodies)]):
        if _SPEECH.match(text, end):
            stop = text.find("\n", end)
            found.append(Speaker(start, len(text) if stop < 0 else stop, body))
    return found


def _by_first_names(text: str, bodies: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Where a name of several parts stands by its first alone: 某某江·某某 is 某某江 from then on."""
    for name, body in bodies.items():
        first, dot, _ = name.partition("·")
        if dot and len(first) > 1:
            for match in re.finditer(re.escape(first) + "(?!·)", text):
                yield match.start(), match.end(), body


def place_or_body(body: str) -> str:
    """Return the place that a committee or government speaks for (张店区委 → 张店区), any other body
    itself."""
    match = _GOVERNED.fullmatch(body)
    return match["place"] if match else body


def article_place(title: str | None, bodies: Sequence[str], page: str | None = None) -> str | None:
    """Return the place of which an article speaks: a report's, the page's, or that of most of its bodies.

    `page` is the place that the whole page is about, where that is known. Where bodies are named by their
    level only (省委, 省政府), that level's government stands for the place.
    """
    if title and (match := _REPORT_TITLE.search(title)):
        return match["place"]
    if page is not None:
        return page
    counts: Counter[str] = Counter()
    for body in bodies:
        if match := _DIVISION.match(body):
            counts[match[0]] += 1
        elif match := _BARE_LEVEL.match(body):
            counts[f"{match[0]}政府"] += 1
    if title:
        counts.update(_titled(title, counts))
    return counts.most_common(1)[0][0] if counts else None


def _titled(title: str, counts: Mapping[str, int]) -> dict[str, int]:
    """The place that a title names, with its weight: one that bodies are of, else the first known one."""
    named = next((place for place in counts if place in title), None)
    if named is None and (short := _named_in(title, load_gazetteer().names)):
        named = next((place for place in counts if short_name(place) == short), short)
    return {named: _TITLE_WEIGHT} if named else {}


def _named_in(title: str, known: frozenset[str]) -> str | None:
    """The first place that a title names, the longest form of it."""
    for start in range(len(title) - 1):
        for size in range(min(_LONGEST_NAME, len(title) - start), 1, -1):
            if title[start : start + size] in known:
                return title[start : start + size]
    return None


def acting_body(bodies: Sequence[tuple[int, int, str]], clause: int, place: int) -> str | None:
    """Return the body at the head of the clause that starts at `clause`, before `place`:
    省财政厅已下拨3000万元."""
    at = bisect_left(bodies, (clause, 0, ""))
    if at < len(bodies) and bodies[at][0] == clause and bodies[at][1] <= place:
        return bodies[at][2]
    return None


def acting_place(text: str, clause: int) -> str | None:
    """Return the district or zone that acts at the head of a clause: 某某新区全年完成投资8亿元."""
    match = _ACTING_PLACE.match(text, clause)
    return match["place"] if match else None


def speaks_for_place(text: str, start: int, end: int) -> bool:
    """Whether a sentence up to its quantity speaks of the whole place: 全市新增就业3万人."""
    return _WHOLE_PLACE.search(text, start, end) is not None


def head_of(title: str) -> bool:
    """Whether a post heads its body: 书记, 局长 and the like, no deputy."""
    return _HEAD_POST.search(title) is not None and "副" not in title
