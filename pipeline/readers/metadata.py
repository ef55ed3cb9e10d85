"""Metadata beside the texts: rows {"uri": file name or path, "published": …, "title": …}."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from pipeline.errors import SourceError, UsageError
from pipeline.readers.row import Row
from pipeline.readers.source import Source


@dataclasses.dataclass(frozen=True, slots=True)
class MetadataRow:
    """What is known of one file; `line` is its line in the metadata file."""

    uri: str
    line: int
    published: str | None
    title: str | None


class Metadata:
    """The rows by file, and which of them have met their file."""

    def __init__(self, rows: list[MetadataRow] | None = None) -> None:
        self._rows = {row.uri: row for row in rows or ()}
        self._met: set[str] = set()

    def applied_to(self, source: Source) -> Source:
        """Return the source with the title and day of its row, which win over those of a JSONL row."""
        row = self.meet(source.uri, source.id)
        if row is None:
            return source
        return dataclasses.replace(
            source, title=row.title or source.title, published=row.published or source.published
        )

    def meet(self, uri: str, ident: str) -> MetadataRow | None:
        """Return the row of a document, by its address or its id, and remember that it has one."""
        if not self._rows:
            return None
        row = next(filter(None, map(self._rows.get, _keys(uri, ident))), None)
        if row is not None:
            self._met.add(row.uri)
        return row

    def unmet(self) -> Iterator[MetadataRow]:
        """Yield the rows that have met no document so far."""
        return (row for uri, row in self._rows.items() if uri not in self._met)


def read_metadata(path: Path, *, warn: Callable[[str], None]) -> Metadata:
    """Return the rows of a metadata file; a row that cannot be used is warned of and passed over.

    Raises UsageError when the file cannot be read.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise UsageError(f"the metadata cannot be read: {error.strerror}", place=path) from error
    rows: dict[str, MetadataRow] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = _metadata_row(line, path.as_posix(), number, warn)
        except SourceError as error:
            warn(f"{error}; the row is passed over")
            continue
        if row.uri in rows:
            warn(f"{path}:{number}: {row.uri} stands in line {rows[row.uri].line} already; this row counts")
        rows[row.uri] = row
    return Metadata(list(rows.values()))


def _keys(uri: str, ident: str) -> Iterator[str]:
    """Yield what a row may call the document: its address, each end of it down to the file name, its id."""
    yield uri
    parts = PurePosixPath(uri).parts
    for first in range(len(parts)):
        yield PurePosixPath(*parts[first:]).as_posix()
    yield ident


def _metadata_row(line: bytes, place: str, number: int, warn: Callable[[str], None]) -> MetadataRow:
    row = Row.parse(line, place, number)
    uri = row.string("uri")
    if not uri:
        raise row.fault("the row names no file in `uri`")
    title = row.string("title")
    return MetadataRow(uri.removeprefix("./"), number, row.published(warn), title)
