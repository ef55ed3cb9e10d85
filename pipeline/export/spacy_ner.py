"""spaCy's binary files for the `ner` component: `doc.ents`, which do not overlap.

What overlaps is flattened as ``spacy.util.filter_spans`` does it (`labels.flatten`), and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc

from pipeline.export.labels import flatten, spans_of
from pipeline.export.spacy_docs import Kind, write_docs
from pipeline.records import Record


def write(records: Iterable[Record], folder: Path, *, split: str) -> Counter[str]:
    """Write one split as files of Docs with entities; return how many spans had to go."""
    return write_docs(records, folder / split, Kind(set_entities, ("ORTH", "ENT_IOB", "ENT_TYPE")))


def set_entities(doc: Doc, record: Record) -> Counter[str]:
    """Set the record's spans as entities, flattened; return how many had to go."""
    kept, gone = flatten(spans_of(record))
    spans = [doc.char_span(span.start, span.end, label=span.label) for span in kept]
    doc.set_ents([span for span in spans if span is not None])
    cut = sum(span is None for span in spans)
    return Counter({"spans that overlap a longer one": len(gone), "spans cut by a token": cut})
