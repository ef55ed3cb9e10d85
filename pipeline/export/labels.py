"""The labels of training sets, in their fixed order, and the spans of a record that bear them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.layers import BY_NAME
from pipeline.record_checks import mentions
from pipeline.records import Record

# Goals and results are two kinds of spans: the number with its unit, and what it counts.
LABELS: Mapping[str, str] = {
    **{name: BY_NAME[name].label for name in ("people", "positions", "organizations", "dates")},
    "quantities": "QUANTITY",
    "indicators": "INDICATOR",
}
NAMES = tuple(LABELS.values())


class LabelledSpan(NamedTuple):
    """A range of the text with its label; `id` is that of the mention."""

    start: int
    end: int
    label: str
    id: str


def spans_of(record: Record) -> list[LabelledSpan]:
    """Return the record's spans in the order of the text; the same range with the same label counts once."""
    spans: dict[tuple[int, int, str], LabelledSpan] = {}
    for layer, item in mentions(record):
        span = LabelledSpan(item["start"], item["end"], LABELS[layer], item["id"])
        spans.setdefault(span[:3], span)
    return sorted(spans.values())


def flatten(spans: Iterable[LabelledSpan]) -> tuple[list[LabelledSpan], list[LabelledSpan]]:
    """Return spans that do not overlap, and those that had to go: of two the longer stays, then the earlier.

    Of the same range the label that comes first in `NAMES` stays. The rule of ``spacy.util.filter_spans``.
    """
    ranked = sorted(spans, key=lambda span: (span.start - span.end, span.start, NAMES.index(span.label)))
    kept: list[LabelledSpan] = []
    gone: list[LabelledSpan] = []
    taken: set[int] = set()
    for span in ranked:
        # What is already there is as long or longer: it covers one of the ends.
        overlaps = span.start in taken or span.end - 1 in taken
        (gone if overlaps else kept).append(span)
        if not overlaps:
            taken.update(range(span.start, span.end))
    return sorted(kept), sorted(gone)
