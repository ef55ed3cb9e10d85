"""What has been settled: the decisions of all reviewers on a document, brought to one word for each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from pipeline.records import Record
from pipeline.review.decisions import Decision, State
from pipeline.review.items import DOCUMENT, Item

Word = Literal["accepted", "rejected", "changed", "added", "disputed", "undecided"]
Stale = Literal["gone", "changed"]
# What a reviewer says of an addition that he has not made though he read the whole text.
PASSED_OVER: State = {"verdict": "rejected", "layer": "", "start": 0, "end": 0, "fields": {}}


class SettledItem(NamedTuple):
    """One item and what the reviewers made of it.

    `decision`: ``accepted`` as the pipeline has it; ``rejected``; ``changed`` (other borders, layer or
    fields: those of `state` are right); ``added`` (the pipeline had missed it; in the layer ``posts`` a
    linked post); ``disputed`` (reviewers differ and nobody has settled it); ``undecided``.

    `state` is what holds after all (layer, `start`, `end`, `fields`), None where it is disputed or
    undecided. `found` is the item as the pipeline has it now, `judged` as it had it when it was decided on;
    either is None where there was none. `stale` says that they differ and nobody has looked since: ``gone``
    or ``changed``; the decision holds as long as nobody takes it back. `time` is that of the newest
    decision, UTC.
    """

    key: str
    decision: Word
    state: State | None
    found: Item | None
    judged: Item | None
    stale: Stale | None
    reviewers: tuple[str, ...]
    settled_by: str | None
    time: str | None


class SettledDocument(NamedTuple):
    """One text with its items. `sha256` is the hash of the text as UTF-8.

    `records` are the records of the newest run that have this text (mostly one): id, source, offsets. Those
    who are in `read_by` have read the text in full and added what they missed; what they left undecided
    stays undecided.
    """

    sha256: str
    text: str
    records: tuple[Record, ...]
    items: tuple[SettledItem, ...]
    read_by: tuple[str, ...]


def settle(items: Iterable[Item], latest: Iterable[Decision]) -> tuple[list[SettledItem], tuple[str, ...]]:
    """Return the settled items of one document in the order of the text, and who has read it in full.

    `latest` holds the newest decision of each reviewer, and of the settlers, on each item.
    """
    by_item: dict[str, list[Decision]] = {}
    for decision in latest:
        by_item.setdefault(decision.item, []).append(decision)
    readers = tuple(sorted(d.reviewer for d in by_item.pop(DOCUMENT, ()) if d.state is not None))
    found = {item.key: item for item in items}
    settled = [
        _settled(key, found.get(key), by_item.get(key, ()), readers)
        for key in dict.fromkeys((*found, *by_item))
    ]
    return sorted((item for item in settled if _counts(item)), key=_order), readers


def same(a: State, b: State) -> bool:
    """Return whether two states say the same; of what is rejected nothing else matters."""
    return a["verdict"] == b["verdict"] and (a["verdict"] == "rejected" or _content(a) == _content(b))


def word_of(state: State, item: Item | None) -> Word:
    """Return a state in one word, beside what the pipeline has."""
    if state["verdict"] == "rejected":
        return "rejected"
    if item is None:
        return "added"
    return "accepted" if _content(state) == _found(item) else "changed"


def staleness(state: State | None, found: Item | None, judged: Item | None) -> Stale | None:
    """Return how the pipeline's item changed since it was judged, None if it did not or now agrees."""
    if state is None or judged is None:
        return None
    if found is None:
        return "gone"
    agrees = state["verdict"] == "accepted" and _content(state) == _found(found)
    return None if agrees or _found(found) == _found(judged) else "changed"


def opinions(
    found: Item | None, decisions: Iterable[Decision], readers: Iterable[str]
) -> Mapping[str, State]:
    """Return each reviewer's state of an item; who read all and did not make an addition is against it."""
    own = [decision for decision in decisions if decision.role == "reviewer"]
    states = {decision.reviewer: decision.state for decision in own if decision.state is not None}
    if states and found is None and all(decision.was is None for decision in own):
        states |= {reader: PASSED_OVER for reader in readers if reader not in states}
    return states


def settler_of(decisions: Iterable[Decision]) -> Decision | None:
    """Return the decision by which an item was settled, None if it was not."""
    return next((d for d in decisions if d.role == "settler" and d.state is not None), None)


def _settled(
    key: str, found: Item | None, decisions: Sequence[Decision], readers: Iterable[str]
) -> SettledItem:
    last = max((d for d in decisions if d.state is not None), key=lambda d: d.seq, default=None)
    settler = settler_of(decisions)
    states = opinions(found, decisions, readers)
    if last is None:
        return SettledItem(key, "undecided", None, found, None, None, (), None, None)
    judged = settler.was if settler else last.was
    state = settler.state if settler else _agreed(list(states.values()))
    word: Word = "disputed" if state is None else word_of(state, found or judged)
    return SettledItem(
        *(key, word, state, found, judged, staleness(state, found, judged)),
        *(tuple(sorted(states)), settler.reviewer if settler else None, last.time),
    )


def _agreed(states: Sequence[State]) -> State | None:
    return states[0] if all(same(states[0], other) for other in states) else None


def _content(state: State) -> tuple[object, ...]:
    return state["layer"], state["start"], state["end"], state["fields"]


def _found(item: Item) -> tuple[object, ...]:
    return item.layer, item.start, item.end, item.fields


def _counts(item: SettledItem) -> bool:
    """Whether there is anything to tell: an addition that was taken back leaves nothing."""
    return item.found is not None or item.decision != "undecided"


def _order(item: SettledItem) -> tuple[int, int, str]:
    place = next(place for place in _places(item))
    return (*place, item.key)


def _places(item: SettledItem) -> Iterator[tuple[int, int]]:
    if item.found is not None:
        yield item.found.start, item.found.end
    if item.judged is not None:
        yield item.judged.start, item.judged.end
    if item.state is not None:
        yield item.state["start"], item.state["end"]
    yield 0, 0
