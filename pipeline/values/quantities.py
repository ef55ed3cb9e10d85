"""Quantities: a number with its unit and the words that bound it, read from text to a value in base units.

The forms are data (``patterns/goals.jsonl``): each row is a regular expression whose named groups say
what its parts mean, and whose ``{placeholders}`` stand for the parts that many rows share. What looks like a
quantity and is none (names, ages, weather) is data too (``patterns/not_quantities.jsonl``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.errors import RowError
from pipeline.values.bounds import BoundTable
from pipeline.values.numerals import parse_exact, parse_numeral, plain_number
from pipeline.values.units import MONEY, PERCENT, RANK, UnitTable

# How far back the words that bound a number, and the context that a row needs, are looked for.
_WINDOW = 16

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.．]\d+)?"
_SCALE = r"(?:[多余几]?(?:[十百千]?万?亿|[十百千]?万|千(?![瓦米克伏卡])|百(?!分))[多余几]?|[多余几])"
_FRAGMENTS = {
    "{digits}": _DIGITS,
    "{scale}": _SCALE,
    "{arabic}": _DIGITS + _SCALE + "?",
    "{dash}": "(?:[-—–－~～至到]|——)",
    "{tail}": "(?:及?以上|及?以下|以内|之内|左右|上下|级(?!别))",
    "{myriad}": "[十百千]?(?:万亿|[万亿])",
    "{glued}": "(?:(?<![超通经渡跨迈越跃])过|(?<![最附将接临邻])近|超(?!过)|逾|(?<![以线迈跨登踏站爬])上)",
}
# A digit after a letter, a stroke or 第 belongs to a code, a date or an ordinal.
_DIGIT_START = r"(?<![\dA-Za-z.．,/+＋×第])(?<!\d[-－—～~])(?=\d)"
_NAME_STARTS = "“‘《每十百千万亿雨降气水震积风海浪体浏点阅"
_WORD_START = (
    r"(?=[一二两三四五六七八九十百千万亿半双翻前第近过超逾上])"
    r"(?<![\d.．第每唯一二两三四五六七八九十百千万亿零〇几数半多余])"
)


@dataclass(frozen=True, slots=True)
class QuantityRow:
    """One form of quantities; the fields of `PatternRow`, and what the form means.

    `script` is "digits" or "words". Named groups of the expression: ``lo`` and ``hi`` the numbers, ``u`` the
    unit, ``t`` the words behind, ``g`` the glued word before, ``den`` a denominator. `kind` names the way to
    read them; `needs` and `unless` are expressions for the text that ends where the form begins.
    """

    id: str
    script: str
    kind: str
    expression: str
    confidence: float
    example: str
    counter_example: str
    needs: str = ""
    unless: str = ""
    note: str = ""


class Quantity(NamedTuple):
    """A quantity in a text: its range, value (and upper value of a range) in base units, unit and
    comparator."""

    start: int
    end: int
    rule: str
    confidence: float
    value: float
    value_max: float | None
    unit: str
    comparator: str


class _Form(NamedTuple):
    """A compiled row: its expression, and those of the contexts that it needs and that exclude it."""

    row: QuantityRow
    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def admits(self, before: str) -> bool:
        """Whether the text before a match lets it stand."""
        if self.needs is not None and not self.needs.search(before):
            return False
        return self.unless is None or not self.unless.search(before)


def measured(rule: str, kind: str) -> str:
    """Return what a quantity measures, by the form that found it and the kind of its unit."""
    return _KINDS_BY_RULE.get(rule, kind)


class QuantityGrammar:
    """All forms of quantities, compiled into two expressions: one starts at digits, one at numbers in
    words."""

    def __init__(
        self, rows: Sequence[QuantityRow], names: Sequence[str], units: UnitTable, bounds: BoundTable
    ) -> None:
        """Compile the rows; `names` are the expressions of what is no quantity.

        Raises RowError for an expression that does not compile.
        """
        self.units, self.bounds = units, bounds
        self._digits = _compile([row for row in rows if row.script == "digits"], _DIGIT_START, units)
        self._words = _compile([row for row in rows if row.script == "words"], _WORD_START, units)
        # All names begin with one of these: the expression is tried nowhere else.
        self._names = re.compile(f"(?=[{_NAME_STARTS}])(?:{'|'.join(names)})")

    def find(self, text: str) -> list[Quantity]:
        """Return the quantities of a text in order; none overlaps another."""
        found = [*self._scan(text, *self._digits), *self._scan(text, *self._words)]
        if not found:
            return []
        names = [match.span() for match in self._names.finditer(text)]
        found = [quantity for quantity in found if not _overlaps(quantity, names)]
        return _share_bounds(text, _without_overlaps(found))

    def _scan(self, text: str, pattern: re.Pattern[str], forms: Sequence[_Form]) -> Iterator[Quantity]:
        for match in pattern.finditer(text):
            start = match.start()
            before = text[max(0, start - _WINDOW) : start]
            # The joint expression tells the first form that fits; a later one may fit the context.
            for form in forms[int(str(match.lastgroup)[1:]) :]:
                own = form.pattern.match(text, start)
                if own is not None and form.admits(before):
                    yield from self._read(own, form.row, before)
                    break

    def _read(self, match: re.Match[str], row: QuantityRow, before: str) -> Iterator[Quantity]:
        """Yield the quantity of a match; nothing for figures that are no numeral after all (二三)."""
        parts = match.groupdict()
        try:
            value, value_max = _values(row.kind, parts)
        except ValueError:
            return
        unit = self._unit(row.kind, parts, match)
        comparator = "range" if value_max is not None else self._comparator(row.kind, parts, before)
        place = (match.start(), match.end())
        yield Quantity(*place, row.id, row.confidence, value, value_max, unit, comparator)

    def _unit(self, kind: str, parts: dict[str, str | None], match: re.Match[str]) -> str:
        if kind in _FIXED_UNITS:
            return _FIXED_UNITS[kind]
        if kind == "bare":
            return _bare_unit(match)
        return self.units.normal_form(parts.get("u") or "")

    def _comparator(self, kind: str, parts: dict[str, str | None], before: str) -> str:
        """Words behind decide first, then those before, then 余 and 多 inside the number."""
        tail, glued = parts.get("t"), parts.get("g")
        if tail and (sign := self.bounds.behind(tail)):
            return sign
        if glued and (sign := self.bounds.glued(glued)):
            return sign
        if (sign := self.bounds.before(before)) and kind != "rank":
            return sign
        if kind == "two_digits" or any(char in "余多几" for char in parts.get("lo") or ""):
            return ">="
        return "="


_JOINTS, _BOUNDS = frozenset("、和与及"), frozenset({">=", "<=", "~"})
_DISTRIBUTED = re.compile(r"分别(?:不[低高]于|不超过|不少于|超过|突破|达?约|控制在)$")
_KINDS_BY_RULE = {
    **dict.fromkeys(("goal.rank", "goal.rank.unit", "goal.front.rank", "goal.front.bare"), "rank"),
    **dict.fromkeys(
        ("goal.coefficient", "goal.index", "goal.index.bare", "goal.ratio.income"), "coefficient"
    ),
    **dict.fromkeys(("goal.days", "goal.life"), "time"),
}
_FIXED_UNITS = {
    "percent": PERCENT,
    "fraction": PERCENT,
    "tenths": PERCENT,
    "half": PERCENT,
    "two_digits": PERCENT,
    "doubling": "倍",
    "rank": RANK,
    "money": MONEY,
}
_PEOPLE = re.compile(r"[^，。；、\n]{0,10}?(?:人口|人民|群众|儿女|用户|网民|消费者|农民|人群|同胞|观众)")


def _bare_unit(match: re.Match[str]) -> str:
    """A number without a unit: sums in 亿 are money unless people follow; all else counts a noun directly."""
    if "亿" in match[0] and not _PEOPLE.match(match.string, match.end()):
        return MONEY
    return ""


def _values(kind: str, parts: dict[str, str | None]) -> tuple[float, float | None]:
    """Return the value and, of a range, the upper value, in base units."""
    low, high = parts.get("lo") or "", parts.get("hi")
    if kind == "doubling":
        return _doubled(parse_numeral(low or "一")), None
    if kind == "half":
        return 50, None
    if kind == "two_digits":
        return 10, None
    if kind == "tenths":
        half = parts.get("half")
        return parse_numeral(low) * 10 + (0 if not half else 5 if half == "半" else parse_numeral(half)), None
    if kind == "fraction":
        return plain_number(round(parse_exact(low) * 100 / parse_exact(parts["den"] or ""), 6)), None
    if high is None:
        return parse_numeral(low), None
    return _shared_scale(low, high)


def _shared_scale(low: str, high: str) -> tuple[float, float]:
    """The ends of a range: 5至8万 counts both in 万."""
    scale = re.search(r"[百千万亿]+$", high)
    if scale and not re.search(r"[百千万亿]", low):
        low += scale[0]
    return parse_numeral(low), parse_numeral(high)


def _compile(
    rows: Sequence[QuantityRow], start: str, units: UnitTable
) -> tuple[re.Pattern[str], list[_Form]]:
    """Join the rows into one expression that tells, by its last group (r0, r1 …), the first row that fits."""
    forms = [
        _Form(row, re.compile(_expand(row, units)), _ending(row.needs), _ending(row.unless)) for row in rows
    ]
    branches = [f"{_ungrouped(form.pattern.pattern)}(?P<r{n}>)" for n, form in enumerate(forms)]
    return re.compile(f"{start}(?:{'|'.join(branches)})"), forms


def _ungrouped(expression: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", expression)


def _ending(expression: str) -> re.Pattern[str] | None:
    return re.compile(f"(?:{expression})$") if expression else None


def _expand(row: QuantityRow, units: UnitTable) -> str:
    expression = row.expression
    fragments = {
        **_FRAGMENTS,
        "{unit}": units.expression(),
        "{spoken_unit}": units.expression(chinese=True),
    }
    for name, fragment in fragments.items():
        expression = expression.replace(name, fragment)
    try:
        re.compile(expression)
    except re.error as error:
        reason = f"row {row.id!r} does not compile: {error}"
        raise RowError(reason, place="patterns/goals.jsonl") from error
    return expression


def _overlaps(quantity: Quantity, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether a sorted list of ranges holds one that shares a character with the quantity."""
    at = bisect_right(ranges, (quantity.end, -1)) - 1
    return at >= 0 and ranges[at][1] > quantity.start and ranges[at][0] < quantity.end


def _share_bounds(text: str, found: list[Quantity]) -> list[Quantity]:
    """分别不低于52万亩和40万亩: what 分别 distributes shares the bound before the first."""
    for n in range(1, len(found)):
        first, second = found[n - 1], found[n]
        joined = text[first.end : second.start] in _JOINTS and second.comparator == "="
        if (
            joined
            and first.comparator in _BOUNDS
            and _DISTRIBUTED.search(text[max(0, first.start - _WINDOW) : first.start])
        ):
            found[n] = second._replace(comparator=first.comparator)
    return found


def _without_overlaps(found: Iterable[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in sorted(found):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _doubled(times: float) -> float:
    """翻一番 is 2, 翻两番 is 4, 翻1.5番 is 2.8284."""
    return round(2**times, 4)
