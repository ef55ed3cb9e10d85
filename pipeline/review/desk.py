"""The desk: the documents of one session, and what the page may ask and say, as plain data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.errors import RowError
from pipeline.record_files import RecordLine
from pipeline.records import Record
from pipeline.review.agreement import Verdicts, agreements, verdicts_of
from pipeline.review.checks import check_state
from pipeline.review.decisions import (
    Conflict,
    Decision,
    Proposal,
    Refusal,
    decision_of,
    state_key,
    to_json,
)
from pipeline.review.forms import form_of
from pipeline.review.gold import Beside, lay_beside
from pipeline.review.items import DOCUMENT, LAYERS, Item
from pipeline.review.queries import DOCUMENTS, DOUBTS, FIRST, HISTORY, RULES, SAME, SEVERAL, SINCE
from pipeline.review.queue import Filter, ask, prepare
from pipeline.review.settled import settler_of, staleness
from pipeline.review.store import Outcome, Store, document_of
from pipeline.review.table import to_csv

# How much an item weighs in the queue whose gold says otherwise.
GOLD_WEIGHTS = {"false": 5, "differs": 5}
HISTORY_LENGTH = 1000
CHANGES = 500
DOCUMENT_PAGE = 500
CONTEXT = 16

Gold = Mapping[str, Mapping[str, Any]]


class Desk:
    """What the page of one reviewer works on."""

    def __init__(self, store: Store, *, reviewer: str, gold: Gold | None = None) -> None:
        self.store, self.reviewer, self._gold = store, reviewer, gold or {}
        self._beside: dict[str, Beside] = {}
        with store.writing() as connection:
            prepare(connection)

    def load(self, lines: Iterable[RecordLine]) -> int:
        """Take the records of this session, one at a time; return how many documents they are."""
        documents = self.store.add_records(self._laid_beside(line.record for line in lines))
        with self.store.writing() as connection:
            rows = [(document, ordinal) for ordinal, document in enumerate(documents)]
            connection.executemany("INSERT OR IGNORE INTO loaded VALUES (?, ?)", rows)
            connection.executemany("INSERT INTO gold_items VALUES (?,?,?,?,?,?,?,?,?)", self._gold_items())
            connection.executemany("INSERT INTO gold_marks VALUES (?, ?, ?, ?)", self._gold_marks())
        return len(documents)

    def _laid_beside(self, records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            document, layers = document_of(record["text"]), self._gold.get(record["source"]["sha256"])
            if layers is not None and document not in self._beside:
                self._beside[document] = lay_beside(record, layers)
            yield record

    def session(self) -> dict[str, Any]:
        """Return what a page needs to begin: who reviews, forms of the layers, rules, how far he is."""
        rules = [dict(row) for row in self.store.rows(RULES)]
        forms = {layer: [field._asdict() for field in form_of(layer)] for layer in LAYERS}
        return {
            **{"reviewer": self.reviewer, "database": self.store.id, "forms": forms, "rules": rules},
            **{"gold": bool(self._gold), "cursor": self._cursor(), "first": self._first()},
        }

    def documents(self, *, source: str, text: str, offset: int) -> list[dict[str, Any]]:
        """Return documents with how far the reviewer is, `DOCUMENT_PAGE` at most from `offset`."""
        values = {"reviewer": self.reviewer, "source": source, "text": text, "offset": offset}
        return [dict(row) for row in self.store.rows(DOCUMENTS, {**values, "limit": DOCUMENT_PAGE})]

    def queue(self, wanted: Filter) -> dict[str, Any]:
        """Return the items that pass the filters."""
        return ask(self.store, wanted, reviewer=self.reviewer)._asdict()

    def document(self, document: str) -> dict[str, Any] | None:
        """Return a text with its items and what was said of them, None if it is not on the desk."""
        if not self.holds(document):
            return None
        beside = self._beside.get(document, Beside())
        items = {item.key: item for item in (*self.store.items(document), *beside.missing)}
        doubts = {row[0]: json.loads(row[1]) for row in self.store.rows(DOUBTS, (document,))}
        latest = self.store.latest(document)
        said = {key: self._said(items.get(key), decisions) for key, decisions in _by_item(latest).items()}
        return {
            **{"sha256": document, "text": self.store.text(document), "said": said},
            "cursor": self._cursor(),
            "items": [
                {**item._asdict(), "doubts": doubts.get(item.key, []), "gold": beside.marks.get(item.key)}
                for item in items.values()
            ],
            "records": self.store.headings(document),
        }

    def decide(self, proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
        """Keep decisions; return for each what became of it: kept, in conflict, or refused and why."""
        outcomes = self.store.append(proposals, reviewer=self.reviewer, check=self._fault)
        return [_outcome(outcome) for outcome in outcomes]

    def same(self, document: str, item: str) -> list[dict[str, Any]]:
        """Return the other undecided items with the same words by the same rule."""
        found = self.store.item(document, item)
        if found is None or not self.holds(document):
            return []
        values = {"layer": found.layer, "text": found.text, "rule": found.rule}
        rows = self.store.rows(
            SAME, {**values, "document": document, "item": item, "reviewer": self.reviewer}
        )
        return [{**dict(row), "fields": json.loads(row["fields"])} for row in rows]

    def history(self, before: int) -> list[dict[str, Any]]:
        """Return the reviewer's newest decisions before number `before`, the oldest of them first."""
        rows = self.store.rows(HISTORY, (self.reviewer, before, HISTORY_LENGTH))
        return [_row(decision_of(row)) for row in reversed(rows)]

    def changes(self, since: int) -> list[dict[str, Any]]:
        """Return the decisions behind number `since`, of all reviewers and windows."""
        return [_row(decision_of(row)) for row in self.store.rows(SINCE, (since, CHANGES))]

    def agreement(self) -> list[dict[str, Any]]:
        """Return how far every two reviewers agree, layer by layer."""
        rows = agreements(self._verdicts())
        return [{**row._asdict(), "spans": {**row.spans._asdict(), "f1": row.spans.f1}} for row in rows]

    def differences(self) -> list[dict[str, Any]]:
        """Return the items on which reviewers differ, with their words in context, settled or not."""
        return [self._difference(row) for row in self._verdicts() if row.differ]

    def csv(self) -> bytes:
        """Return all decisions on the documents of the desk as a table."""
        return to_csv(decision_of(row) for row in self.store.rows(SINCE, (0, -1)))

    def holds(self, document: str) -> bool:
        """Return whether a document is on the desk."""
        return bool(self.store.rows("SELECT 1 FROM loaded WHERE document = ?", (document,)))

    def _first(self) -> str | None:
        """Return the first article that is not read yet, else the first document."""
        rows = self.store.rows(FIRST, {"reviewer": self.reviewer})
        return rows[0][0] if rows else None

    def _cursor(self) -> int:
        """Return the number of the newest decision."""
        return int(self.store.rows("SELECT coalesce(max(seq), 0) FROM decisions")[0][0])

    def _gold_items(self) -> Iterator[tuple[object, ...]]:
        for document, beside in self._beside.items():
            for item in beside.missing:
                yield (document, *item[:-1], to_json(item.fields))

    def _gold_marks(self) -> Iterator[tuple[object, ...]]:
        for document, beside in self._beside.items():
            for key, mark in beside.marks.items():
                yield document, key, mark, GOLD_WEIGHTS.get(mark, 0)

    def _fault(self, proposal: Proposal) -> str | None:
        """Return what is wrong with a proposal, None if it is sound."""
        document, state = proposal["document"], proposal["state"]
        if not self.holds(document):
            return "this document is not on the desk (open the page anew)"
        if proposal.get("undoes") is not None:
            return None
        if state is None or proposal["item"] == DOCUMENT or state["verdict"] == "read":
            return _document_fault(proposal)
        try:
            check_state(self.store.text(document), state, lambda key: self._standing(document, key))
        except RowError as error:
            return f"{error.reason} ({error.remedy})"
        return self._place_fault(proposal, state_key(state))

    def _place_fault(self, proposal: Proposal, key: str) -> str | None:
        known = self._known(proposal["document"], proposal["item"])
        if known is None and key != proposal["item"]:
            return f"there is no item {proposal['item']!r:.60} (open the document anew)"
        if key != proposal["item"] and self._known(proposal["document"], key) is not None:
            return f"there is an item {key!r:.60} already (decide on that one)"
        return None

    def _known(self, document: str, key: str) -> Item | None:
        """Return an item that the pipeline, gold or a reviewer has found."""
        beside = self._beside.get(document, Beside())
        missing = next((item for item in beside.missing if item.key == key), None)
        found = self.store.item(document, key) or missing
        return found or self.store.stated(document, key, reviewer=self.reviewer)

    def _standing(self, document: str, key: str) -> Item | None:
        """Return an item as it was put right, else as it was found."""
        stated = self.store.stated(document, key, reviewer=self.reviewer)
        return stated or self._known(document, key)

    def _said(self, found: Item | None, decisions: Sequence[Decision]) -> dict[str, Any]:
        own = [decision for decision in decisions if decision.role == "reviewer"]
        mine = next((decision for decision in own if decision.reviewer == self.reviewer), None)
        return {
            "mine": _plain(mine),
            "others": [_plain(other) for other in own if other is not mine and other.state is not None],
            "settled": _plain(settler_of(decisions)),
            "stale": None if mine is None else staleness(mine.state, found, mine.was),
        }

    def _verdicts(self) -> list[Verdicts]:
        documents = [row[0] for row in self.store.rows(SEVERAL)]
        return [
            row
            for document in documents
            for row in verdicts_of(document, self.store.items(document), self.store.latest(document))
        ]

    def _difference(self, row: Verdicts) -> dict[str, Any]:
        text = self.store.text(row.document)
        place = row.found or next(state for state in row.states.values() if state["layer"])
        start, end = (place.start, place.end) if isinstance(place, Item) else (place["start"], place["end"])
        return {
            **{"document": row.document, "key": row.key, "layer": row.layer, "start": start, "end": end},
            **{"before": text[max(0, start - CONTEXT) : start], "text": text[start:end]},
            **{"after": text[end : end + CONTEXT], "states": dict(row.states)},
            **{"settled": _plain(row.settled), "seen": row.seen},
        }


def _by_item(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    by_item: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_item.setdefault(decision.item, []).append(decision)
    return by_item


def _document_fault(proposal: Proposal) -> str | None:
    """Return what is wrong with what is said of a whole document, or with a decision that says nothing."""
    state = proposal["state"]
    sound = state is not None and proposal["item"] == DOCUMENT and state["verdict"] == "read"
    return None if sound else "it says neither what an item is nor that a text was read"


def _outcome(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Refusal):
        return {"status": "refused", "error": outcome.reason}
    if isinstance(outcome, Conflict):
        return {"status": "conflict", "standing": _plain(outcome.standing)}
    return {"status": "kept", "decision": _plain(outcome)}


def _plain(decision: Decision | None) -> dict[str, Any] | None:
    return None if decision is None else _row(decision)


def _row(decision: Decision) -> dict[str, Any]:
    return {**decision._asdict(), "was": None if decision.was is None else decision.was._asdict()}
