"""The file of decisions: one SQLite database in WAL mode, its tables, and how it is opened."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError, UsageError

VERSION = 1
BUSY_SECONDS = 10.0
REMEDY = "name another file with --db"

# What the pipeline found (documents, records, items) is replaced by each new run; `decisions` only grows, and
# its triggers see to that. `slot` is whose word a decision is: a reviewer's own, or that of whoever settles.
# `latest` is the newest decision in each slot.
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE records (
    document TEXT NOT NULL REFERENCES documents, id TEXT NOT NULL, uri TEXT NOT NULL,
    title TEXT, published TEXT, kind TEXT NOT NULL, heading TEXT NOT NULL, json BLOB NOT NULL,
    PRIMARY KEY (document, id)
);
CREATE TABLE items (
    document TEXT NOT NULL REFERENCES documents, key TEXT NOT NULL, layer TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, rule TEXT NOT NULL,
    confidence REAL NOT NULL, fields TEXT NOT NULL, doubts TEXT NOT NULL, doubt INTEGER NOT NULL,
    PRIMARY KEY (document, key)
) WITHOUT ROWID;
CREATE INDEX items_by_text ON items (layer, text, rule);
CREATE TABLE decisions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
    item TEXT NOT NULL, layer TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    rule TEXT NOT NULL, action TEXT NOT NULL, state TEXT, was TEXT, reviewer TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('reviewer', 'settler')), time TEXT NOT NULL,
    seen TEXT, undoes TEXT, batch TEXT,
    slot TEXT NOT NULL GENERATED ALWAYS AS (CASE role WHEN 'settler' THEN '' ELSE reviewer END)
);
CREATE INDEX decisions_by_item ON decisions (document, item, slot);
CREATE TABLE latest (
    document TEXT NOT NULL, item TEXT NOT NULL, slot TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (document, item, slot)
) WITHOUT ROWID;
CREATE TRIGGER decisions_are_counted AFTER INSERT ON decisions BEGIN
    INSERT INTO latest VALUES (new.document, new.item, new.slot, new.seq)
    ON CONFLICT DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decisions BEGIN
    SELECT RAISE(ABORT, 'decisions are never deleted');
END;
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN
    SELECT RAISE(ABORT, 'decisions are never changed');
END;
"""


def connect(path: Path) -> sqlite3.Connection:
    """Open the file of decisions, made if need be; several processes may have it open.

    With `synchronous = FULL` a decision that was confirmed outlives the end of the process and of the
    machine. Raises OutputError where it cannot be made, or is no file of decisions of this version.
    """
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        return _prepared(path)


def connect_existing(path: Path) -> sqlite3.Connection:
    """Open the file of decisions to read it; raises UsageError where there is none."""
    if not path.is_file():
        raise UsageError(
            "there is no such file of decisions", place=path, remedy="give what `mubiao review` wrote"
        )
    return connect(path)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn a refusal of SQLite or of the file system into an error that names the file."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise OutputError(f"the decisions cannot be kept: {error}", place=path, remedy=REMEDY) from error


def _prepared(path: Path) -> sqlite3.Connection:
    # The server's threads take turns at the one connection.
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        _bring_up(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up(connection: sqlite3.Connection) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        return
    if version or connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise sqlite3.DatabaseError(f"it is no file of decisions of version {VERSION}")
    for statement in _statements(SCHEMA):
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('id', ?)", (uuid.uuid4().hex,))
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one: `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
