"""A store and a desk with one small record."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.record_files import RecordLine
from pipeline.review.decisions import Proposal, State
from pipeline.review.desk import Desk
from pipeline.review.items import Item
from pipeline.review.store import Store, document_of, open_store
from tests.review.texts import TEXT, record

Propose = Callable[..., Proposal]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "review.sqlite") as store:
        yield store


@pytest.fixture
def desk(store: Store) -> Desk:
    desk = Desk(store, reviewer="林一")
    desk.load([RecordLine(record(), Path("a.jsonl"), 1)])
    return desk


def state_of(item: Item, verdict: str = "accepted", **changes: Any) -> State:
    """Return the state that leaves an item as it is, but for the changes."""
    state: Any = {"verdict": verdict, "layer": item.layer, "start": item.start, "end": item.end}
    return {**state, "fields": item.fields, **changes}


def propose(item: str, state: State | None, *, seen: str | None = None, **more: Any) -> Proposal:
    """Return a decision on an item of `TEXT`."""
    proposal: Any = {"id": uuid.uuid4().hex, "document": document_of(TEXT), "item": item, "action": "accept"}
    return {**proposal, "seen": seen, "state": state, **more}
