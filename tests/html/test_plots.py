"""Plots: their labels are text, their colours those of the page, their bytes always the same."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import pytest
from markupsafe import Markup

from pipeline.html.plots import (
    SERIES,
    draw_bars,
    draw_calibration,
    draw_columns,
    draw_groups,
    draw_intervals,
)

# What neither matplotlib's mathematics nor HTML may take for its own, and no font of matplotlib's has.
EVIL = "<b>$x_1$ & 市委组织部 𠀋"

PLOTS: list[tuple[str, Callable[[str], Markup]]] = [
    ("intervals", lambda label: draw_intervals([(label, 0.5, (0.1, 0.9)), ("b", 0, (0, 1))], title=label)),
    ("bars", lambda label: draw_bars([label, "b"], {"one": [1, 2], label: [0, 3]}, title=label)),
    ("groups", lambda label: draw_groups([label, "b"], {"one": [1, 0.2], "two": [0, 0.3]}, title=label)),
    ("columns", lambda label: draw_columns([label, "b"], {"one": [1, 20]}, title=label)),
    ("calibration", lambda label: draw_calibration([(0.5, 0.6, (0.2, 0.8))], title=label)),
]


@pytest.mark.parametrize("draw", [draw for _, draw in PLOTS], ids=[name for name, _ in PLOTS])
def test_a_plot_is_whole_svg_with_its_title(draw: Callable[[str], Markup]) -> None:
    svg = draw(EVIL)
    root = ElementTree.fromstring(svg)
    assert root.attrib["aria-label"] == EVIL
    assert root.attrib["role"] == "img"
    assert draw(EVIL) == svg
    assert "currentColor" in svg and "var(--series-1)" in svg
    assert not any(stand_in in svg for stand_in in SERIES)
    assert "<script" not in svg and "<image" not in svg


@pytest.mark.parametrize("draw", [draw for name, draw in PLOTS if name != "calibration"])
def test_labels_are_letters(draw: Callable[[str], Markup]) -> None:
    texts = [
        "".join(node.itertext()) for node in ElementTree.fromstring(draw(EVIL)).iter() if "text" in node.tag
    ]
    assert EVIL in texts


def test_no_id_stands_twice_on_a_page_of_plots() -> None:
    """What is clipped or reused is named by its contents; groups have no names."""
    page = "".join(draw("a") for _, draw in PLOTS)
    assert 'id="figure_1"' not in page and 'id="axes_1"' not in page


def test_many_columns_label_some_of_them() -> None:
    labels = [f"2022-{number}" for number in range(60)]
    svg = draw_columns(labels, {"goals": [1.0] * 60}, title="t")
    shown = [label for label in labels if f">{label}<" in svg]
    assert 6 <= len(shown) <= 12
