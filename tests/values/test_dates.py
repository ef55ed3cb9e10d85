"""Dates in texts: cases as data, forms that all mean one day, offsets, and what must never happen."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.resources import resource
from pipeline.rows import read_rows, unmark
from pipeline.values.dates_grammar import DateGrammar, DatePattern
from pipeline.values.dates_reading import Reading, read_dates
from pipeline.values.festivals import Festival

GRAMMAR = DateGrammar(read_rows(resource("patterns/dates.jsonl"), DatePattern))
FESTIVALS = {row.id: row for row in read_rows(resource("seeds/festivals.jsonl"), Festival)}
CASE_FILE = Path(__file__).parents[1] / "cases" / "dates.jsonl"
CASES: list[dict[str, Any]] = [json.loads(line) for line in CASE_FILE.read_text("utf-8").splitlines()]

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))


def readings(text: str, dct: str | None = None) -> list[Reading]:
    return list(read_dates(text, GRAMMAR, dct, festivals=FESTIVALS))


def one(text: str, dct: str | None = None) -> Reading:
    (reading,) = readings(text, dct)
    return reading


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    text, spans = unmark(case["text"])
    found = readings(text, case["dct"])
    assert [text[r.start : r.end] for r in found] == [text[start:end] for start, end in spans]
    assert [(r.start, r.end) for r in found] == spans
    assert [list(r.value.attributes().values()) for r in found] == case["dates"]


DIGITS = "〇一二三四五六七八九"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def in_words(number: int) -> str:
    """Return 1 to 99 as it is said."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (
        "" if ones == 0 else DIGITS[ones]
    )


def in_chinese(day: date) -> str:
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{in_words(day.month)}月{in_words(day.day)}日"


FORMS = {
    "plain": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "padded": lambda day: f"{day.year}年{day.month:02d}月{day.day:02d}日",
    "full width": lambda day: f"{day.year}年{day.month}月{day.day}日".translate(FULL_WIDTH),
    "blanks": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "broken line": lambda day: f"{day.year}年{day.month}月\n{day.day}日",
    "words": in_chinese,
    "round zero": lambda day: in_chinese(day).replace("〇", "○"),
    "号": lambda day: f"{day.year}年{day.month}月{day.day}号",
    "ISO": lambda day: day.isoformat(),
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "points": lambda day: f"{day.year}.{day.month}.{day.day}",
    "weekday": lambda day: f"{day.year}年{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}",
    "weekday in brackets": lambda day: (
        f"{day.year}年{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"
    ),
}


@pytest.mark.parametrize("form", FORMS)
@given(day=DAYS)
@settings(max_examples=25, deadline=None)
def test_a_day_is_the_same_in_any_form(form: str, day: date) -> None:
    written = FORMS[form](day)
    reading = one(f"会议于{written}举行。")
    assert (reading.start, reading.end) == (3, 3 + len(written))
    assert reading.value.start == reading.value.end == day
    assert reading.value.value == day.isoformat()


@given(first=DAYS, last=DAYS, dash=st.sampled_from(["至", "到", "—", "－", "-", "——", "～"]))
@settings(max_examples=50, deadline=None)
def test_a_range_has_the_days_of_its_ends(first: date, last: date, dash: str) -> None:
    first, last = min(first, last), max(first, last)
    text = f"{first.year}年{first.month}月{first.day}日{dash}{last.year}年{last.month}月{last.day}日"
    reading = one(text)
    assert (reading.start, reading.end) == (0, len(text))
    assert (reading.value.start, reading.value.end) == (first, last)


@given(today=DAYS, back=st.integers(min_value=-90, max_value=200))
@settings(max_examples=100, deadline=None)
def test_a_silent_year_is_the_nearest_that_news_can_mean(today: date, back: int) -> None:
    day = date.fromordinal(today.toordinal() - back)
    reviewing = today.month <= 2 and back < -60
    if today.year == day.year or (back > 0 and today.month <= 2 and day.month >= 11):
        text = f"{day.month}月{day.day}日，园区开工。"
        value = one(text, today.isoformat()).value
        assert value.start == day or reviewing


@given(year=st.integers(min_value=1990, max_value=2090), month=st.integers(1, 12))
@settings(max_examples=50, deadline=None)
def test_a_month_ends_with_its_last_day(year: int, month: int) -> None:
    last = one(f"{year}年{month}月底前完成").value.end
    assert last is not None
    assert (last.year, last.month) == (year, month)
    assert date.fromordinal(last.toordinal() + 1).day == 1


TIME_WORDS = (
    "0123456789一二三四五六七八九十百千两几半年月日号时点分上下午晚周星期季度底末初中前后以来至到-、，。“”（）今去明当次同本每近"
    "连续未来过期间内起 \n第个天世纪代元旦春节夏秋冬多余零闰农历正腊"
)


@given(
    text=st.text(alphabet=TIME_WORDS, max_size=60),
    dct=st.sampled_from([None, "2020", "2020-02-29", "2021-12-31", "2022-01-05"]),
)
@settings(max_examples=400, deadline=None)
def test_whatever_the_text_dates_are_well_formed(text: str, dct: str | None) -> None:
    end = 0
    for reading in readings(text, dct):
        written, value = text[reading.start : reading.end], reading.value
        assert end <= reading.start < reading.end <= len(text)
        assert written == written.strip()
        assert value.start is None or value.end is None or value.start <= value.end
        assert value.value
        end = reading.end


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_error(text: str) -> None:
    assert readings(text, "2020-03-22") == readings(text, "2020-03-22")


@pytest.mark.parametrize("written", ["2月30日", "2023年2月29日", "4月31日", "2021年2月30日前"])
def test_a_day_that_no_calendar_has_is_kept_without_days(written: str) -> None:
    reading = one(f"定于{written}交付。", "2023-03-01")
    assert (reading.start, reading.end) == (2, 2 + len(written))
    assert reading.value.start is reading.value.end is None
    assert reading.value.value.startswith("XXXX-")


@pytest.mark.parametrize("number", range(1, 16))
def test_every_five_year_plan(number: int) -> None:
    name = in_words(number) + "五"
    value = one(f"“{name}”时期，城乡面貌一新。").value
    assert value.start is not None and value.end is not None
    assert value.end.year - value.start.year == 4
    assert value.type == "DURATION"
    if number >= 3:
        assert value.end.year == 1970 + 5 * (number - 3)


def test_a_text_without_dates_has_none() -> None:
    assert readings("") == readings("全市上下同心协力。") == []


@pytest.mark.parametrize("dct", ["yesterday", "2020-13-01", "20200", "2020-3-22", ""])
def test_an_article_day_that_is_none_is_refused(dct: str) -> None:
    with pytest.raises(UsageError, match="is no day"):
        readings("今天", dct)


def test_a_dateline_tells_what_today_means() -> None:
    text = "本报讯 3月2日上午开会。昨天报到。\n本报云岭3月1日讯 今天下午闭幕。"
    assert [r.value.start for r in readings(text, "2021-03-03")] == [
        date(2021, 3, 2),
        date(2021, 3, 2),
        date(2021, 3, 1),
        date(2021, 3, 1),
    ]


def test_electric_power_is_no_dateline() -> None:
    assert [r.value.start for r in readings("3月1日电力供应恢复，今天平稳。", "2021-03-03")][-1] == date(
        2021, 3, 3
    )
