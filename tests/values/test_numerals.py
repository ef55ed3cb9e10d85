from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values.numerals import parse_exact, parse_numeral, plain_number

CASES = {
    "0": 0,
    "300": 300,
    "３００": 300,
    "1,234": 1234,
    "1，234": 1234,
    "12,345,678.9": 12345678.9,
    "36.3": 36.3,
    "３６．３": 36.3,
    "1 000": 1000,
    "1.1亿": 110_000_000,
    "417亿": 41_700_000_000,
    "1.2万亿": 1_200_000_000_000,
    "5百": 500,
    "3千": 3000,
    "2千万": 20_000_000,
    "1亿5000万": 150_000_000,
    "十": 10,
    "百": 100,
    "千亿": 100_000_000_000,
    "万": 10_000,
    "十五": 15,
    "二十": 20,
    "一百零八": 108,
    "一百一十": 110,
    "三百二十": 320,
    "二百五": 250,
    "一千二": 1200,
    "三万五": 35_000,
    "三万五千": 35_000,
    "两千": 2000,
    "两千零二十四": 2024,
    "一万零五": 10_005,
    "一万零五十": 10_050,
    "九千九百九十九": 9999,
    "二〇二四": 2024,
    "二○一五": 2015,
    "一九九八": 1998,
    "三点五": 3.5,
    "三点五亿": 350_000_000,
    "一点二万亿": 1_200_000_000_000,
    "二十余": 20,
    "三百多": 300,
    "1万余": 10_000,
    "十几": 10,
    "十余万": 100_000,
    "20多万": 200_000,
    "廿一": 21,
    "卅": 30,
    "壹佰贰拾": 120,
    "三萬": 30_000,
    "兩億": 200_000_000,
}

NO_NUMERALS = [
    "",
    " ",
    "多",
    "几十",
    "数百",
    "abc",
    "1.2.3",
    "1,23",
    "12,34,567",
    "百万千",
    "一点",
    "点五",
    "十百",
    "家",
    "3个",
    "-5",
    "一万两万",
]


@pytest.mark.parametrize(("text", "value"), CASES.items())
def test_value(text: str, value: float) -> None:
    got = parse_numeral(text)
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize("text", NO_NUMERALS)
def test_no_numeral_is_an_error_that_names_it(text: str) -> None:
    with pytest.raises(ValueError, match="is no numeral"):
        parse_numeral(text)


def test_exact_where_floats_are_not() -> None:
    assert parse_exact("0.1万") == Decimal(1000)
    assert parse_exact("1.005亿") == Decimal(100_500_000)
    assert plain_number(Decimal("2.50")) == 2.5


def in_words(number: int) -> str:
    """Spell 1 to 99,999,999 in Chinese: the reference that the property test reads back."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return in_words(high) + "万" + gap + (in_words(low) if low else "")
    words, pending = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("零" if pending and words else "") + "零一二三四五六七八九"[digit] + name
        pending = digit == 0
    return words


@given(st.integers(1, 99_999_999))
def test_spelled_numbers_are_read_back(number: int) -> None:
    assert parse_numeral(in_words(number)) == number


@given(st.integers(0, 10**12), st.booleans())
def test_figures_are_read_back(number: int, separators: bool) -> None:
    assert parse_numeral(f"{number:,}" if separators else str(number)) == number


@given(st.text(max_size=12))
def test_any_text_gives_a_number_or_a_value_error(text: str) -> None:
    try:
        assert isinstance(parse_numeral(text), int | float)
    except ValueError as error:
        assert "is no numeral" in str(error)
