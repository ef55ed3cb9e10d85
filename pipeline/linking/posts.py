"""In which body a post is held: the body before the title, or the one that the chain or the title implies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import NamedTuple

import regex

from pipeline.knowledge.lists import LISTS, read_list
from pipeline.linking.chains import Chain, ChainReader, Item
from pipeline.linking.full_names import FullNames
from pipeline.resources import resource
from pipeline.rows import read_rows

_EXECUTIVE = regex.compile(r"(?:党组)?(?:常务副|副|代理|代|原)?(?P<level>省|市|县|区|州|镇|乡|旗|盟)长")
_AUTONOMOUS = regex.compile(r"自治区(?:代理|代|副)?主席")
_ZONE_COMMITTEE = regex.compile(r"党?工委$")
_ZONE = regex.compile(r"管委会.*")
_STAND_ALONE = regex.compile(
    r"(?:总书记|国家主席|总理|委员长|.*(?:记者|通讯员|(?<!总)编辑|摄影|撰稿人?|美编|校对|监制|领导|河长|路长|林长|链长|街长|湖长|田长|教授|院士|专家))$"
)
_COMMAND = regex.compile(r"(?:副|总|常务)*(?:指挥长|总指挥|政委|司令员)$")
_COMMANDED = regex.compile(r"(?:指挥部|军分区|警备区|总队|支队|师|团|兵团)$")
_DEPUTY = regex.compile(r"(?:常务|专职)?(?:副|秘书长|委员|常委|成员)")
_COMMITTEE = regex.compile(r"^(?P<place>.*?(?:省|市|县|区|州|镇|乡|旗|盟))委")
_SENTENCE_END = regex.compile(r"[。！？\n]")


class Body(NamedTuple):
    """A body in which a post is held: its full name, and where it is named (None: it is implied)."""

    name: str
    mention: Item | None


class Post(NamedTuple):
    """A title with its holders' names and its body (None where the page does not tell).

    `start` is where the post begins, with a body right before the title; `previous` the title before it in
    the chain.
    """

    title: Item
    holders: list[Item]
    body: Body | None
    start: int
    previous: Item | None

    @property
    def organization(self) -> str | None:
        """The full name of its body."""
        return None if self.body is None else self.body.name


@dataclass(frozen=True, slots=True)
class HeadBodies:
    """Titles and the endings of the bodies in which they are held, blanks between."""

    heads: str
    bodies: str


@cache
def load_body_endings() -> dict[str, tuple[str, ...]]:
    """Return for each title of seeds/positions/head_bodies.jsonl the endings of its bodies."""
    rows = read_rows(resource("seeds/positions/head_bodies.jsonl"), HeadBodies)
    return {head: tuple(row.bodies.split()) for row in rows for head in row.heads.split()}


class PostReader:
    """Reads the posts of one text from its titles, bodies and names."""

    def __init__(self, text: str, reader: ChainReader, bodies: list[Item], names: FullNames) -> None:
        self.text, self.reader, self.bodies, self.full_names = text, reader, bodies, names
        self._ending: dict[tuple[str, ...], list[Item]] = {}

    def posts(self) -> Iterator[Post]:
        """Yield a post for every title, in the order of the text."""
        carried: Body | None = None
        sentence = 0
        for chain in self.reader.chains():
            if _SENTENCE_END.search(self.text, sentence, chain.start):
                carried = None
            sentence = chain.end
            holders = self.reader.holders(chain)
            before: Item | None = None
            for title, body in self._bodies(chain, carried):
                carried = body or carried
                own = chain.bodies.get(title.start, title)
                yield Post(title, holders, body, min(own.start, title.start), before)
                before = title

    def _bodies(self, chain: Chain, carried: Body | None) -> Iterator[tuple[Item, Body | None]]:
        previous: Body | None = None
        for n, title in enumerate(chain.titles):
            body = self._own(chain, title, previous)
            if body is None:
                body = self._implied(title, previous if n else None, carried)
            previous = body or previous
            yield title, body

    def _own(self, chain: Chain, title: Item, previous: Body | None) -> Body | None:
        """Return the body before the title; an office of the committee before it (市委常委、组织部部长)."""
        body = chain.bodies.get(title.start)
        if body is None:
            return None
        name = self.text[body.start : body.end]
        if name in read_list(LISTS["party_office"]) and previous is not None:
            committee = _COMMITTEE.match(previous.name)
            return Body(committee.group() + name if committee is not None else name, body)
        return Body(self.full_names.of(name, body.start), body)

    def _implied(self, title: Item, previous: Body | None, carried: Body | None) -> Body | None:
        written = self.text[title.start : title.end]
        if executive := _EXECUTIVE.fullmatch(written):
            return Body(self._government(executive["level"], previous, title.start), None)
        if _AUTONOMOUS.fullmatch(written):
            return Body(self.full_names.of("自治区政府", title.start), None)
        if _STAND_ALONE.search(written):
            return None
        if _ZONE.fullmatch(written) and previous is not None:
            return Body(_ZONE_COMMITTEE.sub("管委会", previous.name), None)
        if _COMMAND.search(written):
            commanded = previous is not None and _COMMANDED.search(previous.name)
            return previous if commanded else self._of_kind(title)
        if previous is not None:
            return previous
        return (carried if _DEPUTY.match(written) else None) or self._of_kind(title)

    def _of_kind(self, title: Item) -> Body | None:
        """Return the paragraph's last body to which such a title belongs (院长 → … 医院), or None."""
        endings = load_body_endings().get(self.text[title.start : title.end])
        if endings is None:
            return None
        bodies = self._bodies_with(endings)
        index = bisect_right(bodies, title.start, key=attrgetter("end")) - 1
        if index < 0 or bodies[index].start < self.text.rfind("\n", 0, title.start) + 1:
            return None
        body = bodies[index]
        return Body(self.full_names.of(self.text[body.start : body.end], body.start), body)

    def _bodies_with(self, endings: tuple[str, ...]) -> list[Item]:
        """Return the bodies whose names have one of the endings, looked up once for each kind of title."""
        if endings not in self._ending:
            ending = [b for b in self.bodies if self.text[b.start : b.end].endswith(endings)]
            self._ending[endings] = ending
        return self._ending[endings]

    def _government(self, level: str, previous: Body | None, position: int) -> str:
        """Return the government that a 市长 (县长) heads: that of the committee before it or the page's."""
        committee = _COMMITTEE.match(previous.name) if previous else None
        if committee is not None and committee["place"].endswith(level) and len(committee["place"]) > 1:
            return committee["place"] + "政府"
        return self.full_names.of("盟行署" if level == "盟" else f"{level}政府", position)
