"""What the figure itself says of its status: plans speak in round figures and bounds, reports in exact ones.

The log odds were counted on 33,081 quantities of 170 work reports whose headings tell plan from review: a figure
with four significant digits stood in a review in 93 of 100 cases, one with 左右 in a plan in 71.
"""

from __future__ import annotations

from pipeline.linking.goal_statement import Statement

_BY_DIGITS = (0.0, 0.9, 0.0, -1.4, -2.0, -2.8)
_BY_COMPARATOR = {"=": -0.2, ">=": 1.1, "<=": 1.5, "~": 1.5, "range": 4.0}
_RANK, _APPROXIMATE, _PERFECT = -3.0, -2.5, -4.0


def significant_digits(figure: str) -> int:
    """Return how many digits of a figure are significant: trailing zeros count behind a decimal point only.

    >>> [significant_digits(figure) for figure in ("3500个", "906.65亿元", "十万")]
    [2, 5, 0]
    """
    digits = "".join(char for char in figure if char.isdecimal()).lstrip("0")
    return len(digits) if "." in figure else len(digits.rstrip("0"))


def figure_score(text: str, item: Statement) -> float:
    """Return the log odds that a figure is a target (above 0) and no result."""
    if item.kind == "rank":
        return _RANK
    figure = text[item.start : item.end]
    if "了" in figure:
        return _PERFECT
    digits = _BY_DIGITS[min(significant_digits(figure), len(_BY_DIGITS) - 1)]
    if any(char in figure for char in "余多几"):
        return digits + _APPROXIMATE
    return digits + _BY_COMPARATOR[item.comparator]
