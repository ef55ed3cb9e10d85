"""Is a decision sound? What a reviewer writes must make a record that any reader of records would take."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipeline.errors import RowError
from pipeline.record_checks import parse_record
from pipeline.records import SCHEMA_VERSION, Post, Quantity
from pipeline.review.decisions import State
from pipeline.review.forms import form_of
from pipeline.review.items import (
    EVIDENCE_LAYERS,
    GOAL_FIELDS,
    GOALS,
    LAYERS,
    MENTION_LAYERS,
    POSTS,
    QUANTITY_FIELDS,
    Item,
)

RULE = "review"
PLACE = "decision"
REMEDY = "correct the entry and save it again"
Lookup = Callable[[str], Item | None]


def check_state(text: str, state: State, lookup: Lookup) -> None:
    """Check a state against the text and the types of the record; `lookup` finds the items of the document.

    Raises RowError for an unknown layer, a range outside the text or with blanks at its ends, for fields that
    are missing, unknown or of another type, days that are none, and links to what is not there.
    """
    fault = next(_faults(text, state), None)
    if fault is not None:
        raise RowError(fault, place=PLACE, remedy=REMEDY)
    record = {**_empty(text), **_layers(text, state, lookup)}
    parse_record(json.dumps(record, ensure_ascii=False).encode(), place=PLACE, number=1)


def _faults(text: str, state: State) -> Iterator[str]:
    layer, start, end = state["layer"], state["start"], state["end"]
    if layer not in LAYERS:
        yield f"{layer!r:.40} is no layer"
        return
    if not 0 <= start < end <= len(text):
        yield f"{start}–{end} lies outside the text of {len(text)} characters"
    elif text[start].isspace() or text[end - 1].isspace():
        yield f"{start}–{end} begins or ends with a blank"
    names = {field.name for field in form_of(layer)}
    for name in sorted(names ^ state["fields"].keys()):
        yield f"the field {name!r:.40} is {'missing' if name in names else 'unknown'}"


def _empty(text: str) -> dict[str, Any]:
    source = {"uri": RULE, "sha256": "0" * 64, "start": 0, "end": len(text)}
    lists: dict[str, Any] = {name: [] for name in (*MENTION_LAYERS, "posts", "goals", "results", "warnings")}
    nothing = dict.fromkeys(("title", "published", "published_basis", "place"))
    told = {"schema_version": SCHEMA_VERSION, "id": RULE, "source": source, "kind": "article", "text": text}
    return {**told, **nothing, **lists}


def _layers(text: str, state: State, lookup: Lookup) -> dict[str, Any]:
    if state["layer"] == GOALS:
        return _goal_layers(text, state, lookup)
    if state["layer"] == POSTS:
        return _post_layers(text, state, lookup)
    return {state["layer"]: [_mention(text, state["start"], state["end"], "m1") | state["fields"]]}


def _mention(text: str, start: int, end: int, ident: str) -> dict[str, Any]:
    place = {"start": start, "end": end, "source_start": start, "source_end": end}
    return {"id": ident, "text": text[start:end], "confidence": 1.0, "rule": RULE, **place}


def _goal_layers(text: str, state: State, lookup: Lookup) -> dict[str, Any]:
    fields, start, end = state["fields"], state["start"], state["end"]
    if fields["of"] is not None:
        _demand(lookup, fields["of"], GOALS)
    quantity = {
        **dict.fromkeys(Quantity.__annotations__),
        **_mention(text, start, end, "q1"),
        **{name: fields[name] for name in QUANTITY_FIELDS},
    }
    goal = {
        **{name: fields[name] for name in GOAL_FIELDS},
        **{"id": "g1", "of": None, "sentence": {"start": start, "end": end}},
        **{"quantity": quantity, "indicator": _indicator(text, fields["indicator"])},
    }
    return {"results" if fields["status"] == "achieved" else "goals": [goal]}


def _indicator(text: str, place: object) -> dict[str, Any] | None:
    if place is None:
        return None
    if not isinstance(place, dict) or not all(type(place.get(name)) is int for name in ("start", "end")):
        raise RowError("the indicator is no range of the text", place=PLACE, remedy=REMEDY)
    return _mention(text, place["start"], place["end"], "i1")


def _post_layers(text: str, state: State, lookup: Lookup) -> dict[str, Any]:
    fields = state["fields"]
    items = dict(_evidence(fields["evidence"], lookup))
    evidence: dict[str, Any] = {role: role if role in items else None for role in EVIDENCE_LAYERS}
    told = {name: fields[name] for name in Post.__annotations__ if name not in ("id", "evidence")}
    place = {"start": state["start"], "end": state["end"]}
    mentions = {
        EVIDENCE_LAYERS[role]: [_mention(text, item.start, item.end, role) | item.fields]
        for role, item in items.items()
    }
    return {**mentions, "posts": [{"id": "h1", **told, "evidence": {**evidence, **place}}]}


def _evidence(evidence: object, lookup: Lookup) -> Iterator[tuple[str, Item]]:
    if not isinstance(evidence, Mapping) or evidence.keys() != EVIDENCE_LAYERS.keys():
        raise RowError(f"a post joins {', '.join(EVIDENCE_LAYERS)}", place=PLACE, remedy=REMEDY)
    for role, layer in EVIDENCE_LAYERS.items():
        if evidence[role] is not None:
            yield role, _demand(lookup, evidence[role], layer)
        elif role in ("person", "position"):
            raise RowError(f"a post needs a {role}", place=PLACE, remedy=REMEDY)


def _demand(lookup: Lookup, key: object, layer: str) -> Item:
    item = lookup(key) if isinstance(key, str) else None
    if item is None or item.layer != layer:
        raise RowError(f"{key!r:.60} is none of the {layer} of this text", place=PLACE, remedy=REMEDY)
    return item
