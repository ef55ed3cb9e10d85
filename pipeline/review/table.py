"""The decisions as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from pipeline.review.decisions import Decision

COLUMNS = (
    *("seq", "time", "reviewer", "role", "action", "document", "item", "layer", "start", "end", "rule"),
    *("text", "verdict", "new_layer", "new_start", "new_end", "fields", "undoes"),
)
# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection), full-width forms too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"


def to_csv(decisions: Iterable[Decision]) -> bytes:
    """Return the decisions as CSV in UTF-8 with a byte order mark, by which spreadsheets know Chinese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([neutral(cell) for cell in _row(decision)] for decision in decisions)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def neutral(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: a text that begins like one gets an apostrophe.

    >>> neutral("=1+2")
    "'=1+2"
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA) else cell


def _row(decision: Decision) -> tuple[object, ...]:
    state, was = decision.state, decision.was
    told = (decision.document, decision.item, decision.layer, decision.start, decision.end, decision.rule)
    new: tuple[object, ...] = (None,) * 5
    if state is not None:
        fields = json.dumps(state["fields"], ensure_ascii=False, sort_keys=True)
        new = (state["verdict"], state["layer"], state["start"], state["end"], fields)
    return (
        *(decision.seq, decision.time, decision.reviewer, decision.role, decision.action, *told),
        *(was.text if was else None, *new, decision.undoes),
    )
