"""What links say of their marks: holders and bodies of posts, owners, indicators and wholes of goals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.export.annotation.document import HOLDS, IN, MEASURES, OF, OWNED_BY, Document, Key, Link
from pipeline.export.annotation.fields import Fields

# The field of the head, or for HOLDS of the tail, that a link tells by the name of its other end.
NAMED = {IN: "organization", OWNED_BY: "owner"}


class Linked(NamedTuple):
    """A mark with all that is said of it; a goal with its indicator and the statement that it describes."""

    fields: Fields
    indicator: Key | None = None
    whole: Key | None = None


def resolve(document: Document) -> Mapping[Key, Linked]:
    """Return the marks with their links worked in.

    Fields hold what was known when the document was exported or what an annotator wrote there. A link that an
    annotator took away takes its name out of the field, and one that he drew puts it there; what neither
    touched stays, so that names without a mention of their own are kept.
    """
    marks = {key: dict(fields) for key, fields in document.marks.items()}
    names = {key: _name(document, key) for key in marks}
    for link in sorted(set(document.exported) - set(document.links)):
        _take_away(link, marks, names, document)
    for link in sorted(set(document.links) - set(document.exported)):
        _put(link, marks, names)
    ends = {(link.kind, link.head): link.tail for link in document.links if link.kind in (MEASURES, OF)}
    return {key: Linked(marks[key], ends.get((MEASURES, key)), ends.get((OF, key))) for key in marks}


def _name(document: Document, key: Key) -> str:
    """Return the name that a mark stands for: what it is said to be, else its text without blanks."""
    name = document.marks[key].get("name")
    return name if isinstance(name, str) else "".join(document.text[key.start : key.end].split())


def _take_away(link: Link, marks: Mapping[Key, Fields], names: Mapping[Key, str], document: Document) -> None:
    """Take a link's name out of the field of its mark; of a mark that is gone only the place is known."""
    if link.kind == HOLDS and link.tail in marks:
        name = names.get(link.head) or _name_of_gone(link.head, document)
        people = marks[link.tail].get("people", [])
        marks[link.tail]["people"] = [person for person in people if person != name]
    elif link.kind in NAMED and link.head in marks:
        marks[link.head].pop(NAMED[link.kind], None)


def _name_of_gone(key: Key, document: Document) -> str:
    return "".join(document.text[key.start : key.end].split())


def _put(link: Link, marks: Mapping[Key, Fields], names: Mapping[Key, str]) -> None:
    if link.kind == HOLDS:
        people = marks[link.tail].setdefault("people", [])
        if names[link.head] not in people:
            marks[link.tail]["people"] = [*people, names[link.head]]
    elif link.kind in NAMED:
        marks[link.head][NAMED[link.kind]] = names[link.tail]
