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
# How far back over clauses a trigger behind a quantity reaches, in characters, and how loudly; what is faint.
_BACK, _BEHIND, _FAINT = 24, 0.6, 3.0


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
        # A slice, for the automaton copies all of the text that it is given.
        for last, row in self._automaton.iter_long(masked[start:end]):
            if row.status != NONE:
                sign = 1.0 if row.status == TARGET else -1.0
                stop = start + last + 1
                found.append(Trigger(stop - len(row.id), stop, sign * row.weight, row.scope, row.direction))
        return found


def _check(row: Context) -> None:
    known = row.status in {TARGET, ACHIEVED, NONE} and row.scope in {"clause", "sentence"}
    if not known or row.direction not in {"forward", "backward"}:
        raise RowError(f"trigger {row.id!r} has an unknown status, scope or direction")


def context_score(triggers: Sequence[Trigger], place: Range, clause: Range) -> float:
    """Return how loudly the triggers say that a quantity is a target (above 0) or a result (below).

    `place` is the quantity's range, `clause` its clause's. The nearest triggers of the clause itself count;
    where it has none, the nearest before, or one close behind that reaches back over clauses, each less.
    """
    ahead = [trigger for trigger in triggers if trigger.direction == "forward" and trigger.end <= place[0]]
    behind = [
        trigger for trigger in triggers if trigger.direction == "backward" and trigger.start >= place[1]
    ]
    own = _loudest_near([trigger for trigger in ahead if trigger.start >= clause[0]])
    own += next((trigger.weight for trigger in behind if trigger.start < clause[1]), 0.0)
    if own:
        return own
    reaching = next((trigger for trigger in behind if trigger.scope == "sentence"), None)
    if reaching is not None and reaching.start - place[1] <= _BACK:
        return reaching.weight * _BEHIND
    return _loudest_near([trigger for trigger in ahead if trigger.scope == "sentence"]) * _ELSEWHERE


def _loudest_near(ahead: Sequence[Trigger]) -> float:
    """The weight of the last trigger; a faint one (a date that is compared with) gives way to the one
    before."""
    faint = 0.0
    for trigger in reversed(ahead):
        if abs(trigger.weight) >= _FAINT:
            return trigger.weight
        faint = faint or trigger.weight
    return faint


def decide(odds: float) -> str:
    """Return the status that the log odds of a target say."""
    return TARGET if odds > 0 else ACHIEVED
