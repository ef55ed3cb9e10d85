"""The sum of all differences: counts by layer, rule and field, and a sample of each kind."""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.diff.changes import STATUSES, Change, Status, compare_items
from pipeline.diff.items import LAYERS, Item
from pipeline.diff.spool import Pair

SAME = "same"


class Settings(NamedTuple):
    """How to compare: confidences may differ by `tolerance`; `sample` changes of each kind, by `seed`."""

    tolerance: float = 0.05
    sample: int = 5
    seed: int = 0


class Documents(NamedTuple):
    """How many documents are in both sets, and in one of them only."""

    both: int = 0
    only_old: int = 0
    only_new: int = 0


NOTHING_YET = Documents()


class Sampled(NamedTuple):
    """A change with its lot: the changes with the smallest lots are the sample, whatever their order."""

    lot: int
    change: Change

    def __lt__(self, other: object) -> bool:
        return isinstance(other, Sampled) and self.lot > other.lot


@dataclass(slots=True)
class Difference:
    """What differs between two sets of records.

    `items` counts (layer, status), `rules` (layer, rule, status) and `fields` (layer, field); the status is
    same, gone, new or changed.
    """

    settings: Settings
    documents: Documents = NOTHING_YET
    items: Counter[tuple[str, str]] = field(default_factory=Counter)
    rules: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)
    _heaps: dict[tuple[str, Status], list[Sampled]] = field(default_factory=dict)

    def add(self, pair: Pair) -> None:
        """Add a document; all items of a document that only one set has are gone or new."""
        both, only_old, only_new = self.documents
        if pair.old is None:
            only_new += 1
        elif pair.new is None:
            only_old += 1
        else:
            both += 1
        self.documents = Documents(both, only_old, only_new)
        for found in self._compare(pair):
            if isinstance(found, Item):
                self.items[found.layer, SAME] += 1
            else:
                self._add_change(found)

    def _compare(self, pair: Pair) -> Iterable[Change | Item]:
        if pair.old is not None and pair.old is pair.new:
            return pair.old
        return compare_items(pair.document, pair.old or [], pair.new or [], tolerance=self.settings.tolerance)

    def _add_change(self, change: Change) -> None:
        item = change.item
        self.items[item.layer, change.status] += 1
        self.rules[item.layer, item.rule, change.status] += 1
        self.fields.update((item.layer, name) for name in change.fields)
        if self.settings.sample:
            heap = self._heaps.setdefault((item.layer, change.status), [])
            heapq.heappush(heap, Sampled(self._lot(change), change))
            if len(heap) > self.settings.sample:
                heapq.heappop(heap)

    def _lot(self, change: Change) -> int:
        """Return a number that follows from the seed and the change alone."""
        item = change.item
        key = repr((self.settings.seed, change.document, item.layer, item.start, item.end, item.text))
        return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest())

    def count(self, status: str, layer: str | None = None) -> int:
        """Return the number of items of a status, in one layer or in all."""
        return sum(self.items[name, status] for name in (LAYERS if layer is None else (layer,)))

    @property
    def share(self) -> float:
        """The share (0 to 1) of all items, old and new, that are gone, new or changed; 0 of none."""
        total = self.items.total()
        return 1 - self.count(SAME) / total if total else 0.0

    def sample(self) -> dict[tuple[str, Status], list[Change]]:
        """Return the sampled changes by layer and status, in the order of documents and places."""
        return {
            (layer, status): sorted(
                (sampled.change for sampled in self._heaps[layer, status]),
                key=lambda change: (change.document, change.item.start, change.item.end, change.item.text),
            )
            for layer in LAYERS
            for status in STATUSES
            if (layer, status) in self._heaps
        }
