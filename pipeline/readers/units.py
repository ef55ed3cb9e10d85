"""From files to units: what there is to read, told without reading more than the borders of rows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from pipeline.errors import SourceError
from pipeline.readers import delimited, jsonl, parquet
from pipeline.readers.address import STANDARD_INPUT, Address
from pipeline.readers.extras import faults_told
from pipeline.readers.limits import MAX_TEXT_BYTES
from pipeline.readers.lines import TOO_LONG, bounded_lines, with_narrow_breaks
from pipeline.readers.options import ReadingOptions
from pipeline.readers.row import Row
from pipeline.readers.unit import Unit
from pipeline.rejection import Rejection, explain

LineSplitter = Callable[[Iterable[bytes | None], Address, ReadingOptions], Iterator[Unit | Rejection]]
RowSplitter = Callable[[BinaryIO, Address, ReadingOptions], Iterator[Unit | Rejection]]


def _by_lines(split: LineSplitter) -> RowSplitter:
    """Return a splitter of a file from one of its lines; UTF-16 and UTF-32 are brought to UTF-8 before."""

    def split_stream(
        stream: BinaryIO, address: Address, options: ReadingOptions
    ) -> Iterator[Unit | Rejection]:
        stream, options = with_narrow_breaks(stream, options, place=address.uri)
        return split(bounded_lines(stream), address, options)

    return split_stream


ROW_FORMATS: dict[str, RowSplitter] = {
    jsonl.SUFFIX: _by_lines(jsonl.split_rows),
    **dict.fromkeys(delimited.DELIMITERS, _by_lines(delimited.split_table)),
    parquet.SUFFIX: parquet.split_parquet,
}


def list_units(
    files: Iterable[Address], *, options: ReadingOptions | None = None
) -> Iterator[Unit | Rejection]:
    """Yield what is to be read, in the order of the files, or why a file is rejected.

    A file of rows gives a unit for each row, any other one unit, unopened. Memory holds one row at a time;
    nothing is decoded, so that a bad document does no harm here. Nothing is raised for a bad file.
    """
    options = options or ReadingOptions()
    for address in files:
        try:
            with faults_told("file", address.uri):
                yield from _units_of(address, options)
        except SourceError as error:
            yield Rejection(address.uri, "read", explain(error), line=error.line)
        except OSError as error:
            yield Rejection(address.uri, "read", explain(unreadable(error)))


def unreadable(error: OSError) -> SourceError:
    """Return the error of a file that the system does not let us read."""
    remedy = "check the file and its permissions"
    return SourceError(f"cannot be read: {error.strerror or error}", remedy=remedy)


def _units_of(address: Address, options: ReadingOptions) -> Iterator[Unit | Rejection]:
    if address == STANDARD_INPUT:
        yield from split_standard_input(sys.stdin.buffer, options)
    elif split := ROW_FORMATS.get(address.suffix):
        with address.open() as stream:
            yield from split(stream, address, options)
    else:
        yield Unit(address.uri, address.name, address.suffix, options, address=address)


def split_standard_input(stream: BinaryIO, options: ReadingOptions) -> Iterator[Unit | Rejection]:
    """Yield the rows of standard input where its first line is an object with the text, else one text."""
    lines = bounded_lines(stream)
    first = next(lines, b"")
    if first is None:
        raise SourceError(TOO_LONG, place="-", line=1)
    if _is_row(first, options):
        yield from jsonl.split_rows(chain([first], lines), STANDARD_INPUT, options)
    else:
        yield Unit("-", "-", ".txt", options, data=first + stream.read(MAX_TEXT_BYTES))


def _is_row(line: bytes, options: ReadingOptions) -> bool:
    try:
        return options.text_column in Row.parse(line, "-", 1, encoding=options.encoding).data
    except SourceError:  # no row, so the first line of a text
        return False
