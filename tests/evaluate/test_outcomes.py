"""Precision by rule and by confidence: intervals, bands, calibration."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.outcomes import (
    Share,
    by_band,
    by_layer,
    by_rule,
    calibration_error,
)
from pipeline.evaluate.tallies import Outcome

# Computed by hand from Wilson's formula with z = 1.96; 81 of 263 is Newcombe's example (1998, table I).
INTERVALS = [
    (0, 0, 0.0, 1.0),
    (0, 10, 0.0, 0.2775),
    (10, 10, 0.7225, 1.0),
    (5, 10, 0.2366, 0.7634),
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
]


@pytest.mark.parametrize(("right", "total", "low", "high"), INTERVALS)
def test_wilson(right: int, total: int, low: float, high: float) -> None:
    assert Share(right, total).interval == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 200), st.integers(0, 200))
def test_wilson_holds_the_share_and_mirrors(right: int, wrong: int) -> None:
    low, high = Share(right, right + wrong).interval
    assert 0 <= low <= high <= 1
    if right + wrong:
        assert low - 1e-12 <= right / (right + wrong) <= high + 1e-12
    mirrored = Share(wrong, right + wrong).interval
    assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((low, high))


OUTCOMES = [
    Outcome("people", "a+b", 0.95, True),
    Outcome("people", "a", 0.91, False),
    Outcome("dates", "a", 1.0, True),
    Outcome("dates", "", 0.25, False),
    Outcome("dates", "c", None, True),
    # A goal's confidence is that of its quantity, which counts by itself.
    Outcome("goals", "g", 0.25, True),
]


def test_an_item_counts_for_each_rule_that_agreed() -> None:
    assert by_rule(OUTCOMES) == {
        ("dates", ""): Share(0, 1),
        ("dates", "a"): Share(1, 1),
        ("dates", "c"): Share(1, 1),
        ("goals", "g"): Share(1, 1),
        ("people", "a"): Share(1, 2),
        ("people", "b"): Share(1, 1),
    }
    assert by_layer(OUTCOMES)["people"] == Share(1, 2)


def test_bands_hold_what_has_a_confidence() -> None:
    bands = by_band(OUTCOMES)
    assert [(band.low, band.high, band.share) for band in bands] == [
        (0.2, 0.3, Share(0, 1)),
        (0.9, 1.0, Share(2, 3)),
    ]
    assert bands[1].confidence == pytest.approx((0.95 + 0.91 + 1) / 3)


def test_calibration_error() -> None:
    expected = (1 * abs(0 - 0.25) + 3 * abs(2 / 3 - 2.86 / 3)) / 4
    assert calibration_error(by_band(OUTCOMES)) == pytest.approx(expected)
    assert calibration_error([]) == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=50))
def test_every_item_is_in_one_band(pairs: list[tuple[float, bool]]) -> None:
    bands = by_band(Outcome("people", "a", confidence, right) for confidence, right in pairs)
    assert sum(band.share.total for band in bands) == len(pairs)
    assert sum(band.share.right for band in bands) == sum(right for _, right in pairs)
    for band in bands:
        assert band.low <= band.confidence + 1e-12 and band.confidence <= band.high + 1e-12
    assert 0 <= calibration_error(bands) <= 1 or math.isclose(calibration_error(bands), 1)
