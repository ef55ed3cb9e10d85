"""Counting names of any number: exact, with the last ones in memory and the rest in a temporary database."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.temporary_database import temporary_database

REMEMBERED = 200_000
SCHEMA = """
CREATE TABLE tallies (what TEXT, name TEXT, n INTEGER, PRIMARY KEY (what, name)) WITHOUT ROWID;
"""
ADD = "INSERT INTO tallies VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n"
TOP = "SELECT name, n FROM tallies WHERE what = ? ORDER BY n DESC, name LIMIT ?"
COUNT = "SELECT n FROM tallies WHERE what = ? AND name = ?"


class Tally:
    """How often each name of each kind was counted. Use `open_tally`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._recent: Counter[tuple[str, str]] = Counter()

    def add(self, what: str, name: str, count: int = 1) -> None:
        """Count a name of the kind `what`."""
        self._recent[what, name] += count
        if len(self._recent) >= REMEMBERED:
            self._store()

    def top(self, what: str, limit: int) -> list[tuple[str, int]]:
        """Return the commonest names of a kind with their counts, names of one count in their own order."""
        self._store()
        return [(str(name), int(n)) for name, n in self._connection.execute(TOP, (what, limit))]

    def count(self, what: str, name: str) -> int:
        """Return how often a name was counted."""
        self._store()
        row = self._connection.execute(COUNT, (what, name)).fetchone()
        return int(row[0]) if row else 0

    def distinct(self, what: str) -> int:
        """Return how many names of a kind there are."""
        self._store()
        query = "SELECT count(*) FROM tallies WHERE what = ?"
        return int(self._connection.execute(query, (what,)).fetchone()[0])

    def _store(self) -> None:
        rows = ((what, name, n) for (what, name), n in sorted(self._recent.items()))
        self._connection.executemany(ADD, rows)
        self._recent.clear()


@contextmanager
def open_tally() -> Iterator[Tally]:
    """Give an empty tally; raises OutputError where there is no room for its temporary database."""
    with temporary_database(SCHEMA) as connection:
        yield Tally(connection)
