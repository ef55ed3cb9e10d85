"""What goes with a text through a tool and comes back: whose text it is, and what it was given with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pipeline.errors import RowError
from pipeline.export.annotation.document import LINKS, Document, Key, Link
from pipeline.export.annotation.fields import Fields, check_fields
from pipeline.export.annotation.places import Run

# The key under which it stands in a tool's own file.
PACK = "mubiao"
DIGITS = 16


def pack(document: Document) -> dict[str, Any]:
    """Return what is needed to read the document back, as plain JSON."""
    return {
        "record": document.id,
        "uri": document.uri,
        "sha256": document.sha256,
        "start": document.source_start,
        "text": _digest(document.text),
        "runs": [list(run) for run in document.runs],
        "links": [[link.kind, list(link.head), list(link.tail)] for link in document.exported],
    }


def unpack(packed: object, text: str, marks: Iterable[tuple[Key, Fields]], links: Iterable[Link]) -> Document:
    """Return the document that a tool gives back.

    Raises RowError, without a place, where the packed part is missing or damaged, where the text is another
    one, and for marks and links that cannot be.
    """
    if not isinstance(packed, dict):
        raise RowError(f"it has no {PACK!r}: only what `mubiao export` wrote can be read back")
    try:
        document = _unpacked(packed, text)
    except (KeyError, TypeError, ValueError) as error:
        raise RowError(f"its {PACK!r} is damaged: {error!r}") from error
    if packed["text"] != _digest(text):
        raise RowError("its text is not the one that was exported")
    found: dict[Key, Fields] = {}
    for key, fields in marks:
        _check_mark(key, fields, text)
        # What was marked twice is one mark, with what both say of it.
        found.setdefault(key, {}).update(fields)
    return _with(document, found, links)


def _unpacked(packed: Mapping[str, Any], text: str) -> Document:
    runs = tuple(Run(*map(int, run)) for run in packed["runs"])
    exported = tuple(Link(kind, Key(*head), Key(*tail)) for kind, head, tail in packed["links"])
    ident, uri, sha256 = (str(packed[name]) for name in ("record", "uri", "sha256"))
    return Document(ident, uri, sha256, int(packed["start"]), text, runs, {}, (), exported)


def _with(document: Document, marks: Mapping[Key, Fields], links: Iterable[Link]) -> Document:
    kept = tuple(sorted(set(links)))
    for link in kept:
        ends = LINKS.get(link.kind)
        if ends is None or ends != (link.head.label, link.tail.label):
            raise RowError(f"{link.kind} cannot link {link.head.label} to {link.tail.label}")
        if link.head not in marks or link.tail not in marks:
            raise RowError(f"{link.kind} at {link.head.start} links a mark that is not there")
    return replace(document, marks=dict(sorted(marks.items())), links=kept)


def _check_mark(key: Key, fields: Mapping[str, Any], text: str) -> None:
    check_fields(key.label, fields)
    if not 0 <= key.start < key.end <= len(text):
        raise RowError(f"{key.label} {key.start}–{key.end} lies outside the text of {len(text)} characters")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
