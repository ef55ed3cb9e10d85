"""What the tests of the goal linker share: statements of a text, with the shipped words."""

from __future__ import annotations

from pipeline.components.goal_linker import load_knowledge
from pipeline.components.goal_recognizer import load_grammar
from pipeline.linking.goal_figures import figure_odds
from pipeline.linking.goal_indicator import assign_indicators
from pipeline.linking.goal_statement import Statement
from pipeline.linking.goal_text import mask
from pipeline.values.quantities import measured

GRAMMAR = load_grammar()
KNOWLEDGE = load_knowledge()
LEXICON = KNOWLEDGE.lexicon


def statements(text: str) -> list[Statement]:
    """The quantities of a text as statements, nothing linked yet."""
    found = []
    for q in GRAMMAR.find(text):
        kind = measured(q.rule, GRAMMAR.units.kind(q.unit))
        odds = figure_odds(text[q.start : q.end], kind, q.comparator)
        found.append(Statement(q.start, q.end, q.value, q.unit, q.comparator, kind, q.rule, odds))
    return found


def linked(text: str) -> list[Statement]:
    """The statements of a text of one sentence, with their indicators and verbs."""
    items = statements(text)
    masked = mask(text, [], [(item.start, item.end) for item in items])
    assign_indicators(text, masked, LEXICON, (0, len(text)), items)
    return items
