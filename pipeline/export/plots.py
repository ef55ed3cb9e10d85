"""Plots of a training set as SVG: mentions by label and by confidence; same figures, same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError

# Ids in the files are made from this, and no date is written.
STEADY: Any = {"svg.hashsalt": "mubiao", "svg.fonttype": "none"}
LABELS, CONFIDENCES = "labels.svg", "confidences.svg"
INCHES = (8.0, 4.0)


def write_plots(folder: Path, rows: Mapping[str, Any]) -> None:
    """Write the plots of each split's figures; raises UsageError where Matplotlib is not installed."""
    try:
        import matplotlib
    except ImportError as error:
        remedy = "install it with: pip install 'mubiao[export]'"
        raise UsageError("plots need Matplotlib, which is not installed", remedy=remedy) from error
    with matplotlib.rc_context(STEADY):
        _plot_labels(folder / LABELS, rows)
        _plot_confidences(folder / CONFIDENCES, rows)


def _plot_labels(path: Path, rows: Mapping[str, Any]) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=INCHES, layout="constrained")
    axes = figure.subplots()
    labels = [*next(iter(rows.values()))["labels"]]
    width = 0.8 / len(rows)
    for number, (name, row) in enumerate(rows.items()):
        places = [place + number * width for place in range(len(labels))]
        axes.bar(places, [row["labels"][label] for label in labels], width, label=name)
    axes.set_xticks([place + 0.4 - width / 2 for place in range(len(labels))], labels)
    axes.set_ylabel("mentions")
    axes.legend()
    figure.savefig(path, format="svg", metadata={"Date": None})


def _plot_confidences(path: Path, rows: Mapping[str, Any]) -> None:
    """Plot the mentions of all splits by tenths of confidence, the labels on top of one another."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=INCHES, layout="constrained")
    axes = figure.subplots()
    base = [0] * 10
    for label in next(iter(rows.values()))["labels"]:
        counts = [
            sum(steps) for steps in zip(*(row["confidences"][label] for row in rows.values()), strict=True)
        ]
        axes.bar([step / 10 + 0.05 for step in range(10)], counts, 0.09, bottom=base, label=label)
        base = [below + count for below, count in zip(base, counts, strict=True)]
    axes.set_xlabel("confidence")
    axes.set_ylabel("mentions")
    axes.legend()
    figure.savefig(path, format="svg", metadata={"Date": None})
