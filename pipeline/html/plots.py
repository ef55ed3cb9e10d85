"""Plots as inline SVG, drawn by matplotlib in the colours and the font of the page (light, dark, print).

Colours are drawn as stand-ins and named in the page's terms afterwards, so that one picture serves every
theme. The same figures give the same bytes.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from pipeline.html.page import require_pages

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#010101"
SERIES = ("#020201", "#020202", "#020203", "#020204", "#020205", "#020206")
THEME = {INK: "currentColor"} | {stand_in: f"var(--series-{n})" for n, stand_in in enumerate(SERIES, 1)}
FONT = "DejaVu Sans"

# Inches, at 72 points each.
WIDTH, MARGIN, ROW, HEIGHT = 7.4, 0.45, 0.24, 2.6
CELL = 0.085
LONGEST_LABEL = 36

STYLE: Mapping[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "mubiao",
    "text.parse_math": False,
    "font.family": FONT,
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    **dict.fromkeys(("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), INK),
}

Interval = tuple[float, float]


def draw_intervals(rows: Sequence[tuple[str, float, Interval]], *, title: str) -> Markup:
    """Return one line for each row: its label, a share (0 to 1) as a point, its interval as a bar."""

    def draw(axes: Axes) -> None:
        places = range(len(rows))
        shares = [share for _, share, _ in rows]
        axes.hlines(places, [low for *_, (low, _) in rows], [high for *_, (_, high) in rows], color=SERIES[0])
        axes.plot(shares, places, "o", color=SERIES[0], markersize=4)
        axes.set_xlim(0, 1.02)
        _label_rows(axes, [label for label, *_ in rows])

    return _draw(draw, title, height=2 * MARGIN + ROW * len(rows), labels=[label for label, *_ in rows])


def draw_bars(labels: Sequence[str], series: Mapping[str, Sequence[float]], *, title: str) -> Markup:
    """Return horizontal bars, one on top of the other for the series of a label."""

    def draw(axes: Axes) -> None:
        for name, values, starts, colour in _stacked(series):
            axes.barh(range(len(labels)), values, left=starts, height=0.62, color=colour, label=name)
        _label_rows(axes, labels)
        _legend(axes, len(series))

    return _draw(draw, title, height=3 * MARGIN + ROW * len(labels), labels=labels)


def draw_groups(labels: Sequence[str], series: Mapping[str, Sequence[float]], *, title: str) -> Markup:
    """Return groups of columns side by side, a share (0 to 1) each."""

    def draw(axes: Axes) -> None:
        width = 0.8 / len(series)
        for n, (name, values) in enumerate(series.items()):
            places = [place + (n - (len(series) - 1) / 2) * width for place in range(len(labels))]
            axes.bar(places, values, width=width * 0.9, color=SERIES[n], label=name)
        axes.set_xticks(range(len(labels)), labels=list(labels))
        axes.set_ylim(0, 1.02)
        _legend(axes, len(series))

    return _draw(draw, title)


def draw_columns(labels: Sequence[str], series: Mapping[str, Sequence[float]], *, title: str) -> Markup:
    """Return columns along a scale (time, confidence), the series on top of one another."""

    def draw(axes: Axes) -> None:
        for name, values, starts, colour in _stacked(series):
            axes.bar(range(len(labels)), values, bottom=starts, width=0.86, color=colour, label=name)
        step = max(1, -(-len(labels) // 12))
        axes.set_xticks(range(0, len(labels), step), labels=list(labels[::step]))
        _legend(axes, len(series))

    return _draw(draw, title)


def draw_calibration(points: Sequence[tuple[float, float, Interval]], *, title: str) -> Markup:
    """Return the share right over the mean confidence of each band, beside the line where both agree."""

    def draw(axes: Axes) -> None:
        confidences = [confidence for confidence, *_ in points]
        axes.plot([0, 1], [0, 1], "--", color=INK, linewidth=0.8)
        axes.vlines(
            confidences, [low for *_, (low, _) in points], [high for *_, (_, high) in points], color=SERIES[0]
        )
        axes.plot(confidences, [share for _, share, _ in points], "o-", color=SERIES[0], markersize=4)
        axes.set(xlim=(0, 1.02), ylim=(0, 1.02), xlabel="confidence", ylabel="share right")

    return _draw(draw, title, height=3.2)


def _stacked(
    series: Mapping[str, Sequence[float]],
) -> Iterator[tuple[str, Sequence[float], Sequence[float], str]]:
    """Yield each series with where its bars start: where those of the earlier ones end; and its colour."""
    ends: Sequence[float] = [0.0] * max(map(len, series.values()), default=0)
    for colour, (name, values) in zip(cycle(SERIES), series.items(), strict=False):
        yield name, values, ends, colour
        ends = [start + value for start, value in zip(ends, values, strict=True)]


def _label_rows(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_yticks(range(len(labels)), labels=[_short(label) for label in labels])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=INK, alpha=0.15)


def _legend(axes: Axes, series: int) -> None:
    if series > 1:
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1),
            borderaxespad=0.2,
            ncols=series,
            frameon=False,
            handlelength=0.9,
        )


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"


def _draw(draw: Any, title: str, *, height: float = HEIGHT, labels: Sequence[str] = ()) -> Markup:
    """Return what `draw` draws on the axes of a figure, as SVG with its title for those who do not see it."""
    require_pages()
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    # The reader's browser has the characters, the font that matplotlib measures with need not.
    with rc_context(dict(STYLE)), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(WIDTH, height))
        axes = figure.add_subplot()
        draw(axes)
        # Not matplotlib's own layout: it does not know how wide the reader's characters are.
        left = MARGIN + CELL * max((cell_len(_short(label)) for label in labels), default=2)
        figure.subplots_adjust(
            left=left / WIDTH, right=1 - 0.15 / WIDTH, bottom=MARGIN / height, top=1 - MARGIN / height
        )
        return _inline(figure, title)


def _inline(figure: Figure, title: str) -> Markup:
    from markupsafe import Markup, escape

    stream = io.StringIO()
    figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = stream.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    # Several plots stand on one page: ids of groups, which nothing refers to, would stand there twice.
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)
    for stand_in, colour in THEME.items():
        svg = svg.replace(stand_in, colour)
    svg = svg.replace(f"'{FONT}'", "var(--font)")
    return Markup(svg.replace("<svg ", f'<svg role="img" aria-label="{escape(title)}" ', 1))
