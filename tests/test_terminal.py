"""Text for a terminal."""

from __future__ import annotations

from pipeline.terminal import in_columns, one_line


def test_columns_are_as_wide_as_they_look_and_numbers_stand_right() -> None:
    rows = [("layer", "n", "share"), ("青川", 1234, 0.5), ("a", 7, 0.25)]
    assert in_columns(rows) == ["layer      n  share", "青川   1,234    0.5", "a          7   0.25"]


def test_nothing_is_no_lines() -> None:
    assert in_columns([]) == []


def test_a_passage_stands_on_one_line() -> None:
    assert one_line("一\r\n二\t三\u3000四") == "一⏎⏎二 三 四"
