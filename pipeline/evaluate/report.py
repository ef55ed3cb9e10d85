"""Printing an evaluation: the figures, and the table of what went wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipeline.evaluate.tallies import ErrorRow, Evaluation
from pipeline.terminal import in_columns

FIGURE_WIDTH = 32
HEADINGS = ("document", "layer", "kind", "context", "rule", "detail")


def format_table(evaluation: Evaluation) -> str:
    """Return one line for each figure: its name, then each measure with its value."""
    return "\n".join(
        f"{figure:{FIGURE_WIDTH}s} " + "  ".join(f"{measure} {value}" for measure, value in row.items())
        for figure, row in evaluation.table().items()
    )


def format_json(evaluation: Evaluation) -> str:
    """Return the figures as one JSON object, ``{figure: {measure: value}}``."""
    return json.dumps(evaluation.table(), ensure_ascii=False)


def format_errors(rows: Sequence[ErrorRow], limit: int | None = None) -> str:
    """Return the first `limit` errors (all of them for None) in columns, and how many were left out."""
    shown = rows if limit is None else rows[:limit]
    lines = [HEADINGS, *(_cells(row) for row in shown)]
    text = in_columns(lines)
    if len(shown) < len(rows):
        text.append(f"… and {len(rows) - len(shown)} more")
    return "\n".join(text)


def _cells(row: ErrorRow) -> tuple[str, ...]:
    # A post names its holder, who stands outside the marked position.
    detail = f"{row.text} {row.detail}".rstrip() if row.layer == "posts" else row.detail
    return row.document, row.layer, row.kind, row.context, row.rule, detail
