"""The component ``goal_recognizer``: finds quantities, the candidates of goals and results.

It finds *that* something is quantified: the span of the number with its unit and the words that bound it, its
value, unit and comparator. What is counted, whether it is planned or done, by when and by whom, is the
linker's part (``goal_linker``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.base import Candidate, record_candidates, text_of
from pipeline.resources import resource
from pipeline.rows import PatternRow, read_rows
from pipeline.values.bounds import Bound, BoundTable
from pipeline.values.quantities import Quantity, QuantityGrammar, QuantityRow
from pipeline.values.units import Unit, UnitTable

LABEL = "GOAL"
DATES = "date_recognizer"
# A tally of days (空气优良天数320天) is a quantity although its words are a duration.
TALLIES = frozenset({"goal.days", "goal.life"})


class GoalRecognizer:
    """Write the quantities of a Doc as the SpanGroup of its own name.

    ``span._.goal`` holds ``value``, ``value_max``, ``unit`` and ``comparator``; ``value_si``,
    ``value_max_si`` and ``unit_si`` of measures and ``currency`` of money, None for others. What overlaps a
    date or a duration of `dates` is none.
    """

    def __init__(self, name: str, grammar: QuantityGrammar, dates: str) -> None:
        self.name, self.grammar, self.dates = name, grammar, dates

    def __call__(self, doc: Doc) -> Doc:
        """Record the candidates; running it again gives the same Doc."""
        record_candidates(doc, self.name, LABEL, self.candidates(doc))
        return doc

    def candidates(self, doc: Doc) -> Iterator[Candidate]:
        """Yield the Doc's quantities that are no dates."""
        dates = [(span.start_char, span.end_char) for span in doc.spans.get(self.dates, ())]
        for quantity in self.grammar.find(text_of(doc)):
            if quantity.rule in TALLIES or not _touches(quantity, dates):
                yield _candidate(quantity, self.grammar.units)


def _candidate(quantity: Quantity, units: UnitTable) -> Candidate:
    value_max, unit = quantity.value_max, quantity.unit
    attributes = {
        "value": quantity.value,
        "value_max": value_max,
        "unit": unit,
        "comparator": quantity.comparator,
        "value_si": units.si_value(quantity.value, unit),
        "value_max_si": None if value_max is None else units.si_value(value_max, unit),
        "unit_si": units.si_unit(unit),
        "currency": units.currency(unit),
    }
    return Candidate(quantity.start, quantity.end, quantity.rule, quantity.confidence, attributes)


def _touches(quantity: Quantity, ranges: list[tuple[int, int]]) -> bool:
    """Whether one of the sorted ranges shares a character with the quantity; candidates may overlap one
    another."""
    at = bisect_left(ranges, (quantity.end, 0))
    return any(end > quantity.start for _, end in ranges[max(0, at - 3) : at])


def load_grammar() -> QuantityGrammar:
    """Return the grammar of quantities that is shipped; raises RowError for a malformed row."""
    units = UnitTable(read_rows(resource("patterns/units.jsonl"), Unit))
    bounds = BoundTable(read_rows(resource("patterns/bounds.jsonl"), Bound))
    rows = read_rows(resource("patterns/goals.jsonl"), QuantityRow)
    names = [row.expression for row in read_rows(resource("patterns/not_quantities.jsonl"), PatternRow)]
    return QuantityGrammar(rows, names, units, bounds)


@Language.factory("goal_recognizer", default_config={"dates": DATES}, assigns=["doc.spans"])
def create_goal_recognizer(nlp: Language, name: str, dates: str) -> GoalRecognizer:
    """Return the component; `dates` names the group of date candidates that no quantity may touch."""
    return GoalRecognizer(name, load_grammar(), dates)
