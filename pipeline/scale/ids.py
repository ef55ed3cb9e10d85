"""The ids of all documents so far: on disk once they are many, so that memory stays flat."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


class Ids:
    """Which document has an id: the first that came with it, by its address."""

    def __init__(self) -> None:
        # SQLite's own temporary file: it is made when the cache is full and is gone when this is.
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("CREATE TABLE ids (id TEXT PRIMARY KEY, uri TEXT) WITHOUT ROWID")

    def add(self, rows: Iterable[tuple[str, str]]) -> None:
        """Take documents as they were taken before: id and address."""
        self._connection.executemany("INSERT OR IGNORE INTO ids VALUES (?, ?)", rows)

    def owner(self, ident: str, uri: str) -> str:
        """Return the address of the document that has the id: this one, where no other has it yet."""
        self._connection.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (ident, uri))
        row = self._connection.execute("SELECT uri FROM ids WHERE id = ?", (ident,)).fetchone()
        return str(row[0])

    def __del__(self) -> None:
        self._connection.close()
