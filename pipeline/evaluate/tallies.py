"""Counting: precision, recall and F1 of items, accuracy of attributes, and the rows of what went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.evaluate.items import Item
from pipeline.evaluate.spans import Page

Row = dict[str, float | int]

DIGITS = 4
MISSED_ITEM = "FN"


class Counts(NamedTuple):
    """Items matched, predicted and demanded.

    `unread` are those of the matched that stand in documents which nobody has read in full: nothing was
    demanded there, so they say nothing of recall.
    """

    matched: int
    predicted: int
    gold: int
    unread: int = 0

    def plus(self, other: Counts) -> Counts:
        """Return the sum, member by member."""
        return Counts(*(ours + theirs for ours, theirs in zip(self, other, strict=True)))

    def row(self) -> Row:
        """Return precision, recall and their harmonic mean F1 (0 to 1, 0 where undefined), and the counts."""
        precision = ratio(self.matched, self.predicted)
        recall = ratio(self.matched - self.unread, self.gold)
        f1 = ratio(2 * precision * recall, precision + recall)
        rates = {"p": round(precision, DIGITS), "r": round(recall, DIGITS), "f1": round(f1, DIGITS)}
        return {**rates, "tp": self.matched, "pred": self.predicted, "gold": self.gold}


def ratio(part: float, whole: float) -> float:
    """Return part / whole, 0.0 of nothing."""
    return part / whole if whole else 0.0


class ErrorRow(NamedTuple):
    """One thing that went wrong in a document.

    `kind` is FP (false), `MISSED_ITEM`, BAD (offsets) or what is wrong of a found item: NAME, VALUE, ORG, or
    the wrong parts of a goal such as ``status/unit``. `context` shows the source around it, the item marked
    ⟦…⟧; `rule` is what produced it, empty where nothing did.
    """

    document: str
    layer: str
    kind: str
    text: str
    context: str
    rule: str
    detail: str


def error_row(page: Page, layer: str, kind: str, item: Item, *, detail: str = "") -> ErrorRow:
    """Return the row of an item that went wrong."""
    context = page.excerpt(item.start, item.end)
    return ErrorRow(page.name, layer, kind, item.text, context, item.rule, detail)


class Outcome(NamedTuple):
    """One judged item of a record, right or wrong; `confidence` is None where the record tells none."""

    layer: str
    rule: str
    confidence: float | None
    right: bool


@dataclass(slots=True)
class Evaluation:
    """What the comparison of some items gave.

    `counts` are by figure; `checks` are answers right or wrong, in the order in which they were looked at;
    `outcomes` are those of the items that were found, `kinds` counts errors by (layer, kind).
    """

    counts: dict[str, Counts] = field(default_factory=dict)
    checks: list[tuple[str, bool]] = field(default_factory=list)
    errors: list[ErrorRow] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)

    def include(self, other: Evaluation) -> None:
        """Add another one to this."""
        for figure, counts in other.counts.items():
            self.counts[figure] = self.counts.get(figure, Counts(0, 0, 0)).plus(counts)
        self.checks += other.checks
        self.errors += other.errors
        self.outcomes += other.outcomes
        self.kinds += other.kinds

    def table(self) -> dict[str, Row]:
        """Return the figures: those of found items, then the accuracies, each in order of appearance."""
        rows = {figure: counts.row() for figure, counts in self.counts.items()}
        answers: dict[str, list[bool]] = {}
        for figure, correct in self.checks:
            answers.setdefault(figure, []).append(correct)
        return rows | {figure: _accuracy(correct) for figure, correct in answers.items()}


def _accuracy(answers: list[bool]) -> Row:
    right, total = sum(answers), len(answers)
    return {"acc": round(ratio(right, total), DIGITS), "ok": right, "n": total}
