"""Metadata beside the texts: rows {"uri": file name or path, "published": …, "title": …}."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from pipeline.errors import SourceError, UsageError
from pipeline.readers.jsonl import parse_object
from pipeline.readers.published import read_published
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
        """Return the source with the title and day of its row; a path goes before a bare file name."""
        for key in (source.uri, PurePosixPath(source.uri).name, source.id):
            row = self._rows.get(key)
            if row is not None:
                self._met.add(key)
                return dataclasses.replace(
                    source, title=row.title or source.title, published=row.published or source.published
                )
        return source

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
            warn(str(error))
            continue
        if row.uri in rows:
            warn(f"{path}:{number}: {row.uri} stands in line {rows[row.uri].line} already; this row counts")
        rows[row.uri] = row
    return Metadata(list(rows.values()))


def _metadata_row(line: bytes, place: str, number: int, warn: Callable[[str], None]) -> MetadataRow:
    data = parse_object(line, place=place, number=number)
    uri, title = data.get("uri"), data.get("title")
    remedy = 'write {"uri": "page.txt", "published": "2022-09-14"}'
    if not isinstance(uri, str):
        raise SourceError(
            "the row names no file in `uri`; passed over", place=place, line=number, remedy=remedy
        )
    if title is not None and not isinstance(title, str):
        raise SourceError("`title` is no string; the row is passed over", place=place, line=number)
    published = read_published(data.get("published"), place=place, line=number, warn=warn)
    uri = uri.removeprefix("./")
    return MetadataRow(uri=uri, line=number, published=published, title=title)
