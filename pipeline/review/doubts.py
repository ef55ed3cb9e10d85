"""Where evidence disagrees: why an item deserves a look before others, read off the record itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from pipeline.review.items import GOALS, MENTION_LAYERS, Item

Doubt = Literal["lone", "crossing", "two_layers", "elsewhere_unmarked"]
# lone: one rule alone found it. crossing: it overlaps another layer's item and neither holds the other.
# two_layers: the same words are marked in another layer elsewhere. elsewhere_unmarked: the same words stand
# elsewhere without a mark of this layer.
WEIGHTS: Mapping[Doubt, int] = {"lone": 1, "elsewhere_unmarked": 2, "two_layers": 3, "crossing": 4}
JOINT = "+"
# A body's name stands inside its post's title by the guideline (市委 in 市委书记).
NESTING = {"positions", "organizations"}


def doubts_of(text: str, items: Sequence[Item]) -> dict[str, list[Doubt]]:
    """Return the doubts of a document's items by their keys; items without any are left out."""
    mentions = [item for item in items if item.layer in (*MENTION_LAYERS, GOALS)]
    crossing = _crossing(mentions)
    layers: dict[str, set[str]] = {}
    for item in mentions:
        layers.setdefault(item.text, set()).add(item.layer)
    marked = Counter((item.layer, item.text) for item in mentions)
    standing = {words: text.count(words) for words in layers}
    found: dict[str, list[Doubt]] = {}
    for item in mentions:
        facts: dict[Doubt, bool] = {
            "crossing": item.key in crossing,
            "two_layers": len(layers[item.text]) > 1,
            "elsewhere_unmarked": item.layer in ("people", "organizations")
            and standing[item.text] > marked[item.layer, item.text],
            "lone": JOINT not in item.rule,
        }
        if any(facts.values()):
            found[item.key] = [doubt for doubt, holds in facts.items() if holds]
    return found


def weight(doubts: Iterable[Doubt]) -> int:
    """Return how much the doubts weigh together: what weighs most comes first in the queue."""
    return sum(WEIGHTS[doubt] for doubt in doubts)


def _crossing(items: Sequence[Item]) -> set[str]:
    """Return the keys of items that cross one of another layer; bodies and titles may."""
    found: set[str] = set()
    open_items: list[Item] = []
    for item in sorted(items, key=lambda item: (item.start, -item.end)):
        open_items = [other for other in open_items if other.end > item.start]
        for other in open_items:
            if other.start < item.start and other.end < item.end and {other.layer, item.layer} != NESTING:
                found |= {other.key, item.key}
        open_items.append(item)
    return found
