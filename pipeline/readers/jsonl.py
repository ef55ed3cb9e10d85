"""JSONL: one document a row, with `text` and, where known, `id`, `title` and `published`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.readers.row import Row
from pipeline.readers.source import Source, sha256_of, source_id, uri_of
from pipeline.readers.text import is_blank
from pipeline.rejection import Rejection, explain

SUFFIXES = (".jsonl",)


def read_jsonl_file(path: Path, *, warn: Callable[[str], None]) -> Iterator[Source | Rejection]:
    """Yield the documents of a JSONL file, and a rejection for each row that holds none.

    Raises SourceError for a file without rows, OSError for one that cannot be read.
    """
    with path.open("rb") as lines:
        yield from read_rows(lines, uri=uri_of(path), name=uri_of(Path(path.name)), warn=warn)


def read_rows(
    lines: Iterable[bytes], *, uri: str, name: str, warn: Callable[[str], None]
) -> Iterator[Source | Rejection]:
    """Yield what the lines of a JSONL file hold; blank lines are passed over."""
    found = False
    for number, line in enumerate(lines, 1):
        if line.strip():
            found = True
            yield _read_row(line, uri, number, name=name, warn=warn)
    if not found:
        raise SourceError("the file is empty", place=uri, remedy='a row reads {"id": "1", "text": "…"}')


def _read_row(
    line: bytes, uri: str, number: int, *, name: str, warn: Callable[[str], None]
) -> Source | Rejection:
    ident = None
    try:
        row = Row.parse(line, uri, number)
        ident = _id(row)
        text = _text(row)
        title = row.string("title")
    except SourceError as error:
        return Rejection(f"{uri}#{number}", "read", explain(error), line=number, id=ident)
    return Source(
        uri=f"{uri}#{number}",
        text=text,
        id=ident or source_id(name, text),
        sha256=sha256_of(text.encode()),
        title=title,
        published=row.published(warn),
        line=number,
    )


def _id(row: Row) -> str | None:
    ident = row.data.get("id")
    if isinstance(ident, int) and not isinstance(ident, bool):
        return str(ident)
    return row.string("id")


def _text(row: Row) -> str:
    text = row.string("text")
    if text is None:
        raise row.fault("the row lacks `text`")
    if is_blank(text):
        raise row.fault("`text` is empty")
    return text
