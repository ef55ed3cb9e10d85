"""Cells that a spreadsheet would take for formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.table import FORMULA, neutral


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("何一苇", "何一苇"),
        ("", ""),
        (-7, -7),
        (None, None),
        ("=1+2", "'=1+2"),
        ("  @SUM(A1)", "'  @SUM(A1)"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("-12%", "'-12%"),
        ("5-8", "5-8"),
    ],
)
def test_neutral(cell: object, wanted: object) -> None:
    assert neutral(cell) == wanted


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not str(neutral(text)).startswith(FORMULA)
