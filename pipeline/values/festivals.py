"""Festivals: on which day of a year they fall. The days are data (seeds/festivals.jsonl)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Festival:
    """A row of seeds/festivals.jsonl: the name without 节, and its `day` (10-01) or its `days` by year."""

    id: str
    day: str = ""
    days: tuple[str, ...] = ()


Festivals = Mapping[str, Festival]


def festival_day(name: str, year: int, festivals: Festivals) -> date | None:
    """Return the day of a festival (国庆节, “五一”) in a year, None where no row tells it."""
    bare = name.strip("“")
    row = festivals.get(bare) or festivals.get(bare.removesuffix("节"))
    if row is None:
        return None
    if row.day:
        return date.fromisoformat(f"{year:04d}-{row.day}")
    return next((date.fromisoformat(day) for day in row.days if day.startswith(f"{year:04d}-")), None)
