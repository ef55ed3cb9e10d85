"""The engine's one function: an Arrow batch of documents in, an Arrow batch of records and rejections out.

Spark and Ray differ only in who calls it. It needs the extra ``mubiao[parquet]``, as both of theirs include.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.readers.options import ReadingOptions
from pipeline.readers.parquet import SUFFIX
from pipeline.readers.unit import Unit
from pipeline.rejection import Rejection
from pipeline.scale.results import Message
from pipeline.settings import Extraction
from pipeline.threads import keep_to_one_thread
from pipeline.writers.parquet import import_pyarrow, record_schema, table_of

if TYPE_CHECKING:
    import pyarrow

    from pipeline.scale.extractor import Extractor

URI = "uri"
# The rows of a batch out: some megabytes, whatever the size of the batches that an engine gives.
ROWS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Engine:
    """What an engine's workers do: plain data, which is sent to each of them.

    `reading` names the columns of the documents; a column ``uri`` is their address where there is one.
    Records come as columns, or with `as_lines` each as its line of JSON, which is faster.
    """

    extraction: Extraction = field(default_factory=Extraction)
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    as_lines: bool = False

    def wanted(self, names: Iterable[str]) -> list[str]:
        """Return those of the columns that are read."""
        known = {URI, *self.reading.columns}
        return [name for name in names if name in known]

    def check(self, names: Collection[str]) -> None:
        """Raise UsageError where a column is missing that the documents must have."""
        for name, needed in self.reading.columns.items():
            if needed and name not in names:
                remedy = f"there are {', '.join(sorted(names))}"
                raise UsageError(f"there is no column {name!r}", remedy=remedy)

    @property
    def schema(self) -> pyarrow.Schema:
        """The columns out: ``record`` of each article, or ``rejection`` of a document; the other is null."""
        pa = import_pyarrow()
        record = pa.string() if self.as_lines else pa.struct(list(record_schema()))
        return pa.schema([("record", record), ("rejection", _rejection_type())])

    def extract(self, batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
        """Return the records and rejections of a batch of documents, in their order.

        Documents are not compared with those of other batches: ids that repeat are the caller's to drop.
        """
        pa = import_pyarrow()
        lines: list[bytes] = []
        places: list[int | None] = []
        rejections: list[dict[str, Any] | None] = []
        for result in _extractor(self.extraction).extract(self._units(batch), _ignore):
            records = result.lines.splitlines(keepends=True)
            refused = [] if result.rejection is None else [result.rejection.row]
            places += [*range(len(lines), len(lines) + len(records)), *(None for _ in refused)]
            rejections += [*(None for _ in records), *refused]
            lines += records
        columns = [self._records(lines).take(pa.array(places, pa.int64()))]
        columns.append(pa.array(rejections, _rejection_type()))
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)

    def extract_all(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        """Yield what `extract` makes of the batches, a few documents at a time: memory stays flat."""
        for batch in batches:
            for first in range(0, batch.num_rows, ROWS_AT_ONCE):
                yield self.extract(batch.slice(first, ROWS_AT_ONCE))

    def _records(self, lines: list[bytes]) -> pyarrow.Array:
        pa = import_pyarrow()
        if self.as_lines:
            return pa.array([line.rstrip(b"\n").decode() for line in lines], pa.string())
        table = table_of(b"".join(lines)).combine_chunks()
        return table.to_struct_array().combine_chunks()

    def _units(self, batch: pyarrow.RecordBatch) -> Iterator[Unit]:
        for cells in batch.select(self.wanted(batch.schema.names)).to_pylist():
            plain = {name: _plain(value) for name, value in cells.items()}
            uri = str(plain.pop(URI, None) or plain.get(self.reading.id_column) or "-")
            yield Unit(uri, uri, SUFFIX, self.reading, data=plain)


def _rejection_type() -> pyarrow.DataType:
    pa = import_pyarrow()
    row = Rejection("", "", "").row
    return pa.struct([(name, pa.int64() if name == "line" else pa.string()) for name in row])


def _plain(value: object) -> object:
    """Return a day or a time as it is written in ISO 8601, anything else as it is."""
    return value.isoformat() if isinstance(value, datetime.date) else value


@cache
def _extractor(extraction: Extraction) -> Extractor:
    """Load the pipeline once for each process of the engine."""
    from pipeline.scale.extractor import Extractor

    keep_to_one_thread()
    return Extractor(extraction)


def _ignore(_message: Message) -> None:
    """Tell nobody: what is warned of stands in the records too."""
