"""The tables that are worked out from the store: people, organizations, posts, conflicts; plain rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from pipeline.entities import queries
from pipeline.entities.identity import UNLISTED
from pipeline.entities.store import Row, Store
from pipeline.knowledge.divisions import division_name

Table = Iterator[dict[str, Any]]


def people(store: Store) -> Table:
    """Yield the people by their ids: home, days between which records show them, number of records."""
    for person, name, home, first, last, records in store.rows(queries.PEOPLE):
        place, code = _place(home)
        yield {
            "id": person,
            "name": name,
            "place": place,
            "code": code,
            "first_date": first,
            "last_date": last,
            "record_count": records,
        }


def organizations(store: Store) -> Table:
    """Yield the bodies by their ids, described as most records do, with all that they are called."""
    variants = groupby(store.rows(queries.VARIANTS), key=itemgetter(0))
    for (ident, first, last, records), (_, described) in zip(
        store.rows(queries.BODIES), variants, strict=True
    ):
        rows = list(described)
        yield {
            "id": ident,
            **_description(rows),
            "aliases": sorted({form for row in rows for form in (row[1], row[7])}),
            "first_date": first,
            "last_date": last,
            "record_count": records,
        }


def posts(store: Store) -> Table:
    """Yield who held which office in which body: the days between which records say so, and those records."""
    for (person, name, office, body, status), group in groupby(
        store.rows(queries.POSTS), key=itemgetter(0, 1, 2, 3, 4)
    ):
        rows = list(group)
        days = [row[6] for row in rows if row[6]]
        yield {
            "person": person,
            "name": name,
            "office": office,
            "organization": body or None,
            "level": _commonest(row[7] for row in rows) or None,
            "status": status,
            "first_date": min(days, default=None),
            "last_date": max(days, default=None),
            "start_date": min(filter(None, (row[8] for row in rows)), default=None),
            "end_date": max(filter(None, (row[9] for row in rows)), default=None),
            "records": list(dict.fromkeys(row[5] for row in rows)),
        }


def conflicts(store: Store) -> Table:
    """Yield each two people whom records show on one day in one office that one alone can hold."""
    for office, body, start, end, *holders in store.rows(queries.CONFLICTS):
        yield {
            "office": office,
            "organization": body,
            "start_date": start,
            "end_date": end,
            "holders": [
                {"person": person, "first_date": first, "last_date": last}
                for person, first, last in (holders[:3], holders[3:])
            ],
        }


TABLES = {"people": people, "organizations": organizations, "posts": posts, "conflicts": conflicts}


def _place(home: str) -> tuple[str | None, str | None]:
    if home.isdecimal():
        return division_name(home), home
    return (home[1:] if home.startswith(UNLISTED) else None), None


def _description(rows: list[Row]) -> dict[str, str | None]:
    """Return what most records say of a body, column by column."""
    columns = ("name", "canonical", "kind", "place", "code", "parent")
    return {
        column: _commonest_weighted((row[n], row[8]) for row in rows) or None
        for n, column in enumerate(columns, 1)
    }


def _commonest_weighted(values: Iterable[tuple[str, int]]) -> str:
    counts: Counter[str] = Counter()
    for value, count in values:
        counts[value] += count
    return min(counts, key=lambda value: (-counts[value], value))


def _commonest(values: Iterable[str]) -> str:
    return _commonest_weighted((value, 1) for value in values)
