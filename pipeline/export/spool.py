"""The spool: examples between the reading of the records and the writing of the splits.

A temporary database, so that memory stays small however many records there are. Its rows are Python's
``marshal`` of what has been checked: the quickest form, good for one process.
"""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, cast

from pipeline.export.fingerprints import Fingerprint
from pipeline.export.selection import LAYERS, rows_of
from pipeline.export.splits import DROPPED, NAMES, UNDATED, Text
from pipeline.records import Record
from pipeline.temporary_database import temporary_database
from pipeline.writers.jsonl import to_line

SCHEMA = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, text BLOB, key INTEGER, bands BLOB, record TEXT, source TEXT, place TEXT,
    published TEXT, split INTEGER
);
CREATE TABLE examples (
    id INTEGER PRIMARY KEY, document INTEGER, part INTEGER, items INTEGER, draw BLOB, body BLOB
);
"""
INDEXES = """
CREATE INDEX documents_by_text ON documents (text);
CREATE INDEX examples_by_document ON examples (document, part);
"""
DOUBLES = "SELECT text FROM documents GROUP BY text HAVING count(*) > 1"
COPIES = """
SELECT id, record, published, place, source,
    EXISTS (SELECT 1 FROM examples e WHERE e.document = d.id) FROM documents d WHERE text = ?
"""
MOVED = "UPDATE documents SET published = ?, place = ?, source = ? WHERE id = ?"
OTHERS = "DELETE FROM documents WHERE text = ? AND id != ?"
# Texts with a day come before those without.
TEXTS = """
SELECT d.id, d.text, d.key, d.source, d.place, d.published, d.bands FROM documents d
ORDER BY d.published IS NULL, d.published, d.text
"""
OF_SPLIT = "FROM examples e JOIN documents d ON d.id = e.document WHERE d.split = ?"
COUNT = f"SELECT count(*) {OF_SPLIT} AND e.items > 0"
CHOICE = f"""
SELECT id FROM (
    SELECT e.id, d.text, e.part {OF_SPLIT} AND e.items > 0
    UNION ALL
    SELECT * FROM (SELECT e.id, d.text, e.part {OF_SPLIT} AND e.items = 0
                   ORDER BY e.draw, d.text, e.part LIMIT ?)
) ORDER BY text, part
"""


class Document(NamedTuple):
    """A text in the spool with what its split may depend on; `place` is a division's code, else its name."""

    id: int
    text: bytes
    key: int
    source: str
    place: str
    published: str | None
    bands: bytes


class Copy(NamedTuple):
    """One of several records with the same text; `filled` if it has examples."""

    id: int
    record: str
    published: str | None
    place: str
    source: str
    filled: bool


