"""The store of decisions. To read what has been settled (for gold, for figures) use `read_settled`:

    for document in read_settled(Path("review.sqlite")):
        for item in document.items:
            item.decision, item.state, item.found, document.read_by

`SettledDocument` and `SettledItem` in `pipeline.review.settled` say what each field means.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pipeline.records import Record
from pipeline.review.carrying import carry_over
from pipeline.review.database import connect, connect_existing, told
from pipeline.review.decisions import Conflict, Decision, Proposal, Refusal, append, decision_of, to_json
from pipeline.review.doubts import doubts_of, weight
from pipeline.review.items import Item, items_of
from pipeline.review.settled import SettledDocument, settle

LATEST = """
SELECT d.* FROM latest l JOIN decisions d ON d.seq = l.seq WHERE l.document = ? ORDER BY d.seq
"""
STATED = """
SELECT d.* FROM latest l JOIN decisions d ON d.seq = l.seq
WHERE l.document = ? AND l.item = ? AND d.state IS NOT NULL ORDER BY l.slot <> ?, l.seq
"""
HEADING = ("id", "kind", "title", "published", "published_basis", "place", "warnings")
ITEM_COLUMNS = 'key, layer, start, "end", text, rule, confidence, fields'
INSERT_DOCUMENT = """
INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest
"""
INSERT_RECORD = "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_ITEM = "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


Outcome = Decision | Conflict | Refusal
Check = Callable[[Proposal], str | None]


def _sound(_proposal: Proposal) -> None:
    """Find nothing wrong with a decision."""


def read_settled(path: Path) -> Iterator[SettledDocument]:
    """Yield every document of a file of decisions with what has been settled, in the order of its hashes.

    Raises UsageError where there is no such file, OutputError where it is no file of decisions.
    """
    with told(path), closing(connect_existing(path)) as connection:
        store = Store(connection, path)
        for document in store.documents():
            items, readers = settle(store.items(document), store.latest(document))
            yield SettledDocument(
                document, store.text(document), tuple(store.records(document)), tuple(items), readers
            )


@contextmanager
def open_store(path: Path) -> Iterator[Store]:
    """Open the file of decisions to add to it, made if need be; raises OutputError where it cannot be."""
    with closing(connect(path)) as connection:
        yield Store(connection, path)


class Store:
    """Texts, their items and all decisions on them; threads may share it. Use `open_store`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path
        self._lock = threading.RLock()

    @property
    def id(self) -> str:
        """What tells this file of decisions from any other."""
        return str(self.rows("SELECT value FROM meta WHERE name = 'id'")[0][0])

    def rows(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        with told(self._path), self._lock:
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a transaction, which counts only if the block ends without an error."""
        with told(self._path), self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    def add_records(self, records: Iterable[Record]) -> list[str]:
        """Take the records of a run; return their documents, each once.

        What an earlier run had found in the same text is replaced, and the decisions on it are carried over.
        Of two records with one text the first gives the items.
        """
        seen: dict[str, None] = {}
        with self.writing() as connection:
            for record in records:
                document = document_of(record["text"])
                _add_record(connection, document, record, first=document not in seen)
                seen[document] = None
        return list(seen)

    def append(self, proposals: Iterable[Proposal], *, reviewer: str, check: Check = _sound) -> list[Outcome]:
        """Append decisions in one transaction; what conflicts with another or is unsound is left out.

        `check` returns what is wrong with a decision or None; it may build on those before it.
        """
        with self.writing() as connection:
            return [self._append(connection, proposal, reviewer, check(proposal)) for proposal in proposals]

    def _append(
        self, connection: sqlite3.Connection, proposal: Proposal, reviewer: str, fault: str | None
    ) -> Outcome:
        if fault is not None:
            return Refusal(fault)
        was = self.item(proposal["document"], proposal["item"])
        return append(connection, proposal, reviewer=reviewer, was=was)

    def documents(self) -> list[str]:
        """Return the hashes of all texts, sorted."""
        return [row[0] for row in self.rows("SELECT sha256 FROM documents ORDER BY sha256")]

    def text(self, document: str) -> str:
        """Return the text of a document that is there."""
        return str(self.rows("SELECT text FROM documents WHERE sha256 = ?", (document,))[0][0])

    def records(self, document: str) -> list[Record]:
        """Return the records of the newest run that have this text."""
        rows = self.rows("SELECT json FROM records WHERE document = ? ORDER BY id", (document,))
        return [json.loads(zlib.decompress(row[0])) for row in rows]

    def headings(self, document: str) -> list[dict[str, Any]]:
        """Return what stands above the text in each record that has it: title, day, place, address."""
        rows = self.rows("SELECT heading FROM records WHERE document = ? ORDER BY id", (document,))
        return [json.loads(row[0]) for row in rows]

    def items(self, document: str) -> list[Item]:
        """Return what the newest run found in a text."""
        query = f'SELECT {ITEM_COLUMNS} FROM items WHERE document = ? ORDER BY start, "end", key'
        return [_item_of(row) for row in self.rows(query, (document,))]

    def item(self, document: str, key: str) -> Item | None:
        """Return one item, or None if the newest run has not found it."""
        query = f"SELECT {ITEM_COLUMNS} FROM items WHERE document = ? AND key = ?"
        rows = self.rows(query, (document, key))
        return _item_of(rows[0]) if rows else None

    def stated(self, document: str, key: str, *, reviewer: str) -> Item | None:
        """Return an item as the reviewer, else another one, lets it stand; None if nobody does."""
        rows = [decision_of(row) for row in self.rows(STATED, (document, key, reviewer))]
        state = next((row.state for row in rows if row.state is not None), None)
        if state is None or state["verdict"] != "accepted":
            return None
        start, end = state["start"], state["end"]
        words = self.text(document)[start:end]
        return Item(key, state["layer"], start, end, words, "", 1.0, state["fields"])

    def latest(self, document: str) -> list[Decision]:
        """Return the newest decision of each reviewer, and of the settlers, on each item of a document."""
        return [decision_of(row) for row in self.rows(LATEST, (document,))]


def document_of(text: str) -> str:
    """Return the hash by which decisions know a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _add_record(connection: sqlite3.Connection, document: str, record: Record, *, first: bool) -> None:
    line = to_json(record)
    if first:
        connection.execute("DELETE FROM records WHERE document = ?", (document,))
        digest = hashlib.sha256(line.encode()).hexdigest()
        known = connection.execute("SELECT digest FROM documents WHERE sha256 = ?", (document,)).fetchone()
        connection.execute(INSERT_DOCUMENT, (document, record["text"], digest))
        if known is None or known[0] != digest:
            _replace_items(connection, document, record)
    heading = {**{name: record[name] for name in HEADING}, "uri": record["source"]["uri"]}  # type: ignore[literal-required]
    told = (heading[name] for name in ("id", "uri", "title", "published", "kind"))
    connection.execute(INSERT_RECORD, (document, *told, to_json(heading), zlib.compress(line.encode())))


def _replace_items(connection: sqlite3.Connection, document: str, record: Record) -> None:
    connection.execute("DELETE FROM items WHERE document = ?", (document,))
    items = items_of(record)
    doubts = doubts_of(record["text"], items)
    connection.executemany(
        INSERT_ITEM,
        (
            (
                *(document, *item[:-1], to_json(item.fields)),
                *(to_json(doubts.get(item.key, [])), weight(doubts.get(item.key, []))),
            )
            for item in items
        ),
    )
    carry_over(connection, document, {item.key: item for item in items})


def _item_of(row: sqlite3.Row) -> Item:
    return Item(**{**dict(row), "fields": json.loads(row["fields"])})
