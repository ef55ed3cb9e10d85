"""Which predicted item is which item of gold: greedy, one to one, in the order of the predictions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.evaluate.items import Item
from pipeline.evaluate.spans import Interval, overlap
from pipeline.evaluate.tallies import Counts

Similarity = Callable[[Interval, Interval], float]


@dataclass(frozen=True, slots=True)
class Matching:
    """Matched pairs (predicted, gold), demanded items that are missed, predictions that are false.

    A prediction that matches nothing demanded but touches an optional item is in none of the three.
    """

    pairs: tuple[tuple[Item, Item], ...]
    missed: tuple[Item, ...]
    false: tuple[Item, ...]

    @property
    def counts(self) -> Counts:
        """Matched, predicted and demanded items."""
        matched = len(self.pairs)
        return Counts(matched, matched + len(self.false), matched + len(self.missed))


def match(predicted: Sequence[Item], gold: Iterable[Item], similarity: Similarity) -> Matching:
    """Pair each prediction with the most similar demanded item that is still free, the first of equals."""
    demanded, optional = split_optional(gold)
    free, pairs, unmatched = list(demanded), [], []
    for item in predicted:
        best = max(free, key=lambda other: similarity(item.ink, other.ink), default=None)
        if best is None or similarity(item.ink, best.ink) == 0.0:
            unmatched.append(item)
        else:
            pairs.append((item, best))
            free = [other for other in free if other is not best]
    false = tuple(item for item in unmatched if not touches(item, optional))
    return Matching(tuple(pairs), tuple(free), false)


def split_optional(gold: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """Return the demanded items and the optional ones."""
    demanded: list[Item] = []
    optional: list[Item] = []
    for item in gold:
        (optional if item.optional else demanded).append(item)
    return demanded, optional


def touches(item: Item, others: Iterable[Item]) -> bool:
    """Return whether an item shares a character with one of the others."""
    return any(overlap(item.ink, other.ink) > 0 for other in others)


def without_duplicates(items: Iterable[Item]) -> list[Item]:
    """Return the first item at each place of the page."""
    first: dict[Interval, Item] = {}
    for item in items:
        first.setdefault(item.ink, item)
    return list(first.values())
