"""Chains of titles and who holds them: 市委副书记、区委书记马晓磊; 李卫，市委改革办专职副主任、二级调研员.

A chain is a run of titles with nothing between them but 、 or ， and the body of the next. Its holders stand
right behind it (one name or a list), right before it (呼延铮省长), or before it with a word of office (为,
任, 辞去, 的).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

import regex

_LINK = regex.compile(
    r"\s*(?:[（(][^（）()\n]{1,8}[）)])?(?:[、，,]|兼任?|[，、]?(?:拟任|现任|兼)|职务[，、])?\s*"
    # A place may stand before the next title: 工作队队长、立冲村第一书记.
    r"(?:(?<=、)[\p{Han}]{1,7}[县旗镇乡村])?"
)
_TO_NAME = regex.compile(
    r"(?:[（(](?:挂职|兼|[\p{Han}]{2,6})[）)])?[：:/丨|]?[ \u3000\u00a0\u2002\u2003]{0,3}\n?"
)
_NAMES_LINK = regex.compile(
    r"[ \u3000\u00a0\u2002\u2003]*(?:[、/]|以及|和|及|与)?"
    r"[ \u3000\u00a0\u2002\u2003]*(?:[（(][^）)]{1,12}[）)])?[、]?"
)
_NOTE = r"(?:\s?[（(][^（）()\n]{1,20}[）)])?"
_BETWEEN_NAMES = regex.compile(_NOTE + r"[、和及与]")
# 李向前2021年9月起任局长
_SINCE = r"(?:于|自)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|至今|以来|开始)?[，,]?"
_OFFICE = regex.compile(
    rf"{_NOTE}(?:同志)?[，,]?\s?(?:{_SINCE})?(?:为|任|担任|出任|兼任|当选为?|(?:因[^，。；]{{2,12}})?辞去|的|系|是|现任|时任|拟任|原任|提名为|挂任|转任|升任|就任|受聘为|被任命为)(?:原)?\s?"
)
_APPOSITION = regex.compile(rf"{_NOTE}\s?(?:[，,—（(]|——)\s?(?:时任|现任|原|系|是)?")
_CURRICULUM = regex.compile(
    r"(?:现任|拟任|拟提名|历任|曾任|[，。；]拟|(?<=\d[年月]|[起今])任(?=[\p{Han}]{3}))"
)
# A curriculum's name stands at the start of its line, behind a number or a bracket at most.
LINE_START = 12
# The longest text between a name and its office, and between two names of a list.
LONGEST_OFFICE, LONGEST_BETWEEN = 30, 24
_END = regex.compile(
    r"(?:职务|职责)?(?:[（(][^（）()\n]{1,12}[）)])?\s*(?:[，。；;,！？\n）)]|$|说|表示|介绍|告诉)"
)


class Item(NamedTuple):
    """The character offsets of a span."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Titles in their order, and for the start of each title that has one the body right before it."""

    titles: list[Item]
    bodies: dict[int, Item] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Where the chain starts, with the body of its first title."""
        first = self.titles[0].start
        return min(first, self.bodies[first].start) if first in self.bodies else first

    @property
    def end(self) -> int:
        """Where its last title ends."""
        return self.titles[-1].end


class ChainReader:
    """Reads one text's chains. Titles, bodies and names are sorted, and none overlaps one of its kind."""

    def __init__(self, text: str, titles: list[Item], bodies: list[Item], names: list[Item]) -> None:
        self.text, self.titles, self.names = text, titles, names
        self._bodies_by_end: dict[int, list[Item]] = {}
        for body in bodies:
            self._bodies_by_end.setdefault(body.end, []).append(body)
        self._name_starts, self._name_ends = [name.start for name in names], [name.end for name in names]
        self._curricula = [match.span() for match in _CURRICULUM.finditer(text)]
        self._name_at = {name.start: name for name in names}
        self._name_before = {name.end: name for name in names}

    def chains(self) -> Iterator[Chain]:
        """Yield the chains in the order of the text; a title alone is a chain of one."""
        titles: list[Item] = []
        bodies: dict[int, Item] = {}
        for title in self.titles:
            body = self._body_before(title)
            begin = body.start if body is not None else title.start
            if titles and not self._links(titles[-1].end, begin):
                yield Chain(titles, bodies)
                titles, bodies = [], {}
            titles.append(title)
            if body is not None:
                bodies[title.start] = body
        if titles:
            yield Chain(titles, bodies)

    def holders(self, chain: Chain) -> list[Item]:
        """Return the names that hold the chain's titles; [] where nobody stands beside them."""
        return (
            self._behind(chain)
            or self._directly_before(chain)
            or self._with_office(chain)
            or self._curriculum(chain)
        )

    def _links(self, end: int, begin: int) -> bool:
        return end <= begin and _LINK.fullmatch(self.text, end, begin) is not None

    def _body_before(self, title: Item) -> Item | None:
        """Return the longest body that ends at the title or reaches into it (市委 in 市委书记)."""
        fits = [
            body
            for end in range(title.start, title.end + 1)
            for body in self._bodies_by_end.get(end, ())
            if body.start <= title.start
        ]
        return min(fits, key=lambda body: body.start, default=None)

    def _behind(self, chain: Chain) -> list[Item]:
        gap = _TO_NAME.match(self.text, chain.end)
        name = self._name_at.get(gap.end() if gap else chain.end)
        holders: list[Item] = []
        while name is not None:
            holders.append(name)
            link = _NAMES_LINK.match(self.text, name.end)
            name = self._name_at.get(link.end()) if link and link.end() > name.end else None
        return holders

    def _directly_before(self, chain: Chain) -> list[Item]:
        name = self._name_before.get(chain.titles[0].start)
        return [name] if name is not None else []

    def _with_office(self, chain: Chain) -> list[Item]:
        """Return the names before the chain that an office word or an apposition ties to it."""
        start = chain.start
        index = bisect_right(self._name_ends, start) - 1
        if index < 0 or start - self._name_ends[index] > LONGEST_OFFICE:
            return []
        last = self.names[index]
        tied = _OFFICE.fullmatch(self.text, last.end, start)
        apposed = _APPOSITION.fullmatch(self.text, last.end, start) and _END.match(self.text, chain.end)
        return self._list_ending(index) if tied or apposed else []

    def _list_ending(self, index: int) -> list[Item]:
        """Return the names of the list whose last is the text's name number `index`."""
        holders = [self.names[index]]
        while index > 0 and holders[-1].start - self._name_ends[index - 1] <= LONGEST_BETWEEN:
            index -= 1
            # A name in the note of another one (周好（李卫代）、郑清源) is passed over.
            if self._joined(self._name_ends[index], holders[-1].start):
                holders.append(self.names[index])
        return holders[::-1]

    def _joined(self, end: int, start: int) -> bool:
        return _BETWEEN_NAMES.fullmatch(self.text, end, start) is not None

    def _curriculum(self, chain: Chain) -> list[Item]:
        """Return the first name of the line for 现任 …, 拟任 … in a person's curriculum."""
        line = self.text.rfind("\n", 0, chain.start) + 1
        index = bisect_right(self._curricula, chain.titles[-1].start, key=itemgetter(1)) - 1
        if index < 0 or self._curricula[index][0] < line:
            return []
        index = bisect_left(self._name_starts, line)
        named = index < len(self.names) and self.names[index].start < line + LINE_START
        return [self.names[index]] if named else []
