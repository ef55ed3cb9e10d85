"""What a record warns of: days that no calendar has, and a year that only the text implies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.clean.article import Article
from pipeline.records import Caution, CautionCode, Date

# A day without its year, as TIMEX3 values write it.
_HIDDEN_YEAR = re.compile(r"XXXX-(\d\d)-(\d\d)")
_WRITTEN_YEAR = re.compile(r"\d{2}年|[〇零一二三四五六七八九]{2}年|[今去前明本]年")
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP_DAY = (2, 29)


def cautions(article: Article, dates: Iterable[Date]) -> Iterator[Caution]:
    """Yield the warnings of an article in text order; `dates` are its dates as the record has them."""
    if article.year_inferred and article.kind == "article":
        yield _inferred_year(article)
    year_known = article.published is not None or article.year is not None
    for mention in dates:
        if is_impossible(mention, year_known=year_known):
            message = f"{mention['text']} is a day that no calendar has; it has no days here"
            yield _caution("impossible_date", message, mention["start"], mention["end"])


def is_impossible(mention: Date, *, year_known: bool) -> bool:
    """Whether a date names a day that its month never has, or 29 February of a year without one.

    `year_known`: the article's year is known, so that a day whose year is hidden all the same has none.
    """
    days = ((int(month), int(day)) for month, day in _HIDDEN_YEAR.findall(mention["value"]))
    return any(
        day > _DAYS_IN_MONTH[month - 1]
        or ((month, day) == _LEAP_DAY and (year_known or _WRITTEN_YEAR.search(mention["text"]) is not None))
        for month, day in days
    )


def _inferred_year(article: Article) -> Caution:
    """The warning stands at the dateline, where there is one, else at the whole text."""
    message = f"the year {article.year} is not written as the page's own; it was inferred from the text"
    dateline = next((zone for zone in article.zones if zone.name == "dateline"), None)
    start, end = (0, len(article.text)) if dateline is None else (dateline.start, dateline.end)
    return _caution("inferred_year", message, start, end)


def _caution(code: CautionCode, message: str, start: int, end: int) -> Caution:
    return {"code": code, "message": message, "start": start, "end": end}
