"""The store of sightings: one SQLite file beside the tables, so that a later batch extends the earlier ones.

Sightings are kept as each record gave them and the tables are worked out from all of them, so neither the
order of the records nor their batches matter. Memory is bounded by SQLite's page cache.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pipeline.entities import queries
from pipeline.entities.identity import Appearance, identify, person_id
from pipeline.entities.offices import is_sole
from pipeline.entities.sightings import BodySighting, Sightings
from pipeline.errors import OutputError

FILE_NAME = "entities.sqlite"
VERSION = 1
CACHE_KIB = 65_536
REMEMBERED = 200_000
DIGEST_BYTES = 16

Row = tuple[Any, ...]


class Store:
    """The sightings of all records added so far. Use `open_store`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._keys: dict[Row, int] = {}

    def add(self, seen: Sightings, line: bytes) -> bool:
        """Add what one record says, unless it is there already; return whether it was added.

        Of two records that have one id but differ the one with the greater digest of its `line` stands, which
        does not depend on their order.
        """
        digest = hashlib.blake2b(line, digest_size=DIGEST_BYTES).digest()
        known = self._connection.execute(queries.FIND_RECORD, (seen.record,)).fetchone()
        if known is not None:
            if known[1] >= digest:
                return False
            for query in queries.REMOVE_RECORD:
                self._connection.execute(query, known[:1])
        row = (seen.record, digest, seen.day or "")
        self._add_rows(self._connection.execute(queries.INSERT_RECORD, row).lastrowid, seen)
        return True

    def rows(self, query: str) -> Iterator[Row]:
        """Yield the rows of a query, streaming."""
        with closing(self._connection.execute(query)) as cursor:
            yield from cursor

    def count(self) -> int:
        """Return the number of records."""
        return int(self._connection.execute("SELECT count(*) FROM records").fetchone()[0])

    def resolve(self) -> None:
        """Decide which appearances are one person, and when each held his posts."""
        for query in queries.FORGET_PEOPLE:
            self._connection.execute(query)
        self._connection.executemany(queries.INSERT_PERSON, self._people())
        self._connection.execute(queries.INSERT_TENURES)

    def _people(self) -> Iterator[Row]:
        """Yield (appearance, person, name, home), name by name: one name's appearances fit in memory."""
        name, keys = "", dict[Appearance, int]()
        for key, current, media, strong, weak in self.rows(queries.APPEARANCES):
            if current != name:
                yield from _identified(name, keys)
                name, keys = current, {}
            keys[Appearance(bool(media), tuple(json.loads(strong)), weak)] = key
        yield from _identified(name, keys)

    def _add_rows(self, key: int | None, seen: Sightings) -> None:
        insert = self._connection.executemany
        insert(queries.INSERT_BODY_SIGHTING, [(key, self._variant(body)) for body in seen.bodies])
        appearances = {name: self._appearance(name, found) for name, found in seen.people.items()}
        insert(queries.INSERT_PERSON_SIGHTING, [(key, appearance) for appearance in appearances.values()])
        posts = ((key, appearances[post.person], *_filled(post[1:])) for post in seen.posts)
        insert(queries.INSERT_POST_SIGHTING, posts)

    def _variant(self, body: BodySighting) -> int:
        return self._key(_filled(body), queries.FIND_VARIANT, queries.INSERT_VARIANT)

    def _appearance(self, name: str, appearance: Appearance) -> int:
        strong = json.dumps(appearance.strong, ensure_ascii=False)
        row = (name, int(appearance.media), strong, appearance.weak)
        return self._key(row, queries.FIND_APPEARANCE, queries.INSERT_APPEARANCE)

    def _key(self, row: Row, find: str, insert: str) -> int:
        """Return the key of a row that stands once in its table; the last ones asked for are remembered."""
        key = self._keys.get(row)
        if key is None:
            found = self._connection.execute(find, row).fetchone()
            key = int(found[0]) if found else self._connection.execute(insert, row).lastrowid or 0
            if len(self._keys) >= REMEMBERED:
                self._keys.clear()
            self._keys[row] = key
        return key


def _identified(name: str, keys: dict[Appearance, int]) -> Iterator[Row]:
    for appearance, home in identify(keys).items():
        yield keys[appearance], person_id(name, home, appearance.media), name, home


def _filled(row: Row) -> Row:
    """Return a row with empty strings for what is missing."""
    return tuple("" if value is None else value for value in row)


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    """Open a folder's store, made if need be; what is added counts only if the block ends without an error.

    Raises OutputError where the folder cannot be written to, or holds what is no store of this version.
    """
    path = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(_connect(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield Store(connection)
            connection.execute("COMMIT")
    except (sqlite3.Error, FileExistsError, NotADirectoryError, PermissionError) as error:
        remedy = "give another folder with -o, or remove this file"
        raise OutputError(
            f"the store of entities cannot be used: {error}", place=path, remedy=remedy
        ) from error


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.create_function("is_sole", 1, _sole, deterministic=True)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        connection.executescript(f"BEGIN;{queries.SCHEMA}PRAGMA user_version = {VERSION};COMMIT;")
    elif version != VERSION:
        connection.close()
        raise sqlite3.DatabaseError(f"it is of version {version}, not {VERSION}")
    return connection


_sole: Callable[[str], int] = is_sole
