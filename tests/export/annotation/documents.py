"""Documents at random, and what the tools do to an export when an annotator saves it untouched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from pipeline.export.annotation import brat, doccano, label_studio, prodigy
from pipeline.export.annotation.document import Document
from pipeline.export.annotation.rows import FILE
from pipeline.records import Record
from pipeline.rejection import Rejection
from tests.record_desk import Desk

# Letters, a character beyond U+FFFF, an emoji of several code points, what breaks lines, what JSON, XML and
# brat have uses of their own for.
ODD = '青川市𠀋🇨🇳👨‍👩‍👧ab\t"\\<&>|;#=\u3000'
BREAKS = "\n\r\u2028\x85\x0b"
TOOLS = {"label-studio": label_studio, "doccano": doccano, "prodigy": prodigy, "brat": brat}


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A valid record over an odd text: each mark at a place of its own, links between them."""
    text = draw(st.text(alphabet=ODD + BREAKS, min_size=1, max_size=40))
    places = st.integers(0, len(text) - 1)
    desk = Desk(text, text, uri=f"pages/{draw(st.text(alphabet='ab市#.', min_size=1, max_size=6))}.txt")
    texts = st.text(alphabet=ODD + BREAKS, max_size=6)
    for layer in ("people", "positions", "organizations", "dates"):
        spans = draw(st.lists(st.tuples(places, st.integers(1, 8)), max_size=3))
        for number, (start, length) in enumerate(spans, 1):
            add(desk, layer, start, length, number=number, name=draw(texts))
    for person, position in zip(desk.record["people"], desk.record["positions"], strict=False):
        body = draw(st.sampled_from([None, *desk.record["organizations"]]))
        desk.post(person, position, body)
    for number, (start, length) in enumerate(
        draw(st.lists(st.tuples(places, st.integers(1, 8)), max_size=3)), 1
    ):
        add_goal(draw, desk, start, length, number=number)
    return desk.checked()


def add(desk: Desk, layer: str, start: int, length: int, *, number: int, name: str) -> None:
    end = min(len(desk.text), start + length)
    row = desk.add(layer, desk.text[start:end], rule=name)
    row |= {"start": start, "end": end, "source_start": start, "source_end": end, "confidence": number / 7}
    if "name" in row:
        row["name"] = name


def add_goal(draw: st.DrawFn, desk: Desk, start: int, length: int, *, number: int) -> None:
    end = min(len(desk.text), start + length)
    bodies = [None, "市政府", *(row["name"] for row in desk.record["organizations"])]
    goal = desk.goal(
        desk.text[start:end],
        draw(st.sampled_from([None, desk.text[start:end]])),
        value=draw(st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)),
        unit=draw(st.sampled_from(["", "元", "%"])),
        comparator=draw(st.sampled_from(["=", ">=", "<=", "~", "range"])),
        status=draw(st.sampled_from(["target", "achieved"])),
        owner=draw(st.sampled_from(bodies)),
        deadline=draw(st.sampled_from([None, {"start_date": None, "end_date": "2025-12-31"}])),
        of=draw(st.sampled_from([None, *(f"g{other}" for other in range(1, number))])),
    )
    for mention in (goal["quantity"], goal["indicator"] or {}):
        mention |= {"start": start, "end": end, "source_start": start, "source_end": end}


def write(tool: str, found: Iterable[Record], folder: Path) -> None:
    TOOLS[tool].write(found, folder)


def save(tool: str, folder: Path) -> Path:
    """Do what the tool does when an annotator accepts everything; return what it exports."""
    if tool == "brat":
        return folder
    if tool == "label-studio":
        return _save_label_studio(folder)
    path = folder / FILE
    # Not splitlines(): JSON lets U+2028 and U+0085 stand in a string as they are.
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    saved = [_saved_doccano(row) if tool == "doccano" else {**row, "answer": "accept"} for row in rows]
    exported = folder / "exported.jsonl"
    exported.write_text("".join(json.dumps(row) + "\n" for row in saved), encoding="utf-8")
    return exported


def _save_label_studio(folder: Path) -> Path:
    tasks = json.loads((folder / label_studio.FILE).read_bytes())
    for number, task in enumerate(tasks, 1):
        (prediction,) = task.pop("predictions")
        result = [{**row, "origin": "prediction"} for row in prediction["result"]]
        saved = {"id": number, "result": result, "was_cancelled": False, "updated_at": "2022-03-01T00:00:00Z"}
        task |= {"id": number, "annotations": [saved], "predictions": []}
    exported = folder / "exported.json"
    exported.write_text(json.dumps(tasks), encoding="utf-8")
    return exported


def _saved_doccano(row: dict[str, Any]) -> dict[str, Any]:
    """Entities and relations get new ids, and the rest of the row is kept beside them."""
    entities = [{**entity, "id": entity["id"] + 1000} for entity in row["entities"]]
    relations = [
        {**relation, "from_id": relation["from_id"] + 1000, "to_id": relation["to_id"] + 1000}
        for relation in row["relations"]
    ]
    return {"id": 7, "Comments": [], **row, "entities": entities[::-1], "relations": relations}


def read(tool: str, path: Path) -> tuple[list[Document], list[Rejection]]:
    rejected: list[Rejection] = []
    return list(TOOLS[tool].read(path, reject=rejected.append)), rejected


def edit(path: Path, change: Any) -> None:
    """Change the rows of a file of JSON Lines, or of a JSON array."""
    text = path.read_text(encoding="utf-8")
    rows: Sequence[Any] = (
        json.loads(text) if path.suffix == ".json" else list(map(json.loads, text.splitlines()))
    )
    for row in rows:
        change(row)
    lines = json.dumps(rows) if path.suffix == ".json" else "".join(json.dumps(row) + "\n" for row in rows)
    path.write_text(lines, encoding="utf-8")
