"""Records made by hand: a text of our own and what is found in it, with all its offsets right."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.record_checks import parse_record
from pipeline.records import Record
from pipeline.writers.jsonl import to_line

Row = dict[str, Any]

# 青川市 is a county-level name used freely here, 何一苇 nobody; the source breaks a line inside the name.
SOURCE = "青川市水利局局长何一\n苇说，2022年年内新建120座泵站，总投资2亿元。"
TEXT = SOURCE.replace("\n", "")


class Desk:
    """Writes one record; each method adds an item at a phrase of the text."""

    def __init__(self, text: str = TEXT, source: str = SOURCE, *, uri: str = "pages/a.txt") -> None:
        self.text, self.source = text, source
        places, at = [], 0
        for char in text:
            at = source.index(char, at)
            places.append(at)
            at += 1
        self._places = places
        self.record: Row = {
            "schema_version": "1.0",
            "id": f"{hashlib.sha256(uri.encode()).hexdigest()[:8]}-1",
            "source": {
                "uri": uri,
                "sha256": hashlib.sha256(source.encode()).hexdigest(),
                "start": places[0],
                "end": places[-1] + 1,
            },
            **{"kind": "article", "title": None, "published": "2022-03-01", "published_basis": "text"},
            **{"place": None, "text": text},
            **{name: [] for name in ("people", "positions", "organizations", "posts", "dates")},
            **{"goals": [], "results": [], "warnings": []},
        }

    def mention(self, prefix: str, phrase: str, *, rule: str, confidence: float, number: int) -> Row:
        start = self.text.index(phrase)
        end = start + len(phrase)
        return {
            "id": f"{prefix}{number}",
            "text": phrase,
            **{"start": start, "end": end},
            **{"source_start": self._places[start], "source_end": self._places[end - 1] + 1},
            **{"confidence": confidence, "rule": rule},
        }

    def add(
        self, layer: str, phrase: str, *, rule: str = "rule.a", confidence: float = 0.9, **fields: Any
    ) -> Row:
        """Add a mention to a layer; the fields that are not given are filled in."""
        prefix = {"people": "p", "positions": "t", "organizations": "o", "dates": "d"}[layer]
        number = len(self.record[layer]) + 1
        plain = "".join(phrase.split())
        filled: dict[str, Row] = {
            "people": {"name": plain},
            "positions": {"people": [], "organization": None},
            "organizations": {
                **{"name": plain, "canonical": plain, "kind": "government"},
                **{"place": None, "code": None, "parent": None},
            },
            "dates": {"type": "DATE", "value": "2022", "start_date": "2022-01-01", "end_date": "2022-12-31"},
        }
        mention = self.mention(prefix, phrase, rule=rule, confidence=confidence, number=number)
        self.record[layer].append({**mention, **filled[layer], **fields})
        return self.record[layer][-1]

    def goal(self, phrase: str, indicator: str | None = None, **fields: Any) -> Row:
        """Add a goal, or a result where `status` says so; fields of the quantity are known by their names."""
        number = len(self.record["goals"]) + len(self.record["results"]) + 1
        quantity = {
            **{"value": 120, "value_max": None, "unit": "座", "comparator": "="},
            **{"value_si": None, "value_max_si": None, "unit_si": None, "currency": None},
        }
        made = {"rule": fields.pop("rule", "goal.unit"), "confidence": fields.pop("confidence", 0.97)}
        quantity |= {name: fields.pop(name) for name in list(fields) if name in quantity}
        goal = {
            "id": f"g{number}",
            "status": "target",
            "quantity": {**self.mention("q", phrase, **made, number=number), **quantity},
            "indicator": None
            if indicator is None
            else self.mention("i", indicator, **{**made, "rule": "goal.indicator"}, number=number),
            **{"action": None, "change": "level", "deadline": None, "of": None, "owner": None},
            "sentence": {"start": 0, "end": len(self.text)},
            **fields,
        }
        self.record["goals" if goal["status"] == "target" else "results"].append(goal)
        return goal

    def post(self, person: Row, position: Row, organization: Row | None = None, **fields: Any) -> Row:
        """Add a post, and its holder and its body to its position."""
        position["people"].append(person["name"])
        position["organization"] = None if organization is None else organization["name"]
        post = {
            "id": f"h{len(self.record['posts']) + 1}",
            **{"person": person["name"], "position": position["text"]},
            "organization": position["organization"],
            **{"level": "市", "status": "current", "time": None},
            "evidence": {
                **{"person": person["id"], "position": position["id"]},
                "organization": None if organization is None else organization["id"],
                **{"date": None, "start": position["start"], "end": person["end"]},
            },
            **fields,
        }
        self.record["posts"].append(post)
        return post

    def checked(self) -> Record:
        """Return the record as it is read back; a record that is none is an error of the test."""
        return parse_record(to_line(self.record), place="desk", number=1)


def full_desk(*, uri: str = "pages/a.txt") -> Desk:
    """A desk with an item of every kind and every link."""
    desk = Desk(uri=uri)
    person = desk.add("people", "何一苇", confidence=0.99)
    body = desk.add("organizations", "青川市水利局")
    position = desk.add("positions", "局长", rule="rule.a+rule.b")
    desk.add("dates", "2022年")
    desk.post(person, position, body)
    whole = desk.goal(
        "120座",
        "泵站",
        action="新建",
        deadline={"start_date": "2022-01-01", "end_date": "2022-12-31"},
        owner="青川市水利局",
    )
    desk.goal(
        "2亿元",
        "总投资",
        **{"status": "achieved", "value": 200_000_000, "unit": "元", "comparator": "~"},
        **{"of": whole["id"], "currency": "CNY", "rule": "goal.money"},
    )
    return desk


def write(path: Path, records: Iterable[Any]) -> Path:
    """Write records, or desks, to a file."""
    rows = [record.record if isinstance(record, Desk) else record for record in records]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
