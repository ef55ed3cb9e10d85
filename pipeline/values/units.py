"""Units and classifiers: how they are written, their normal form, what they measure, their SI value.

The table is data (``patterns/units.jsonl``); here it is looked up and turned into a regular expression. SI
factors follow the international system and, for 亩, 斤 and 里, the Chinese market units (市制, 1959):
15 亩 = 1 hectare, 2 斤 = 1 kg, 2 里 = 1 km.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

RANK = "位"
PERCENT = "%"
MONEY = "元"

# What stands behind the stroke of a rate: 元/平方米, 微克/立方米, 吨/日.
_PER = "(?:/(?:立方米|平方米|平方公里|千瓦时|公里|小时|百人|千人|万人|[吨人日天月年时秒亩升度户头台]))?"


@dataclass(frozen=True, slots=True)
class Unit:
    """One written form (`id`) of the normal form `unit`.

    `kind` says what it measures (count, people, money, ratio, length …). `factor` turns a value into
    `si_unit`, where there is one. `not_before` holds the characters before which the form is part of another
    word (人 in 人才); `chinese` says that numbers in words may stand before it (两座, but not 三条 or 八级).
    """

    id: str
    unit: str
    kind: str
    si_unit: str = ""
    factor: float = 1.0
    not_before: str = ""
    chinese: bool = False
    note: str = ""


class UnitTable:
    """All units by their written form."""

    def __init__(self, rows: Iterable[Unit]) -> None:
        self.by_form = {row.id: row for row in rows}

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

    def si_value(self, value: float, unit: str) -> tuple[float, str] | None:
        """Return a value in SI units with their symbol; None for people, money, classifiers.

        >>> UnitTable([Unit("亩", "亩", "area", "m2", 10000 / 15)]).si_value(15, "亩")
        (10000.0, 'm2')
        """
        row = self.by_form.get(unit)
        if row is None or not row.si_unit:
            return None
        return round(value * row.factor, 6), row.si_unit


def _form(row: Unit) -> str:
    return re.escape(row.id) + (f"(?![{row.not_before}])" if row.not_before else "")
