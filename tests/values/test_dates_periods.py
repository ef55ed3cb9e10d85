from __future__ import annotations

from datetime import date

import pytest

from pipeline.values.dates_context import Context
from pipeline.values.dates_periods import duration, era, plan, recurrence

Groups = dict[str, str | None]


@pytest.mark.parametrize(
    ("groups", "value"),
    [
        ({"n": "三", "unit": "年"}, "P3Y"),
        ({"n": "10", "unit": "天"}, "P10D"),
        ({"n": "1.5", "unit": "年"}, "P1.5Y"),
        ({"n": "一", "unit": "天", "hf": "半"}, "P1.5D"),
        ({"n": "半", "unit": "年"}, "P6M"),
        ({"n": "半", "unit": "月"}, "P0.5M"),
        ({"n": "半", "unit": "世纪"}, "P50Y"),
        ({"n": "两", "unit": "世纪"}, "P200Y"),
        ({"n": "3", "n2": "5", "unit": "年"}, "P3Y/P5Y"),
        ({"n": "两三", "unit": "年"}, "P2Y"),
        ({"n": "十几", "unit": "年"}, "P10Y"),
        ({"n": "几", "unit": "年"}, "PXY"),
        ({"n": "数十", "unit": "年"}, "PXY"),
        ({"n": "千百", "unit": "年"}, "PXY"),
        ({"n": "两", "unit": "季度"}, "P2Q"),
        ({"n": "三", "unit": "星期"}, "P3W"),
        ({"n": "5", "unit": "工作日"}, "P5D"),
    ],
)
def test_duration(groups: Groups, value: str) -> None:
    assert duration(groups) == value


@pytest.mark.parametrize(
    ("groups", "value"),
    [
        ({"unit": "月"}, "P1M"),
        ({"unit": "年", "n": "两"}, "P2Y"),
        ({}, "P1D"),
        ({"unit": "年", "m": "3", "d": "22"}, "XXXX-03-22"),
        ({"unit": "年", "m": "3"}, "XXXX-03"),
        ({"unit": "月", "d": "15"}, "XXXX-XX-15"),
        ({"unit": "周", "wd": "天"}, "XXXX-WXX-7"),
        ({"unit": "周", "wd": "末"}, "XXXX-WXX-WE"),
        ({"wd": "一", "wd2": "五", "h": "9"}, "XXXX-WXX-1T09:00/XXXX-WXX-5T09:00"),
        ({"part": "晚"}, "XXXX-XX-XXTEV"),
    ],
)
def test_recurrence(groups: Groups, value: str) -> None:
    assert recurrence(groups) == value


@pytest.mark.parametrize(
    ("groups", "value"),
    [
        ({"plan": "十四五"}, "2021/2025"),
        ({"plan": "十五"}, "2001/2005"),
        ({"plan": "一五"}, "1953/1957"),
        ({"planno": "十三"}, "2016/2020"),
        ({"plan": "十三五", "edge": "末"}, "2020"),
        ({"plan": "十三五", "edge": "初"}, "2016"),
        ({"plan": "十四五", "nf": "两"}, "2021/2022"),
        ({"plan": "十四五", "nl": "三"}, "2023/2025"),
    ],
)
def test_plan(groups: Groups, value: str) -> None:
    assert plan(groups, Context()).value == value


@pytest.mark.parametrize(
    ("groups", "value", "last"),
    [
        ({"century": "上", "decade": "90"}, "199", date(1999, 12, 31)),
        ({"decade": "八十"}, "198", date(1989, 12, 31)),
        ({"decade": "20"}, "202", date(2029, 12, 31)),
        ({"decade": "2010"}, "201", date(2019, 12, 31)),
        ({"century": "二十", "decade": "五十", "edge": "末"}, "195", date(1959, 12, 31)),
        ({"century": "本", "edge": "中叶"}, "20", None),
        ({"century": "19", "edge": "末"}, "18", date(1899, 12, 31)),
    ],
)
def test_era(groups: Groups, value: str, last: date | None) -> None:
    period = era(groups, Context())
    assert (period.value, period.last) == (value, last)


def test_this_century_is_the_article_s() -> None:
    assert era({"century": "本", "decade": "30"}, Context(year=1998)).value == "193"
