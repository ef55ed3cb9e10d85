"""Records for the tests of merging: as small as they may be, people and places invented."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.knowledge.bodies import body_facts
from pipeline.knowledge.divisions import choose_code

Statement = tuple[str, str, str | None]
Record = dict[str, Any]


def record(
    ident: str,
    *statements: Statement,
    day: str | None = "2022-03-01",
    place: str | None = "淄博市",
    people: Iterable[str] = (),
    status: str = "current",
) -> Record:
    """Return a record that states (person, position, body) posts and names further people."""
    code = None if place is None else choose_code(place)
    named = dict.fromkeys([*(person for person, _, _ in statements), *people])
    bodies = dict.fromkeys(body for _, _, body in statements if body is not None)
    return {
        "id": ident,
        "published": day,
        "place": None if place is None else {"name": place, "code": code, "basis": "text"},
        "people": [{"name": name} for name in named],
        "organizations": [organization(body, code) for body in bodies],
        "posts": [post(*statement, status=status, code=code) for statement in statements],
    }


def organization(name: str, code: str | None) -> Record:
    facts = body_facts(name, "", code)
    fields = ("canonical", "kind", "place", "code", "parent")
    return {"name": name, "text": name, **{field: getattr(facts, field) for field in fields}}


def post(person: str, position: str, body: str | None, *, status: str, code: str | None) -> Record:
    level = None if body is None else body_facts(body, "", code).level
    return {
        "person": person,
        "position": position,
        "organization": body,
        "level": level,
        "status": status,
        "time": None,
    }


def write(path: Path, records: Iterable[Record]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def tables(folder: Path) -> dict[str, list[Record]]:
    """Return the tables that a merge wrote."""
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in sorted(folder.glob("*.jsonl"))
    }
