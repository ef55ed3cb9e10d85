"""The page of an evaluation: its tables with plots."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.evaluate.details import band_rows, kind_rows, rule_rows
from pipeline.evaluate.kinds import KINDS
from pipeline.evaluate.outcomes import by_band, by_layer, by_rule, calibration_error
from pipeline.evaluate.tallies import Evaluation
from pipeline.html import page, plots

ERRORS_SHOWN = 500
# A plot of more rules cannot be read; the table has them all.
RULES_SHOWN = 60
SCORED = ".strict"


def write_evaluation(path: Path, evaluation: Evaluation, *, title: str) -> None:
    """Write the page. Raises OutputError, and UsageError where the extra is not installed."""
    figures = evaluation.table()
    bands = by_band(evaluation.outcomes)
    values = {
        "title": title,
        "scores": {name: row for name, row in figures.items() if "f1" in row},
        "accuracies": {name: row for name, row in figures.items() if "acc" in row},
        "layers": by_layer(evaluation.outcomes),
        "rules": list(rule_rows(evaluation)),
        "bands": list(band_rows(evaluation)),
        "calibration_error": calibration_error(bands),
        "kinds": KINDS,
        "kind_rows": list(kind_rows(evaluation)),
        "errors": evaluation.errors[:ERRORS_SHOWN],
        "all_errors": len(evaluation.errors),
        "unread": any(counts.unread for counts in evaluation.counts.values()),
        "plots": _plots(evaluation),
    }
    page.write_page(path, "evaluation.html", values)


def _plots(evaluation: Evaluation) -> dict[str, Any]:
    """Return the plots by their names; None for one without anything to show."""
    bands = by_band(evaluation.outcomes)
    points = [(band.confidence, band.share.precision, band.share.interval) for band in bands]
    return {
        "scores": _score_plot(evaluation),
        "rules": _rule_plot(evaluation),
        "calibration": plots.draw_calibration(points, title="Share right by confidence") if points else None,
        "kinds": _kind_plot(evaluation),
    }


def _score_plot(evaluation: Evaluation) -> Any:
    rows = {
        name.removesuffix(SCORED): counts.row()
        for name, counts in evaluation.counts.items()
        if name.endswith(SCORED)
    }
    if not rows:
        return None
    names = {"p": "precision", "r": "recall", "f1": "F1"}
    series = {name: [float(row[key]) for row in rows.values()] for key, name in names.items()}
    return plots.draw_groups(list(rows), series, title="Precision, recall and F1 of exact spans by layer")


def _rule_plot(evaluation: Evaluation) -> Any:
    """Return the precision of the rules with the most items, by layer."""
    shares = by_rule(evaluation.outcomes)
    most = sorted(shares, key=lambda key: (-shares[key].total, key))[:RULES_SHOWN]
    rows = [
        (f"{layer}: {rule}", shares[layer, rule].precision, shares[layer, rule].interval)
        for layer, rule in sorted(most)
    ]
    return plots.draw_intervals(rows, title="Precision by rule with 95 % intervals") if rows else None


def _kind_plot(evaluation: Evaluation) -> Any:
    layers = sorted({layer for layer, _ in evaluation.kinds})
    series = {kind: [float(evaluation.kinds[layer, kind]) for layer in layers] for kind in KINDS}
    return plots.draw_bars(layers, series, title="Errors by layer and kind") if layers else None
