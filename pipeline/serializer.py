"""From Doc to Record: the only place that knows both spaCy and the record contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Doc, Span

from pipeline.clean.article import Article
from pipeline.layers import BY_NAME, Layer
from pipeline.readers.source import Source
from pipeline.records import SCHEMA_VERSION, Goal, Mention, Record

DIGITS = 4


def to_record(doc: Doc, article: Article, source: Source, ordinal: int) -> Record:
    """Return the record of its source's `ordinal`-th article, from a Doc that all components have seen."""
    offsets = article.offsets
    goals = list(_goals(doc, offsets))
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
        "text": article.text,
        "people": _mentions(doc, "people", offsets),  # type: ignore[typeddict-item]
        "positions": _mentions(doc, "positions", offsets),  # type: ignore[typeddict-item]
        "organizations": _mentions(doc, "organizations", offsets),  # type: ignore[typeddict-item]
        "dates": _mentions(doc, "dates", offsets),  # type: ignore[typeddict-item]
        "goals": [goal for goal in goals if goal["status"] == "target"],
        "results": [goal for goal in goals if goal["status"] == "achieved"],
    }


def _mentions(doc: Doc, layer_name: str, offsets: Sequence[int]) -> list[dict[str, Any]]:
    """Return a layer's mentions, each with what its attribute says."""
    layer = BY_NAME[layer_name]
    numbered = _numbered(doc, layer, offsets)
    return [{**mention, **span._.get(layer.attribute)} for span, mention in numbered]


def _numbered(doc: Doc, layer: Layer, offsets: Sequence[int]) -> Iterator[tuple[Span, Mention]]:
    group = doc.spans.get(layer.name)
    if group is None:
        return
    for n, (span, score) in enumerate(zip(group, group.attrs["scores"], strict=True), 1):
        yield span, _mention(f"{layer.prefix}{n}", span, score, offsets)


def _mention(ident: str, span: Span, score: float, offsets: Sequence[int]) -> Mention:
    start, end = span.start_char, span.end_char
    return {
        "id": ident,
        "text": span.text,
        "start": start,
        "end": end,
        "source_start": offsets[start],
        "source_end": offsets[end - 1] + 1,
        "confidence": round(score, DIGITS),
        "rule": span.id_,
    }


def _goals(doc: Doc, offsets: Sequence[int]) -> Iterator[Goal]:
    """Yield the quantified statements; quantities that no linker has seen are left out."""
    for span, mention in _numbered(doc, BY_NAME["goals"], offsets):
        known = span._.goal
        if known is None or "status" not in known:
            continue
        number = mention["id"][1:]
        yield {
            "id": f"g{number}",
            "status": known["status"],
            "quantity": {
                **mention,
                "value": known["value"],
                "value_max": known["value_max"],
                "unit": known["unit"],
                "comparator": known["comparator"],
            },
            "indicator": _indicator(doc, known["indicator"], mention, offsets),
            "action": known["action"],
            "change": known["change"],
            "deadline": known["deadline"],
            "owner": known["owner"],
            "sentence": {"start": known["sentence"][0], "end": known["sentence"][1]},
        }


def _indicator(doc: Doc, span: list[int] | None, quantity: Mention, offsets: Sequence[int]) -> Mention | None:
    if span is None:
        return None
    start, end = span
    return {
        "id": "i" + quantity["id"][1:],
        "text": doc.text[start:end],
        "start": start,
        "end": end,
        "source_start": offsets[start],
        "source_end": offsets[end - 1] + 1,
        "confidence": quantity["confidence"],
        "rule": "goal.indicator",
    }
