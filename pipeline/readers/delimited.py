"""CSV and TSV: a header, then one document a row.

Rows are found before anything is decoded: no byte of a Chinese character in UTF-8, GB18030 or Big5 is a
comma, a tab, a quotation mark or a line break, so that Latin-1, which is any bytes, serves to find them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator

from pipeline.errors import SourceError
from pipeline.readers.address import Address
from pipeline.readers.columns import columns_of
from pipeline.readers.encoding import decode, encoding_of
from pipeline.readers.limits import MAX_TEXT_BYTES, MIB
from pipeline.readers.options import ReadingOptions
from pipeline.readers.row import Row
from pipeline.readers.row_document import document_of
from pipeline.readers.source import Source
from pipeline.readers.unit import Cells, Unit
from pipeline.rejection import Rejection, explain

DELIMITERS = {".csv": ",", ".tsv": "\t"}
MARK = b"\xef\xbb\xbf"
TOO_LONG = f"the row is longer than {MAX_TEXT_BYTES // MIB} MiB, and nothing after it can be read"
UNQUOTED = "is a quotation mark missing?"


def split_table(
    lines: Iterable[bytes | None], address: Address, options: ReadingOptions
) -> Iterator[Unit | Rejection]:
    """Yield a unit for each row under the header; a row of another width is rejected.

    Raises SourceError for a file without a header or without the wanted columns, and where rows end: a row
    that is too long, a quotation that never ends.
    """
    rows = ((line, row) for line, row in _rows(lines, address) if row)
    line, header = next(rows, (0, None))
    if header is None:
        raise SourceError("the file is empty", place=address.uri, remedy="the first row names the columns")
    names = _decoded([name.encode("latin-1") for name in header], options, address.uri, line=line)
    columns = columns_of(names, options, address)
    last = line
    for last, row in rows:
        if len(row) == len(header):
            cells: Cells = {name: row[at].encode("latin-1") for name, at in columns.items()}
            yield Unit.of_row(address, last, cells, options=options, format=address.suffix)
        else:
            error = f"the row has {len(row)} cells and the header {len(header)} (correct the row)"
            yield Rejection(f"{address.uri}#{last}", "read", error, line=last)
    if last == line:
        raise SourceError("the file holds no rows", place=address.uri, remedy="give a table with rows")


def read_cells(unit: Unit, *, warn: Callable[[str], None]) -> Source | Rejection:
    """Return the document in a row of a table; an empty cell is as none."""
    cells = unit.data if isinstance(unit.data, dict) else {}
    place, line = unit.place, unit.line or 1
    written = {name: cell for name, cell in cells.items() if isinstance(cell, bytes)}
    try:
        texts = _decoded(list(written.values()), unit.options, place, line=line)
    except SourceError as error:
        return unit.rejected(explain(error))
    values = cells | dict(zip(written, texts, strict=True))
    known = {name: value for name, value in values.items() if value != ""}
    return document_of(Row(known, place, line), unit, warn=warn)


def _decoded(cells: list[bytes], options: ReadingOptions, place: str, *, line: int) -> list[str]:
    """Return the cells of a row as text; a row is in one encoding, which its longest cell shows."""
    encoding = options.encoding or encoding_of(b"\n".join(cells), place=place, line=line)
    return [decode(cell, place=place, line=line, encoding=encoding) for cell in cells]


def _rows(lines: Iterable[bytes | None], address: Address) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its first line."""
    csv.field_size_limit(MAX_TEXT_BYTES)
    bounded = _Bounded(lines, address)
    reader = csv.reader(bounded, delimiter=DELIMITERS[address.suffix], strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line, bounded.held = reader.line_num + 1, 0
    except csv.Error as error:
        raise SourceError(f"no table: {error}", place=address.uri, line=line, remedy=UNQUOTED) from error


class _Bounded:
    """The lines as Latin-1, without a byte order mark; `held` counts the bytes of the row so far.

    A carriage return alone ends a line too, as older Macs wrote it.
    """

    def __init__(self, lines: Iterable[bytes | None], address: Address) -> None:
        self.lines, self.address = lines, address
        self.held = 0

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self.lines, 1):
            self.held += MAX_TEXT_BYTES if line is None else len(line)
            if line is None or self.held > MAX_TEXT_BYTES:
                raise SourceError(TOO_LONG, place=self.address.uri, line=number, remedy=UNQUOTED)
            line = line.removeprefix(MARK) if number == 1 else line
            yield from (piece.decode("latin-1") for piece in line.splitlines(keepends=True))
