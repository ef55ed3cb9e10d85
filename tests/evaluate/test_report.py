from __future__ import annotations

from rich.cells import cell_len

from pipeline.evaluate import ErrorRow, Evaluation, format_errors, format_table
from pipeline.evaluate.tallies import Counts
from tests.evaluate.desk import Desk

ROWS = [
    ErrorRow("page.txt", "dates", "FN", "年内", "澜说，⟦年内⟧将建成", "", ""),
    ErrorRow("a.txt", "organizations", "FP", "云川市", "⟦云川市⟧水利局", "organ.general", "no body"),
    ErrorRow("a.txt", "posts", "FP", "季安澜 · 局长", "水利局⟦局长⟧季安", "title", ""),
]


def test_a_line_for_each_figure() -> None:
    evaluation = Evaluation({"people.strict": Counts(2, 3, 4)}, [("offsets", True), ("offsets", False)])
    assert format_table(evaluation).splitlines() == [
        "people.strict                    p 0.6667  r 0.5  f1 0.5714  tp 2  pred 3  gold 4",
        "offsets                          acc 0.5  ok 1  n 2",
    ]


def test_nothing_found_and_nothing_asked_is_no_division_by_zero() -> None:
    assert Counts(0, 0, 0).row() == {"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "pred": 0, "gold": 0}


def test_errors_stand_in_columns_on_a_terminal() -> None:
    heading, *lines = format_errors(ROWS).splitlines()
    assert heading.split() == ["document", "layer", "kind", "context", "rule", "detail"]
    rules = [line.index(rule) for line, rule in zip(lines[1:], ("organ.general", "title"), strict=True)]
    widths = [cell_len(line[:n]) for line, n in zip(lines[1:], rules, strict=True)]
    assert widths == [cell_len(heading[: heading.index("rule")])] * 2


def test_a_post_names_its_holder() -> None:
    assert format_errors(ROWS).splitlines()[-1].endswith("季安澜 · 局长")


def test_no_more_errors_than_asked_for() -> None:
    assert format_errors(ROWS, 1).splitlines()[1:] == [
        "page.txt  dates  FN    澜说，⟦年内⟧将建成",
        "… and 2 more",
    ]
    assert len(format_errors([], 5).splitlines()) == 1


def test_errors_of_a_page(desk: Desk) -> None:
    desk.record["dates"].pop(0)
    text = format_errors(desk.score().errors)
    assert "page.txt  dates  FN    ⟦3月5日⟧，云川市水利局局长季安⏎" in text
