"""spaCy's binary files for the `spancat` component: all spans, which may overlap, in ``doc.spans["sc"]``.

A span's `id_` is that of its mention in ``doc.user_data["record"]``, which holds values and relations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc

from pipeline.export.labels import spans_of
from pipeline.export.spacy_docs import write_docs
from pipeline.records import Record

SPANS_KEY = "sc"


def write(records: Iterable[Record], folder: Path, *, split: str) -> Counter[str]:
    """Write one split as files of Docs with span groups; return how many spans had to go."""
    dropped: Counter[str] = Counter()

    def set_spans(doc: Doc, record: Record) -> None:
        spans = [
            doc.char_span(span.start, span.end, label=span.label, span_id=span.id)
            for span in spans_of(record)
        ]
        doc.spans[SPANS_KEY] = [span for span in spans if span is not None]
        dropped["spans cut by a token"] += sum(span is None for span in spans)

    write_docs(records, folder / split, set_spans, ["ORTH"])
    return dropped
