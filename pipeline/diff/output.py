"""A difference as text for a terminal, as JSON, and as a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.diff.changes import BORDERS, STATUSES, Change
from pipeline.diff.difference import SAME, Difference
from pipeline.diff.items import LAYERS, Item
from pipeline.terminal import in_columns, one_line

ROWS_SHOWN = 20
SHOWN = 60


def format_text(difference: Difference) -> str:
    """Return the counts as tables, then the sample with its context."""
    both, only_old, only_new = difference.documents
    lines = [f"documents: {both:,} in both, {only_old:,} only in OLD, {only_new:,} only in NEW"]
    lines += [f"differing: {100 * difference.share:.2f} % of the items", ""]
    lines += in_columns([("layer", SAME, *STATUSES), *_layer_rows(difference)])
    lines += _table(("layer", "rule", *STATUSES), rule_rows(difference))
    lines += _table(("layer", "field", "changed"), field_rows(difference))
    for (layer, status), changes in difference.sample().items():
        total = difference.items[layer, status]
        lines += ["", f"{layer}: {len(changes)} of {total:,} {status}"]
        lines += [f"  {line}" for line in in_columns([_cells(change) for change in changes])]
    return "\n".join(lines)


def _table(headings: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> list[str]:
    """Return the first rows below a blank line; nothing of no rows."""
    if not rows:
        return []
    lines = ["", *in_columns([headings, *rows[:ROWS_SHOWN]])]
    return lines if len(rows) <= ROWS_SHOWN else [*lines, f"… and {len(rows) - ROWS_SHOWN} more"]


def format_json(difference: Difference) -> str:
    """Return everything as one JSON object; the sample has the old and the new item of each change."""
    return json.dumps(as_json(difference), ensure_ascii=False)


def as_json(difference: Difference) -> dict[str, Any]:
    """Return a difference as plain data."""
    return {
        "documents": difference.documents._asdict(),
        "share": round(difference.share, 6),
        "layers": {
            layer: {status: difference.items[layer, status] for status in (SAME, *STATUSES)}
            for layer in LAYERS
        },
        "rules": [dict(zip(("layer", "rule", *STATUSES), row, strict=True)) for row in rule_rows(difference)],
        "fields": [
            dict(zip(("layer", "field", "changed"), row, strict=True)) for row in field_rows(difference)
        ],
        "sample": [_as_row(change) for changes in difference.sample().values() for change in changes],
    }


def _as_row(change: Change) -> dict[str, Any]:
    old, new = (None if item is None else item._asdict() for item in (change.old, change.new))
    fields = list(change.fields)
    return {"document": change.document, "status": change.status, "fields": fields, "old": old, "new": new}


def write_page(path: Path, difference: Difference, old: Path, new: Path) -> None:
    """Write the page of a difference. Raises OutputError, and UsageError where the extra is not installed."""
    from pipeline.html import page, plots

    changed = [layer for layer in LAYERS if any(difference.items[layer, status] for status in STATUSES)]
    series: dict[str, list[float]] = {
        status: [difference.items[layer, status] for layer in changed] for status in reversed(STATUSES)
    }
    values = {
        "title": f"{old.name} → {new.name}",
        "difference": difference,
        "layers": list(_layer_rows(difference)),
        "rules": rule_rows(difference),
        "fields": field_rows(difference),
        "plot": plots.draw_bars(changed, series, title="Items that differ, by layer") if changed else None,
        "sample": [
            (layer, status, difference.items[layer, status], [_shown_change(change) for change in changes])
            for (layer, status), changes in difference.sample().items()
        ],
    }
    page.write_page(path, "diff.html", values)


def _layer_rows(difference: Difference) -> Iterator[tuple[Any, ...]]:
    for layer in LAYERS:
        yield layer, *(difference.items[layer, status] for status in (SAME, *STATUSES))


def rule_rows(difference: Difference) -> list[tuple[str, str, int, int, int]]:
    """Return (layer, rule, gone, new, changed), the rules with the most differences first."""
    names = {(layer, rule) for layer, rule, _ in difference.rules}
    rows = []
    for layer, rule in names:
        gone, new, changed = (difference.rules[layer, rule, status] for status in STATUSES)
        rows.append((layer, rule, gone, new, changed))
    return sorted(rows, key=lambda row: (-sum(row[2:]), row[:2]))


def field_rows(difference: Difference) -> list[tuple[str, str, int]]:
    """Return (layer, field, number of items changed in it), the most frequent first."""
    rows = [(layer, name, count) for (layer, name), count in difference.fields.items()]
    return sorted(rows, key=lambda row: (-row[2], row[:2]))


def _cells(change: Change) -> tuple[str, ...]:
    item = change.item
    context = one_line(f"{item.left}⟦{item.text}⟧{item.right}")
    return change.document, context, item.rule, "; ".join(_shown_fields(change))


def _shown_change(change: Change) -> dict[str, Any]:
    return {"document": change.document, "item": change.item, "fields": list(_shown_fields(change))}


def _shown_fields(change: Change) -> Iterator[str]:
    """Yield what changed, ``field: old → new``."""
    if change.old is None or change.new is None:
        return
    for name in change.fields:
        yield f"{name}: {_shown(change.old, name)} → {_shown(change.new, name)}"


def _shown(item: Item, name: str) -> str:
    if name == BORDERS:
        return item.text
    if name in ("rule", "confidence"):
        return str(getattr(item, name))
    value = item.fields.get(name)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
