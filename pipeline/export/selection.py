"""What of the records is exported: which records, and which of their items."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from typing import Any, cast

from pipeline.errors import UsageError
from pipeline.export.reviewed import Decisions, TextDecisions
from pipeline.records import Goal, Mention, Post, Record

MENTIONS = ("people", "positions", "organizations", "dates")
STATEMENTS = ("goals", "results")
LAYERS = (*MENTIONS, *STATEMENTS)
# How the pipeline joins the rules that agreed on a mention.
JOINED = "+"


@dataclass(frozen=True, slots=True)
class Selection:
    """The wanted records, by day and source, and the wanted items, by layer and how sure they are.

    `layers` None is all; `agreed` takes what two rules or more found. By `decisions` the items that reviewers
    refused are out; `reviewed` takes only those that they accepted. `since` and `until` are days (ISO 8601,
    inclusive), by which records without a day are out; `sources` are globs, of which a record's source must
    match one.
    """

    layers: Sequence[str] | None = None
    min_confidence: float = 0.0
    agreed: bool = False
    decisions: Decisions | None = None
    reviewed: bool = False
    since: str | None = None
    until: str | None = None
    sources: Sequence[str] = ()

    @property
    def recipe(self) -> dict[str, Any]:
        """The selection as plain data."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        return row | {"decisions": self.decisions is not None}

    def takes(self, record: Record) -> bool:
        """Return whether the record's day and source are wanted."""
        day, uri = record["published"], record["source"]["uri"]
        if self.since is not None and (day is None or day < self.since):
            return False
        if self.until is not None and (day is None or day > self.until):
            return False
        return not self.sources or any(fnmatchcase(uri, glob) for glob in self.sources)

    def choose(self, record: Record) -> Record:
        """Return the record with the wanted items only, see `keep_items`; itself where all are wanted."""
        if self.layers is None and not (self.min_confidence or self.agreed or self.decisions):
            return record
        decisions = None if self.decisions is None else self.decisions.on(record)
        return keep_items(record, lambda layer, item: self._wants(layer, item, decisions))

    def asks_for(self, layer: str) -> bool:
        """Return whether the layer is wanted."""
        return self.layers is None or layer in self.layers

    def gaps_of(self, record: Record, chosen: Record) -> list[tuple[int, int]]:
        """Return where items of wanted layers were not taken though nobody refused them: not sure enough."""
        decisions = None if self.decisions is None else self.decisions.on(record)
        taken = {(layer, item["id"]) for layer, item in items_of(chosen)}
        return [
            (item["start"], item["end"])
            for layer, item in items_of(record)
            if self.asks_for(layer)
            and (layer, item["id"]) not in taken
            and not (decisions and decisions.refuses(layer, item))
        ]

    def proves_absence(self, record: Record) -> bool:
        """Return whether a passage of the record without items may be taken for a negative example.

        Where only reviewed items count, somebody must have read the text in full.
        """
        return not self.reviewed or (self.decisions is not None and self.decisions.on(record).complete)

    def _wants(self, layer: str, item: Mention, decisions: TextDecisions | None) -> bool:
        if not self.asks_for(layer):
            return False
        if item["confidence"] < self.min_confidence or (self.agreed and JOINED not in item["rule"]):
            return False
        if decisions is None or decisions.accepts(layer, item):
            return True
        return not self.reviewed and not decisions.refuses(layer, item)


def parse_layers(text: str) -> tuple[str, ...]:
    """Return the layers in a list like ``people,dates``; raises UsageError for one that is not known."""
    layers = tuple(name.strip() for name in text.split(","))
    for name in layers:
        if name not in LAYERS:
            raise UsageError(f"there is no layer {name!r}", remedy=f"known: {', '.join(LAYERS)}")
    return layers


def items_of(record: Record) -> Iterator[tuple[str, Mention]]:
    """Yield the record's items with their layers; of a goal or result its quantity."""
    for layer in MENTIONS:
        for item in rows_of(record, layer):
            yield layer, item
    for layer in STATEMENTS:
        for goal in rows_of(record, layer):
            yield layer, goal["quantity"]


def keep_items(record: Record, wanted: Callable[[str, Mention], bool]) -> Record:
    """Return a copy of the record with the items that are wanted, by their layer.

    A goal or result goes by its quantity. With a mention go the posts that rest on it, with a statement the
    `of` that names it; what an item says of itself (its holders, its body, its owner) stays.
    """
    kept = cast(dict[str, Any], record.copy())
    for layer in MENTIONS:
        kept[layer] = [item for item in kept[layer] if wanted(layer, item)]
    for layer in STATEMENTS:
        kept[layer] = [goal for goal in kept[layer] if wanted(layer, goal["quantity"])]
    return without_loose_ends(cast(Record, kept))


def without_loose_ends(record: Record) -> Record:
    """Take out, in place, the posts and the `of` that name what is no longer there."""
    ids = {item["id"] for layer in MENTIONS for item in rows_of(record, layer)}
    statements = {goal["id"] for goal in (*record["goals"], *record["results"])}
    record["posts"] = [post for post in record["posts"] if _evidence(post) <= ids]
    record["goals"] = [_with_known_whole(goal, statements) for goal in record["goals"]]
    record["results"] = [_with_known_whole(goal, statements) for goal in record["results"]]
    return record


def rows_of(record: Record, field: str) -> list[Any]:
    """Return a list of the record by its name."""
    rows: list[Any] = cast(dict[str, Any], record)[field]
    return rows


def _evidence(post: Post) -> set[str]:
    """Return the ids of the mentions that state a post."""
    evidence = post["evidence"]
    roles = (evidence["person"], evidence["position"], evidence["organization"], evidence["date"])
    return {ident for ident in roles if ident is not None}


def _with_known_whole(goal: Goal, statements: set[str]) -> Goal:
    return goal if goal["of"] is None or goal["of"] in statements else goal | {"of": None}
