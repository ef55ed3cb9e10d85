"""Records as Parquet: nested columns made from the record's types. It needs the extra ``mubiao[parquet]``."""

from __future__ import annotations

import io
import types
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Self, Union, get_args, get_origin, get_type_hints

from typing_extensions import is_typeddict

from pipeline.errors import SourceError, UsageError
from pipeline.records import Quantity, Record

if TYPE_CHECKING:
    import pyarrow

# Lines are gathered up to this many bytes before they become a row group.
GROUP_BYTES = 16 << 20
READ_ROWS = 256
UNIONS = (Union, types.UnionType)


def import_pyarrow() -> Any:
    """Return pyarrow. Raises UsageError, with what to install, where it is missing."""
    try:
        import pyarrow
        import pyarrow.json
        import pyarrow.parquet
    except ImportError as error:
        remedy = "install it with: pip install 'mubiao[parquet]'"
        raise UsageError("Parquet needs pyarrow, which is not installed", remedy=remedy) from error
    return pyarrow


@cache
def record_schema() -> pyarrow.Schema:
    """Return the columns of a record: the order, the names and the nesting of its types.

    A number that may be whole or not is a double, which holds whole numbers up to 2^53 exactly.
    """
    pa = import_pyarrow()
    return pa.schema([pa.field(name, _column(hint)) for name, hint in get_type_hints(Record).items()])


def _column(hint: Any) -> pyarrow.DataType:
    pa = import_pyarrow()
    plain: dict[object, Any] = {str: pa.string(), int: pa.int64(), float: pa.float64()}
    if hint in plain:
        return plain[hint]
    if is_typeddict(hint):
        return pa.struct([pa.field(name, _column(part)) for name, part in get_type_hints(hint).items()])
    if get_origin(hint) is Literal:
        return pa.string()
    if get_origin(hint) is list:
        return pa.list_(_column(get_args(hint)[0]))
    if get_origin(hint) in UNIONS:
        members = set(get_args(hint)) - {types.NoneType}
        return pa.float64() if members == {int, float} else _column(members.pop())
    raise TypeError(f"no column for {hint}")


def table_of(lines: bytes) -> pyarrow.Table:
    """Return records, given as lines of JSON, as a table."""
    pa = import_pyarrow()
    if not lines:
        return record_schema().empty_table()
    parse = pa.json.ParseOptions(explicit_schema=record_schema(), unexpected_field_behavior="error")
    # One block: a record may be longer than the usual one.
    read = pa.json.ReadOptions(use_threads=False, block_size=len(lines) + 1)
    return pa.json.read_json(io.BytesIO(lines), parse_options=parse, read_options=read)


class ParquetLines:
    """Takes lines of JSON and writes them as a Parquet file; the file is whole after `close`."""

    def __init__(self, stream: BinaryIO) -> None:
        pa = import_pyarrow()
        self._writer = pa.parquet.ParquetWriter(stream, record_schema(), compression="zstd")
        self._lines: list[bytes] = []
        self._size = 0

    def write(self, data: bytes, /) -> None:
        """Take whole lines."""
        self._lines.append(data)
        self._size += len(data)
        if self._size >= GROUP_BYTES:
            self._write_group()

    def _write_group(self) -> None:
        lines, self._lines, self._size = b"".join(self._lines), [], 0
        if lines:
            table = table_of(lines)
            self._writer.write_table(table, row_group_size=max(table.num_rows, 1))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._write_group()
            self._writer.close()
            return
        # The file is given up; the writer would else close itself on a stream that is gone.
        with suppress(OSError):
            self._writer.close()


def read_parquet(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a Parquet file as `rows_of` does.

    Raises SourceError for a file that is damaged, OSError for one that cannot be opened.
    """
    pa = import_pyarrow()
    try:
        with pa.parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(READ_ROWS):
                yield from rows_of(batch.to_pylist())
    except pa.ArrowInvalid as error:
        raise SourceError(f"this is no whole Parquet file: {error}", place=path) from error


def rows_of(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield records that were columns as they were before: whole numbers are ints again."""
    numbers = _numbers()
    for row in rows:
        for goal in (*(row.get("goals") or ()), *(row.get("results") or ())):
            quantity = goal["quantity"]
            quantity.update({name: _plain(quantity[name]) for name in numbers if name in quantity})
        yield row


@cache
def _numbers() -> list[str]:
    """Return the fields of a quantity that hold ints or floats."""
    hints = get_type_hints(Quantity)
    return [name for name, hint in hints.items() if {int, float} <= set(get_args(hint))]


def _plain(value: float | None) -> float | int | None:
    return int(value) if isinstance(value, float) and value.is_integer() else value
