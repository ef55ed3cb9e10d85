"""JSONL: one JSON object a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from pipeline.errors import SourceError
from pipeline.readers.address import Address
from pipeline.readers.limits import MAX_TEXT_BYTES
from pipeline.readers.lines import TOO_LONG
from pipeline.readers.options import ReadingOptions
from pipeline.readers.row import Row
from pipeline.readers.row_document import document_of
from pipeline.readers.source import Source
from pipeline.readers.unit import Unit
from pipeline.rejection import Rejection, explain

SUFFIX = ".jsonl"


def split_rows(
    lines: Iterable[bytes | None], address: Address, options: ReadingOptions
) -> Iterator[Unit | Rejection]:
    """Yield a unit for each line of a JSONL file; blank lines are passed over, None is one too long.

    Raises SourceError for a file without rows.
    """
    found, offset = False, cast("int | None", 0)
    for number, line in enumerate(lines, 1):
        uri = f"{address.uri}#{number}"
        if line is None:
            yield Rejection(uri, "read", TOO_LONG, line=number)
        elif line.strip():
            yield Unit(uri, address.name, SUFFIX, options, data=line, line=number, offset=offset)
        found = found or line is None or bool(line.strip())
        # A line too long was passed over uncounted: nobody knows where the next one begins.
        offset = None if line is None or offset is None else offset + len(line)
    if not found:
        remedy = 'a row reads {"id": "1", "text": "…"}'
        raise SourceError("the file is empty", place=address.uri, remedy=remedy)


def read_row(unit: Unit, *, warn: Callable[[str], None]) -> Source | Rejection:
    """Return the document in a row; a rejection tells the row's id where it has one."""
    line = unit.content(MAX_TEXT_BYTES)
    try:
        row = Row.parse(line, unit.place, unit.line or 1, encoding=unit.options.encoding)
    except SourceError as error:
        return unit.rejected(explain(error))
    return document_of(row, unit, warn=warn)
