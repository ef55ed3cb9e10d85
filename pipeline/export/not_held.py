"""What a format that knows spans with labels alone does not hold of a record, counted."""

from __future__ import annotations

from collections import Counter

from pipeline.export.selection import MENTIONS, rows_of
from pipeline.records import Record


def count_fields(record: Record) -> Counter[str]:
    """Return how many items lose what they have beside text, label and range; posts have nothing else."""
    statements = len(record["goals"]) + len(record["results"])
    return Counter(
        {
            "fields of mentions": sum(len(rows_of(record, layer)) for layer in MENTIONS),
            "fields of goals and results": statements,
            "posts": len(record["posts"]),
            "warnings": len(record["warnings"]),
        }
    )
