"""From a row to its document: the members that the options name."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.errors import SourceError
from pipeline.readers.row import Row
from pipeline.readers.source import Source, is_blank, sha256_of, source_id
from pipeline.readers.unit import Unit
from pipeline.rejection import Rejection, explain


def document_of(row: Row, unit: Unit, *, warn: Callable[[str], None]) -> Source | Rejection:
    """Return the document of a row; a rejection tells the row's id where it has one."""
    ident, options = None, unit.options
    try:
        ident = _id(row, options.id_column)
        text = _text(row, options.text_column)
        title = row.string(options.title_column)
    except SourceError as error:
        return unit.rejected(explain(error), id=ident)
    return Source(
        uri=unit.uri,
        text=text,
        id=ident or source_id(unit.name, text),
        sha256=sha256_of(text.encode()),
        title=title,
        published=row.published(warn, key=options.published_column),
        line=unit.line,
    )


def _id(row: Row, key: str) -> str | None:
    ident = row.data.get(key)
    if isinstance(ident, int) and not isinstance(ident, bool):
        return str(ident)
    return row.string(key)


def _text(row: Row, key: str) -> str:
    text = row.string(key)
    if text is None:
        raise row.fault(f"the row lacks `{key}`")
    if is_blank(text):
        raise row.fault(f"`{key}` is empty")
    return text
