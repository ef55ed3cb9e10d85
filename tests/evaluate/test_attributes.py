from __future__ import annotations

import pytest

from pipeline.evaluate.attributes import same_body, same_number


@pytest.mark.parametrize(
    ("answer", "accepted", "right"),
    [
        ("云川市水利局", "云川市水利局", True),
        ("云川市 水利局", "云川市水利局", True),
        ("水利局", "云川市水利局", False),
        ("水利局", ["云川市水利局", "水利局"], True),
        ("中共云川市委", "云川市委", True),
        ("云川市人民政府", "云川市政府", True),
        ("云川市政府", "(云川市人民政府)", True),
        (None, "(市政府)", True),
        (None, ["市政府", ""], True),
        (None, "市政府", False),
        ("", "市政府", False),
        ("什么都行", None, True),
        (None, None, True),
        (12345, "12345", True),
    ],
)
def test_same_body(answer: object, accepted: str | list[str] | None, right: bool) -> None:
    assert same_body(answer, accepted) is right


@pytest.mark.parametrize(
    ("answer", "wanted", "right"),
    [
        (300, 300, True),
        (300.0, 300, True),
        ("300", 300, True),
        (41_700_000_001, 41_700_000_000, True),
        (5.5, 5.6, False),
        (0.0000001, 0, True),
        (None, None, True),
        (None, 0, False),
        (0, None, False),
        ("三百", 300, False),
        ([300], 300, False),
    ],
)
def test_same_number(answer: object, wanted: object, right: bool) -> None:
    assert same_number(answer, wanted) is right
