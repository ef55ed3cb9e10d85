"""Hugging Face datasets: a Parquet file a split, which ``datasets.load_dataset(FOLDER)`` takes as it is.

The columns are the record's fields, and `tokens` (characters) with `ner_tags` (IOB2, flattened as `labels`
says) for those who train on tags. The order of the tags is that of ``labels.json``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from typing_extensions import is_typeddict

from pipeline.export.columns import arrow_type, hints_of, item_of, without_none
from pipeline.export.labels import NAMES, flatten, spans_of
from pipeline.records import Record
from pipeline.writers.jsonl import to_line

TAGS = ("O", *(f"{prefix}-{name}" for name in NAMES for prefix in "BI"))
NUMBERS = {tag: number for number, tag in enumerate(TAGS)}
# Records in a row group of Parquet: some MB.
GROUP = 500


def write(records: Iterable[Record], folder: Path, *, split: str) -> Counter[str]:
    """Write one split and ``labels.json``; return how many spans the tags had to drop."""
    (folder / "labels.json").write_bytes(to_line({"labels": NAMES, "ner_tags": TAGS}))
    dropped: Counter[str] = Counter()
    schema = _schema()
    rows: list[dict[str, Any]] = []
    with pq.ParquetWriter(folder / f"{split}.parquet", schema) as parquet:
        for record in records:
            rows.append({**record, "tokens": list(record["text"]), "ner_tags": _tags(record, dropped)})
            if len(rows) == GROUP:
                parquet.write_table(pa.Table.from_pylist(rows, schema=schema))
                rows.clear()
        if rows:
            parquet.write_table(pa.Table.from_pylist(rows, schema=schema))
    return dropped


def _tags(record: Record, dropped: Counter[str]) -> list[int]:
    kept, gone = flatten(spans_of(record))
    dropped["tags of spans that overlap a longer one"] += len(gone)
    tags = [0] * len(record["text"])
    for span in kept:
        inside = NUMBERS[f"I-{span.label}"]
        tags[span.start : span.end] = [inside - 1, *[inside] * (span.end - span.start - 1)]
    return tags


def _schema() -> pa.Schema:
    fields = [pa.field(name, arrow_type(hint)) for name, hint in hints_of(Record).items()]
    fields += [pa.field("tokens", pa.list_(pa.string())), pa.field("ner_tags", pa.list_(pa.int64()))]
    features = {name: _feature(hint) for name, hint in hints_of(Record).items()}
    features["tokens"] = _sequence(_value("string"))
    features["ner_tags"] = _sequence({"names": list(TAGS), "_type": "ClassLabel"})
    # Where `datasets` looks for the features of a Parquet file.
    told = json.dumps({"info": {"features": features}}, separators=(",", ":"))
    return pa.schema(fields, metadata={"huggingface": told})


def _feature(hint: Any) -> Any:
    """Return a type as `datasets` writes it down, in the form that its versions 3 to 5 read."""
    kind = without_none(hint)
    item = item_of(kind)
    if is_typeddict(item):
        return [_feature(item)]
    if item is not None:
        return _sequence(_feature(item))
    if is_typeddict(kind):
        return {name: _feature(sub) for name, sub in hints_of(kind).items()}
    return _value({"double": "float64"}.get(str(arrow_type(kind)), str(arrow_type(kind))))


def _value(name: str) -> Mapping[str, Any]:
    return {"dtype": name, "_type": "Value"}


def _sequence(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"feature": feature, "_type": "Sequence"}
