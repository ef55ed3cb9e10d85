"""From Doc to Record: the only place that knows both spaCy and the record contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Span

from pipeline.cautions import cautions
from pipeline.clean.article import Article
from pipeline.layers import BY_NAME, Layer, get_attribute
from pipeline.readers.source import Source
from pipeline.records import SCHEMA_VERSION, Goal, Mention, Post, PostTime, Quantity, Record

DIGITS = 4
INDICATOR_RULE, INDICATOR_PREFIX, GOAL_PREFIX = "goal.indicator", "i", "g"
POST_PREFIX = "h"


def to_record(doc: Doc, article: Article, source: Source, ordinal: int) -> Record:
    """Return the record of its source's `ordinal`-th article, from a Doc that all components have seen."""
    offsets = article.offsets
    serializer = _Serializer(doc, article)
    goals = list(serializer.goals())
    layers = {name: serializer.mentions(name) for name in ("people", "positions", "organizations", "dates")}
    return {
        "schema_version": SCHEMA_VERSION,
        "id": f"{source.id}-{ordinal}",
        "source": {
            "uri": source.uri,
            "sha256": source.sha256,
            "start": offsets[0] if offsets else 0,
            "end": offsets[-1] + 1 if offsets else 0,
        },
        "kind": article.kind,
        "title": article.title,
        "published": article.published,
        "published_basis": article.published_basis,
        "place": doc._.place,
        "text": article.text,
        "people": layers["people"],
        "positions": layers["positions"],
        "organizations": layers["organizations"],
        "posts": list(_posts(doc, layers)),
        "dates": layers["dates"],
        "goals": [goal for goal in goals if goal["status"] == "target"],
        "results": [goal for goal in goals if goal["status"] == "achieved"],
        "warnings": list(cautions(article, layers["dates"])),
    }


class _Serializer:
    """Turns the spans of one article's Doc into mentions of its record."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc, self.text, self.offsets = doc, article.text, article.offsets

    def mentions(self, layer_name: str) -> list[Any]:
        """Return a layer's mentions, each with what its attribute says."""
        layer = BY_NAME[layer_name]
        return [
            {**mention, **get_attribute(span, layer.attribute)} for span, mention in self._numbered(layer)
        ]

    def goals(self) -> Iterator[Goal]:
        """Yield the quantified statements; quantities that no linker has seen are left out."""
        numbered = list(self._numbered(BY_NAME["goals"]))
        idents = {(mention["start"], mention["end"]): _goal_id(mention) for _, mention in numbered}
        for span, mention in numbered:
            known = get_attribute(span, "goal")
            if known is not None and "status" in known:
                yield self._goal(mention, known, None if known["of"] is None else idents[tuple(known["of"])])

    def _goal(self, mention: Mention, known: dict[str, Any], whole: str | None) -> Goal:
        start, end = known["sentence"]
        return {
            "id": _goal_id(mention),
            "status": known["status"],
            "quantity": _quantity(mention, known),
            "indicator": self._indicator(known["indicator"], mention),
            "action": known["action"],
            "change": known["change"],
            "deadline": known["deadline"],
            "of": whole,
            "owner": known["owner"],
            "sentence": {"start": start, "end": end},
        }

    def _indicator(self, span: list[int] | None, quantity: Mention) -> Mention | None:
        if span is None:
            return None
        ident = INDICATOR_PREFIX + quantity["id"][1:]
        return self._mention(ident, (span[0], span[1]), quantity["confidence"], INDICATOR_RULE)

    def _numbered(self, layer: Layer) -> Iterator[tuple[Span, Mention]]:
        group = self.doc.spans.get(layer.name)
        if group is None:
            return
        for n, (span, score) in enumerate(zip(group, group.attrs["scores"], strict=True), 1):
            borders = (span.start_char, span.end_char)
            yield span, self._mention(f"{layer.prefix}{n}", borders, round(score, DIGITS), span.id_)

    def _mention(self, ident: str, borders: tuple[int, int], confidence: float, rule: str) -> Mention:
        start, end = borders
        return {
            "id": ident,
            "text": self.text[start:end],
            "start": start,
            "end": end,
            "source_start": self.offsets[start],
            "source_end": self.offsets[end - 1] + 1,
            "confidence": confidence,
            "rule": rule,
        }


def _goal_id(quantity: Mention) -> str:
    return GOAL_PREFIX + quantity["id"][1:]


def _quantity(mention: Mention, known: dict[str, Any]) -> Quantity:
    return {
        **mention,
        "value": known["value"],
        "value_max": known["value_max"],
        "unit": known["unit"],
        "comparator": known["comparator"],
        "value_si": known["value_si"],
        "value_max_si": known["value_max_si"],
        "unit_si": known["unit_si"],
        "currency": known["currency"],
    }


def _posts(doc: Doc, layers: dict[str, list[Any]]) -> Iterator[Post]:
    """Yield what the text states of posts, with the ids of the mentions that say so."""
    stated = doc._.posts
    if not stated:
        return
    people, titles, bodies, dates = (
        {(mention["start"], mention["end"]): mention for mention in layers[name]}
        for name in ("people", "positions", "organizations", "dates")
    )
    for n, post in enumerate(stated, 1):
        person, title, body, day, (start, end) = post["evidence"]
        date = None if day is None else dates[tuple(day)]
        yield {
            "id": f"{POST_PREFIX}{n}",
            "person": post["person"],
            "position": post["position"],
            "organization": post["organization"],
            "level": post["level"],
            "status": post["status"],
            "time": None if date is None else _time(date),
            "evidence": {
                "person": people[tuple(person)]["id"],
                "position": titles[tuple(title)]["id"],
                "organization": None if body is None else bodies[tuple(body)]["id"],
                "date": None if date is None else date["id"],
                "start": start,
                "end": end,
            },
        }


def _time(date: dict[str, Any]) -> PostTime:
    return {"value": date["value"], "start_date": date["start_date"], "end_date": date["end_date"]}
