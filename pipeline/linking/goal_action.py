"""What is done about an indicator: the governing verb as written, and the change that it implies."""

from __future__ import annotations

from pipeline.linking.goal_lexicon import ADVERB, CONJUNCTION, GROW, REACH, VERB
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
    while first and verbs[first - 1].end == verbs[first].start:
        first -= 1
    return text[verbs[first].start : verbs[at].end]


def change_of(text: str, item: Statement) -> str:
    """Return whether the text says that something grows or shrinks by this much, has a rank, or is this
    much."""
    if item.kind == "rank":
        return RANK
    if item.rule == "goal.doubling" or (item.indicator and "新增" in text[slice(*item.indicator)]):
        return INCREASE
    verbs = [verb for verb in item.verbs if verb.role not in {CONJUNCTION, ADVERB}]
    if not verbs:
        return LEVEL
    nearest = verbs[-1]
    if nearest.role == REACH:
        return LEVEL
    joined = len(verbs) > 1 and any(verb.role == CONJUNCTION for verb in item.verbs)
    if nearest.role == VERB and joined:
        return LEVEL
    return nearest.word.change or LEVEL
