"""The rows of patterns/dates.jsonl: each finds its example and leaves its counter-example alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import RowError
from pipeline.resources import resource
from pipeline.rows import read_rows, unmark
from pipeline.values.dates import KINDS
from pipeline.values.dates_grammar import FRAGMENT, DateGrammar, DatePattern, expanded, fold

ROWS = read_rows(resource("patterns/dates.jsonl"), DatePattern)
FRAGMENTS = [row for row in ROWS if row.kind == FRAGMENT]
PATTERNS = [row for row in ROWS if row.kind != FRAGMENT]
GRAMMAR = DateGrammar(ROWS)
EXPRESSIONS = expanded(ROWS)


def spans_of(row: DatePattern, text: str) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in GRAMMAR.matches(fold(text)) if match.row == row]


def found_alone(row: DatePattern, text: str) -> list[tuple[int, int]]:
    matches = regex.finditer(EXPRESSIONS[row.id], fold(text))
    return [match.span() for match in matches if match.group()]


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row.id)
def test_a_row_finds_its_example(row: DatePattern) -> None:
    text, expected = unmark(row.example)
    assert set(expected) & set(spans_of(row, text)), list(GRAMMAR.matches(fold(text)))


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row.id)
def test_a_row_finds_all_that_its_example_marks_and_no_more(row: DatePattern) -> None:
    text, expected = unmark(row.example)
    assert [(match.start, match.end) for match in GRAMMAR.matches(fold(text))] == expected


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row.id)
def test_a_row_finds_nothing_in_its_counter_example(row: DatePattern) -> None:
    assert spans_of(row, row.counter_example) == []


@pytest.mark.parametrize("row", FRAGMENTS, ids=lambda row: row.id)
def test_a_fragment_matches_its_example_and_not_its_counter_example(row: DatePattern) -> None:
    text, expected = unmark(row.example)
    assert found_alone(row, text)[: len(expected)] == expected
    assert found_alone(row, row.counter_example) == []


@pytest.mark.parametrize("row", FRAGMENTS, ids=lambda row: row.id)
def test_a_fragment_is_called(row: DatePattern) -> None:
    calls = [other for other in ROWS if f"{{{row.id}}}" in other.expression + other.lead]
    assert calls, f"{row.id} is dead"


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row.id)
def test_a_row_has_leads_and_a_kind(row: DatePattern) -> None:
    assert row.lead and row.kind in KINDS
    assert 0 < row.confidence <= 1
    assert bool(row.value) == (row.kind == "vague")


@given(st.text(alphabet="０１９ＯA後來週號－—“『：（中a　\t\r\n月", max_size=40))
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("２０２４年", "2024年"),
        ("二○二四年", "二〇二四年"),
        ("過去兩個月來", "过去两个月来"),
        ("本週內", "本周内"),
        ("２０１３－２０１５", "2013-2015"),
        ("『十四五』", "“十四五“"),
        ("7：30", "7:30"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


class TestFaultyRows:
    def rows_with(self, **changes: str) -> list[DatePattern]:
        return [*ROWS, replace(PATTERNS[-1], id="new", **changes)]

    def test_an_unknown_kind_is_named(self) -> None:
        with pytest.raises(RowError, match=r"unknown kind 'moment' in row 'new'.*known: point"):
            DateGrammar(self.rows_with(kind="moment"))

    def test_a_call_of_an_unknown_row_is_named(self) -> None:
        with pytest.raises(RowError, match="row 'new' calls 'eon'"):
            DateGrammar(self.rows_with(expression="{eon}年"))

    def test_a_lead_that_calls_an_unknown_row_is_named(self) -> None:
        with pytest.raises(RowError, match="row 'new' calls 'eon'"):
            DateGrammar(self.rows_with(lead="{eon}"))

    def test_a_row_calls_only_rows_above_it(self) -> None:
        with pytest.raises(RowError, match="no row above it"):
            DateGrammar(sorted(ROWS, key=lambda row: row.kind == FRAGMENT))

    def test_a_faulty_expression_is_refused(self) -> None:
        with pytest.raises(RowError, match=r"row 'new'.*faulty expression"):
            DateGrammar(self.rows_with(expression="(年"))

    def test_a_group_needs_a_name(self) -> None:
        with pytest.raises(RowError, match=r"row 'new' has a group without a name \(write"):
            DateGrammar(self.rows_with(expression="(年)"))

    def test_a_faulty_lead_is_refused(self) -> None:
        with pytest.raises(RowError, match=r"row 'new'.*faulty"):
            DateGrammar(self.rows_with(lead="年(?"))

    def test_a_row_without_leads_would_never_be_tried(self) -> None:
        with pytest.raises(RowError, match="row 'new' has no lead"):
            DateGrammar(self.rows_with(lead=""))


NEAR_MISSES = (
    "2022年",
    "2022年-",
    "一二三",
    "月月月",
    "十四",
    "第一",
    "每",
    "1、",
    "12:",
    "近",
    "“十",
    "三年行动计划",
    " \n",
)


@pytest.mark.parametrize("piece", NEAR_MISSES)
def test_near_misses_are_read_in_linear_time(piece: str) -> None:
    """A hundred thousand characters: an expression that backtracks over them would not come to an end."""
    folded = fold(piece * (100_000 // len(piece)))
    assert sum(1 for _ in GRAMMAR.matches(folded)) <= len(folded)


def test_ids_say_the_kind_of_time() -> None:
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", row.id) for row in PATTERNS)
