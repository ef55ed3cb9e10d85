"""The speeds as a bar chart: SVG, the same figures give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.bench.arena import BenchError, Measured
from pipeline.bench.table import speed

OURS, OTHERS = "#2f6f8f", "#b0b7bd"


def write_plot(results: Sequence[Measured], path: Path) -> None:
    """Draw characters a second on a logarithmic axis; raises BenchError without matplotlib."""
    try:
        import matplotlib
    except ImportError as error:
        raise BenchError("plots need matplotlib", remedy="pip install 'mubiao[peers]'") from error
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "mubiao", "svg.fonttype": "none"})
    from matplotlib import pyplot

    ordered = sorted(results, key=speed)
    names = [measured.contender.name for measured in ordered]
    speeds = [speed(measured) / 1000 for measured in ordered]
    colours = [OURS if name.startswith("mubiao") else OTHERS for name in names]
    figure, axes = pyplot.subplots(figsize=(8, 0.45 * len(names) + 1), layout="constrained")
    bars = axes.barh(names, speeds, color=colours)
    axes.bar_label(bars, fmt="{:,.0f}", padding=4)
    axes.set(xscale="log", xlabel="thousand characters a second (logarithmic)")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})
