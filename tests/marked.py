"""Marked texts as tests: cases of a layer, examples of pattern rows, and what a Doc holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from pipeline.resources import resource
from pipeline.rows import PatternRow, read_rows

CASES = Path(__file__).parent / "cases"

Offsets = tuple[int, int]


def each_case(layer: str) -> pytest.MarkDecorator:
    """Run a test for every row of ``tests/cases/<layer>.jsonl``, under the row's id."""
    lines = (CASES / f"{layer}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return pytest.mark.parametrize("case", [pytest.param(row, id=row["id"]) for row in rows])


def each_row(patterns_file: str, row_type: type[PatternRow]) -> pytest.MarkDecorator:
    """Run a test for every row of a pattern file, under the row's id."""
    rows = read_rows(resource(patterns_file), row_type)
    return pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for row in rows])


def offsets(doc: Doc, key: str) -> list[Offsets]:
    """Return the character offsets of a span group, in its order."""
    return [(span.start_char, span.end_char) for span in doc.spans[key]]


def found_by(doc: Doc, key: str, rule: str) -> list[Offsets]:
    """Return the character offsets of what one rule found."""
    return [(span.start_char, span.end_char) for span in doc.spans[key] if span.id_ == rule]


def attributes(doc: Doc, layer: str, attribute: str) -> list[dict[str, Any]]:
    """Return what is known of a layer's spans, in their order."""
    return [span._.get(attribute) for span in doc.spans[layer]]


def repeated(text: str, size: int = 100_000) -> str:
    """Return the text again and again, cut at `size` characters."""
    return (text * (size // len(text) + 1))[:size]
