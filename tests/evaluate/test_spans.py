from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.spans import Interval, Page, half_overlap, overlap, sameness, squeezed

INTERVALS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair)))


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [
        ((0, 4), (0, 4), 1.0),
        ((0, 4), (2, 4), 0.5),
        ((0, 4), (2, 6), 1 / 3),
        ((0, 4), (4, 8), 0.0),
        ((0, 4), (6, 8), 0.0),
        ((2, 2), (2, 2), 0.0),
        ((3, 1), (0, 4), 0.0),
    ],
)
def test_overlap(a: Interval, b: Interval, share: float) -> None:
    assert overlap(a, b) == overlap(b, a) == pytest.approx(share)


@given(INTERVALS, INTERVALS)
def test_loose_forgives_what_strict_does_not(a: Interval, b: Interval) -> None:
    assert 0.0 <= half_overlap(a, b) <= overlap(a, b) <= 1.0
    assert sameness(a, b) == float(a == b)
    assert half_overlap(a, b) == 0.0 or half_overlap(a, b) >= 0.5


@given(st.text(alphabet="云川 \t\r\n\u3000\u00a0\ufeff😀a", max_size=30), st.data())
def test_ink_counts_what_is_no_white_space(text: str, data: st.DataObject) -> None:
    page = Page.from_text("page.txt", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = page.ink_span(start, end)
    assert squeezed(text)[first:last] == squeezed(text[start:end])
    assert page.ink[-1] == len(squeezed(text))


@pytest.mark.parametrize(
    ("start", "end", "excerpt"),
    [
        (0, 2, "⟦云川⟧⏎市"),
        (3, 5, "川⏎⟦市长⟧ 到"),
        (6, 7, "长 ⟦到⟧"),
        (1, 4, "云⟦川⏎市⟧长 "),
    ],
)
def test_an_excerpt_is_one_line_with_the_item_marked(start: int, end: int, excerpt: str) -> None:
    assert Page.from_text("page.txt", "云川\n市长\u3000到").excerpt(start, end, width=2) == excerpt


def test_what_is_no_text_is_written_out() -> None:
    assert squeezed(20) == "20"
