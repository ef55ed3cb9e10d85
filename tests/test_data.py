"""The data in the checkout: patterns, cases and gold that lack something fail here, by name."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from importlib.metadata import entry_points
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy
import typer

from pipeline.cli import app
from pipeline.evaluate.gold import read_gold
from pipeline.evaluate.items import Item
from pipeline.evaluate.spans import squeezed
from pipeline.layers import LAYERS, Layer
from pipeline.rows import unmark
from pipeline.schema import schema

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "seeds" / "articles"
PATTERN_FILES = sorted((ROOT / "patterns").glob("*.jsonl"))
CASE_FILES = sorted((ROOT / "tests" / "cases").rglob("*.jsonl"))
GOLD_FILES = sorted((ARTICLES / "gold").glob("*.json"))
LAYER_NAMES = [layer.name for layer in LAYERS]

Row = dict[str, Any]

each_layer = pytest.mark.parametrize("layer", LAYERS, ids=LAYER_NAMES)
each_gold_file = pytest.mark.parametrize("path", GOLD_FILES, ids=lambda path: path.stem)
each_gold_layer = pytest.mark.parametrize("layer", LAYER_NAMES)


def read_lines(path: Path) -> list[Row]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


# ---- layers: each has its component, its patterns, its cases and its place in the record


@each_layer
def test_a_layer_has_a_factory_that_works_after_installation(layer: Layer) -> None:
    factories = {point.name: point.module for point in entry_points(group="spacy_factories")}
    assert factories.get(layer.recognizer) == f"pipeline.components.{layer.recognizer}"
    nlp = spacy.blank("zh")
    nlp.add_pipe(layer.recognizer)
    assert layer.recognizer in nlp("云川市召开会议。").spans


@each_layer
def test_a_layer_has_patterns(layer: Layer) -> None:
    assert read_lines(ROOT / "patterns" / f"{layer.name}.jsonl")


@each_layer
def test_a_layer_has_cases(layer: Layer) -> None:
    assert read_lines(ROOT / "tests" / "cases" / f"{layer.name}.jsonl")


@each_layer
def test_a_layer_has_its_place_in_the_schema(layer: Layer) -> None:
    assert layer.name in schema()["properties"]


@pytest.mark.parametrize("field", ["name", "label", "attribute", "recognizer", "prefix"])
def test_layers_do_not_share_names(field: str) -> None:
    values = Counter(getattr(layer, field) for layer in LAYERS)
    assert values.most_common(1)[0][1] == 1


# ---- patterns and cases


@pytest.mark.parametrize("path", PATTERN_FILES, ids=lambda path: path.stem)
def test_pattern_rows_are_named_once(path: Path) -> None:
    names = Counter(row["id"] for row in read_lines(path))
    assert [name for name, times in names.items() if times > 1 or not name] == []


@pytest.mark.parametrize("path", PATTERN_FILES, ids=lambda path: path.stem)
def test_a_written_pattern_has_its_example_and_its_counter_example(path: Path) -> None:
    for row in read_lines(path):
        if "expression" not in row:
            continue
        assert 0 < row["confidence"] <= 1, row["id"]
        assert unmark(row["example"])[1], f"{row['id']}: its example marks no span"
        assert unmark(row["counter_example"])[1] == [], f"{row['id']}: its counter-example marks a span"


def test_every_pattern_file_is_read_by_some_component() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    unread = [path.name for path in PATTERN_FILES if not re.search(rf'["/]{path.stem}(\.jsonl)?"', code)]
    assert unread == []


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda path: path.stem)
def test_cases_are_rows_of_data(path: Path) -> None:
    rows = read_lines(path)
    assert rows
    assert all(isinstance(row, dict) for row in rows)


# ---- the articles of our own and their gold


def test_there_are_articles_enough_and_each_has_gold() -> None:
    texts = {path.stem for path in ARTICLES.glob("*.txt")}
    assert len(texts) >= 15
    assert texts == {path.stem for path in GOLD_FILES}


@each_gold_file
def test_gold_is_of_its_text(path: Path) -> None:
    page = read_gold(path, ARTICLES).page
    assert Path(page.name).stem == path.stem


def gold_items(path: Path, layer: str) -> tuple[str, list[Item]]:
    page, layers, *_ = read_gold(path, ARTICLES)
    return page.text, layers[layer]


@each_gold_file
@each_gold_layer
def test_gold_spans_hold_their_text(path: Path, layer: str) -> None:
    source, items = gold_items(path, layer)
    for item in items:
        for part in (item, *item.indicators):
            surface = source[part.start : part.end]
            assert surface == surface.strip() != ""
            assert part.text in (surface, squeezed(surface))


@each_gold_file
@each_gold_layer
def test_demanded_gold_spans_do_not_overlap(path: Path, layer: str) -> None:
    _, items = gold_items(path, layer)
    demanded = sorted((item.start, item.end, item.text) for item in items if not item.optional)
    assert [(a, b) for a, b in pairwise(demanded) if a[1] > b[0]] == []


@each_gold_file
@each_gold_layer
def test_gold_says_everything_once(path: Path, layer: str) -> None:
    _, items = gold_items(path, layer)
    assert [(a.text, a.start) for a, b in combinations(items, 2) if a.ink == b.ink] == []


def known_values(layer: str, row: Row) -> bool:
    """Whether an item of gold says what the guideline lets it say."""
    if layer == "people":
        return row.get("name", row["text"]) == squeezed(row.get("name", row["text"]))
    if layer == "positions":
        return isinstance(row["people"], list) and "organization" in row
    if layer == "dates":
        return row["type"] in {"DATE", "TIME", "DURATION", "SET"} and in_order(
            row.get("start_date"), row.get("end_date")
        )
    if layer == "goals":
        return known_goal(row)
    return True


def known_goal(row: Row) -> bool:
    deadline = row.get("deadline") or [None, None]
    return (
        row["status"] in {"target", "achieved"}
        and row["comparator"] in {"=", ">=", "<=", "~", "range"}
        and (row["comparator"] == "range") == (row.get("value_max") is not None)
        and row.get("change") in {"level", "increase", "decrease", "rank", None}
        and isinstance(row["value"], int | float)
        and isinstance(row["unit"], str)
        and len(deadline) == 2
        and in_order(*deadline)
    )


def in_order(first: str | None, last: str | None) -> bool:
    days = [date.fromisoformat(day) for day in (first, last) if day is not None]
    return days == sorted(days)


@each_gold_file
@each_gold_layer
def test_gold_says_what_the_guideline_knows(path: Path, layer: str) -> None:
    _, items = gold_items(path, layer)
    assert [
        item.fields for item in items if not item.optional and not known_values(layer, dict(item.fields))
    ] == []


# ---- the README names what can be called


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
TARGETS = re.findall(r"^([a-z-]+):.*?## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert re.search(rf"\bmubiao {command}\b", readme())


@pytest.mark.parametrize("target", TARGETS)
def test_the_readme_names_every_make_target(target: str) -> None:
    assert re.search(rf"\bmake {target}\b", readme())


def test_make_explains_every_target() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert phony
    assert sorted(phony[1].split()) == sorted(TARGETS)
