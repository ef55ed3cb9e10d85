"""What a text states of posts: who holds, held or is to hold which, in which body and of which level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypedDict

import regex

from pipeline.knowledge.bodies import body_facts
from pipeline.knowledge.divisions import LEVEL_OF_WORD, AdministrativeLevel
from pipeline.linking.chains import Item
from pipeline.linking.post_times import PostTimes
from pipeline.linking.posts import Post
from pipeline.linking.statuses import PostStatus, status_of

_STATE = regex.compile(r"总书记|国家副?主席|(?:副)?(?:总理|委员长)|国务委员|中央")
_LEVEL = regex.compile(r"自治区|[省市县区州盟旗镇乡](?=[委长级领总]|政府)")
Level = AdministrativeLevel | None
# Such a status holds for the titles behind it in a chain too: 时任县委书记、县长.
PASSED_ON = frozenset(("former", "proposed"))


Range = tuple[int, int]


class Evidence(NamedTuple):
    """Where a statement stands, as (start, end): its parts, and the whole."""

    person: Range
    position: Range
    organization: Range | None
    date: Range | None
    whole: Range


class StatedPost(TypedDict):
    """One person in one post, as the text states it; plain data, kept on the Doc."""

    person: str
    position: str
    organization: str | None
    level: AdministrativeLevel | None
    status: PostStatus
    evidence: Evidence


class PostStatements:
    """Turns the posts of one text into statements.

    `names` are its people, `levels` those of its bodies by their full names.
    """

    def __init__(
        self, text: str, names: Mapping[Item, str], times: PostTimes, *, levels: Mapping[str, Level]
    ) -> None:
        self.text, self.names, self.times, self.levels = text, names, times, levels
        self._carried: PostStatus | None = None

    def of(self, post: Post) -> Iterator[StatedPost]:
        """Yield a statement for each holder of the post; posts must come in the order of the text."""
        if post.previous is None:
            self._carried = None
        if not post.holders:
            return
        status = self._status(post)
        position = "".join(self.text[post.title.start : post.title.end].split())
        date = self.times.of(post.start)
        for holder in post.holders:
            yield StatedPost(
                person=self.names[holder],
                position=position,
                organization=post.organization,
                level=self._level(post, position),
                status=status,
                evidence=_evidence(post, holder, date),
            )

    def _status(self, post: Post) -> PostStatus:
        floor = post.previous.end if post.previous is not None else 0
        told = status_of(self.text, post.start, post.title, floor)
        if told == "acting":
            # Who was acting once (曾任县长、代市长) is so no more.
            return self._carried if self._carried in PASSED_ON else told
        self._carried = told or self._carried
        return self._carried or "current"

    def _level(self, post: Post, position: str) -> Level:
        if (body := post.organization) is not None:
            level = self.levels[body] if body in self.levels else body_facts(body, "", None).level
            if level is not None:
                return level
        if _STATE.match(position):
            return "国家"
        word = _LEVEL.match(position)
        return LEVEL_OF_WORD[word.group()] if word is not None else None


def _evidence(post: Post, holder: Item, date: Item | None) -> Evidence:
    body = post.body.mention if post.body is not None else None
    parts = [item for item in (holder, post.title, body, date) if item is not None]
    whole = min(parts)[0], max(item.end for item in parts)
    return Evidence(holder, post.title, body, date, whole)
