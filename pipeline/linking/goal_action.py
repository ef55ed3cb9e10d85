"""What is done about an indicator: the governing verb as written, and the change that it implies."""

from __future__ import annotations

from pipeline.linking.goal_lexicon import GROW, REACH
from pipeline.linking.goal_statement import Statement

INCREASE, DECREASE, LEVEL, RANK = "increase", "decrease", "level", "rank"


def action_of(text: str, item: Statement) -> str | None:
    """Return the verb nearest to the quantity, with the verbs joined to it (新建、改造), as the text has
    it."""
    verbs = item.verbs
    if not verbs:
        return None
    at = len(verbs) - 1
    if verbs[at].role in {REACH, GROW}:
        return text[verbs[at].start : verbs[at].end]
    first = at
    while first and verbs[first].start - verbs[first - 1].end <= 1:
        first -= 1
    return text[verbs[first].start : verbs[at].end]


def change_of(text: str, item: Statement) -> str:
    """Return whether the text says that something grows or shrinks by this much, has a rank, or is this
    much."""
    if item.kind == "rank":
        return RANK
    if item.rule == "goal.doubling" or (item.indicator and "新增" in text[slice(*item.indicator)]):
        return INCREASE
    if not item.verbs or item.verbs[-1].role == REACH:
        return LEVEL
    return item.verbs[-1].word.change or LEVEL
