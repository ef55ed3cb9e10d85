"""What to look at next: the loaded items by filters and in an order, worked out by SQLite."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from typing_extensions import TypedDict

from pipeline.review.queries import DESK, ORDERS, QUEUE, SUMS
from pipeline.review.store import Store
from pipeline.values.intervals import wilson

PAGE = 200
# Without a sample all items are asked for.
ALL = -1


class Filter(TypedDict):
    """What a reviewer asks for; an empty text asks for nothing.

    `layer`, `rule` (one of those that agreed), confidence between `low` and `high`, `source` (part of its
    address), published between the days `first` and `last`, `text` (part of the item's), one `document`.
    `sample` takes that many at random by `seed`, 0 takes all.
    """

    layer: str
    rule: str
    low: float
    high: float
    source: str
    first: str
    last: str
    text: str
    document: str
    state: Literal["all", "open", "done", "stale"]
    order: Literal["text", "confidence", "doubt", "random"]
    seed: str
    sample: int
    offset: int


DEFAULTS: Filter = {
    "layer": "",
    "rule": "",
    "low": 0.0,
    "high": 1.0,
    "source": "",
    "first": "",
    "last": "",
    "text": "",
    "document": "",
    "state": "open",
    "order": "doubt",
    "seed": "1",
    "sample": 0,
    "offset": 0,
}


class Queue(NamedTuple):
    """A page of the queue.

    Of the `total` items that pass the filters `decided` are done, and `right` of those were accepted just as
    they were found. `interval` holds the bounds of the share of right ones at 95 %, None before the first
    decision; it is honest only where the items were drawn at random.
    """

    items: Sequence[dict[str, Any]]
    total: int
    decided: int
    right: int
    interval: tuple[float, float] | None


def prepare(connection: sqlite3.Connection) -> None:
    """Add to a connection what the queue needs: tables of this session, the shuffling."""
    connection.create_function("shuffled", 3, _shuffled, deterministic=True)
    for statement in DESK:
        connection.execute(statement)


def ask(store: Store, wanted: Filter, *, reviewer: str) -> Queue:
    """Return the items that pass the filters, `PAGE` at most from `offset`, and counts of all of them."""
    values = {**wanted, "reviewer": reviewer, "limit": PAGE, "sample": wanted["sample"] or ALL}
    order = ORDERS["random" if wanted["sample"] else wanted["order"]]
    rows = store.rows(QUEUE.format(drawn=ORDERS["random"], state=wanted["state"], order=order), values)
    total, decided, right = store.rows(SUMS.format(drawn=ORDERS["random"]), values)[0]
    items = [{**dict(row), "doubts": json.loads(row["doubts"])} for row in rows]
    return Queue(items, total, decided or 0, right or 0, wilson(right or 0, decided or 0))


def _shuffled(seed: str, document: str, key: str) -> bytes:
    """Return a number that depends on nothing but its arguments: the same seed draws the same sample."""
    return hashlib.blake2b(f"{seed}\n{document}\n{key}".encode(), digest_size=8).digest()
