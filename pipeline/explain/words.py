"""Mentions, posts and goals of a record in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.explain.rules import describe_rule
from pipeline.records import Goal, Mention, Organization, Position, Post, Record

LAYERS = {"people": "person", "positions": "position", "organizations": "organization", "dates": "date"}
CONTEXT = 24
OPEN, CLOSE = "⟦", "⟧"
PLACE_BASES = {
    "dateline": "the dateline names it",
    "medium": "the medium bears its name",
    "title": "the title names it",
    "text": "the text names it most",
    "page": "the rest of the page names it",
}


def find(record: Record, wanted: str) -> list[tuple[str, Any]]:
    """Return (kind, item) for the mentions, posts and goals that have the id `wanted`, else that text."""
    items = list(_items(record))
    by_id = [(kind, item) for kind, item in items if item["id"] == wanted]
    return by_id or [(kind, item) for kind, item in items if _line(item.get("text", "")) == _line(wanted)]


def describe(record: Record, kind: str, item: Any) -> Iterator[str]:
    """Yield the lines that explain one item of the record."""
    yield from WORDS.get(kind, _plain)(record, item)


def _items(record: Record) -> Iterator[tuple[str, Any]]:
    for layer, kind in LAYERS.items():
        for mention in record[layer]:  # type: ignore[literal-required]
            yield kind, mention
    for post in record["posts"]:
        yield "post", post
    for goal in (*record["goals"], *record["results"]):
        yield "goal", goal
        if goal["indicator"] is not None:
            yield "indicator", goal["indicator"]


def _head(record: Record, kind: str, mention: Mention, ident: str = "") -> Iterator[str]:
    start, end = mention["start"], mention["end"]
    place = f"characters {start}–{end} (source {mention['source_start']}–{mention['source_end']})"
    ident = ident or mention["id"]
    yield f"{_line(mention['text'])}: {kind} {ident}, {place}, confidence {mention['confidence']}"
    yield f"    {_context(record['text'], start, end)}"
    for rule in mention["rule"].split("+"):
        yield from describe_rule(rule, _line(mention["text"]))


def _plain(record: Record, mention: Mention) -> Iterator[str]:
    yield from _head(record, "mention", mention)


def _person(record: Record, person: Any) -> Iterator[str]:
    yield from _head(record, "person", person)
    yield f"Full name: {person['name']}"
    held = [post for post in record["posts"] if post["person"] == person["name"]]
    here = [post for post in held if post["evidence"]["person"] == person["id"]]
    if not here:
        yield "No post is stated here." + (" Elsewhere in the record:" if held else "")
    yield from _posts(record, here or held)


def _position(record: Record, position: Position) -> Iterator[str]:
    yield from _head(record, "position", position)
    if not position["people"]:
        yield f"Nobody stands beside it; its body is {position['organization'] or 'not told'}."
    yield from _posts(record, [p for p in record["posts"] if p["evidence"]["position"] == position["id"]])


def _posts(record: Record, posts: list[Post]) -> Iterator[str]:
    for post in posts:
        yield from _post(record, post)


def _post(record: Record, post: Post) -> Iterator[str]:
    evidence = post["evidence"]
    body = post["organization"] or "a body that is not told"
    named = evidence["organization"] or ("implied" if post["organization"] else "")
    holder = f"{post['person']} ({evidence['person']}) · {post['position']} ({evidence['position']})"
    yield f"Post {post['id']}: {holder} · {body}{f' ({named})' if named else ''}"
    level = post["level"] or "no level"
    yield f"    {post['status']}, {level}{_time(post)}"
    yield f"    evidence    {_line(record['text'][evidence['start'] : evidence['end']])}"


def _time(post: Post) -> str:
    time = post["time"]
    return "" if time is None else f", time {time['value']} ({post['evidence']['date']})"


def _organization(record: Record, body: Organization) -> Iterator[str]:
    yield from _head(record, "organization", body)
    yield f"Full name: {body['name']}; long form: {body['canonical']}; kind: {body['kind']}"
    if body["place"] is not None:
        yield f"Its name begins with the place {body['place']} (code {body['code'] or 'unknown'})."
    if body["parent"] is not None:
        yield f"It is a part of {body['parent']}."
    place = record["place"]
    if _line(body["text"]).removeprefix("中共") != body["name"] and place is not None:
        basis = PLACE_BASES[place["basis"]]
        yield f"The name is short; the page is about {place['name']} ({place['code'] or 'no code'}): {basis}."
    held = [post for post in record["posts"] if post["organization"] == body["name"]]
    yield from _posts(record, held)


def _date(record: Record, date: Any) -> Iterator[str]:
    yield from _head(record, "date", date)
    days = f"{date['start_date'] or 'open'} to {date['end_date'] or 'open'}"
    yield f"{date['type']} {date['value']}, {days}"
    basis = record["published_basis"] or "not told"
    yield f"Counted from the article's day: {record['published'] or 'unknown'} ({basis})"


def _goal(record: Record, goal: Goal) -> Iterator[str]:
    quantity, indicator = goal["quantity"], goal["indicator"]
    yield from _head(record, goal["status"], quantity, goal["id"])
    most = "" if quantity["value_max"] is None else f" to {quantity['value_max']}"
    value = f"{quantity['comparator']} {quantity['value']}{most} {quantity['unit']}"
    yield f"Value: {value.rstrip()}, {goal['change']}"
    measured = _line(indicator["text"]) if indicator else "none"
    yield f"Indicator: {measured}; action: {goal['action'] or 'none'}"
    deadline = goal["deadline"]
    if deadline is not None:
        yield f"Time: {deadline['start_date'] or 'open'} to {deadline['end_date'] or 'open'}"
    yield f"Responsible: {goal['owner'] or 'not told'}"
    sentence = goal["sentence"]
    yield f"    evidence    {_line(record['text'][sentence['start'] : sentence['end']])}"


WORDS: dict[str, Callable[[Record, Any], Iterator[str]]] = {
    "person": _person,
    "position": _position,
    "organization": _organization,
    "date": _date,
    "post": _post,
    "goal": _goal,
}


def _context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    left, right = "…" * (start > CONTEXT), "…" * (end + CONTEXT < len(text))
    return f"{left}{_line(before)}{OPEN}{_line(text[start:end])}{CLOSE}{_line(after)}{right}"


def _line(text: str) -> str:
    return "".join(text.split())
