"""One quantity as a statement: where it stands, what is known of it, what the linker adds."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.linking.goal_lexicon import Token
from pipeline.linking.goal_text import Range

# What measures something stands behind its noun; what counts or names things stands before it.
COUNTING = frozenset({"count", "people", "bare"})
# What compares speaks of the statement before it.
COMPARING = frozenset({"ratio", "points", "multiple", "rank"})


@dataclass(slots=True)
class Statement:
    """A quantity at text[start:end]; `kind` is what its unit measures, `rule` the form that found it.

    `odds` are what the figure alone says of its status (`goal_figures`), the log odds of a target. The linker
    fills in `indicator` (a range of the text), `side` (on which side of the quantity it stands), `aside`
    (whether it stands in brackets) and `verbs` (the words that govern the quantity, in text order).
    """

    start: int
    end: int
    value: float
    unit: str
    comparator: str
    kind: str
    rule: str
    odds: float = 0.0
    indicator: Range | None = None
    side: str = ""
    aside: bool = False
    verbs: tuple[Token, ...] = field(default=())

    @property
    def counts(self) -> bool:
        """Whether it counts things or people."""
        return self.kind in COUNTING

    @property
    def compares(self) -> bool:
        """Whether it is a share, a difference or a rank."""
        return self.kind in COMPARING
