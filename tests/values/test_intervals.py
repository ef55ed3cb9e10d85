"""Wilson's interval against published figures, and what must hold for any count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values.intervals import wilson


@pytest.mark.parametrize(
    ("right", "total", "wanted"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_published_figures(right: int, total: int, wanted: tuple[float, float]) -> None:
    assert wilson(right, total) == pytest.approx(wanted, abs=5e-5)


def test_nothing_counted_tells_nothing() -> None:
    assert wilson(0, 0) is None


@given(st.integers(1, 10_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_share_lies_inside(counts: tuple[int, int]) -> None:
    right, total = counts
    bounds = wilson(right, total)
    assert bounds is not None
    assert 0 <= bounds[0] <= right / total + 1e-12
    assert right / total - 1e-12 <= bounds[1] <= 1
