from __future__ import annotations

from datetime import date

import pytest

from pipeline.resources import resource
from pipeline.rows import read_rows
from pipeline.values.festivals import Festival, festival_day

ROWS = read_rows(resource("seeds/festivals.jsonl"), Festival)
FESTIVALS = {row.id: row for row in ROWS}


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("春节", 2020, date(2020, 1, 25)),
        ("春节", 2033, date(2033, 1, 31)),
        ("中秋节", 2023, date(2023, 9, 29)),
        ("端午", 2025, date(2025, 5, 31)),
        ("清明节", 2024, date(2024, 4, 4)),
        ("清明", 2023, date(2023, 4, 5)),
        ("国庆节", 2023, date(2023, 10, 1)),
        ("“五一“", 2019, date(2019, 5, 1)),
        ("除夕", 2024, date(2024, 2, 9)),
    ],
)
def test_festival_day(name: str, year: int, day: date) -> None:
    assert festival_day(name, year, FESTIVALS) == day


def test_what_no_row_tells_has_no_day() -> None:
    assert festival_day("春节", 1066, FESTIVALS) is None
    assert festival_day("啤酒节", 2020, FESTIVALS) is None
    assert festival_day("春节", 2020, {}) is None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_festival_has_a_day_or_a_day_for_each_year(row: Festival) -> None:
    assert bool(row.day) != bool(row.days)
    years = [date.fromisoformat(day).year for day in row.days]
    assert years == list(range(years[0], years[-1] + 1)) if years else date.fromisoformat(f"2020-{row.day}")


def test_lunar_festivals_keep_their_distances() -> None:
    """除夕 is the eve of 春节, and 元宵 its fifteenth day."""
    for eve, new_year, lanterns in zip(
        *(FESTIVALS[name].days for name in ("除夕", "春节", "元宵")), strict=True
    ):
        day = date.fromisoformat(new_year).toordinal()
        assert date.fromisoformat(eve).toordinal() == day - 1
        assert date.fromisoformat(lanterns).toordinal() == day + 14
