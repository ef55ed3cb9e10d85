"""Clean a page: unwrap its lines, cut it into articles, and tell the day of each."""

from __future__ import annotations

from array import array
from dataclasses import replace

from pipeline.clean.article import Article, Zone
from pipeline.clean.columns import text_in_columns
from pipeline.clean.cut import cut
from pipeline.clean.dating import Dating, date_pieces
from pipeline.clean.layout import kinds_of
from pipeline.clean.lines import read_lines
from pipeline.clean.piece import Piece
from pipeline.clean.unwrap import unwrap
from pipeline.clean.zones import zones_of

BREAK = "\n"


def clean(text: str, *, title: str | None = None, published: str | None = None) -> list[Article]:
    """Return the articles of a page and what is none, in the order of their first characters.

    Every visible character of `text` but layout marks (the ``#`` of a heading, bullets) is in exactly one
    article, so the list is empty only where nothing is visible. `title` and `published` (ISO 8601) are
    metadata and win over what the page says; the title is that of the first article.

    Raises ValueError for a `published` that is no ISO day.
    """
    lines = list(read_lines(text))
    kinds = text_in_columns(lines, kinds_of(lines))
    pieces = cut(unwrap(lines, kinds))
    datings = date_pieces(pieces, published)
    articles = [_article(piece, dating) for piece, dating in zip(pieces, datings, strict=True)]
    return articles if title is None else _entitled(articles, title)


def _entitled(articles: list[Article], title: str) -> list[Article]:
    """Give the first article the title of the metadata."""
    first = next((i for i, article in enumerate(articles) if article.kind == "article"), None)
    return [replace(article, title=title) if i == first else article for i, article in enumerate(articles)]


def _article(piece: Piece, dating: Dating) -> Article:
    """Join the paragraphs of a piece, the break above each between them."""
    texts: list[str] = []
    offsets = array("I")
    zones: list[Zone] = []
    for paragraph, name in zip(piece.paragraphs, piece.zones, strict=True):
        if texts:
            offsets.append(paragraph.lines[0].opening - 1)
        start = len(offsets)
        texts.append(paragraph.text)
        offsets.extend(paragraph.offsets)
        for zone in zones_of(paragraph, name):
            _add_zone(zones, Zone(zone.name, start + zone.start, start + zone.end))
    title = piece.title.text if piece.title else None
    return Article(
        BREAK.join(texts),
        offsets,
        piece.kind,
        title,
        dating.published,
        dating.basis,
        tuple(zones),
        dating.year,
        dating.dateline,
        dating.inferred,
    )


def _add_zone(zones: list[Zone], zone: Zone) -> None:
    """Append a zone; neighbouring paragraphs of the body are one."""
    if zones and zones[-1].name == zone.name == "body":
        zone = Zone(zone.name, zones.pop().start, zone.end)
    zones.append(zone)
