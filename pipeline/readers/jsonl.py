"""JSONL: one document a row, with `text` and, where known, `id`, `title` and `published`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pipeline.errors import SourceError
from pipeline.readers.address import Address
from pipeline.readers.options import ReadingOptions
from pipeline.readers.row import Row
from pipeline.readers.source import Source, sha256_of, source_id
from pipeline.readers.text import is_blank
from pipeline.readers.unit import Unit
from pipeline.rejection import Rejection, explain

SUFFIXES = (".jsonl",)


def split_rows(lines: Iterable[bytes], address: Address, options: ReadingOptions) -> Iterator[Unit]:
    """Yield a unit for each line of a JSONL file; blank lines are passed over.

    Raises SourceError for a file without rows.
    """
    found = False
    for number, line in enumerate(lines, 1):
        if line.strip():
            found = True
            uri = f"{address.uri}#{number}"
            yield Unit(uri, address.name, SUFFIXES[0], options, data=line, line=number)
    if not found:
        raise SourceError(
            "the file is empty", place=address.uri, remedy='a row reads {"id": "1", "text": "…"}'
        )


def read_row(unit: Unit, data: bytes, *, warn: Callable[[str], None]) -> Source | Rejection:
    """Return the document in a row; a rejection tells the row's id where it has one."""
    ident, options, line = None, unit.options, unit.line or 1
    try:
        row = Row.parse(data, unit.uri.removesuffix(f"#{line}"), line)
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
