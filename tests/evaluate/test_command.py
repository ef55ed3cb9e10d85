"""`mubiao evaluate`, as it is called."""

from __future__ import annotations

import json

from typer.testing import CliRunner, Result

from pipeline.cli import FAILED, USAGE, app
from pipeline.evaluate import format_table
from tests.evaluate.desk import TEXT, Desk


def call(desk: Desk, *options: str) -> Result:
    files = [str(desk.record_file), str(desk.gold_file), "--texts", str(desk.folder)]
    return CliRunner().invoke(app, ["evaluate", *files, *options])


def test_it_prints_the_figures(desk: Desk) -> None:
    evaluation = desk.score()
    result = call(desk)
    assert (result.exit_code, result.stdout) == (0, format_table(evaluation) + "\n")


def test_json_is_the_table(desk: Desk) -> None:
    evaluation = desk.score()
    assert json.loads(call(desk, "--json").stdout) == evaluation.table()


def test_errors_follow_after_a_blank_line(desk: Desk) -> None:
    desk.record["dates"].clear()
    desk.write()
    figures, errors = call(desk, "--errors", "1").stdout.split("\n\n")
    assert figures.startswith("people.strict")
    assert [line.split()[0] for line in errors.splitlines()] == ["document", "page.txt", "…"]


def test_a_malformed_record_is_one_line_on_standard_error(desk: Desk) -> None:
    desk.record["people"][0]["source_end"] = 999
    desk.write()
    result = call(desk)
    assert (result.exit_code, result.stdout) == (FAILED, "")
    assert result.stderr.splitlines() == [
        f"mubiao: {desk.record_file}:1: people[0]: source_end 999 is outside page.txt (0…{len(TEXT)})"
        " (was the record made from this very text?)"
    ]


def test_the_folder_of_the_texts_must_be_given(desk: Desk) -> None:
    desk.write()
    result = CliRunner().invoke(app, ["evaluate", str(desk.record_file), str(desk.gold_file)])
    assert result.exit_code == USAGE
