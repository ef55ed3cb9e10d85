"""``mubiao explain RECORDS ID MENTION``: find the mention and say why it is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from pipeline.errors import RowError, UsageError
from pipeline.explain.words import describe, find
from pipeline.record_files import lines_of, list_record_files
from pipeline.records import Record

# The id stands near the beginning of its line.
HEAD = 200


def explain(records: Path, ident: str, mention: str) -> Iterator[str]:
    """Yield the lines that explain a mention, post or goal of the record `ident`.

    `mention` is its id (p1, t2, o3, h1, g4) or its text; all that have this text are explained. Raises
    UsageError for a file, a record or a mention that is not there, RowError for a line that is no record.
    """
    record = _record(records, ident)
    found = find(record, mention)
    if not found:
        remedy = "give an id (p1, t2, o3, d1, h1, g1) or the text of a mention"
        raise UsageError(f"the record {ident} has no mention {mention!r}", place=records, remedy=remedy)
    for number, (kind, item) in enumerate(found):
        if number:
            yield ""
        yield from describe(record, kind, item)


def _record(path: Path, ident: str) -> Record:
    sought = json.dumps(ident, ensure_ascii=False).encode()
    for file in list_record_files([path]):
        for number, line in enumerate(lines_of(file), 1):
            # Most lines are passed over unread: their id stands at their beginning.
            if sought in line[: len(sought) + HEAD]:
                record = _parse(line, file, number)
                if record["id"] == ident:
                    return record
    raise UsageError(
        f"there is no record {ident}", place=path, remedy="the ids of records stand in its lines"
    )


def _parse(line: bytes, path: Path, number: int) -> Record:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise RowError(f"no JSON: {error}", place=path, line=number) from error
    if "posts" not in record:
        raise RowError("a record without 'posts'", place=path, line=number, remedy="run `mubiao run` again")
    return cast(Record, record)
