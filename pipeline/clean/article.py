"""What cleaning makes of a page: articles whose text is a subsequence of the page's characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.records import Basis, Kind


class Zone(NamedTuple):
    """A part of an article's text: title, kicker, subtitle, byline, dateline, body or caption."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page, or a piece of it that is no article (`kind` other: advert, weather, masthead).

    `text[i]` stands at ``offsets[i]`` in the source; a line break of any form is written as ``"\\n"``.
    `published` is the article's day (ISO 8601) and `published_basis` says how it is known. Where only
    the year can be told, `published` is None and `year` holds it. `dateline` is the day in the article's
    own dateline (济南2月2日讯): 今天 in the text means that day, even where the page came out later.
    `year_inferred` says that the year is not written as the page's own: the text only implies it.
    """

    text: str
    offsets: Sequence[int]
    kind: Kind
    title: str | None = None
    published: str | None = None
    published_basis: Basis | None = None
    zones: tuple[Zone, ...] = ()
    year: int | None = None
    dateline: str | None = None
    year_inferred: bool = False
