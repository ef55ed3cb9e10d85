from __future__ import annotations

import pytest

from pipeline.linking.goal_deadline import (
    DatedClause,
    DateMention,
    Frame,
    as_triggers,
    governs,
    own_frames,
    read_mention,
    start_frames,
)

YEAR = Frame("2022-01-01", "2022-12-31")
TODAY = "2022-03-10"


def mention(
    text: str, words: str, first: str | None, last: str | None, kind: str = "DATE"
) -> DateMention | None:
    start = text.index(words)
    attributes = {"type": kind, "value": "", "start_date": first, "end_date": last}
    return read_mention(text, (start, start + len(words)), attributes, 2021)


def frame(text: str, words: str, first: str | None, last: str | None) -> DateMention:
    found = mention(text, words, first, last)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("比2021年增长8%", "2021年"),
        ("与2020年相比翻一番", "2020年"),
        ("是去年同期的两倍", "去年"),
        ("实施2022年行动计划", "2022年"),
        ("落实《规划（2021—2025年）》的要求", "2021—2025年"),
    ],
)
def test_what_is_compared_with_or_named_is_no_time_frame(text: str, words: str) -> None:
    assert mention(text, words, "2021-01-01", "2021-12-31") is None


def test_sets_and_vague_dates_are_none() -> None:
    assert mention("每年新增5家", "每年", None, None, "SET") is None
    assert mention("近日开工", "近日", None, None) is None


@pytest.mark.parametrize(("words", "first"), [("五年来", "2017"), ("过去三年", "2019"), ("近10年来", "2012")])
def test_years_back_end_with_the_year_under_review(words: str, first: str) -> None:
    found = mention(f"{words}，新增企业", words, None, None)
    assert found is not None
    assert found.frame == Frame(f"{first}-01-01", "2021-12-31")


def test_a_bare_duration_is_no_frame() -> None:
    assert mention("用三年时间", "三年", None, None) is None


@pytest.mark.parametrize(
    ("words", "first", "last", "sign"),
    [
        ("去年", "2021-01-01", "2021-12-31", -1),
        ("到2025年", "2025-01-01", "2025-12-31", 1),
        ("年底前", None, "2022-12-31", 1),
        ("今年", "2022-01-01", "2022-12-31", 0),
        ("全年", "2022-01-01", "2022-12-31", 0),
    ],
)
def test_what_a_date_says_of_the_status(words: str, first: str | None, last: str | None, sign: int) -> None:
    triggers = as_triggers(frame(f"{words}新建5个", words, first, last), TODAY, lone=False)
    assert sign * sum(trigger.weight for trigger in triggers) >= abs(sign)
    assert bool(triggers) == bool(sign)


def test_without_the_articles_day_a_date_says_nothing() -> None:
    assert as_triggers(frame("去年新建5个", "去年", "2021-01-01", "2021-12-31"), None, lone=True) == []


def test_a_bound_alone_in_its_clause_reaches_back() -> None:
    bound = frame("剩余10户，11月15日前清零", "11月15日前", None, "2022-11-15")
    assert {trigger.scope for trigger in as_triggers(bound, TODAY, lone=True)} == {"sentence"}
    assert {trigger.scope for trigger in as_triggers(bound, TODAY, lone=False)} == {"sentence", "clause"}


@pytest.mark.parametrize(
    ("first", "last", "status", "admitted"),
    [
        ("2021-01-01", "2021-12-31", "achieved", True),
        ("2021-01-01", "2021-12-31", "target", False),
        ("2025-01-01", "2025-12-31", "achieved", False),
        ("2025-01-01", None, "target", True),
        (None, "2022-12-31", "target", True),
    ],
)
def test_a_frame_must_fit_the_status(
    first: str | None, last: str | None, status: str, admitted: bool
) -> None:
    assert Frame(first, last).admits(status, TODAY) is admitted
    assert Frame(first, last).admits(status, None)


def test_length() -> None:
    assert YEAR.is_year() and YEAR.is_long()
    assert Frame("2022-03-01", "2022-03-31").is_long() and not Frame("2022-03-01", "2022-03-31").is_year()
    assert not Frame("2022-03-01", "2022-03-02").is_long()
    assert Frame("2022-01-01", None).is_year() and not Frame(None, "2022-06-30").is_year()


def test_frames_of_the_own_sentence_the_likeliest_first() -> None:
    text = "今年，新增企业5家，承诺的事项9项10月底前完成，剩余3项，年底前完成"
    dates = [
        frame(text, "今年", "2022-01-01", "2022-12-31"),
        frame(text, "10月底前", None, "2022-10-31"),
        frame(text, "年底前", None, "2022-12-31"),
    ]
    dated = [DatedClause(0, 2, 2), DatedClause(10, 24, 15), DatedClause(30, 35, 35)]
    assert own_frames(dates, (7, 9), (3, 9), dated) == [YEAR]
    assert own_frames(dates, (15, 17), (10, 24), dated) == [dates[1].frame, YEAR]
    assert own_frames(dates, (27, 29), (25, 29), dated) == [YEAR, dates[2].frame]


def test_a_date_in_the_middle_of_a_clause_frames_that_clause_only() -> None:
    text = "高铁上半年贯通，改造小区18个"
    half = frame(text, "上半年", "2022-01-01", "2022-06-30")
    assert not governs(half, DatedClause(0, 7, 7))
    assert own_frames([half], (12, 15), (8, 15), [DatedClause(0, 7, 7)]) == []


def test_the_day_of_a_meeting_frames_what_it_decides() -> None:
    day = frame("会议于8月21日召开，补选委员3名", "8月21日", "2022-08-21", "2022-08-21")
    assert governs(day, DatedClause(0, 10, 10))


def test_where_a_development_starts() -> None:
    text = "上线率由2019年的31%提高到52%"
    start = frame(text, "2019年", "2019-01-01", "2019-12-31")
    assert start.starts
    assert start_frames([start], (10, 13)) == [start.frame]
    assert own_frames([start], (16, 19), (0, 19), [DatedClause(0, 19, 10)]) == []
