"""spaCy's binary files for the `spancat` component: all spans, which may overlap, in ``doc.spans["sc"]``.

A span's `id_` is that of its mention in ``doc.user_data["record"]``, which holds values and relations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc

from pipeline.export.labels import spans_of
from pipeline.export.spacy_docs import Kind, write_docs
from pipeline.records import Record

SPANS_KEY = "sc"


def write(records: Iterable[Record], folder: Path, *, split: str) -> Counter[str]:
    """Write one split as files of Docs with a span group; return how many spans had to go."""
    return write_docs(records, folder / split, Kind(set_spans, ("ORTH",)))


def set_spans(doc: Doc, record: Record) -> Counter[str]:
    """Set the record's spans as a group; return how many a token would cut."""
    spans = [
        doc.char_span(span.start, span.end, label=span.label, span_id=span.id) for span in spans_of(record)
    ]
    doc.spans[SPANS_KEY] = [span for span in spans if span is not None]
    return Counter({"spans cut by a token": sum(span is None for span in spans)})
