"""What two runs are compared by: the mentions, goals, posts and articles of records as items of one form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from pipeline.records import Goal, Mention, Post, Record

CONTEXT = 12
MENTION_LAYERS = ("people", "positions", "organizations", "dates")
LAYERS = ("articles", *MENTION_LAYERS, "posts", "goals")
# What a mention is by its place, and what a run counts anew.
PLACE = frozenset(("id", "text", "start", "end", "source_start", "source_end", "confidence", "rule"))
ARTICLE_FIELDS = ("kind", "title", "published", "published_basis", "place")
POST_FIELDS = ("person", "organization", "level", "status", "time")
GOAL_FIELDS = ("action", "change", "deadline", "owner")


class Item(NamedTuple):
    """One item, by its place in the source (code points, `end` exclusive).

    `fields` holds what is said of it, as plain JSON; `left` and `right` are the characters beside it.
    `rule` and `confidence` are empty and 1 for what has none of its own (posts, articles).
    """

    layer: str
    start: int
    end: int
    text: str
    rule: str
    confidence: float
    fields: dict[str, Any]
    left: str
    right: str


def items_of(record: Record) -> Iterator[Item]:
    """Yield the items of a record: the article itself, its mentions, its posts, its goals and results."""
    yield _article(record)
    for layer in MENTION_LAYERS:
        for mention in cast("list[Mention]", record[layer]):  # type: ignore[literal-required]
            yield _item(record, layer, mention, _fields(dict(mention)))
    positions = {position["id"]: position for position in record["positions"]}
    for post in record["posts"]:
        yield _post(record, post, positions[post["evidence"]["position"]])
    statements = [*record["goals"], *record["results"]]
    quantities = {goal["id"]: goal["quantity"] for goal in statements}
    for goal in statements:
        yield _item(record, "goals", goal["quantity"], _goal_fields(goal, quantities))


def _article(record: Record) -> Item:
    source, text = record["source"], record["text"]
    fields = {**_chosen(record, ARTICLE_FIELDS), "characters": len(text)}
    start = " ".join(text[:40].split())
    return Item("articles", source["start"], source["end"], start, "", 1.0, fields, "", "")


def _item(record: Record, layer: str, mention: Mention, fields: dict[str, Any]) -> Item:
    start, end, text = mention["start"], mention["end"], record["text"]
    return Item(
        layer,
        mention["source_start"],
        mention["source_end"],
        mention["text"],
        mention["rule"],
        mention["confidence"],
        fields,
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
    )


def _post(record: Record, post: Post, position: Mention) -> Item:
    item = _item(record, "posts", position, _chosen(post, POST_FIELDS))
    return item._replace(rule="", confidence=1.0, text=f"{post['person']} · {item.text}")


def _goal_fields(goal: Goal, quantities: dict[str, Any]) -> dict[str, Any]:
    indicator, whole = goal["indicator"], goal["of"]
    return {
        "status": goal["status"],
        **_fields(dict(goal["quantity"])),
        "indicator": None if indicator is None else _placed(indicator),
        "of": None if whole is None else _placed(quantities[whole]),
        **_chosen(goal, GOAL_FIELDS),
    }


def _fields(mention: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in mention.items() if name not in PLACE}


def _chosen(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _placed(mention: Mention) -> str:
    """Return a mention with its place: the same words elsewhere are another one."""
    return f"{mention['text']} @{mention['source_start']}"
