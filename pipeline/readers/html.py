"""Web pages: the main text without menus and footers, a line for each paragraph, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from pipeline.errors import SourceError
from pipeline.readers.encoding import decode
from pipeline.readers.extracted import Found, source_of_text
from pipeline.readers.extras import faults_told, imported
from pipeline.readers.limits import MIB
from pipeline.readers.published import parse_day
from pipeline.readers.source import Source
from pipeline.readers.unit import Unit

SUFFIXES = (".html", ".htm")
MAX_BYTES = 16 * MIB
NAME, NEED = "web page", "a web page"
# The parser gives up at 256 elements inside one another and loses what is inside.
MAX_DEPTH = 250
# Trafilatura takes some ten seconds for so many; its time grows with the square of the tables.
MAX_ELEMENTS, MAX_TABLES = 200_000, 5_000
# Chinese says in fifty characters what trafilatura expects of 250.
SHORTEST_TEXT = 50
# The day is taken only where the page's head or markup names it, and the same on whatever day it is read.
DAYS = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 4096
# As trafilatura writes the row of a table; tabs part the cells without being read as words.
_TABLE_ROW = re.compile(r"^\| (.*) \|[ \t]*$", re.MULTILINE)
# Chinese pages that say gb2312 hold what only its successor has.
_FOUND_ANYWAY = ("utf-8", "utf8", "gb2312", "gbk", "gb18030")


def read_html(unit: Unit, *, warn: Callable[[str], None]) -> Source:  # noqa: ARG001
    """Return the main text of a web page, with the title and the day that it names.

    Raises SourceError for a page without text, one that is too large or nested too deep, and where
    trafilatura is not installed.
    """
    data = unit.content(MAX_BYTES)
    page = decode(data, place=unit.uri, encoding=unit.options.encoding or _declared(data))
    return source_of_text(unit, data, _extract(page, unit), missing="the page has no main text")


def _declared(data: bytes) -> str | None:
    """Return the encoding that the page names, where it is none that is found anyway and fits."""
    match = _CHARSET.search(data, 0, _HEAD)
    name = match[1].decode("ascii").lower() if match else None
    if name is None or name in _FOUND_ANYWAY:
        return None
    try:
        data.decode(name)
    except (LookupError, ValueError):  # named wrongly
        return None
    return name


def _extract(page: str, unit: Unit) -> Found:
    """Return what trafilatura takes out of a page."""
    trafilatura, etree = imported("trafilatura", need=NEED), imported("lxml.etree", need=NEED)
    with faults_told(NAME, unit.uri):
        tree = trafilatura.load_html(page)
        if tree is None:
            return Found("")
        _refuse_monster(etree.iterwalk(tree, events=("start", "end")), unit)
        found = trafilatura.bare_extraction(
            tree, with_metadata=True, include_comments=False, config=_config(), date_extraction_params=DAYS
        )
        if found is None:
            return Found("")
        text = _TABLE_ROW.sub(lambda row: row[1].replace(" | ", "\t"), found.text or "")
        return Found(text, found.title, None if found.date is None else parse_day(found.date))


def _refuse_monster(events: Iterable[tuple[str, Any]], unit: Unit) -> None:
    """Raise SourceError for a page that is nested too deep, or would take minutes."""
    depth = elements = tables = 0
    for event, element in events:
        depth += 1 if event == "start" else -1
        elements += event == "start"
        tables += element.tag == "table"
        if depth >= MAX_DEPTH:
            reason = f"the page is nested {MAX_DEPTH} elements deep, and what is inside is lost"
            raise SourceError(reason, place=unit.uri, remedy="give its text as .txt")
        if elements > MAX_ELEMENTS or tables > 2 * MAX_TABLES:
            reason = f"the page has more than {MAX_ELEMENTS:,} elements or {MAX_TABLES:,} tables"
            raise SourceError(reason, place=unit.uri, remedy="split it, or give its text as .txt")


@cache
def _config() -> Any:
    settings = imported("trafilatura.settings", need=NEED)
    config = settings.use_config()
    config.set("DEFAULT", "min_extracted_size", str(SHORTEST_TEXT))
    return config
