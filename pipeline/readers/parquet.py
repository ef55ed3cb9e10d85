"""Parquet: one document a row, read a batch at a time."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.errors import SourceError
from pipeline.readers.address import Address
from pipeline.readers.columns import columns_of
from pipeline.readers.extras import imported
from pipeline.readers.options import ReadingOptions
from pipeline.readers.unit import Cells, Unit

SUFFIX = ".parquet"
BATCH_ROWS = 256


def split_parquet(stream: BinaryIO, address: Address, options: ReadingOptions) -> Iterator[Unit]:
    """Yield a unit for each row; `line` counts the rows from 1.

    Raises SourceError for a file that is no Parquet or lacks a wanted column.
    """
    pyarrow, parquet = (imported(name, need="Parquet") for name in ("pyarrow", "pyarrow.parquet"))
    try:
        file = parquet.ParquetFile(_seekable(stream))
        columns = list(columns_of(file.schema_arrow.names, options, address))
        number = 0
        for batch in file.iter_batches(BATCH_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                cells: Cells = {name: _plain(row[name]) for name in columns}
                yield Unit.of_row(address, number, cells, options=options, format=SUFFIX)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = f"no Parquet that can be read: {' '.join(str(error).split())[:200]}"
        raise SourceError(reason, place=address.uri, remedy="write it again") from error
    if number == 0:
        raise SourceError("the file holds no rows", place=address.uri, remedy="give a table with rows")


def _seekable(stream: BinaryIO) -> BinaryIO:
    """Return the stream, or a copy of it in a temporary file where it can only be read forwards."""
    if stream.seekable():
        return stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115 (it ends with its last reader)
    while piece := stream.read(1 << 20):
        copy.write(piece)
    copy.seek(0)
    return copy


def _plain(value: object) -> object:
    """Return a day or a time as it is written in ISO 8601, anything else as it is."""
    return value.isoformat() if isinstance(value, datetime.date) else value
