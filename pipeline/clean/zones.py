"""The zones inside a paragraph: a dateline and the byline in brackets behind it, before the text begins."""

from __future__ import annotations

import regex

from pipeline.clean.article import Zone
from pipeline.clean.layout import LineKind, dateline_of
from pipeline.clean.paragraph import Paragraph

_BYLINE = regex.compile(r"\s?[(（][^（）()]{0,12}(?:记者|通讯员|编辑|作者)[^（）()]{1,40}[)）]")
_BRACKETS = "(（"


def zones_of(paragraph: Paragraph, name: str) -> list[Zone]:
    """Return the zones of a paragraph that is zone `name` as a whole; offsets count from its beginning."""
    whole = Zone(name, 0, len(paragraph.text))
    if paragraph.kind is not LineKind.DATELINE or (found := dateline_of(paragraph.text)) is None:
        return [whole]
    zones = [Zone("byline" if found[0][0] in _BRACKETS else "dateline", 0, found.end())]
    if byline := _BYLINE.match(paragraph.text, found.end()):
        zones.append(Zone("byline", byline.start(), byline.end()))
    return [*zones, Zone(name, zones[-1].end, whole.end)]
