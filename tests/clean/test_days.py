from __future__ import annotations

from datetime import date

import pytest

from pipeline.clean.columns import text_in_columns
from pipeline.clean.days import MonthDay, dateline_day, text_day, written_day
from pipeline.clean.layout import LineKind, kinds_of
from pipeline.clean.lines import read_lines
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.unwrap import unwrap


def paragraphs_of(source: str) -> list[Paragraph]:
    lines = list(read_lines(source))
    return unwrap(lines, text_in_columns(lines, kinds_of(lines)))


@pytest.mark.parametrize(
    ("line", "kind", "day"),
    [
        ("2021年8月5日 星期四", LineKind.MASTHEAD, date(2021, 8, 5)),
        ("２０２１年８月５日 星期四", LineKind.MASTHEAD, date(2021, 8, 5)),
        ("星期五 2021.6.4", LineKind.MASTHEAD, date(2021, 6, 4)),
        ("发布时间：2024-06-18 07:55 来源：青岚发布", LineKind.WEBHEAD, date(2024, 6, 18)),
        ("（原载《青岚日报》2021年1月26日第4版）", LineKind.REPRINT, date(2021, 1, 26)),
        ("二〇一八年七月二十六日", LineKind.DAY, date(2018, 7, 26)),
        ("2021年2月30日", LineKind.DAY, None),
        ("青岚日报", LineKind.MASTHEAD, None),
    ],
)
def test_written_day(line: str, kind: LineKind, day: date | None) -> None:
    assert written_day(paragraphs_of(line), frozenset({kind})) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("晨报青岚3月21日讯 今天，", MonthDay(3, 21)),
        ("本报青岚2021年3月21日讯 今天，", date(2021, 3, 21)),
        ("本报讯（记者 白桦）近日，", None),
        ("3月21日，全市召开会议。", None),
    ],
)
def test_dateline_day(text: str, day: date | MonthDay | None) -> None:
    assert dateline_day(paragraphs_of(text)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9月13日，新闻发布会举行。", MonthDay(9, 13)),
        ("3月15日至16日，市委书记白桦考察。3月17日，全市召开会议。", MonthDay(3, 17)),
        ("7月26日，会议闭幕。大会于8月23日至24日举行。", MonthDay(7, 26)),
        ("2022年9月13日，新闻发布会举行。", date(2022, 9, 13)),
        ("会议将于9月13日举行。", None),
        ("6月1日前全部完工。", None),
        ("去年9月13日，会议举行。", None),
        ("13月40日，", None),
        ("全市召开会议。", None),
        ("12月30日，会议召开。1月2日，全市部署落实。", MonthDay(12, 30)),
    ],
)
def test_text_day(text: str, day: date | MonthDay | None) -> None:
    assert text_day(paragraphs_of(text)) == day


@pytest.mark.parametrize(
    ("day", "page", "expected"),
    [
        (MonthDay(3, 2), date(2022, 3, 3), date(2022, 3, 2)),
        (MonthDay(12, 31), date(2022, 1, 1), date(2021, 12, 31)),
        (MonthDay(3, 4), date(2022, 3, 3), date(2022, 3, 4)),
        (MonthDay(2, 29), date(2021, 3, 1), date(2020, 2, 29)),
    ],
)
def test_a_day_before_the_page_came_out(day: MonthDay, page: date, expected: date | None) -> None:
    assert day.at_or_before(page) == expected
