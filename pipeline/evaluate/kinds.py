"""What kind of error an item is: border, label, spurious, missed, attribute.

The kinds are those of MUC-5 and SemEval-2013 task 9 (partial, incorrect, spurious, missing), an item that is
found with a wrong value is one of its own: *attribute*. Each error counts once, with the layer of the gold
item where there is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from pipeline.evaluate.attributes import check_date, check_organization, check_person, same_body
from pipeline.evaluate.items import Item
from pipeline.evaluate.matching import match, without_duplicates
from pipeline.evaluate.outcomes import GOALS
from pipeline.evaluate.quantities import right_tuple
from pipeline.evaluate.spans import half_overlap, overlap, sameness, squeezed

Items = Mapping[str, Sequence[Item]]
Kinds = Counter[tuple[str, str]]

BORDER, LABEL, SPURIOUS, MISSED, ATTRIBUTE = KINDS = ("border", "label", "spurious", "missed", "attribute")


def count_kinds(predicted: Items, gold: Items) -> Kinds:
    """Return how often each (layer, kind) of error occurs on a page."""
    kinds: Kinds = Counter()
    false: dict[str, list[Item]] = {}
    missed: dict[str, list[Item]] = {}
    for layer, items in predicted.items():
        # Of mentions at one place the first counts, of goals each, as in their figures.
        exact = match(items if layer == GOALS else without_duplicates(items), gold[layer], sameness)
        near = match(exact.false, exact.missed, overlap)
        kinds[layer, BORDER] += len(near.pairs)
        false[layer], missed[layer] = list(near.false), list(near.missed)
        kinds[layer, ATTRIBUTE] += sum(not RIGHT[layer](*pair) for pair in exact.pairs)
    _count_labels(kinds, false, missed)
    for kind, left in ((SPURIOUS, false), (MISSED, missed)):
        kinds.update({(layer, kind): len(items) for layer, items in left.items()})
    return +kinds


def _count_labels(kinds: Kinds, false: dict[str, list[Item]], missed: dict[str, list[Item]]) -> None:
    """Take what is false in one layer and missed in another one, at the same place, out of both."""
    for found_in in false:
        for wanted_in in missed:
            if found_in != wanted_in:
                matching = match(false[found_in], missed[wanted_in], half_overlap)
                kinds[wanted_in, LABEL] += len(matching.pairs)
                false[found_in], missed[wanted_in] = list(matching.false), list(matching.missed)


def _right_person(found: Item, wanted: Item) -> bool:
    return all(answer.correct for answer in check_person(found, wanted))


def _right_position(found: Item, wanted: Item) -> bool:
    holders = [{squeezed(name) for name in item.get("people") or []} for item in (found, wanted)]
    return holders[0] == holders[1] and same_body(found.get("organization"), wanted.get("organization"))


def _right_organization(found: Item, wanted: Item) -> bool:
    return all(answer.correct for answer in check_organization(found, wanted))


def _right_date(found: Item, wanted: Item) -> bool:
    return all(answer.correct for answer in check_date(found, wanted))


RIGHT: Mapping[str, Callable[[Item, Item], bool]] = {
    "people": _right_person,
    "positions": _right_position,
    "organizations": _right_organization,
    "dates": _right_date,
    "goals": right_tuple,
}
