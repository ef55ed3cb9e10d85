"""What a reviewer decides on: the items of a record, each with a key that stays the same from run to run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple, cast

from pipeline.records import Goal, Mention, Post, Record

MENTION_LAYERS = ("people", "positions", "organizations", "dates")
GOALS, POSTS = "goals", "posts"
LAYERS = (*MENTION_LAYERS, GOALS, POSTS)
# What stands for a whole document where an item's key is asked for.
DOCUMENT = "document"
# A post is worked out from its mentions; this component does it.
POST_RULE = "post_linker"
EVIDENCE_LAYERS = {
    "person": "people",
    "position": "positions",
    "organization": "organizations",
    "date": "dates",
}
QUANTITY_FIELDS = ("value", "value_max", "unit", "comparator")
GOAL_FIELDS = ("status", "action", "change", "deadline", "owner")


class Item(NamedTuple):
    """One item of a document.

    `key` names it: its layer and its place (``people:12-15``), for a post the places of its person and its
    position (``posts:12-15@8-11``). `start`/`end` count code points of the text, `end` exclusive. `fields` is
    all that the record says of it beside its place: see `docs/review.md`.
    """

    key: str
    layer: str
    start: int
    end: int
    text: str
    rule: str
    confidence: float
    fields: dict[str, Any]


def key_of(layer: str, start: int, end: int) -> str:
    """Return the key of a mention or a goal; a goal's place is that of its quantity."""
    return f"{layer}:{start}-{end}"


def post_key(person: str, position: str) -> str:
    """Return the key of the post that joins two mentions, which are named by their keys.

    >>> post_key("people:12-15", "positions:8-11")
    'posts:12-15@8-11'
    """
    return f"{POSTS}:{person.partition(':')[2]}@{position.partition(':')[2]}"


def items_of(record: Record) -> list[Item]:
    """Return the items of a record, layer by layer, each key once.

    Goals and results are one layer, told apart by the field `status`. A link to another item (`of`, the
    evidence of a post) is that item's key.
    """
    items: dict[str, Item] = {}
    for item in chain(_mentions(record), _goals(record), _posts(record)):
        items.setdefault(item.key, item)
    return list(items.values())


def _mentions(record: Record) -> Iterator[Item]:
    for layer in MENTION_LAYERS:
        for row in cast("list[Mention]", record[layer]):  # type: ignore[literal-required]
            yield _item(layer, row, {key: row[key] for key in row if key not in Mention.__annotations__})  # type: ignore[literal-required]


def _item(layer: str, row: Mention, fields: dict[str, Any]) -> Item:
    start, end = row["start"], row["end"]
    return Item(
        key_of(layer, start, end), layer, start, end, row["text"], row["rule"], row["confidence"], fields
    )


def _goals(record: Record) -> Iterator[Item]:
    goals = [*record["goals"], *record["results"]]
    keys = {goal["id"]: key_of(GOALS, goal["quantity"]["start"], goal["quantity"]["end"]) for goal in goals}
    for goal in goals:
        yield _item(GOALS, goal["quantity"], _goal_fields(goal, keys))


def _goal_fields(goal: Goal, keys: Mapping[str, str]) -> dict[str, Any]:
    indicator = goal["indicator"]
    place = None if indicator is None else {"start": indicator["start"], "end": indicator["end"]}
    quantity: Mapping[str, Any] = {name: goal["quantity"][name] for name in QUANTITY_FIELDS}  # type: ignore[literal-required]
    told: Mapping[str, Any] = {name: goal[name] for name in GOAL_FIELDS}  # type: ignore[literal-required]
    return {**told, **quantity, "indicator": place, "of": keys.get(goal["of"] or "")}


def _posts(record: Record) -> Iterator[Item]:
    known = {
        (layer, row["id"]): row
        for layer in MENTION_LAYERS
        for row in cast("list[Mention]", record[layer])  # type: ignore[literal-required]
    }
    for post in record["posts"]:
        yield _post(post, known, record["text"])


def _post(post: Post, known: Mapping[tuple[str, str], Mention], text: str) -> Item:
    evidence = post["evidence"]
    rows = {
        role: known.get((layer, evidence[role] or ""))  # type: ignore[literal-required]
        for role, layer in EVIDENCE_LAYERS.items()
    }
    keys = {
        role: None if row is None else key_of(EVIDENCE_LAYERS[role], row["start"], row["end"])
        for role, row in rows.items()
    }
    fields = {name: post[name] for name in Post.__annotations__ if name not in ("id", "evidence")}  # type: ignore[literal-required]
    start, end = evidence["start"], evidence["end"]
    # A link is as sure as the least sure of what it joins.
    confidence = min((row["confidence"] for row in rows.values() if row is not None), default=0.0)
    key = post_key(keys["person"] or "", keys["position"] or "")
    return Item(key, POSTS, start, end, text[start:end], POST_RULE, confidence, {**fields, "evidence": keys})
