"""Prodigy: one task a line, one token a character, offsets in code points.

``spans.manual`` shows marks that overlap; ``rel.manual`` shows the links. A mark's fields stand in its span
under ``fields``; Prodigy hands unknown keys through. What was not accepted is not read back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import RowError
from pipeline.export.annotation.document import Document, Key, Link
from pipeline.export.annotation.fields import Fields
from pipeline.export.annotation.packing import PACK, pack, unpack
from pipeline.export.annotation.rows import FILE, Reject, Row, read_rows, write_rows
from pipeline.records import Record

ACCEPTED = "accept"


def write(records: Iterable[Record], folder: Path) -> Counter[str]:
    """Write ``documents.jsonl``."""
    return write_rows(records, folder / FILE, _row)


def read(path: Path, *, reject: Reject) -> Iterator[Document]:
    """Yield the accepted documents of what ``prodigy db-out`` wrote; the others are rejected."""
    return read_rows(path, _document, reject=reject)


def _row(record: Record, document: Document) -> Row:
    tokens = [
        {"text": char, "start": place, "end": place + 1, "id": place, "ws": False}
        for place, char in enumerate(document.text)
    ]
    return {
        "text": document.text,
        "tokens": tokens,
        "spans": [{**_span(key), "fields": fields} for key, fields in document.marks.items()],
        "relations": [_relation(link) for link in document.links],
        "meta": {"record": document.id, "title": record["title"] or ""},
        PACK: pack(document),
    }


def _span(key: Key) -> dict[str, Any]:
    """Return a span; Prodigy's `token_end` is that of its last token."""
    tokens = {"token_start": key.start, "token_end": key.end - 1}
    return {"start": key.start, "end": key.end, **tokens, "label": key.label}


def _relation(link: Link) -> dict[str, Any]:
    """Return a relation, whose `head` and `child` are the last tokens of their spans."""
    spans = {"head_span": _span(link.head), "child_span": _span(link.tail)}
    return {"head": link.head.end - 1, "child": link.tail.end - 1, **spans, "label": link.kind}


def _document(row: Row) -> Document:
    answer = row.get("answer")
    if answer != ACCEPTED:
        raise RowError("nobody has answered it" if answer is None else f"its answer is {answer!r}")
    marks: list[tuple[Key, Fields]] = [(_key(span), span.get("fields", {})) for span in row.get("spans", [])]
    links = (
        Link(relation["label"], _key(relation["head_span"]), _key(relation["child_span"]))
        for relation in row.get("relations", [])
    )
    return unpack(row.get(PACK), row["text"], marks, links)


def _key(span: Mapping[str, Any]) -> Key:
    return Key(span["label"], span["start"], span["end"])
