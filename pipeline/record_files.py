"""Files of records, as all that works on them reads them: .jsonl, plain, .gz or .zst, .parquet; folders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import RowError, SourceError, UsageError
from pipeline.readers.compression import inner_name, open_file
from pipeline.readers.source import uri_of
from pipeline.record_checks import parse_record
from pipeline.records import Record
from pipeline.rejection import Rejection, explain
from pipeline.writers.jsonl import to_line

SUFFIX, PARQUET = ".jsonl", ".parquet"
# What `mubiao run` writes beside the records.
NO_RECORDS = ".rejected.jsonl"
REMEDY = "give what `mubiao run` wrote"


class RecordLine(NamedTuple):
    """A record, its file and its 1-based line there."""

    record: Record
    place: Path
    line: int


def list_record_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files of records that the paths name; a folder gives those in it, sorted.

    Raises UsageError for a path that is not there and for a folder without records.
    """
    return [file for path in paths for file in _expand(path)]


def read_records(paths: Sequence[Path], *, reject: Callable[[Rejection], None]) -> Iterator[RecordLine]:
    """Yield the records of the files, one at a time; what is no record goes to `reject` and the rest goes on.

    Raises UsageError, before anything is read, for paths that are not there.
    """
    for path in list_record_files(paths):
        try:
            yield from _read_file(path, reject)
        except SourceError as error:
            reject(Rejection(uri_of(path), "read", explain(error)))
        except OSError as error:
            reason = SourceError(
                f"cannot be read: {error.strerror}", remedy="check the file and its permissions"
            )
            reject(Rejection(uri_of(path), "read", explain(reason)))


def _expand(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file() and _holds_records(file, path))
        if not files:
            raise UsageError("the folder holds no records", place=path, remedy=REMEDY)
        return files
    if not path.exists():
        raise UsageError("there is no such file of records", place=path, remedy=REMEDY)
    return [path]


def _holds_records(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    name = inner_name(file).name.lower()
    return not hidden and name.endswith((SUFFIX, PARQUET)) and not name.endswith(NO_RECORDS)


def _read_file(path: Path, reject: Callable[[Rejection], None]) -> Iterator[RecordLine]:
    for number, line in enumerate(lines_of(path), 1):
        if not line.strip():
            continue
        try:
            yield RecordLine(parse_record(line, place=path, number=number), path, number)
        except RowError as error:
            reject(Rejection(uri_of(path), "read", explain(error), line=number))


def lines_of(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file of records, unchecked; the rows of Parquet become the lines that they were.

    Raises SourceError for a damaged file, OSError for one that cannot be opened.
    """
    if path.suffix.lower() == PARQUET:
        from pipeline.writers.parquet import read_parquet

        yield from map(to_line, read_parquet(path))
    else:
        with open_file(path) as lines:
            yield from lines
