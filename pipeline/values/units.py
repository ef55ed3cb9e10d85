"""Units and classifiers: how they are written, their normal form, what they measure, their SI value.

The table is data (``patterns/units.jsonl``); here it is looked up and turned into a regular expression. SI
factors follow GB 3100 and, for 亩 and 斤, the Chinese market units (市制, 1959): 15 亩 = 1 hectare,
2 斤 = 1 kg. Values are exact inside and rounded to twelve significant digits outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from pipeline.errors import RowError
from pipeline.values.numerals import plain_number

RANK = "位"
PERCENT = "%"
MONEY = "元"

# Twelve digits tell apart all that reports measure and hide that 2000/3 has no end.
_ROUNDING = Context(prec=12)
# What stands behind the stroke of a rate: 元/平方米, 微克/立方米, 吨/日.
_PER = "(?:/(?:立方米|平方米|平方公里|千瓦时|公里|小时|百人|千人|万人|[吨人日天月年时秒亩升度户头台]))?"


@dataclass(frozen=True, slots=True)
class Unit:
    """One written form (`id`) of the normal form `unit`.

    `kind` says what it measures (count, people, money, ratio, length …). `factor`, a decimal or a fraction
    (2000/3), turns a value into `si_unit`, where there is one; `currency` (ISO 4217) stands with money.
    `not_before` holds the characters before which the form is part of another word (人 in 人才); `chinese`
    says that numbers in words may stand before it (两座, but not 三条 or 八级), `only_per` that it is read
    behind the stroke of a rate only (吨/日).
    """

    id: str
    unit: str
    kind: str
    si_unit: str = ""
    factor: str = "1"
    currency: str = ""
    not_before: str = ""
    chinese: bool = False
    only_per: bool = False
    note: str = ""


class UnitTable:
    """All units by their written form."""

    def __init__(self, rows: Iterable[Unit]) -> None:
        """Take the rows; raises RowError for a factor that is no number."""
        table = list(rows)
        self.by_form = {row.id: row for row in table if not row.only_per}
        self._currencies = {row.unit: row.currency for row in table if row.currency}
        self._per = {row.unit: (_factor(row), row.si_unit) for row in table if row.si_unit}
        # A tally of days (320天) is no length of time.
        own = {row.unit for row in self.by_form.values()}
        self._factors = {unit: known for unit, known in self._per.items() if unit in own}

    def expression(self, *, chinese: bool = False) -> str:
        """Return a regular expression for the written forms, the longest first.

        A rate (元/平方米) is a form followed by a stroke and another. With `chinese` only the forms are taken
        that numbers in words may stand before.
        """
        rows = [row for row in self.by_form.values() if row.chinese or not chinese]
        forms = "|".join(map(_form, sorted(rows, key=lambda row: -len(row.id))))
        return f"(?:(?:{forms}){'' if chinese else _PER})"

    def normal_form(self, form: str) -> str:
        """Return the normal form of a unit; of a rate, the normal form of what stands before its stroke."""
        base, stroke, per = form.partition("/")
        row = self.by_form.get(base)
        return (row.unit if row else base) + stroke + per

    def kind(self, unit: str) -> str:
        """Return what a unit measures: "bare" for none, "rate" for a quotient, "count" for an unknown one."""
        if not unit:
            return "bare"
        if "/" in unit:
            return "rate"
        row = self.by_form.get(unit)
        return row.kind if row else "count"

    def currency(self, unit: str) -> str | None:
        """Return the currency (ISO 4217) of a unit or of a rate (元/吨); None for what is no money."""
        return self._currencies.get(unit.partition("/")[0])

    def si_unit(self, unit: str) -> str | None:
        """Return the symbol of the SI unit that measures the same; None for people, money, classifiers."""
        known = self._si(unit)
        return None if known is None else known[1]

    def si_value(self, value: float, unit: str) -> float | None:
        """Return a value in the unit of `si_unit`, to twelve significant digits; None where there is none.

        >>> UnitTable([Unit("亩", "亩", "area", "m2", "2000/3")]).si_value(1.5, "亩")
        1000
        """
        known = self._si(unit)
        if known is None:
            return None
        exact = Fraction(repr(value)) * known[0]
        return plain_number(_ROUNDING.divide(Decimal(exact.numerator), Decimal(exact.denominator)))

    def _si(self, unit: str) -> tuple[Fraction, str] | None:
        """The factor and the symbol of a unit; of a rate the quotients of both its sides."""
        base, stroke, per = unit.partition("/")
        above, below = self._factors.get(base), self._per.get(per)
        if not stroke or above is None:
            return above
        return None if below is None else (above[0] / below[0], f"{above[1]}/{below[1]}")


def _factor(row: Unit) -> Fraction:
    try:
        return Fraction(row.factor)
    except (ValueError, ZeroDivisionError) as error:
        reason = f"the factor {row.factor!r} of {row.id!r} is no number"
        raise RowError(
            reason, place="patterns/units.jsonl", remedy="write a decimal or a fraction"
        ) from error


def _form(row: Unit) -> str:
    return re.escape(row.id) + (f"(?![{row.not_before}])" if row.not_before else "")
