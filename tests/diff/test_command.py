"""`mubiao diff`, as it is called: text, JSON, page, exit codes."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import FAILED, REJECTED, USAGE, app
from pipeline.diff import Settings, compare
from pipeline.rejection import Rejection
from tests.record_desk import Desk, full_desk, write

EVIL = "<img src=x onerror=alert(1)>"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["diff", *map(str, arguments)])


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    """Two sets: in the second a date is gone, a name and a goal's value changed, and one page is new."""
    old, new = full_desk(), full_desk()
    new.record["dates"].clear()
    new.record["people"][0]["rule"] = EVIL
    new.record["goals"][0]["quantity"]["value"] = 12
    more = full_desk(uri="pages/b.txt")
    return write(tmp_path / "old.jsonl", [old]), write(tmp_path / "new.jsonl", [new, more])


def test_the_text_tells_counts_and_context(sides: tuple[Path, Path]) -> None:
    told = call(*sides)
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0] == "documents: 1 in both, 0 only in OLD, 1 only in NEW"
    counts = {line.split()[0]: line.split()[1:] for line in lines[3:11]}
    assert counts["dates"] == ["0", "1", "1", "0"]
    assert counts["goals"] == ["1", "0", "2", "1"]
    assert "川市水利局局长何一苇说，⟦2022年⟧年内新建120座泵站，总" in told.stdout
    assert "value: 120 → 12" in told.stdout


def test_json_has_everything(sides: tuple[Path, Path]) -> None:
    told = json.loads(call(*sides, "--json", "--sample", 1).stdout)
    assert told["documents"] == {"both": 1, "only_old": 0, "only_new": 1}
    assert told["layers"]["dates"] == {"same": 0, "gone": 1, "new": 1, "changed": 0}
    assert {"layer": "goals", "field": "value", "changed": 1} in told["fields"]
    assert {"layer": "dates", "rule": "rule.a", "gone": 1, "new": 1, "changed": 0} in told["rules"]
    kinds = [(row["status"], (row["new"] or row["old"])["layer"]) for row in told["sample"]]
    assert len(kinds) == len(set(kinds))
    changed = sum(row[kind] for row in told["layers"].values() for kind in ("gone", "new", "changed"))
    total = sum(count for row in told["layers"].values() for count in row.values())
    assert told["share"] == pytest.approx(changed / total, abs=1e-6)


def test_the_page_shows_text_as_text_and_needs_nothing_else(sides: tuple[Path, Path], tmp_path: Path) -> None:
    page = tmp_path / "out" / "diff.html"
    assert call(*sides, "--html", page).exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert EVIL not in html and "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "<script" not in html
    assert re.findall(r"""(?:src|href)=["'](?!#)[^"']*""", html) == []
    assert "value: 120 → 12" in html
    call(*sides, "--html", tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 0),
        (["--fail-above", "0.99"], 0),
        (["--fail-above", "0.5"], FAILED),
        (["--fail-above", "2"], USAGE),
        (["--sample", "-1"], USAGE),
    ],
)
def test_exit_codes(sides: tuple[Path, Path], options: list[str], code: int) -> None:
    assert call(*sides, *options).exit_code == code


def test_what_is_the_same_passes_a_limit_of_nothing(sides: tuple[Path, Path]) -> None:
    assert call(sides[0], sides[0], "--fail-above", "0").exit_code == 0


def test_records_that_are_missing_do_not_pass_as_the_same(sides: tuple[Path, Path], tmp_path: Path) -> None:
    empty = write(tmp_path / "empty.jsonl", [])
    assert call(sides[0], empty, "--fail-above", "0.9").exit_code == FAILED


def test_a_missing_file_is_wrong_usage(sides: tuple[Path, Path], tmp_path: Path) -> None:
    told = call(sides[0], tmp_path / "missing.jsonl")
    assert (told.exit_code, told.stdout) == (USAGE, "")


def test_a_line_that_is_no_record_is_told_and_the_rest_is_compared(sides: tuple[Path, Path]) -> None:
    with sides[1].open("ab") as lines:
        lines.write(b'{"id": 1}\n')
    told = call(*sides)
    assert told.exit_code == REJECTED
    assert "new.jsonl:3: " in told.stderr
    assert "documents: 1 in both" in told.stdout


def pages(count: int) -> list[Desk]:
    desks = [full_desk(uri=f"pages/{number}.txt") for number in range(count)]
    for number, desk in enumerate(desks):
        if number % 3 == 0:
            desk.record["people"][0]["name"] = f"何{number}苇"
    return desks


def test_neither_order_nor_cutting_matters(tmp_path: Path) -> None:
    """Records in another order, in several files, their folder moved: the same differences and sample."""
    olds, news = [full_desk(uri=f"pages/{number}.txt") for number in range(30)], pages(30)
    one = write(tmp_path / "old.jsonl", olds)
    plain = write(tmp_path / "new.jsonl", news)
    parts = tmp_path / "parts"
    parts.mkdir()
    for desk in news:
        desk.record["source"]["uri"] = desk.record["source"]["uri"].replace("pages", "moved")
    random.Random(7).shuffle(news)
    for number in range(3):
        write(parts / f"{number}.jsonl", news[number::3])
    assert call(one, plain, "--json").stdout == call(one, parts, "--json").stdout


def test_a_seed_gives_its_sample(tmp_path: Path) -> None:
    old = write(tmp_path / "old.jsonl", [full_desk(uri=f"pages/{number}.txt") for number in range(40)])
    new = write(tmp_path / "new.jsonl", pages(40))

    def sampled(seed: int) -> list[str]:
        refused: list[Rejection] = []
        difference = compare(old, new, Settings(sample=4, seed=seed), reject=refused.append)
        assert not refused
        return [change.document for change in difference.sample()["people", "changed"]]

    assert len(sampled(1)) == 4
    assert sampled(1) == sampled(1)
    assert len({tuple(sampled(seed)) for seed in range(6)}) > 1
