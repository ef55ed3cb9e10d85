"""From a document to its articles: as the pipeline reads them, and as they are written.

They differ where a text is in traditional characters. No article is longer than a window: a longer one is
cut between paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pipeline.clean import clean
from pipeline.clean.article import Article, Zone
from pipeline.readers.source import Source
from pipeline.traditional import simplified

# Characters; a work report of a province has 30,000.
WINDOW = 200_000
_SENTENCE_END = re.compile("[。！？；]")


class Reading(NamedTuple):
    """An article as it is read, in simplified characters, and as it is written; offsets are the same."""

    read: Article
    written: Article


def articles_of(source: Source, *, longest: int = WINDOW) -> list[Reading]:
    """Return the articles of a document in the order of the page, none above `longest` characters.

    Raises SourceError for a text in traditional characters where what reads them is not installed.
    """
    text = simplified(source.text)
    title = None if source.title is None else simplified(source.title)
    found: list[Reading] = []
    for article in clean(text, title=title, published=source.published):
        written = article if text == source.text else _as_written(article, source.text)
        if title is not None and article.title == title:
            written = replace(written, title=source.title)
        for start, end in _windows(article.text, longest):
            found.append(Reading(_part(article, start, end), _part(written, start, end)))
    return found


def _as_written(article: Article, source: str) -> Article:
    """Return an article with the characters that stand in the source; line breaks stay as they are."""
    places = zip(article.text, article.offsets, strict=True)
    text = "".join(char if char == "\n" else source[offset] for char, offset in places)
    titles = {article.text[zone.start : zone.end]: text[zone.start : zone.end] for zone in article.zones}
    return replace(article, text=text, title=titles.get(article.title or "", article.title))


def _windows(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Yield where the windows of an article start and end; the break between two belongs to neither."""
    start = 0
    while len(text) - start > longest:
        end, following = _border(text, start, start + longest)
        yield start, end
        start = following
    yield start, len(text)


def _border(text: str, start: int, limit: int) -> tuple[int, int]:
    """Return where a window ends and the next begins: at a paragraph, else a sentence, else the limit."""
    middle = (start + limit) // 2
    if (at := text.rfind("\n", middle, limit + 1)) > start:
        return at, at + 1
    ends = [match.end() for match in _SENTENCE_END.finditer(text, middle, limit)]
    return (ends[-1], ends[-1]) if ends else (limit, limit)


def _part(article: Article, start: int, end: int) -> Article:
    """Return a window of an article; title and dates are those of the whole."""
    if end - start == len(article.text):
        return article
    zones = tuple(
        Zone(zone.name, max(zone.start, start) - start, min(zone.end, end) - start)
        for zone in article.zones
        if zone.start < end and zone.end > start
    )
    return replace(article, text=article.text[start:end], offsets=article.offsets[start:end], zones=zones)
