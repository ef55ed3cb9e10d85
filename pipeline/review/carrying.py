"""A new run of the pipeline: decisions go with their items, also to where a reviewer had put them."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Mapping

from pipeline.review.decisions import Decision, Proposal, append, decision_of, state_key
from pipeline.review.items import DOCUMENT, Item

LATEST = "SELECT d.* FROM latest l JOIN decisions d ON d.seq = l.seq WHERE l.document = ? ORDER BY d.seq"


def carry_over(connection: sqlite3.Connection, document: str, items: Mapping[str, Item]) -> None:
    """Move the decisions on items that are gone to the items that now stand where the reviewer had put them.

    A decision on an item that is still there needs nothing: it is known by text, layer and place. The moves
    are decisions too (`carry`), appended in the name of the reviewer.
    """
    latest = [decision_of(row) for row in connection.execute(LATEST, (document,)).fetchall()]
    decided = {(decision.item, decision.role, decision.reviewer) for decision in latest}
    for decision in latest:
        state = decision.state
        if state is None or state["verdict"] != "accepted" or decision.item in (*items, DOCUMENT):
            continue
        key = state_key(state)
        if key in items and (key, decision.role, decision.reviewer) not in decided:
            _move(connection, decision, items[key])


def _move(connection: sqlite3.Connection, decision: Decision, item: Item) -> None:
    batch = uuid.uuid4().hex
    for key, seen, state, was in (
        (decision.item, decision.id, None, None),
        (item.key, None, decision.state, item),
    ):
        proposal: Proposal = {
            "id": uuid.uuid4().hex,
            "document": decision.document,
            "item": key,
            "action": "carry",
            "seen": seen,
            "state": state,
            "batch": batch,
            "role": decision.role,
        }
        append(connection, proposal, reviewer=decision.reviewer, was=was)
