"""A page of our own with its gold, and a record of it that is right in everything."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.evaluate import Evaluation, evaluate_files

NAME = "page.txt"
# 云川 is no city and 季安澜 nobody; the line break stands inside the name.
TEXT = "3月5日，云川市水利局局长季安\n澜说，年内将建成120座泵站，去年投资近2亿元。\n记者 华一宁"

Row = dict[str, Any]


def place(phrase: str) -> Row:
    """The source offsets of the first occurrence of a phrase, and its text."""
    start = TEXT.index(phrase)
    return {"text": phrase, "source_start": start, "source_end": start + len(phrase)}


def _date(phrase: str, value: str, first_day: str | None, last_day: str | None) -> Row:
    return {**place(phrase), "type": "DATE", "value": value, "start_date": first_day, "end_date": last_day}


def gold_layers() -> dict[str, list[Row]]:
    return {
        "people": [
            {**place("季安\n澜"), "name": "季安澜"},
            {**place("华一宁"), "name": "华一宁"},
        ],
        "positions": [
            {**place("局长"), "people": ["季安澜"], "organization": ["云川市水利局", "市水利局"]},
            {**place("记者"), "people": ["华一宁"], "organization": "(云川日报)"},
        ],
        "organizations": [
            {**place("云川市水利局"), "name": "云川市水利局"},
            {**place("云川市"), "name": "云川市", "optional": True},
        ],
        "dates": [
            _date("3月5日", "2021-03-05", "2021-03-05", "2021-03-05"),
            _date("年内", "2021", "2021-01-01", "2021-12-31"),
            {**_date("去年", "2020", None, None), "value_optional": True},
        ],
        "goals": [_target(), _result()],
    }


def _target() -> Row:
    return {
        **place("120座"),
        "status": "target",
        **{"value": 120, "unit": "座", "comparator": "="},
        **{"action": "建成", "change": "level", "indicator": place("泵站"), "owner": "云川市水利局"},
        "deadline": ["2021-01-01", "2021-12-31"],
    }


def _result() -> Row:
    return {
        **place("2亿元"),
        "status": "achieved",
        **{"value": 200_000_000, "unit": "元", "comparator": "~", "comparator_also": ["="]},
        **{"action": None, "change": "level", "indicator": place("投资")},
    }


def mention(row: Row, **fields: Any) -> Row:
    """A record's mention at the place of a gold row; the record's text is the source without line breaks."""
    start = len(TEXT[: row["source_start"]].replace("\n", ""))
    text = row["text"].replace("\n", "")
    where = {"source_start": row["source_start"], "source_end": row["source_end"]}
    return {
        "id": "x1",
        "text": text,
        "start": start,
        "end": start + len(text),
        **where,
        "rule": "test.rule",
        **fields,
    }


def right_record() -> Row:
    layers = gold_layers()
    record: Row = {
        "source": {"uri": f"pages/{NAME}"},
        "text": TEXT.replace("\n", ""),
        "goals": [],
        "results": [],
    }
    record["people"] = [mention(row, name=row["name"]) for row in layers["people"]]
    record["positions"] = [
        mention(row, people=row["people"], organization=body)
        for row, body in zip(layers["positions"], ["云川市水利局", None], strict=True)
    ]
    record["organizations"] = [mention(layers["organizations"][0], name="中共云川市水利局")]
    record["dates"] = [
        mention(row, **{key: row[key] for key in ("type", "value", "start_date", "end_date")})
        for row in layers["dates"]
    ]
    for row in layers["goals"]:
        record["goals" if row["status"] == "target" else "results"].append(_right_goal(row))
    return record


def _right_goal(row: Row) -> Row:
    quantity = mention(
        row, value=row["value"], value_max=None, unit=row["unit"], comparator=row["comparator"]
    )
    first_day, last_day = row.get("deadline", (None, None))
    return {
        "id": "g1",
        "status": row["status"],
        "quantity": quantity,
        "indicator": mention(row["indicator"]),
        "action": row["action"],
        "change": row["change"],
        "deadline": {"start_date": first_day, "end_date": last_day},
        "owner": row.get("owner"),
    }


class Desk:
    """A folder with the page, its gold and a record file, to be changed before it is scored."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.records, self.gold = folder, [right_record()], gold_layers()
        self.record_file, self.gold_file = folder / "records.jsonl", folder / "page.json"

    @property
    def record(self) -> Row:
        return self.records[0]

    def write(self) -> None:
        (self.folder / NAME).write_bytes(TEXT.encode())
        digest = hashlib.sha256(TEXT.encode()).hexdigest()
        gold = {"doc": NAME, "sha256": digest, "layers": self.gold}
        self.gold_file.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in self.records]
        self.record_file.write_text("".join(lines), encoding="utf-8")

    def score(self) -> Evaluation:
        self.write()
        return self.score_files()

    def score_files(self) -> Evaluation:
        return evaluate_files(self.record_file, [self.gold_file], self.folder)
