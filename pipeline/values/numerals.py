"""Numerals: Arabic, full-width and Chinese figures to exact values.

Grammar, after the rules of GB/T 15835-2011 (use of numerals in publications): a numeral is a sum of sections
scaled by 亿 and 万, each section a figure (1,234.5), a string of digits (二〇二四) or digits with the places
千, 百 and 十. Inside, values are `Decimal`, so that 1.1亿 is 110000000 and not 110000000.00000001.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    **{"○": 0, "两": 2, "兩": 2, "貳": 2, "參": 3, "陸": 6},
}
PLACES = {"千": 1000, "仟": 1000, "百": 100, "佰": 100, "十": 10, "拾": 10}
MYRIADS = {"亿": 10**8, "億": 10**8, "万": 10**4, "萬": 10**4}
TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}

DIGIT_CHARS = "".join(DIGITS)
CHINESE_CHARS = DIGIT_CHARS + "".join(PLACES) + "".join(MYRIADS) + "".join(TENS)

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_FIGURE = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_VAGUE_TAIL = re.compile(r"(?<=[十百千万亿拾佰仟萬億\d])(?:[多余几来])")
_ZEROS = "零〇○"
_NO_REST = "百千万亿佰仟萬億"  # 一百十五 is said, 一万千 is not


def parse_numeral(text: str) -> int | float:
    """Return the value of a numeral; an int where it is whole.

    Digits may be Arabic, full-width or Chinese and may be mixed with the places 十 to 亿 (3千, 1.2万亿,
    三百二十, 二〇二四). 多, 余 and 几 after a place are passed over: 二十余 is 20, 十几 is 10. White space is
    ignored.

    >>> parse_numeral("1,234.5万"), parse_numeral("三百二十"), parse_numeral("二〇二四")
    (12345000, 320, 2024)

    Raises ValueError for what is no numeral, vague amounts (数百, 几十) among them.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    return plain_number(parse_exact(text))


def parse_exact(text: str) -> Decimal:
    """Return the exact value of a numeral; the grammar and errors of `parse_numeral`."""
    figure = "".join(text.split()).translate(_FULL_WIDTH)
    for char, tens in TENS.items():
        figure = figure.replace(char, tens)
    figure = _VAGUE_TAIL.sub("", figure)
    try:
        return _scaled(figure)
    except _NotNumeralError as error:
        raise ValueError(f"{text!r} is no numeral") from error


def plain_number(value: Decimal) -> int | float:
    """Return a Decimal as the plain number that JSON knows: an int where it is whole, else a float."""
    return int(value) if value == value.to_integral_value() else float(value)


class _NotNumeralError(ValueError):
    """A part that the grammar does not know."""


def _scaled(figure: str) -> Decimal:
    """Sum of myriads: the last 亿 splits first, so that 1.2万亿 is (1.2万)亿."""
    for chars in ("亿億", "万萬"):
        at = max(figure.rfind(char) for char in chars)
        if at >= 0:
            scale = MYRIADS[figure[at]]
            if any(char in figure[:at] for char in chars):
                raise _NotNumeralError(figure)
            count = _scaled(figure[:at]) if at else Decimal(1)
            return count * scale + _rest(figure[at + 1 :], scale)
    return _section(figure)


def _rest(figure: str, scale: int) -> Decimal:
    """What follows a place: nothing, a lone digit of the next one (三万五 is 35000), or a smaller numeral."""
    if not figure:
        return Decimal(0)
    if len(figure) == 1 and (digit := _digit(figure)) is not None:
        return Decimal(digit) * scale / 10
    rest = _scaled(figure.lstrip(_ZEROS) or figure)
    if rest >= scale or figure[0] in _NO_REST:
        raise _NotNumeralError(figure)
    return rest


def _digit(char: str) -> int | None:
    if char in "0123456789":
        return int(char)
    return DIGITS.get(char)


def _section(figure: str) -> Decimal:
    """A figure, a decimal in words (三点五), digits in a row, or digits with the places 千 百 十."""
    if _FIGURE.fullmatch(figure):
        return Decimal(figure.replace(",", ""))
    whole, point, decimals = figure.partition("点")
    if point:
        return _section(whole) + Decimal(f"0.{_digit_string(decimals)}")
    for place in sorted(PLACES.items(), key=lambda item: -item[1]):
        at = figure.find(place[0])
        if at >= 0:
            return _count(figure[:at], place[1]) * place[1] + _rest(figure[at + 1 :], place[1])
    return Decimal(_digit_string(figure))


def _count(figure: str, place: int) -> Decimal:
    """How many of a place: 1 where it is not said (十, 百), else a single digit or an Arabic figure (5百)."""
    if not figure:
        return Decimal(1)
    if place == 10:
        figure = figure.lstrip(_ZEROS) or figure
    if _FIGURE.fullmatch(figure):
        return Decimal(figure.replace(",", ""))
    if len(figure) == 1 and figure in DIGITS:
        return Decimal(DIGITS[figure])
    raise _NotNumeralError(figure)


def _digit_string(figure: str) -> str:
    digits = [_digit(char) for char in figure]
    if not digits or None in digits:
        raise _NotNumeralError(figure)
    return "".join(map(str, digits))
