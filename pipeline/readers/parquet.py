"""Parquet: one document a row, read a batch at a time."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from pipeline.errors import SourceError
from pipeline.readers.address import Address
from pipeline.readers.columns import columns_of
from pipeline.readers.extras import imported
from pipeline.readers.limits import MIB
from pipeline.readers.options import ReadingOptions
from pipeline.readers.unit import Cells, Unit

SUFFIX = ".parquet"
BATCH_ROWS = 256


def split_parquet(stream: BinaryIO, address: Address, options: ReadingOptions) -> Iterator[Unit]:
    """Yield a unit for each row; `line` counts the rows from 1.

    Raises SourceError for a file that is no Parquet or lacks a wanted column.
    """
    pyarrow = imported("pyarrow", need="Parquet")
    number = 0
    try:
        with _seekable(stream) as file:
            for number, cells in enumerate(_rows(file, address, options), 1):
                yield Unit.of_row(address, number, cells, options=options, format=SUFFIX)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = f"no Parquet that can be read: {' '.join(str(error).split())[:200]}"
        raise SourceError(reason, place=address.uri, remedy="write it again") from error
    if number == 0:
        raise SourceError("the file holds no rows", place=address.uri, remedy="give a table with rows")


def _rows(file: BinaryIO, address: Address, options: ReadingOptions) -> Iterator[Cells]:
    """Yield the wanted cells of each row.

    Texts stay in their dictionaries until their row comes: a dictionary may hold one long text for all rows.
    """
    parquet = imported("pyarrow.parquet", need="Parquet")
    names = parquet.read_schema(file).names
    columns = list(columns_of(names, options, address))
    table = parquet.ParquetFile(file, read_dictionary=columns)
    for batch in table.iter_batches(BATCH_ROWS, columns=columns):
        for at in range(batch.num_rows):
            yield {name: _plain(batch.column(name)[at].as_py()) for name in columns}


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give the stream, or a copy of it in a temporary file where it can only be read forwards."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy, MIB)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _plain(value: object) -> object:
    """Return a day or a time as it is written in ISO 8601, anything else as it is."""
    return value.isoformat() if isinstance(value, datetime.date) else value
