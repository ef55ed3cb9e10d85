"""Decisions: what a reviewer said of an item, appended and never changed; who saw what when he said it."""

from __future__ import annotations

import datetime
import json
import sqlite3
from typing import Any, Literal, NamedTuple, NotRequired

from typing_extensions import TypedDict

from pipeline.review.items import POSTS, Item, key_of, post_key

Verdict = Literal["accepted", "rejected", "read"]
Role = Literal["reviewer", "settler"]
Told = Literal["accept", "reject", "borders", "label", "edit", "add", "link", "read"]
Action = Literal[Told, "undo", "redo", "settle", "carry"]

LAST = """
SELECT d.* FROM latest l JOIN decisions d ON d.seq = l.seq
WHERE l.document = ? AND l.item = ? AND l.slot = ?
"""
BEFORE = """
SELECT state FROM decisions WHERE document = ? AND item = ? AND slot = ? AND seq < ?
ORDER BY seq DESC LIMIT 1
"""
COLUMNS = (
    *("id", "document", "item", "layer", "start", "end", "rule", "action", "state", "was"),
    *("reviewer", "role", "time", "seen", "undoes", "batch"),
)
NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
INSERT = f"INSERT INTO decisions ({NAMES}) VALUES ({', '.join('?' * len(COLUMNS))})"

NOT_THERE = -1


class State(TypedDict):
    """What an item is by a decision: right or wrong, and if right in which layer, where, with which fields.

    For a whole document the verdict is ``read``, its layer empty and its range that of the text.
    """

    verdict: Verdict
    layer: str
    start: int
    end: int
    fields: dict[str, Any]


class Proposal(TypedDict):
    """A decision as a page sends it.

    `id` is made by the page, so that what is sent twice counts once. `seen` is the id of the decision that
    the page showed for this item, null for none: if another one stands there by now, it is a conflict.
    `undoes` names the decision whose effect is taken back; `state` is then worked out here. `batch` joins
    what was decided in one stroke.
    """

    id: str
    document: str
    item: str
    action: Action
    seen: str | None
    state: State | None
    undoes: NotRequired[str | None]
    batch: NotRequired[str | None]
    role: NotRequired[Role]


class Decision(NamedTuple):
    """A decision as it is kept; `state` None means that the item is open again.

    `layer`, `start`, `end`, `rule` and `was` tell of the item as the pipeline had found it (`was` None: it
    had not); `time` is UTC, ISO 8601.
    """

    seq: int
    id: str
    document: str
    item: str
    layer: str
    start: int
    end: int
    rule: str
    action: Action
    state: State | None
    was: Item | None
    reviewer: str
    role: Role
    time: str
    seen: str | None
    undoes: str | None
    batch: str | None


class Conflict(NamedTuple):
    """A decision that was not kept, since another stands where the page saw none or an older one."""

    proposal: Proposal
    standing: Decision | None


class Refusal(NamedTuple):
    """A decision that was not kept, since something in it is wrong."""

    reason: str


def state_key(state: State) -> str:
    """Return the key of the item that a state describes."""
    if state["layer"] == POSTS:
        evidence = state["fields"].get("evidence") or {}
        return post_key(evidence.get("person") or "", evidence.get("position") or "")
    return key_of(state["layer"], state["start"], state["end"])


def decision_of(row: sqlite3.Row) -> Decision:
    """Return the decision in a row of the table."""
    values = {name: row[name] for name in COLUMNS}
    values["state"] = None if row["state"] is None else json.loads(row["state"])
    values["was"] = None if row["was"] is None else Item(**json.loads(row["was"]))
    return Decision(row["seq"], **values)


def append(
    connection: sqlite3.Connection, proposal: Proposal, *, reviewer: str, was: Item | None
) -> Decision | Conflict:
    """Append a decision inside the open transaction, or return the conflict that forbids it.

    `was` is the item as the pipeline has it now. What was appended already (the same `id`) is returned as it
    stands.
    """
    known = connection.execute("SELECT * FROM decisions WHERE id = ?", (proposal["id"],)).fetchone()
    if known is not None:
        return decision_of(known)
    role = proposal.get("role", "reviewer")
    place = (proposal["document"], proposal["item"], "" if role == "settler" else reviewer)
    row = connection.execute(LAST, place).fetchone()
    standing = None if row is None else decision_of(row)
    undone = _undone(connection, proposal, place)
    if (None if standing is None else standing.id) != proposal["seen"] or undone == NOT_THERE:
        return Conflict(proposal, standing)
    state = proposal["state"] if undone is None else _state_before(connection, place, undone)
    was = was or (standing.was if standing else None)
    kept = (*_place(was, state or (standing.state if standing else None)), proposal["action"], _json(state))
    judged = None if was is None else _json(was._asdict())
    links = (proposal["seen"], proposal.get("undoes"), proposal.get("batch"))
    values = (proposal["id"], *place[:2], *kept, judged, reviewer, role, _now(), *links)
    return _insert(connection, values)


def _insert(connection: sqlite3.Connection, values: tuple[object, ...]) -> Decision:
    seq = connection.execute(INSERT, values).lastrowid
    return decision_of(connection.execute("SELECT * FROM decisions WHERE seq = ?", (seq,)).fetchone())


def _undone(connection: sqlite3.Connection, proposal: Proposal, place: tuple[str, str, str]) -> int | None:
    """Return the number of the decision that is taken back, `NOT_THERE` where there is no such one."""
    ident = proposal.get("undoes")
    if ident is None:
        return None
    query = "SELECT seq FROM decisions WHERE id = ? AND document = ? AND item = ? AND slot = ?"
    found = connection.execute(query, (ident, *place)).fetchone()
    return NOT_THERE if found is None else int(found[0])


def _state_before(connection: sqlite3.Connection, place: tuple[str, str, str], seq: int) -> State | None:
    row = connection.execute(BEFORE, (*place, seq)).fetchone()
    state: State | None = None if row is None or row[0] is None else json.loads(row[0])
    return state


def _place(was: Item | None, state: State | None) -> tuple[str, int, int, str]:
    """Return layer, start, end and rule as the pipeline had them, else as the reviewer has them."""
    if was is not None:
        return was.layer, was.start, was.end, was.rule
    if state is not None:
        return state["layer"], state["start"], state["end"], ""
    return "", 0, 0, ""


def to_json(value: object) -> str:
    """Return plain data as it is kept: what is equal is written alike, so that SQL can compare it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _json(value: object) -> str | None:
    return None if value is None else to_json(value)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
