"""The date of each article of a page, and how it is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.clean.days import MonthDay, dateline_day, text_day, written_day
from pipeline.clean.layout import LineKind
from pipeline.clean.piece import Piece
from pipeline.clean.years import CurrentYear, infer_year
from pipeline.records import Basis

_MASTHEAD = frozenset({LineKind.MASTHEAD})
_OWN_HEAD = frozenset({LineKind.WEBHEAD, LineKind.REPRINT})
_SIGNATURE = frozenset({LineKind.DAY})
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Dating:
    """An article's day (ISO 8601) and how it is known; the current year; the day of its own dateline.

    `inferred` says that nothing on the page gives the year as that of the day: the text only implies it.
    """

    published: str | None = None
    basis: Basis | None = None
    year: int | None = None
    dateline: str | None = None
    inferred: bool = False


def date_pieces(pieces: Sequence[Piece], published: str | None) -> list[Dating]:
    """Return the dating of each piece of one page.

    In this order: metadata (`published`, ISO 8601), the head of the web page or the newspaper's masthead, the
    dateline, another article of the page, a signature, the day of the news in the text. A year that is not
    written is inferred from the article, else from the page.
    """
    page = _PageDates(pieces, published)
    found = _lend([page.own(piece) for piece in pieces])
    return _lend([page.told(piece, dating) for piece, dating in zip(pieces, found, strict=True)])


class _PageDates:
    """What the page as a whole knows of its date."""

    def __init__(self, pieces: Sequence[Piece], published: str | None) -> None:
        paragraphs = [paragraph for piece in pieces for paragraph in piece.paragraphs]
        self.metadata = None if published is None else date.fromisoformat(published[:10])
        self.masthead = written_day(paragraphs, _MASTHEAD)
        self.years: dict[int, CurrentYear] = {}
        if self.metadata is None and self.masthead is None:
            for piece in pieces:
                if piece.kind == "article" and (year := infer_year(_text(piece))):
                    self.years[id(piece)] = year
        common = Counter(self.years.values()).most_common(1)
        self.year = common[0][0] if common else None

    def own(self, piece: Piece) -> Dating:
        """Return what the piece itself and the page's head say."""
        day, basis = self._written(piece)
        dateline = self._dateline(piece, day)
        if day is None and dateline is not None:
            day, basis = dateline, "dateline"
        year = self._year(piece, day)
        inferred = basis in (None, "dateline") and year is not None and not _has_whole_dateline(piece)
        return Dating(_iso(day), basis, year, _iso(dateline), inferred)

    def _written(self, piece: Piece) -> tuple[date | None, Basis | None]:
        if self.metadata is not None:
            return self.metadata, "metadata"
        day = written_day(piece.paragraphs, _OWN_HEAD) or _head_day(piece) or self.masthead
        return day, None if day is None else "masthead"

    def _dateline(self, piece: Piece, page_day: date | None) -> date | None:
        day = dateline_day(piece.paragraphs)
        if isinstance(day, MonthDay):
            return self._in_year(day, piece) if page_day is None else day.at_or_before(page_day)
        return day

    def _in_year(self, day: MonthDay, piece: Piece) -> date | None:
        """Put a day into the current year; a plan that is made in December is one for the next year."""
        year = self.years.get(id(piece), self.year)
        if year is None:
            return None
        return day.of(year.year - (year.planned and day.month == DECEMBER))

    def _year(self, piece: Piece, day: date | None) -> int | None:
        year = self.years.get(id(piece), self.year)
        if day is not None:
            return day.year
        return None if year is None else year.year

    def told(self, piece: Piece, dating: Dating) -> Dating:
        """Return an article's dating, completed from its signature and its text."""
        if dating.published is not None or piece.kind == "other":
            return dating
        written = written_day(piece.paragraphs, _SIGNATURE) or text_day(piece.paragraphs)
        inferred = isinstance(written, MonthDay)
        day = self._in_year(written, piece) if isinstance(written, MonthDay) else written
        if day is None:
            return dating
        return replace(dating, published=_iso(day), basis="text", year=day.year, inferred=inferred)


def _lend(found: Sequence[Dating]) -> list[Dating]:
    """Give the latest day of the page to those without one: a page is printed after all that it tells."""
    dated = [dating for dating in found if dating.published]
    if not dated:
        return list(found)
    last = max(dated, key=lambda dating: (dating.published or "", not dating.inferred))
    lent = Dating(last.published, "page", last.year, inferred=last.inferred)
    return [dating if dating.published else replace(lent, dateline=dating.dateline) for dating in found]


def _head_day(piece: Piece) -> date | None:
    """The day that stands alone in its line between the title and the text."""
    head = [p for p, zone in zip(piece.paragraphs, piece.zones, strict=True) if zone == "webhead"]
    return written_day(head, _SIGNATURE)


def _has_whole_dateline(piece: Piece) -> bool:
    return isinstance(dateline_day(piece.paragraphs), date)


def _text(piece: Piece) -> str:
    return "\n".join(paragraph.text for paragraph in piece.paragraphs)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
