from __future__ import annotations

import pytest

from pipeline.linking.goal_figures import figure_odds, significant_digits


@pytest.mark.parametrize(
    ("figure", "digits"),
    [("3500个", 2), ("906.65亿元", 5), ("0.61", 2), ("12.0%", 3), ("十万", 0), ("１２", 2), ("", 0)],
)
def test_significant_digits(figure: str, digits: int) -> None:
    assert significant_digits(figure) == digits


@pytest.mark.parametrize(
    ("figure", "kind", "comparator"),
    [
        ("906.65亿元", "money", "="),
        ("20余个", "count", ">="),
        ("第3位", "rank", "="),
        ("翻了一番", "multiple", "="),
    ],
)
def test_exact_figures_look_back(figure: str, kind: str, comparator: str) -> None:
    assert figure_odds(figure, kind, comparator) < 0


@pytest.mark.parametrize(
    ("figure", "comparator"), [("300个", "="), ("8%左右", "~"), ("60家以上", ">="), ("3至5家", "range")]
)
def test_round_and_bounded_figures_look_ahead(figure: str, comparator: str) -> None:
    assert figure_odds(figure, "count", comparator) > 0
