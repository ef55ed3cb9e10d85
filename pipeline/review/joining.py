"""Bringing together what reviewers decided on several machines: each has a file of decisions of his own."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UsageError
from pipeline.review.database import connect_existing
from pipeline.review.decisions import COLUMNS, NAMES
from pipeline.review.store import Store

REMEDY = "reviewers need names of their own: see --reviewer"
OTHERS = f"SELECT {NAMES} FROM decisions WHERE role = 'reviewer' ORDER BY seq"
KNOWN = "SELECT id FROM decisions"
INSERT = f"INSERT INTO decisions ({NAMES}) VALUES ({', '.join('?' * len(COLUMNS))})"


def join(store: Store, path: Path, *, reviewer: str) -> int:
    """Take over the decisions of other reviewers from their file; return how many were new.

    What was settled there is left: that is to be done where all decisions are. Raises UsageError where there
    is no such file, and for new decisions there by `reviewer` himself, who would stand against himself.
    """
    connection = connect_existing(path)
    try:
        rows = [tuple(row) for row in connection.execute(OTHERS)]
    finally:
        connection.close()
    known = {row[0] for row in store.rows(KNOWN)}
    new = [row for row in rows if row[0] not in known]
    if any(row[COLUMNS.index("reviewer")] == reviewer for row in new):
        raise UsageError(f"it holds decisions by {reviewer!r} too", place=path, remedy=REMEDY)
    with store.writing() as writing:
        writing.executemany(INSERT, new)
    return len(new)
