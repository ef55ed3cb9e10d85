"""Days of publication in the forms in which metadata write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.published import parse_day, read_published

READABLE = [
    "2022-09-14",
    "2022-9-14",
    "2022/9/14",
    "2022/09/14 08:30",
    "2022.09.14",
    "20220914",
    "20220914083000",
    "2022年9月14日",
    "2022年09月14日 10:30",
    "2022年9月14号",
    "2022 年 9 月 14 日 星期三",
    " 2022-09-14\n",
    "2022-09-14T08:30:00",
    "2022-09-14T23:59:59Z",
    "2022-09-14T23:59:59.123456+08:00",
    "2022-09-14 00:10:00 +0800",
    "14 Sep 2022",
    "14 September 2022",
    "Sep 14, 2022",
    "September 14th, 2022",
    "Wed, 14 Sep 2022 08:30:00 GMT",
    "Wed Sep 14 08:30:00 2022",
    "14/9/2022",
    "9/14/2022",
]
UNREADABLE = [
    "",
    "  ",
    "2022",
    "2022-09",
    "2022年9月",
    "2022-13-40",
    "2022年2月30日",
    "3/4/2022",  # the third of April or the fourth of March
    "yesterday",
    "近日",
    "昨天",
    "9月14日",
    "no date",
    "2022-09-1400",
]


@pytest.mark.parametrize("value", READABLE)
def test_readable(value: str) -> None:
    assert parse_day(value) == "2022-09-14"


@pytest.mark.parametrize("value", UNREADABLE)
def test_unreadable(value: str) -> None:
    assert parse_day(value) is None


@given(
    st.dates(min_value=datetime.date(1000, 1, 1)),
    st.sampled_from(["{:%Y-%m-%d}", "{:%Y/%m/%d}", "{:%Y%m%d}"]),
)
def test_every_day_comes_back(day: datetime.date, form: str) -> None:
    assert parse_day(form.format(day)) == day.isoformat()


@given(st.text(max_size=20))
def test_anything_else_is_a_day_or_none(value: str) -> None:
    day = parse_day(value)
    assert day is None or datetime.date.fromisoformat(day)


def test_a_missing_value_is_no_fault() -> None:
    assert read_published(None, place="m.jsonl", line=1, warn=pytest.fail) is None


@pytest.mark.parametrize("value", ["近日", 20220914, ["2022-09-14"], "x" * 1000])
def test_an_unreadable_value_is_warned_of_with_its_place(value: object) -> None:
    warnings: list[str] = []
    assert read_published(value, place="m.jsonl", line=7, warn=warnings.append) is None
    (warning,) = warnings
    assert warning.startswith("m.jsonl:7: ")
    assert repr(value)[:20] in warning
    assert "write it as 2022-09-14" in warning
    assert len(warning) < 200
