"""Gold of what reviewers decided: ``mubiao export --to gold --db FILE -o DIR``.

Accepted, corrected and added items are gold, rejected ones hard negatives. Where a text was read in full an
item that was left undecided, or on which reviewers differ, is optional; elsewhere it was not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.export.annotation.document import (
    HOLDS,
    IN,
    MEASURES,
    OF,
    SINCE,
    Document,
    Key,
    Link,
    document_of,
)
from pipeline.export.annotation.fields import INDICATOR, LABELS, Fields, chosen
from pipeline.export.gold import Judged, Sources, write_gold
from pipeline.records import Record
from pipeline.review.items import POSTS
from pipeline.review.settled import SettledDocument, SettledItem
from pipeline.review.store import read_settled

RIGHT = ("accepted", "changed", "added")
REJECTED = "rejected"
# What a post joins, by the roles of its evidence.
POST_LINKS = {"organization": IN, "date": SINCE}


def export_gold(db: Path, folder: Path, sources: Sources) -> int:
    """Write the gold of a file of decisions into a new folder; return the number of gold files.

    Raises UsageError where there is no such file, OutputError where it is no file of decisions and where the
    folder is not empty.
    """
    return write_gold(_judged(db), folder, sources)


def _judged(db: Path) -> Iterator[Judged]:
    for settled in read_settled(db):
        for record in settled.records:
            yield judge(settled, record)


def judge(settled: SettledDocument, record: Record) -> Judged:
    """Return what reviewers made of one of the records of a text."""
    desk = _Desk(document_of(record), read=bool(settled.read_by))
    for item in settled.items:
        if not item.key.startswith(f"{POSTS}:"):
            desk.add(item)
    for item in settled.items:
        if item.key.startswith(f"{POSTS}:"):
            desk.add_post(item)
    return desk.judged()


@dataclass(slots=True)
class _Desk:
    """The marks and links of one document as its settled items come in."""

    given: Document
    read: bool
    marks: dict[Key, Fields] = field(default_factory=dict)
    links: set[Link] = field(default_factory=set)
    rejected: list[tuple[Key, Fields]] = field(default_factory=list)
    doubtful: set[Key] = field(default_factory=set)

    def add(self, item: SettledItem) -> None:
        """Take a mention or a goal."""
        was = item.judged or item.found
        if item.state is None:
            self._add_open(item)
        elif item.decision == REJECTED:
            self._reject(item)
        else:
            key = Key(LABELS[item.state["layer"]], item.state["start"], item.state["end"])
            if was is not None and LABELS[was.layer] != key.label:
                self._reject(item)
            self._mark(key, item.state["fields"])

    def add_post(self, item: SettledItem) -> None:
        """Take a post: its links, and what it says of its position's body."""
        row = item.state["fields"] if item.state is not None else (item.found.fields if item.found else {})
        links = set(_post_links(row.get("evidence") or {}))
        if item.decision == REJECTED:
            # He does not hold it; in which body it is, and since when, the position tells by itself.
            self.links |= {link for link in links if link.kind != HOLDS}
            return
        self.links |= links
        found = item.found.fields.get("organization") if item.found else None
        position = next((link.tail for link in links if link.kind == HOLDS), None)
        if item.decision in RIGHT and position in self.marks and row.get("organization") != found:
            self.marks[position]["organization"] = row.get("organization")

    def judged(self) -> Judged:
        """Return the document; a link to what is not in gold neither gives a name nor takes one away.

        Of the record's own links only those of posts can be taken away by a decision: what a goal is linked
        to its fields say.
        """
        posts = [link for link in self.given.exported if link.kind in (HOLDS, *POST_LINKS.values())]
        kept, exported = (
            tuple(sorted(link for link in links if link.head in self.marks and link.tail in self.marks))
            for links in (self.links, posts)
        )
        document = replace(self.given, marks=dict(sorted(self.marks.items())), links=kept, exported=exported)
        return Judged(document, tuple(self.rejected), frozenset(self.doubtful), self.read)

    def _mark(self, key: Key, row: Mapping[str, Any]) -> None:
        self.marks[key] = chosen(key.label, row)
        indicator = row.get("indicator")
        if indicator is not None:
            measured = Key(INDICATOR, indicator["start"], indicator["end"])
            self.marks.setdefault(measured, {})
            self.links.add(Link(MEASURES, key, measured))
        if row.get("of") is not None:
            self.links.add(Link(OF, key, key_of(row["of"])))

    def _add_open(self, item: SettledItem) -> None:
        """Take an item without a last word: optional where the text was read, else not judged."""
        was = item.found or item.judged
        if self.read:
            key = key_of(item.key)
            self._mark(key, {} if was is None else was.fields)
            self.doubtful.add(key)

    def _reject(self, item: SettledItem) -> None:
        was = item.judged or item.found
        if was is not None:
            evidence = {"rule": was.rule, "confidence": was.confidence}
            self.rejected.append((Key(LABELS[was.layer], was.start, was.end), evidence))


def key_of(key: str) -> Key:
    """Return the mark that a reviewers' key names.

    >>> key_of("people:12-15")
    Key(label='PERSON', start=12, end=15)
    """
    layer, _, place = key.partition(":")
    start, _, end = place.partition("-")
    return Key(LABELS[layer], int(start), int(end))


def _post_links(evidence: Mapping[str, str | None]) -> Iterator[Link]:
    person, position = evidence.get("person"), evidence.get("position")
    if not person or not position:
        return
    yield Link(HOLDS, key_of(person), key_of(position))
    for role, kind in POST_LINKS.items():
        other = evidence.get(role)
        if other:
            yield Link(kind, key_of(position), key_of(other))
