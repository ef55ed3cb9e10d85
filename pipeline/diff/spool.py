"""Both sets of records, put in order on disk, so that neither their size nor their order matters."""

from __future__ import annotations

import itertools
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import PurePosixPath
from typing import NamedTuple

from pipeline.diff.items import Item, items_of
from pipeline.records import Record
from pipeline.temporary_database import temporary_database

OLD, NEW = 0, 1
FASTEST = 1

SCHEMA = """
CREATE TABLE parts (name TEXT, sha256 TEXT, side INTEGER, start INTEGER, items BLOB);
"""
IN_ORDER = "SELECT name, sha256, side, items FROM parts ORDER BY name, sha256, side, start, rowid"


class Pair(NamedTuple):
    """The items of one source document in both sets; None where a set does not have the document.

    Where both sets say the very same of it, `new` is the list `old` itself.
    """

    document: str
    old: list[Item] | None
    new: list[Item] | None


class Spool:
    """Records of two sets, to be read back document by document. Use `open_spool`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, side: int, record: Record) -> None:
        """Add a record to the old or the new set.

        A document is known by the hash of its source and the name of its file, so the folder may differ, and
        articles that are cut in another way still meet.
        """
        source = record["source"]
        packed = zlib.compress(json.dumps(list(items_of(record)), ensure_ascii=False).encode(), FASTEST)
        row = (PurePosixPath(source["uri"]).name, source["sha256"], side, source["start"], packed)
        self._connection.execute("INSERT INTO parts VALUES (?, ?, ?, ?, ?)", row)

    def pairs(self) -> Iterator[Pair]:
        """Yield the documents in the order of their names; one document's items fit in memory."""
        with closing(self._connection.execute(IN_ORDER)) as rows:
            for (name, _), parts in itertools.groupby(rows, key=lambda row: row[:2]):
                sides: dict[int, list[bytes]] = {}
                for *_, side, packed in parts:
                    sides.setdefault(side, []).append(packed)
                old = _unpacked(sides.get(OLD))
                same = sides.get(OLD) == sides.get(NEW)
                yield Pair(name, old, old if same else _unpacked(sides.get(NEW)))


def _unpacked(parts: Iterable[bytes] | None) -> list[Item] | None:
    if parts is None:
        return None
    return [Item(*row) for packed in parts for row in json.loads(zlib.decompress(packed))]


@contextmanager
def open_spool() -> Iterator[Spool]:
    """Give an empty spool in a temporary database; raises OutputError where there is no room for it."""
    with temporary_database(SCHEMA) as connection:
        yield Spool(connection)
