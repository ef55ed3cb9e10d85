"""A database in a temporary file, for what may not fit in memory; it is gone at the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from pipeline.errors import OutputError

CACHE_KIB = 65_536


@contextmanager
def temporary_database(schema: str) -> Iterator[sqlite3.Connection]:
    """Give a connection to an empty database with the tables of `schema`; SQLite removes its file.

    Raises OutputError where there is no room for it.
    """
    try:
        with closing(sqlite3.connect("", isolation_level=None)) as connection:
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.executescript(f"PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; {schema}")
            yield connection
    except sqlite3.Error as error:
        remedy = "make room, or set SQLITE_TMPDIR to a folder that has some"
        raise OutputError(f"no temporary database: {error}", remedy=remedy) from error
