"""Planned or done: the status of a statement, in the manner of ConText (Harkema et al. 2009).

Triggers are data (``patterns/contexts.jsonl``), each with scope and direction; the nearest before a quantity
counts most. A date tells too: what ends before the article's day is done, what begins behind it is planned.
What neither tells is decided by the passage: its wording (``goal_tense``), its heading, the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from pipeline.errors import RowError
from pipeline.linking.goal_text import Range

TARGET, ACHIEVED, NONE = "target", "achieved", "none"
# A trigger in another clause of the sentence speaks less loudly than one in the quantity's own.
_ELSEWHERE = 0.7
# How far back a trigger behind a quantity reaches, in characters.
_BACK = 24


@dataclass(frozen=True, slots=True)
class Context:
    """One trigger (`id`): it makes quantities in its `scope` ("clause" or "sentence") targets or results.

    `direction` "forward" reaches what follows it, "backward" what stands before. `status` "none" marks a word
    that holds a trigger and is none (主要 holds 要). `weight` is compared with the log odds of the passage.
    """

    id: str
    status: str
    scope: str
    direction: str
    weight: float = 6.0


class Trigger(NamedTuple):
    """A trigger at its place; `weight` is positive for a target, negative for a result."""

    start: int
    end: int
    weight: float
    scope: str
    direction: str


class ContextLexicon:
    """Find the triggers of a sentence."""

    def __init__(self, rows: Iterable[Context]) -> None:
        """Build the automaton; raises RowError for an unknown status, scope or direction."""
        self._automaton = ahocorasick.Automaton()
        for row in rows:
            _check(row)
            self._automaton.add_word(row.id, row)
        self._automaton.make_automaton()

    def triggers(self, masked: str, start: int, end: int) -> list[Trigger]:
        """Return the triggers in masked[start:end], leftmost and longest."""
        found = []
        for last, row in self._automaton.iter_long(masked, start, end):
            if row.status != NONE:
                sign = 1.0 if row.status == TARGET else -1.0
                stop = last + 1
                found.append(Trigger(stop - len(row.id), stop, sign * row.weight, row.scope, row.direction))
        return found


def _check(row: Context) -> None:
    known = row.status in {TARGET, ACHIEVED, NONE} and row.scope in {"clause", "sentence"}
    if not known or row.direction not in {"forward", "backward"}:
        raise RowError(f"trigger {row.id!r} has an unknown status, scope or direction")


def context_score(triggers: Sequence[Trigger], place: Range, clause: Range) -> float:
    """Return how loudly the triggers say that a quantity is a target (above 0) or a result (below).

    `place` is the quantity's range, `clause` its clause's.
    """
    before = _nearest_before(triggers, place, clause)
    for trigger in triggers:
        if trigger.direction == "backward" and trigger.start >= place[1]:
            near = trigger.start < clause[1] or (trigger.scope == "sentence" and not before)
            return before + (trigger.weight if near and trigger.start - place[1] <= _BACK else 0.0)
    return before


def _nearest_before(triggers: Sequence[Trigger], place: Range, clause: Range) -> float:
    for trigger in reversed(triggers):
        if trigger.direction != "forward" or trigger.end > place[0]:
            continue
        if trigger.start >= clause[0]:
            return trigger.weight
        if trigger.scope == "sentence":
            return trigger.weight * _ELSEWHERE
    return 0.0


def decide(odds: float) -> str:
    """Return the status that the log odds of a target say."""
    return TARGET if odds > 0 else ACHIEVED
