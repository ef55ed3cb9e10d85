"""Files of the tools that hold one document in a row: how they are written and read back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import RowError
from pipeline.export.annotation.document import Document, document_of, dropped_of
from pipeline.readers.source import uri_of
from pipeline.records import Record
from pipeline.rejection import Rejection, explain
from pipeline.writers.jsonl import write_jsonl

FILE = "documents.jsonl"
STAGE = "import"

Row = dict[str, Any]
Reject = Callable[[Rejection], None]


def documents_of(records: Iterable[Record], dropped: Counter[str]) -> Iterator[tuple[Record, Document]]:
    """Yield the records with their documents; what a document cannot hold is counted in `dropped`."""
    for record in records:
        document = document_of(record)
        dropped += dropped_of(record, document)
        yield record, document


def write_rows(
    records: Iterable[Record], path: Path, row_of: Callable[[Record, Document], Row]
) -> Counter[str]:
    """Write one row for each record; return what the rows cannot hold, by name."""
    dropped: Counter[str] = Counter()
    with write_jsonl(path) as writer:
        for record, document in documents_of(records, dropped):
            writer.write(row_of(record, document))
    return dropped


def read_rows(
    path: Path, document_of_row: Callable[[Row], Document], *, reject: Reject
) -> Iterator[Document]:
    """Yield the documents of a file with one row of JSON for each; what is none goes to `reject`."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield from read_row(path, number, partial(_read, line, document_of_row), reject=reject)


def read_row(path: Path, number: int, read: Callable[[], Document], *, reject: Reject) -> Iterator[Document]:
    """Yield the document that `read` gives, or reject it with its file and its number there."""
    try:
        document = read()
    except RowError as error:
        reject(Rejection(uri_of(path), STAGE, explain(error), line=number))
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        # A tool's file is of any form: what does not have the tool's own form is told, and the rest goes on.
        reason = f"it has not the form of the tool's export: {error!r}"
        reject(Rejection(uri_of(path), STAGE, reason, line=number))
    else:
        yield document


def _read(line: bytes, document_of_row: Callable[[Row], Document]) -> Document:
    return document_of_row(parse(line))


def parse(line: bytes) -> Row:
    """Return the object in a line of JSON; raises RowError where it is none."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise RowError(f"no JSON: {error}") from error
    if not isinstance(row, dict):
        raise RowError("an object was expected")
    return row
