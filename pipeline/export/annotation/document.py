"""One record as annotators work on it: its text, marks with fields, and links between marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from pipeline.export.annotation.fields import INDICATOR, LABELS, Fields, chosen
from pipeline.export.annotation.places import Run, known_runs
from pipeline.records import Goal, Mention, Record

HOLDS, IN, SINCE, MEASURES, OWNED_BY, OF = "HOLDS", "IN", "SINCE", "MEASURES", "OWNED_BY", "OF"
# Which labels a link joins: from, to.
LINKS: Mapping[str, tuple[str, str]] = {
    HOLDS: ("PERSON", "POSITION"),
    IN: ("POSITION", "ORGANIZATION"),
    SINCE: ("POSITION", "DATE"),
    MEASURES: ("GOAL", INDICATOR),
    OWNED_BY: ("GOAL", "ORGANIZATION"),
    OF: ("GOAL", "GOAL"),
}
SECOND = "a second item at the same place of a layer"


class Key(NamedTuple):
    """What a mark is known by in every tool: its label and its place (code points, `end` exclusive)."""

    label: str
    start: int
    end: int


class Link(NamedTuple):
    """A link between two marks; `LINKS` lists the kinds."""

    kind: str
    head: Key
    tail: Key


@dataclass(frozen=True, slots=True)
class Document:
    """A record's text with its marks and links, in the order of the text.

    `exported` are the links that were given to the tool, so that what annotators took away can be told from
    what was never there. `runs` say where the text stands in the source.
    """

    id: str
    uri: str
    sha256: str
    source_start: int
    text: str
    runs: tuple[Run, ...]
    marks: Mapping[Key, Fields]
    links: tuple[Link, ...]
    exported: tuple[Link, ...]


def document_of(record: Record) -> Document:
    """Return the record as it is given to annotators."""
    marks = dict(sorted(_marks(record)))
    links = tuple(sorted(set(_links(record, marks))))
    source = record["source"]
    return Document(
        record["id"],
        source["uri"],
        source["sha256"],
        source["start"],
        record["text"],
        known_runs(record),
        marks,
        links,
        links,
    )


def dropped_of(record: Record, document: Document) -> Counter[str]:
    """Return what a document does not hold of its record: marks are known by their place."""
    layers = ("people", "positions", "organizations", "dates", "goals", "results")
    items = sum(len(record[layer]) for layer in layers)  # type: ignore[literal-required,misc]
    kept = sum(key.label != INDICATOR for key in document.marks)
    return Counter({SECOND: items - kept} if items > kept else {})


def key_of(label: str, mention: Mapping[str, Any]) -> Key:
    """Return the key of a mention of a record."""
    return Key(label, mention["start"], mention["end"])


def _marks(record: Record) -> Iterator[tuple[Key, Fields]]:
    found: dict[Key, Fields] = {}
    for label, mention, row in _items(record):
        found.setdefault(key_of(label, mention), chosen(label, row))
    return iter(found.items())


def _items(record: Record) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """Yield label, mention and all that is said of it."""
    for layer in ("people", "positions", "organizations", "dates"):
        for mention in cast("list[Mapping[str, Any]]", record[layer]):
            yield LABELS[layer], mention, mention
    for goal in (*record["goals"], *record["results"]):
        yield LABELS["goals"], goal["quantity"], {**goal["quantity"], **goal}
        if goal["indicator"] is not None:
            yield INDICATOR, goal["indicator"], goal["indicator"]


def _links(record: Record, marks: Mapping[Key, Fields]) -> Iterator[Link]:
    layers = ("people", "positions", "organizations", "dates")
    keys = {
        (layer, row["id"]): key_of(LABELS[layer], row)
        for layer in layers
        for row in cast("list[Mention]", record[layer])  # type: ignore[literal-required]
    }
    for post in record["posts"]:
        evidence = post["evidence"]
        position = keys["positions", evidence["position"]]
        yield Link(HOLDS, keys["people", evidence["person"]], position)
        if evidence["organization"] is not None:
            yield Link(IN, position, keys["organizations", evidence["organization"]])
        if evidence["date"] is not None:
            yield Link(SINCE, position, keys["dates", evidence["date"]])
    yield from _goal_links((*record["goals"], *record["results"]), marks)


def _goal_links(goals: Iterable[Goal], marks: Mapping[Key, Fields]) -> Iterator[Link]:
    keys = {goal["id"]: key_of(LABELS["goals"], goal["quantity"]) for goal in goals}
    for goal in goals:
        key = keys[goal["id"]]
        if goal["indicator"] is not None:
            yield Link(MEASURES, key, key_of(INDICATOR, goal["indicator"]))
        if goal["of"] is not None:
            yield Link(OF, key, keys[goal["of"]])
        owner = _mention_of(goal["owner"], key, marks)
        if owner is not None:
            yield Link(OWNED_BY, key, owner)


def _mention_of(owner: str | None, goal: Key, marks: Mapping[Key, Fields]) -> Key | None:
    """Return the mention of an owner that stands nearest to the goal, None where only his name is known."""
    named = [
        key
        for key, fields in marks.items()
        if owner is not None and key.label == "ORGANIZATION" and fields.get("name") == owner
    ]
    return min(named, key=lambda key: (abs(key.start - goal.start), key.start), default=None)
