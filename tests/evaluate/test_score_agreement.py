"""Our figures beside those of the annotation's own scorer: on right, damaged and real records."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate import evaluate_files, format_json, format_table

ANNOTATION = Path(__file__).parents[2].parent / "shared" / "annotation"
GOLD, TEXTS = sorted((ANNOTATION / "gold").glob("*.json")), ANNOTATION / "texts"

pytestmark = pytest.mark.skipif(not GOLD, reason="the annotated pages are not beside this checkout")

Row = dict[str, Any]
LAYERS = ("people", "positions", "organizations", "dates")


def mention(row: Row, source: str, **fields: Any) -> Row:
    """A mention of a record whose text is the source itself."""
    start, end = row["source_start"], row["source_end"]
    place = {"start": start, "end": end, "source_start": start, "source_end": end}
    return {"text": source[start:end], **place, "rule": "gold", **fields}


def first_name(names: object) -> object:
    return names[0] if isinstance(names, list) else names


def record_from_gold(gold: Row, source: str) -> Row:
    """The record that says what gold says, its optional items too."""
    layers = gold["layers"]
    record: Row = {"source": {"uri": gold["doc"]}, "text": source, "goals": [], "results": []}
    for layer in LAYERS:
        record[layer] = [
            mention(row, source, **{key: first_name(row.get(key)) for key in ("name", "organization")})
            | {key: row[key] for key in ("people", "type", "value", "start_date", "end_date") if key in row}
            for row in layers[layer]
        ]
    for row in layers["goals"]:
        record["goals" if row["status"] == "target" else "results"].append(goal_from_gold(row, source))
    return record


def goal_from_gold(row: Row, source: str) -> Row:
    amounts = {key: row.get(key) for key in ("value", "value_max", "unit", "comparator")}
    indicator = None if row.get("indicator") is None else mention(row["indicator"], source)
    first_day, last_day = row.get("deadline") or (None, None)
    return {
        "status": row["status"],
        "quantity": mention(row, source, **amounts),
        "indicator": indicator,
        "change": row.get("change"),
        "deadline": {"start_date": first_day, "end_date": last_day} if last_day else None,
        "owner": first_name(row.get("owner")),
    }


def records_from_gold() -> list[Row]:
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in GOLD]
    return [record_from_gold(gold, (TEXTS / gold["doc"]).read_bytes().decode("utf-8")) for gold in golds]


class Damage:
    """Random edits: items dropped, doubled, moved, shuffled, given another's attributes or none."""

    def __init__(self, seed: int, *, rate: float) -> None:
        self.random, self.rate = random.Random(seed), rate

    def apply(self, record: Row) -> None:
        for layer in (*LAYERS, "goals", "results"):
            items = [copy for item in record[layer] for copy in self._copies(item)]
            for item in items:
                self._spoil(item, items, length=len(record["text"]))
            if self._happens():
                self.random.shuffle(items)
            record[layer] = items
        if self._happens():
            record["goals"], record["results"] = record["results"], record["goals"]

    def _happens(self) -> bool:
        return self.random.random() < self.rate

    def _copies(self, item: Row) -> Iterator[Row]:
        for _ in range(0 if self._happens() else 2 if self._happens() else 1):
            yield json.loads(json.dumps(item))

    def _spoil(self, item: Row, others: list[Row], *, length: int) -> None:
        quantity = item.get("quantity", item)
        for place in (quantity, item.get("indicator")):
            if place is not None and self._happens():
                self._move(place, length)
        for target, key in [(item, key) for key in item] + [(quantity, key) for key in quantity]:
            if key in ("text", "quantity", "rule") or "start" in key[-5:] or key.endswith("end"):
                continue
            if self._happens():
                other = self.random.choice(others)
                source = other.get("quantity", other) if target is quantity else other
                target[key] = self.random.choice([source.get(key), None])

    def _move(self, place: Row, length: int) -> None:
        for key in ("source_start", "source_end"):
            place[key] = min(length, max(0, place[key] + self.random.randint(-2, 2)))


def theirs(records: Path, *options: str) -> str:
    tool = ANNOTATION / "tools" / "score.py"
    command = [sys.executable, str(tool), str(records), str(TEXTS), *map(str, GOLD), *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def assert_agreement(records: Path) -> None:
    """The same lines and the same errors as the annotation's scorer."""
    ours = evaluate_files(records, GOLD, TEXTS)
    assert format_table(ours) == theirs(records).rstrip("\n")
    lines = theirs(records, "--errors", "100000").splitlines()
    wrong = [tuple(line.split(" | ")[1:4]) for line in lines if line.startswith("   | ")]
    assert Counter((row.document, row.layer, row.kind) for row in ours.errors) == Counter(wrong)
    assert format_json(ours) == theirs(records, "--json").strip()


def write(path: Path, records: list[Row]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_records_made_from_gold(tmp_path: Path) -> None:
    assert_agreement(write(tmp_path / "records.jsonl", records_from_gold()))


@pytest.mark.parametrize("seed", range(8))
def test_damaged_records(tmp_path: Path, seed: int) -> None:
    records = records_from_gold()
    damage = Damage(seed, rate=0.02 + 0.04 * seed)
    for record in records:
        damage.apply(record)
    damage.random.shuffle(records)
    halves = records + [{**record, "people": [], "dates": []} for record in records[:3]]
    assert_agreement(write(tmp_path / "records.jsonl", halves))


def test_no_records(tmp_path: Path) -> None:
    assert_agreement(write(tmp_path / "records.jsonl", []))


def test_records_of_the_pipeline(tmp_path: Path) -> None:
    from pipeline.run import Settings, run

    output = tmp_path / "records.jsonl"
    run([str(TEXTS)], Settings(output, ANNOTATION / "metadata.jsonl", words=False, quiet=True))
    assert_agreement(output)
