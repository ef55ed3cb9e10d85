from __future__ import annotations

import pytest

from pipeline.linking.goal_deadline import DateMention, Frame
from pipeline.linking.goal_passage import Passages, ReportYears, report_years, year_before
from pipeline.linking.goal_tense import TenseModel

TENSE = TenseModel({"*": 0.0, "力争": 3.0, "了": -2.0})


def passages(
    text: str, *, title: str | None = None, today: str | None = "2022-03-01", year: str = ""
) -> Passages:
    dates = []
    if year:
        at = text.index(year)
        frame = Frame(f"{year[:4]}-01-01", f"{year[:4]}-12-31")
        dates = [DateMention(at, at + len(year), frame, False, False, False, False, False)]
    return Passages(text, dates, TENSE, title, today)


@pytest.mark.parametrize(
    ("title", "today", "years"),
    [
        ("云川市政府工作报告", "2022-01-08", ReportYears(2021, 2022)),
        ("云川市政府工作报告", "2021-12-30", ReportYears(2021, 2022)),
        ("云川市政府工作报告", "2022", ReportYears(2021, 2022)),
        ("云川市政府工作报告", None, None),
        ("云川市新闻", "2022-01-08", None),
        (None, "2022-01-08", None),
    ],
)
def test_the_years_of_a_report(title: str | None, today: str | None, years: ReportYears | None) -> None:
    assert report_years(title, today) == years


@pytest.mark.parametrize(
    ("today", "year"), [("2022-02-01", 2021), ("2022-09-01", None), ("2022", None), (None, None)]
)
def test_the_year_on_which_spring_news_looks_back(today: str | None, year: int | None) -> None:
    assert year_before(today) == year


def test_headings_say_what_follows_them() -> None:
    text = "一、工作回顾\n新建公园。\n二、工作安排\n新建公园。\n（一）强产业\n新建公园。"
    headings = [section.heading for section in passages(text).sections()]
    assert headings[1] < 0 < headings[3] == headings[5]


def test_a_heading_gives_its_year() -> None:
    text = "二、2022年工作安排\n新建公园。"
    *_, section = passages(text, year="2022年").sections()
    assert passages(text, year="2022年").frames(section, "target")[0] == Frame("2022-01-01", "2022-12-31")


def test_the_wording_of_the_paragraph_and_of_its_neighbours() -> None:
    text = "力争增长。新建公园。\n新建公园。\n建成了公园。"
    reader = passages(text)
    first, middle, last = reader.sections()
    ahead, between, back = (
        reader.score(first, (5, 10)),
        reader.score(middle, (middle.start, middle.end)),
        reader.score(last, (last.start, last.end)),
    )
    assert ahead > between > back


def test_a_plan_and_a_review_are_told_by_their_titles() -> None:
    plan, review = (
        passages("新建公园。", title="云川市行动计划"),
        passages("新建公园。", title="云川市工作总结"),
    )
    (ahead,), (back,) = plan.sections(), review.sections()
    assert ahead.heading > 0 > back.heading
    assert plan.limit > passages("新建公园。").limit


def test_a_report_gives_its_years() -> None:
    reader = passages("新建公园。", title="云川市政府工作报告", today="2022-01-08")
    (section,) = reader.sections()
    assert reader.frames(section, "achieved")[-1] == Frame("2021-01-01", "2021-12-31")
    assert reader.frames(section, "target")[-1] == Frame("2022-01-01", "2022-12-31")


def test_what_an_article_begins_with_frames_its_plans() -> None:
    text = "2022年，要强产业。\n新建公园。"
    reader = passages(text, year="2022年")
    *_, section = reader.sections()
    assert reader.frames(section, "target")[-1] == Frame("2022-01-01", "2022-12-31")
    assert reader.frames(section, "achieved") == [None]