class Spool:
    """Examples by document, in SQLite; see `open_spool`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, record: Record, found: Fingerprint, examples: Sequence[Record], *, seed: int) -> None:
        """Add a record's text and the examples that were made of it, none where it is not wanted."""
        place, uri = record["place"], record["source"]["uri"]
        where = "" if place is None else place["code"] or place["name"]
        row = (found.text, found.key, found.bands, record["id"], source_of(uri), where, record["published"])
        columns = "text, key, bands, record, source, place, published"
        insert = f"INSERT INTO documents ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        document = self._connection.execute(insert, row).lastrowid
        self._connection.executemany(
            "INSERT INTO examples (document, part, items, draw, body) VALUES (?, ?, ?, ?, ?)",
            (
                (
                    document,
                    part,
                    items_in(example),
                    _draw(found.text, part, seed),
                    marshal.dumps(cast(dict[str, Any], example)),
                )
                for part, example in enumerate(examples)
            ),
        )

    def drop_doubles(self) -> int:
        """Keep one record of each text, and return how many went.

        That is one with examples, of the earliest day, the smallest id, source and content. It gets day,
        place and source of the earliest of them all, so that what is selected does not change the splits.
        """
        self._connection.executescript(INDEXES)
        gone = 0
        for (text,) in self._connection.execute(DOUBLES).fetchall():
            copies = map(Copy._make, self._connection.execute(COPIES, (text,)))
            rows = sorted(copies, key=self._rank)
            chosen = next((row for row in rows if row.filled), rows[0])
            first = rows[0]
            self._connection.execute(MOVED, (first.published, first.place, first.source, chosen.id))
            self._connection.execute(OTHERS, (text, chosen.id))
            gone += len(rows) - 1
        return gone

    def documents(self) -> Iterator[Document]:
        """Yield the texts in the order in which they are placed: by day, then by hash."""
        return map(Document._make, self._connection.execute(TEXTS))

    def place(self, splits: Iterable[tuple[int, int]]) -> None:
        """Write down the split of each document, by its id."""
        self._connection.executemany("UPDATE documents SET split = ?2 WHERE id = ?1", splits)

    def count_texts(self) -> Counter[str]:
        """Return how many of the texts with examples are in each split, and how many were left out."""
        rows = self._connection.execute(
            "SELECT split, count(*) FROM documents d WHERE EXISTS "
            "(SELECT 1 FROM examples e WHERE e.document = d.id) GROUP BY split"
        )
        names = dict(enumerate(NAMES)) | {DROPPED: "dropped", UNDATED: "undated"}
        return Counter({names[split]: count for split, count in rows})

    def choose(self, split: int, negatives: float | None) -> array[int]:
        """Return the ids of a split's examples in the order of their texts' hashes.

        `negatives` is the share of examples without items among all of them, None takes all there are; the
        draw depends on the seed and the text alone.
        """
        limit = -1
        if negatives is not None:
            (positives,) = self._connection.execute(COUNT, (split,)).fetchone()
            limit = int(positives * negatives / (1 - negatives) + 1e-9)
        rows = self._connection.execute(CHOICE, (split, split, limit))
        return array("q", (ident for (ident,) in rows))

    def examples(self, ids: Sequence[int]) -> Iterator[Record]:
        """Yield the examples of these ids, in their order."""
        for ident in ids:
            yield self._body("id = ?", ident)[0]

    def splits_of_bands(self) -> Iterator[tuple[bytes, int]]:
        """Yield the bands and the split of each text of which something was written."""
        return self._connection.execute(
            "SELECT bands, split FROM documents d WHERE split >= 0 AND EXISTS "
            "(SELECT 1 FROM examples e WHERE e.document = d.id)"
        )

    def count_crossing(self, column: str) -> int:
        """Return how many places or sources have texts in two splits; 0 for other columns."""
        if column not in ("place", "source"):
            return 0
        crossing = f"SELECT 1 FROM documents WHERE split >= 0 AND {column} != '' GROUP BY {column}"
        query = f"SELECT count(*) FROM ({crossing} HAVING count(DISTINCT split) > 1)"
        return int(self._connection.execute(query).fetchone()[0])

    def _rank(self, copy: Copy) -> tuple[object, ...]:
        examples = self._body("document = ? ORDER BY part", copy.id)
        content = hashlib.sha256(b"".join(map(to_line, examples))).digest()
        return copy.published is None, copy.published or "", copy.record, copy.source, content

    def _body(self, where: str, value: int) -> list[Record]:
        rows = self._connection.execute(f"SELECT body FROM examples WHERE {where}", (value,)).fetchall()
        return [marshal.loads(body) for (body,) in rows]


@contextmanager
def open_spool() -> Iterator[Spool]:
    """Give a new spool, which is gone when the block ends; raises OutputError where there is no room."""
    with temporary_database(SCHEMA) as connection:
        yield Spool(connection)


def items_in(record: Record) -> int:
    """Return how many mentions, goals and results the record holds."""
    return sum(len(rows_of(record, layer)) for layer in LAYERS)


def _packed(example: Record) -> bytes:
    return marshal.dumps(cast(dict[str, Any], example))


def _draw(text: bytes, part: int, seed: int) -> bytes:
    return hashlib.blake2b(text + f"{seed}:{part}".encode(), digest_size=8).digest()


def as_text(document: Document, by: str) -> Text:
    """Return the document as the splitter sees it, with the key of the method."""
    keys = {"place": document.place, "source": document.source}
    key = keys.get(by) or str(document.key)
    return Text(document.text, key, document.published, document.bands)


def source_of(uri: str) -> str:
    """Return the source that an address belongs to: its host, else its file without the row in it.

    >>> source_of("reports.jsonl.gz#12"), source_of("https://www.qingchuan.example/a/1.html")
    ('reports.jsonl.gz', 'www.qingchuan.example')
    """
    scheme, found, rest = uri.partition("://")
    return rest.partition("/")[0] if found and scheme != "file" else uri.partition("#")[0]
