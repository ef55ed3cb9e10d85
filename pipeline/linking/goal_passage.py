"""Passages: sections under headings and their paragraphs, whether they look back or ahead, and of which year
they speak."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.linking.goal_deadline import DateMention, Frame
from pipeline.linking.goal_status import ACHIEVED
from pipeline.linking.goal_tense import TenseModel
from pipeline.linking.goal_text import Range, sentences

_BACK = re.compile(r"回顾|过去|总结|成就|成效|工作情况|年来|执行情况|完成情况|历程|亮点")
_AHEAD = re.compile(r"安排|目标|任务|部署|思路|打算|展望|今后|规划|计划|下一步|怎么干|建议")
_PLAN = re.compile(
    r"方案|规划|行动计划|工作要点|实施意见|若干措施|目标任务|预期目标|工作安排|工作计划|工作打算"
)
_REVIEW = re.compile(r"工作总结|工作回顾|总结报告|成就|发展综述|巡礼")
_REPORT = re.compile(r"工作报告")
_LONGEST_HEADING = 45
# How much a heading says, the rest of the paragraph beside the sentence, and the paragraphs beside it.
_HEADING_WEIGHT, _REST, _BESIDE, _BESIDE_LIMIT = 4.0, 0.4, 0.3, 5.0
# The wording is that of reports: of news it tells less, and news tells first what is.
_REPORT_LIMIT, _NEWS_LIMIT, _NEWS_PRIOR = 5.0, 2.5, -1.0
# A passage whose own wording says this much needs no neighbours.
_SURE = 4.0
_NEWS_EVIDENCE, _REPORT_EVIDENCE = 3.5, 8.0
_LEAD = 800
_SPRING = 3


class Section(NamedTuple):
    """A paragraph: its range and number, what the heading above it says (0 where none does), the heading's
    frame."""

    start: int
    end: int
    number: int
    heading: float
    frame: Frame | None


class ReportYears(NamedTuple):
    """The year on which a work report looks back, and the one for which it plans."""

    review: int
    plan: int


def report_years(title: str | None, today: str | None) -> ReportYears | None:
    """Return the years of a work report by its day; None for what is none.

    Reports are given between November and the spring: until June they review the year before, from November
    on the year that ends.
    """
    if title is None or today is None or not _REPORT.search(title):
        return None
    year, month = int(today[:4]), int(today[5:7] or "1")
    review = year if month >= 11 else year - 1
    return ReportYears(review, review + 1)


def year_before(today: str | None) -> int | None:
    """Return the year on which news of January to March looks back, None later in the year."""
    if today is None or len(today) < len("2020-01") or int(today[5:7]) > _SPRING:
        return None
    return int(today[:4]) - 1


class Passages:
    """The paragraphs of one article."""

    def __init__(
        self, text: str, dates: Sequence[DateMention], tense: TenseModel, title: str | None, today: str | None
    ) -> None:
        self.text, self.tense, self.years = text, tense, report_years(title, today)
        self._is_plan = title is not None and _PLAN.search(title) is not None
        self._is_review = title is not None and _REVIEW.search(title) is not None
        self._dates = dates
        self._paragraphs = _paragraphs(text)
        self._sums: dict[int, float] = {}
        self._scores: dict[Range, float] = {}
        self._lead: Frame | None = None

    @property
    def limit(self) -> float:
        """How much a passage and its figures may say at most against a trigger beside the quantity."""
        return _NEWS_EVIDENCE if self.years is None and not self._is_plan else _REPORT_EVIDENCE

    def sections(self) -> Iterator[Section]:
        """Yield every paragraph, with what the headings above it say."""
        heading, frame = _HEADING_WEIGHT * (self._is_plan - self._is_review), None
        for number, (start, end) in enumerate(self._paragraphs):
            if self._is_heading(start, end):
                said = self._says(start, end)
                within = [m.frame for m in self._dates if start <= m.start < end]
                if said or within:
                    heading, frame = said, (within[0] if within else frame)
            yield Section(start, end, number, heading, frame)

    def score(self, section: Section, sentence: Range) -> float:
        """Return how loudly the passage says that it looks ahead (above 0) or back (below)."""
        own = self._says_ahead(sentence)
        wording = own + _REST * (self._sum(section.number) - own)
        if abs(wording) < _SURE:
            wording += _BESIDE * sum(self._beside(n) for n in (section.number - 1, section.number + 1))
        if self.years is not None:
            return _bounded(wording, _REPORT_LIMIT) + section.heading
        return _bounded(wording, _NEWS_LIMIT) + section.heading + _NEWS_PRIOR

    def frames(self, section: Section, status: str) -> list[Frame | None]:
        """Return the frames that a paragraph's statements may take from its heading and its report."""
        frames: list[Frame | None] = [section.frame]
        if self.years is not None:
            year = self.years.review if status == ACHIEVED else self.years.plan
            frames.append(Frame(f"{year:04d}-01-01", f"{year:04d}-12-31"))
        elif status != ACHIEVED:
            frames.append(self._lead_year())
        return frames

    def _lead_year(self) -> Frame | None:
        """The year that the beginning of an article speaks of, for what it plans."""
        for mention in self._dates:
            first, last = mention.frame
            if mention.start > _LEAD:
                break
            if first and last and first[4:] == "-01-01" and last[4:] == "-12-31" and first[:4] == last[:4]:
                return mention.frame
        return None

    def _sum(self, number: int) -> float:
        if number not in self._sums:
            start, end = self._paragraphs[number]
            self._sums[number] = sum(map(self._says_ahead, sentences(self.text, start, end)))
        return self._sums[number]

    def _says_ahead(self, sentence: Range) -> float:
        """Return what the wording of a sentence says, worked out once: its paragraph asks for it too."""
        if sentence not in self._scores:
            self._scores[sentence] = self.tense.score(self.text, *sentence)
        return self._scores[sentence]

    def _beside(self, number: int) -> float:
        if not 0 <= number < len(self._paragraphs):
            return 0.0
        return _bounded(self._sum(number), _BESIDE_LIMIT)

    def _is_heading(self, start: int, end: int) -> bool:
        return end - start <= _LONGEST_HEADING and self.text[end - 1] not in "。；，”！"

    def _says(self, start: int, end: int) -> float:
        line = self.text[start:end]
        back, ahead = bool(_BACK.search(line)), bool(_AHEAD.search(line))
        return _HEADING_WEIGHT * (ahead - back)


def _bounded(value: float, limit: float) -> float:
    return max(-limit, min(limit, value))


def _paragraphs(text: str) -> list[Range]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]
