"""What became of each item of a document: it is the same, gone, new, or changed in some field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from pipeline.diff.items import LAYERS, Item

Status = Literal["gone", "new", "changed"]
STATUSES: tuple[Status, ...] = ("gone", "new", "changed")
BORDERS = "borders"


class Change(NamedTuple):
    """One difference of a document; `fields` are those in which a changed item differs."""

    document: str
    status: Status
    old: Item | None
    new: Item | None
    fields: tuple[str, ...] = ()

    @property
    def item(self) -> Item:
        """The item as it is now, or as it was where it is gone."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change without an item")
        return found


def compare_items(
    document: str, old: Iterable[Item], new: Iterable[Item], *, tolerance: float
) -> Iterator[Change | Item]:
    """Yield a Change for each difference and the item itself where nothing changed, layer by layer.

    Items are the same item where layer and place agree (for posts the person too); of those left over an
    old and a new one that share characters are one whose borders changed. Confidences may differ by
    `tolerance`.
    """
    olds, news = _by_layer(old), _by_layer(new)
    for layer in LAYERS:
        pairs, gone, added = _pair(olds[layer], news[layer])
        for before, after in pairs:
            fields = differing(before, after, tolerance=tolerance)
            yield Change(document, "changed", before, after, fields) if fields else after
        yield from (Change(document, "gone", item, None) for item in gone)
        yield from (Change(document, "new", None, item) for item in added)


def differing(old: Item, new: Item, *, tolerance: float) -> tuple[str, ...]:
    """Return the names of the fields in which two items differ."""
    names = [BORDERS] if (old.start, old.end) != (new.start, new.end) else []
    names += [name for name in {**old.fields, **new.fields} if old.fields.get(name) != new.fields.get(name)]
    if old.rule != new.rule:
        names.append("rule")
    if abs(old.confidence - new.confidence) > tolerance:
        names.append("confidence")
    return tuple(names)


def _by_layer(items: Iterable[Item]) -> dict[str, list[Item]]:
    layers: dict[str, list[Item]] = {layer: [] for layer in LAYERS}
    for item in items:
        layers[item.layer].append(item)
    return layers


def _pair(old: Sequence[Item], new: Sequence[Item]) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Return the pairs of the same item, what is only old, and what is only new."""
    waiting: dict[object, list[Item]] = defaultdict(list)
    for item in old:
        waiting[_key(item)].append(item)
    pairs, added = [], []
    for item in new:
        same = waiting[_key(item)]
        if same:
            pairs.append((same.pop(0), item))
        else:
            added.append(item)
    gone = [item for items in waiting.values() for item in items]
    moved, gone, added = _pair_moved(gone, added)
    return pairs + moved, gone, added


def _key(item: Item) -> object:
    return item.start, item.end, item.fields.get("person") if item.layer == "posts" else None


def _pair_moved(
    gone: Iterable[Item], added: Iterable[Item]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pair what is gone with what is new where they share characters, from the front: a sweep over both."""
    olds, news = (sorted(items, key=lambda item: (item.start, item.end)) for items in (gone, added))
    moved, left = [], []
    place = 0
    fresh: list[Item] = []
    for item in olds:
        while place < len(news) and news[place].end <= item.start:
            fresh.append(news[place])
            place += 1
        if place < len(news) and news[place].start < item.end:
            moved.append((item, news[place]))
            place += 1
        else:
            left.append(item)
    return moved, left, fresh + news[place:]
