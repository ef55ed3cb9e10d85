"""Label Studio: ``tasks.json`` with predictions, ``config.xml`` for the labeling interface.

Regions count code points (as Label Studio does since 1.4; its pull request 1559); what an older one exported
in UTF-16 code units is known by the region's text. Fields are controls of their region, links relations.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import RowError
from pipeline.export.annotation.document import Document, Key, Link
from pipeline.export.annotation.fields import Field, Fields, field_of, fields_of
from pipeline.export.annotation.label_studio_config import CONTROLS, LABELS, TEXT, config, control_name
from pipeline.export.annotation.packing import PACK, pack, unpack
from pipeline.export.annotation.rows import Reject, Row, documents_of, read_row
from pipeline.export.annotation.units import Utf16
from pipeline.records import SCHEMA_VERSION, Record
from pipeline.rejection import Rejection
from pipeline.writers.text import write_text

FILE = "tasks.json"
MODEL = f"mubiao-{SCHEMA_VERSION}"
CONFIDENCE = "confidence"


def write(records: Iterable[Record], folder: Path) -> Counter[str]:
    """Write the tasks and the configuration."""
    write_text(folder / "config.xml", config())
    dropped: Counter[str] = Counter()
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as tasks:
        before = "[\n"
        for record, document in documents_of(records, dropped):
            tasks.write(before + json.dumps(_task(record, document), ensure_ascii=False))
            before = ",\n"
        tasks.write("\n]\n" if before == ",\n" else "[]\n")
    return dropped


def read(path: Path, *, reject: Reject) -> Iterator[Document]:
    """Yield the annotated documents of an export as *JSON*; tasks without an annotation are rejected.

    Of several annotations of a task the one marked as ground truth counts, else the newest.
    """
    try:
        tasks = json.loads(path.read_bytes())
    except ValueError as error:
        reject(Rejection(str(path), "import", f"no JSON: {error}"))
        return
    if not isinstance(tasks, list):
        reject(Rejection(str(path), "import", "a list of tasks was expected: export as JSON, not JSON-MIN"))
        return
    for number, task in enumerate(tasks, 1):
        yield from read_row(path, number, partial(_document, task), reject=reject)


def _task(record: Record, document: Document) -> Row:
    idents = {key: f"m{number}" for number, key in enumerate(document.marks, 1)}
    result = [
        row for key, fields in document.marks.items() for row in _region(idents[key], key, fields, document)
    ]
    result += [
        {
            "type": "relation",
            "from_id": idents[link.head],
            "to_id": idents[link.tail],
            "direction": "right",
            "labels": [link.kind],
        }
        for link in document.links
    ]
    data = {"text": document.text, "title": record["title"] or "", PACK: pack(document)}
    return {"data": data, "predictions": [{"model_version": MODEL, "result": result}]}


def _region(ident: str, key: Key, fields: Fields, document: Document) -> Iterator[dict[str, Any]]:
    """Yield the rows of one region: its label, then each of its fields."""
    place = {"start": key.start, "end": key.end}
    labelled = {**place, "text": document.text[key.start : key.end], "labels": [key.label]}
    score = {"score": fields[CONFIDENCE]} if CONFIDENCE in fields else {}
    yield {"id": ident, "from_name": LABELS, "to_name": TEXT, "type": "labels", "value": labelled, **score}
    for field in fields_of(key.label):
        if field.name in fields:
            kind = CONTROLS[field.kind].lower()
            value = {**place, **_value(field, fields[field.name])}
            name = control_name(key.label, field)
            yield {"id": ident, "from_name": name, "to_name": TEXT, "type": kind, "value": value}


def _value(field: Field, value: Any) -> dict[str, Any]:
    match field.kind:
        case "number":
            return {"number": value}
        case "choice":
            return {"choices": [value]}
        case "text" | "day":
            return {"text": [value]}
        case "texts":
            return {"text": value}


def _document(task: Mapping[str, Any]) -> Document:
    data, result = task["data"], _annotation(task)["result"]
    keys: dict[str, Key] = {}
    fields: dict[str, Fields] = {}
    units = Utf16(data["text"])
    for row in result:
        if row["type"] == "labels":
            keys[row["id"]] = _key(row["value"], data["text"], units)
    for row in result:
        if row["type"] not in ("labels", "relation"):
            key = keys.get(row["id"])
            if key is None:
                raise RowError(f"{row['from_name']} stands at no region")
            fields.setdefault(row["id"], {}).update(_field(key.label, row))
    links = [link for row in result if row["type"] == "relation" for link in _links(row, keys)]
    return unpack(data.get(PACK), data["text"], [(key, fields.get(i, {})) for i, key in keys.items()], links)


def _annotation(task: Mapping[str, Any]) -> Mapping[str, Any]:
    done = [row for row in task.get("annotations", []) if not row.get("was_cancelled")]
    if not done:
        raise RowError("nobody has annotated it")
    newest: Mapping[str, Any] = max(
        done, key=lambda row: (bool(row.get("ground_truth")), row.get("updated_at") or "")
    )
    return newest


def _key(value: Mapping[str, Any], text: str, units: Utf16) -> Key:
    """Return the key of a region, whose text says whether it counts code points or code units."""
    (label,) = value["labels"]
    start, end, told = value["start"], value["end"], value.get("text")
    if told is not None and text[start:end] != told:
        start, end = units.to_points(start), units.to_points(end)
        if text[start:end] != told:
            raise RowError(f"the text at {value['start']}–{value['end']} is not {told!r:.40}")
    return Key(label, start, end)


def _field(label: str, row: Mapping[str, Any]) -> Fields:
    """Return a control's field; one that was emptied has no value."""
    name, value = row["from_name"].removeprefix(f"{label.lower()}_"), row["value"]
    match field_of(label, name).kind:
        case "number":
            return {name: value["number"]}
        case "choice":
            return {name: value["choices"][0]} if value["choices"] else {}
        case "texts":
            return {name: list(value["text"])}
        case "text" | "day":
            return {name: "\n".join(value["text"])} if value["text"] else {}


def _links(row: Mapping[str, Any], keys: Mapping[str, Key]) -> Iterator[Link]:
    """Yield the links of a relation; its direction may have been turned round."""
    head, tail = keys[row["from_id"]], keys[row["to_id"]]
    if row.get("direction") == "left":
        head, tail = tail, head
    if not row.get("labels"):
        raise RowError(f"a relation of {head.label} to {tail.label} has no kind")
    for kind in row["labels"]:
        yield Link(kind, head, tail)
