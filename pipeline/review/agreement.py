"""How far reviewers agree: Cohen's kappa on their verdicts and F1 on the spans that they let stand.

Kappa (Cohen 1960, Educational and Psychological Measurement 20:37) takes out what chance alone would give. It
is worked out on the items that the pipeline found and both decided on. F1 counts additions too, where the
other reviewer has read the text in full; taking either reviewer as the gold gives the same figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from pipeline.review.decisions import Decision, State, state_key
from pipeline.review.items import DOCUMENT, LAYERS, Item
from pipeline.review.settled import Word, opinions, same, settler_of, word_of
from pipeline.values.scores import Score


class Verdicts(NamedTuple):
    """One item on which several reviewers have an opinion.

    `settled` is the decision that settled it; `seen` the id of the newest one that settled it or took that
    back, which a next one names.
    """

    document: str
    key: str
    layer: str
    found: Item | None
    states: Mapping[str, State]
    settled: Decision | None
    seen: str | None

    @property
    def differ(self) -> bool:
        """Whether any two of the opinions differ."""
        first, *others = self.states.values()
        return not all(same(first, other) for other in others)


class Agreement(NamedTuple):
    """Two reviewers in one layer.

    `items` is how many both decided on, `agreed` the share of equal verdicts (accepted, rejected, changed),
    `kappa` None where chance leaves nothing to agree on; `spans` compares what they let stand.
    """

    first: str
    second: str
    layer: str
    items: int
    agreed: float
    kappa: float | None
    spans: Score


def verdicts_of(document: str, items: Iterable[Item], latest: Sequence[Decision]) -> list[Verdicts]:
    """Return the items of a document on which two reviewers and more have an opinion."""
    found = {item.key: item for item in items}
    readers = [d.reviewer for d in latest if d.item == DOCUMENT and d.state is not None]
    by_item: dict[str, list[Decision]] = {}
    for decision in latest:
        if decision.item != DOCUMENT:
            by_item.setdefault(decision.item, []).append(decision)
    rows = []
    for key, decisions in by_item.items():
        item = found.get(key) or decisions[-1].was
        states = opinions(found.get(key), decisions, readers)
        if len(states) > 1:
            layer = decisions[0].layer
            seen = next((d.id for d in decisions if d.role == "settler"), None)
            rows.append(Verdicts(document, key, layer, item, states, settler_of(decisions), seen))
    return rows


def agreements(rows: Sequence[Verdicts]) -> list[Agreement]:
    """Return the agreement of every two reviewers, layer by layer, where both have an opinion."""
    reviewers = sorted({reviewer for row in rows for reviewer in row.states})
    found = []
    for first, second in combinations(reviewers, 2):
        both = [row for row in rows if {first, second} <= row.states.keys()]
        for layer in LAYERS:
            shared = [row for row in both if row.layer == layer]
            if shared:
                found.append(_agreement(first, second, layer, shared))
    return found


def kappa(pairs: Sequence[tuple[Word, Word]]) -> float | None:
    """Return Cohen's kappa of pairs of verdicts; None for none and where only one word was ever said."""
    if not pairs:
        return None
    total = len(pairs)
    observed = sum(a == b for a, b in pairs) / total
    firsts, seconds = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(firsts[word] * seconds[word] for word in firsts) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _agreement(first: str, second: str, layer: str, rows: Sequence[Verdicts]) -> Agreement:
    judged = [(row.states, row.found) for row in rows if row.found is not None]
    pairs = [(word_of(states[first], item), word_of(states[second], item)) for states, item in judged]
    agreed = sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0
    standing = [_standing(rows, reviewer) for reviewer in (first, second)]
    spans = Score(len(standing[0]), len(standing[1]), len(standing[0] & standing[1]))
    return Agreement(first, second, layer, len(pairs), agreed, kappa(pairs), spans)


def _standing(rows: Iterable[Verdicts], reviewer: str) -> set[tuple[str, str]]:
    """Return document, layer and place of what a reviewer lets stand."""
    states = ((row.document, row.states[reviewer]) for row in rows)
    return {(document, state_key(state)) for document, state in states if state["verdict"] == "accepted"}
