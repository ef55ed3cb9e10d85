"""The details of an evaluation: as text, as JSON, as a page."""

from __future__ import annotations

import json
import re
from pathlib import Path

from typer.testing import CliRunner, Result

from pipeline.cli import app
from tests.evaluate.desk import Desk

EVIL = "<img src=x onerror=alert(1)>"


def call(desk: Desk, *options: object) -> Result:
    files = [str(desk.record_file), str(desk.gold_file), "--texts", str(desk.folder)]
    return CliRunner().invoke(app, ["evaluate", *files, *map(str, options)])


def test_details_follow_the_figures(desk: Desk) -> None:
    for row in desk.record["people"]:
        row["confidence"] = 0.5
    desk.write()
    figures, rules, bands, *kinds = call(desk, "--details").stdout.split("\n\n")
    assert figures.startswith("people.strict")
    assert rules.splitlines()[0:2] == ["rules", "layer          rule         p     low  high  right  n"]
    assert ["people", "test.rule", "1.0", "0.3424", "1.0", "2", "2"] in [
        row.split() for row in rules.splitlines()
    ]
    assert bands.splitlines()[-1].split() == ["0.5", "0.6", "0.5", "1.0", "0.3424", "1.0", "2"]
    assert not kinds


def test_json_holds_figures_and_details(desk: Desk) -> None:
    desk.record["people"].pop()
    desk.write()
    told = json.loads(call(desk, "--json", "--details").stdout)
    assert told["figures"] == json.loads(call(desk, "--json").stdout)
    assert {"layer": "people", "border": 0, "label": 0, "spurious": 0, "missed": 1, "attribute": 0} in told[
        "kinds"
    ]
    assert set(told) == {"figures", "calibration_error", "rules", "bands", "kinds"}


def test_the_page_has_tables_and_plots_and_text_stays_text(desk: Desk, tmp_path: Path) -> None:
    desk.record["people"][0].update(rule=EVIL, confidence=0.7)
    desk.record["people"][0]["source_end"] -= 1
    desk.write()
    page = tmp_path / "e.html"
    assert call(desk, "--html", page).exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert EVIL not in html and "&lt;img src=x" in html
    assert html.count("<svg") == 4
    assert "<script" not in html
    assert re.findall(r"""(?:src|href)=["'](?!#)[^"']*""", html) == []
    call(desk, "--html", tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()
    assert "not read in full" not in html


def test_a_page_of_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.records.clear()
    desk.gold = {layer: [] for layer in desk.gold}
    desk.write()
    assert call(desk, "--html", tmp_path / "e.html").exit_code == 0
