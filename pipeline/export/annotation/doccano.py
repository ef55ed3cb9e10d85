"""doccano: sequence labelling with relations, JSONL.

doccano counts offsets in UTF-16 code units (its option *Count grapheme clusters as one character* must be
off; doccano issue 2290) and gives entities new ids, so fields are kept by label and place. It has no fields
for entities: they travel in the row's metadata, unseen by annotators.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.export.annotation.document import LINKS, Document, Key, Link
from pipeline.export.annotation.fields import FIELDS
from pipeline.export.annotation.packing import PACK, pack, unpack
from pipeline.export.annotation.palette import COLOURS
from pipeline.export.annotation.rows import FILE, Reject, Row, read_rows, write_rows
from pipeline.export.annotation.units import Utf16
from pipeline.records import Record
from pipeline.writers.text import write_text


def write(records: Iterable[Record], folder: Path) -> Counter[str]:
    """Write ``documents.jsonl`` and the two lists of labels to be imported in doccano's settings."""
    spans = [_label(name, colour) for name, colour in zip(FIELDS, COLOURS, strict=True)]
    relations = [_label(name, COLOURS[0]) for name in LINKS]
    for name, labels in (("span_types.json", spans), ("relation_types.json", relations)):
        write_text(folder / name, json.dumps(labels, ensure_ascii=False, indent=1) + "\n")
    return write_rows(records, folder / FILE, _row)


def read(path: Path, *, reject: Reject) -> Iterator[Document]:
    """Yield the documents of a JSONL that doccano has exported."""
    return read_rows(path, _document, reject=reject)


def _label(name: str, colour: str) -> dict[str, str]:
    return {"text": name, "backgroundColor": colour, "textColor": "#000000"}


def _row(_record: Record, document: Document) -> Row:
    units = Utf16(document.text)
    idents = {key: number for number, key in enumerate(document.marks, 1)}
    entities = [
        {
            "id": ident,
            "label": key.label,
            "start_offset": units.to_units(key.start),
            "end_offset": units.to_units(key.end),
        }
        for key, ident in idents.items()
    ]
    relations = [
        {"id": number, "from_id": idents[link.head], "to_id": idents[link.tail], "type": link.kind}
        for number, link in enumerate(document.links, 1)
    ]
    fields = [[*key, fields] for key, fields in document.marks.items()]
    packed = {**pack(document), "fields": fields}
    return {"text": document.text, "entities": entities, "relations": relations, PACK: packed}


def _document(row: Row) -> Document:
    text, packed = row["text"], row.get(PACK)
    units = Utf16(text)
    keys = {entity["id"]: _key(entity, units) for entity in row["entities"]}
    known = {} if not isinstance(packed, dict) else {Key(*key): fields for *key, fields in packed["fields"]}
    marks = [(key, known.get(key, {})) for key in keys.values()]
    links = (Link(link["type"], keys[link["from_id"]], keys[link["to_id"]]) for link in row["relations"])
    return unpack(packed, text, marks, links)


def _key(entity: Mapping[str, Any], units: Utf16) -> Key:
    start, end = (units.to_points(entity[f"{border}_offset"]) for border in ("start", "end"))
    return Key(entity["label"], start, end)
