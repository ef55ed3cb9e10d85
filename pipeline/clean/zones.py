"""The zones inside a paragraph: a dateline, and bylines in brackets before and behind the text."""

from __future__ import annotations

import regex

from pipeline.clean.article import Zone
from pipeline.clean.layout import LineKind, dateline_of
from pipeline.clean.paragraph import CLOSING_BYLINE, LONGEST_BYLINE, Paragraph

_BYLINE = regex.compile(r"\s?[(（][^（）()]{0,12}(?:记者|通讯员|编辑|作者)[^（）()]{1,40}[)）]")
_BRACKETS = "(（"


def zones_of(paragraph: Paragraph, name: str) -> list[Zone]:
    """Return the zones of a paragraph that is zone `name` as a whole; offsets count from its beginning."""
    text = paragraph.text
    zones = _zones_before(text) if paragraph.kind is LineKind.DATELINE else []
    start = zones[-1].end if zones else 0
    signature = (
        CLOSING_BYLINE.search(text, max(start, len(text) - LONGEST_BYLINE)) if name == "body" else None
    )
    end = signature.start() if signature else len(text)
    if start < end:
        zones.append(Zone(name, start, end))
    return [*zones, Zone("byline", end, len(text))] if signature else zones


def _zones_before(text: str) -> list[Zone]:
    """Return the dateline and the byline that follows it."""
    found = dateline_of(text)
    if found is None:
        return []
    zones = [Zone("byline" if found[0][0] in _BRACKETS else "dateline", 0, found.end())]
    if byline := _BYLINE.match(text, found.end()):
        zones.append(Zone("byline", byline.start(), byline.end()))
    return zones
