"""Merge records into tables of people, organizations and posts: ``mubiao entities RECORDS… -o DIR``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from pipeline.entities.parquet import write_parquet
from pipeline.entities.sightings import sightings
from pipeline.entities.store import Store, open_store
from pipeline.entities.tables import TABLES
from pipeline.errors import RowError
from pipeline.record_files import REMEDY, lines_of, list_record_files
from pipeline.records import Record
from pipeline.writers.jsonl import write_jsonl

NEEDED = ("id", "published", "place", "people", "organizations", "posts")


@dataclass(slots=True)
class Merged:
    """What a merge did: records read and new, records in the store, rows of each table."""

    read: int = 0
    added: int = 0
    records: int = 0
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """The counts as one line."""
        rows = ", ".join(f"{name} {count:,}" for name, count in self.rows.items())
        return f"records read {self.read:,}, new {self.added:,}, in the store {self.records:,}; {rows}"


def merge(records: Sequence[Path], folder: Path, *, parquet: bool = False) -> Merged:
    """Add the records to the folder's store and write its tables anew; `parquet` writes them as Parquet too.

    A second batch gives what both at once would have given, in any order. Raises UsageError for a file that
    is missing, RowError for a line that is no record, OutputError for a folder that cannot be written to;
    then the folder stays as it was.
    """
    files = list_record_files(records)
    merged = Merged()
    with open_store(folder) as store:
        for path in files:
            for record, line in read_records(path):
                merged.read += 1
                merged.added += store.add(sightings(record), line)
        store.resolve()
        merged.records = store.count()
        merged.rows = write_tables(store, folder)
    if parquet:
        write_parquet(folder)
    return merged


def read_records(path: Path) -> Iterator[tuple[Record, bytes]]:
    """Yield the records of a file with their lines; RowError for a line that is none."""
    for number, line in enumerate(lines_of(path), 1):
        if line.strip():
            yield _parse(line, path, number), line.strip()


def _parse(line: bytes, path: Path, number: int) -> Record:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise RowError(f"no JSON: {error}", place=path, line=number, remedy=REMEDY) from error
    lacking = [key for key in NEEDED if not isinstance(record, dict) or key not in record]
    if lacking:
        raise RowError(
            f"a record without {lacking[0]!r}", place=path, line=number, remedy="run `mubiao run` again"
        )
    return cast(Record, record)


def write_tables(store: Store, folder: Path) -> dict[str, int]:
    """Write all tables, or none where one fails; return the number of their rows."""
    counts: dict[str, int] = {}
    with ExitStack() as stack:
        writers = {name: stack.enter_context(write_jsonl(folder / f"{name}.jsonl")) for name in TABLES}
        for name, table in TABLES.items():
            for row in table(store):
                writers[name].write(row)
            counts[name] = writers[name].count
    return counts
