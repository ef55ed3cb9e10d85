"""JSONL: one document a row, with `text` and, where known, `id`, `title` and `published`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.readers.published import read_published
from pipeline.readers.source import Source, sha256_of, source_id
from pipeline.readers.text import decode
from pipeline.rejection import Rejection, explain

SUFFIXES = (".jsonl",)
EXAMPLE = 'a row reads {"id": "1", "text": "…"}'


def read_jsonl_file(path: Path, *, warn: Callable[[str], None]) -> Iterator[Source | Rejection]:
    """Yield the documents of a JSONL file, and a rejection for each row that holds none.

    Raises OSError for a file that cannot be read.
    """
    with path.open("rb") as lines:
        yield from read_rows(lines, uri=path.as_posix(), name=path.name, warn=warn)


def read_rows(
    lines: Iterable[bytes], *, uri: str, name: str, warn: Callable[[str], None]
) -> Iterator[Source | Rejection]:
    """Yield the documents in the lines of a JSONL file; blank lines are passed over."""
    found = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = True
        try:
            yield _row_source(line, uri, number, name=name, warn=warn)
        except SourceError as error:
            yield Rejection(f"{uri}#{number}", "read", explain(error), line=number)
    if not found:
        yield Rejection(uri, "read", f"the file is empty ({EXAMPLE})")


def parse_object(line: bytes, *, place: str, number: int) -> dict[str, Any]:
    """Return the JSON object in a line; raises SourceError for anything else."""
    text = decode(line, place=place, line=number).removeprefix("\ufeff")
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"no JSON: {error.msg} at column {error.colno}"
        raise SourceError(reason, place=place, line=number, remedy=EXAMPLE) from error
    except (RecursionError, ValueError) as error:  # nested too deep, or a number of more than 4,300 digits
        raise SourceError(f"no usable JSON: {error}", place=place, line=number, remedy=EXAMPLE) from error
    if not isinstance(row, dict):
        raise SourceError(f"no JSON object but {shorten(row)}", place=place, line=number, remedy=EXAMPLE)
    return row


def shorten(value: object, width: int = 40) -> str:
    """Return the value as it may stand in a message of one line."""
    shown = repr(value)
    return shown if len(shown) <= width else shown[: width - 1] + "…"


def _row_source(line: bytes, uri: str, number: int, *, name: str, warn: Callable[[str], None]) -> Source:
    row = parse_object(line, place=uri, number=number)
    text = _text(row)
    ident = _id(row)
    title = row.get("title")
    if title is not None and not isinstance(title, str):
        raise SourceError(
            f"`title` is no string but {shorten(title)}", remedy="leave it out or write a string"
        )
    published = read_published(row.get("published"), place=uri, line=number, warn=warn)
    return Source(
        uri=f"{uri}#{number}",
        text=text,
        id=source_id(name, text) if ident is None else ident,
        sha256=sha256_of(text.encode()),
        title=title,
        published=published,
    )


def _text(row: dict[str, Any]) -> str:
    if "text" not in row:
        raise SourceError("the row lacks `text`", remedy=EXAMPLE)
    text = row["text"]
    if not isinstance(text, str):
        raise SourceError(f"`text` is no string but {shorten(text)}", remedy=EXAMPLE)
    if not text.strip():
        raise SourceError("`text` is empty", remedy="leave the row out")
    _refuse_unencodable("text", text)
    return text


def _id(row: dict[str, Any]) -> str | None:
    ident = row.get("id")
    if isinstance(ident, int) and not isinstance(ident, bool):
        return str(ident)
    if ident is None or (isinstance(ident, str) and ident):
        _refuse_unencodable("id", ident or "")
        return ident
    raise SourceError(f"`id` is no string but {shorten(ident)}", remedy="leave it out or write a string")


def _refuse_unencodable(key: str, value: str) -> None:
    """Refuse what neither UTF-8 nor spaCy can hold: a NUL, or half of a surrogate pair (``"\\ud800"``)."""
    if "\0" in value:
        at = value.index("\0")
        raise SourceError(f"`{key}` holds a NUL at character {at}", remedy="remove it")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        lone = f"U+{ord(value[error.start]):04X}"
        raise SourceError(
            f"`{key}` holds the lone surrogate {lone} at character {error.start}", remedy="remove it"
        ) from error
