"""spaCy's binary files for the `ner` component: `doc.ents`, which do not overlap.

What overlaps is flattened as ``spacy.util.filter_spans`` does it (`labels.flatten`), and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc

from pipeline.export.labels import flatten, spans_of
from pipeline.export.spacy_docs import write_docs
from pipeline.records import Record


def write(records: Iterable[Record], folder: Path, *, split: str) -> Counter[str]:
    """Write one split as files of Docs with entities; return how many spans had to go."""
    dropped: Counter[str] = Counter()

    def set_entities(doc: Doc, record: Record) -> None:
        kept, gone = flatten(spans_of(record))
        spans = [doc.char_span(span.start, span.end, label=span.label) for span in kept]
        doc.set_ents([span for span in spans if span is not None])
        dropped["spans that overlap a longer one"] += len(gone)
        dropped["spans cut by a token"] += sum(span is None for span in spans)

    write_docs(records, folder / split, set_entities, ["ORTH", "ENT_IOB", "ENT_TYPE"])
    return dropped
