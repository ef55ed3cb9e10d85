"""Rules in words: the pattern row of an id, the last word that a body's rule is about, what code does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.knowledge.organ_tails import OrganTail
from pipeline.resources import resource
from pipeline.rows import read_rows

TAILS = "seeds/organizations/organ_tails.jsonl"
# What a row may say of itself, with the words that introduce it.
SHOWN = {
    "cue": "cue",
    "expression": "expression",
    "example": "finds",
    "counter_example": "but not",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class ComputedRule:
    """A rule that code works out, and what it says."""

    id: str
    says: str


def describe_rule(rule: str, text: str) -> Iterator[str]:
    """Yield lines that describe a rule which found `text`; one line where no row is known."""
    if (known := _pattern_rows().get(rule)) is not None:
        file_name, row = known
        yield f"Rule {rule} ({file_name})"
        for key, word in SHOWN.items():
            if row.get(key):
                yield f"    {word:12}{row[key]}"
    elif (computed := _computed().get(rule)) is not None:
        yield f"Rule {rule}: {computed}"
    elif (tail := _tail(rule, text)) is not None:
        yield f"Rule {rule} ({TAILS}): the name ends in {tail.tail}, as bodies of the kind {tail.kind} do"
    else:
        yield f"Rule {rule}: no row describes it"


@cache
def _pattern_rows() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return every row of the pattern files by its id, with its file."""
    rows: dict[str, tuple[str, dict[str, Any]]] = {}
    for path in sorted(resource("patterns").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line) if line.strip() else {}
            if "id" in row:
                rows.setdefault(row["id"], (f"patterns/{path.name}", row))
    return rows


@cache
def _computed() -> dict[str, str]:
    return {row.id: row.says for row in read_rows(resource("seeds/computed_rules.jsonl"), ComputedRule)}


def _tail(rule: str, text: str) -> OrganTail | None:
    """Return the longest tail of the rule's kind that the text ends in."""
    kind = rule.removeprefix("org.")
    rows = [
        row for row in read_rows(resource(TAILS), OrganTail) if row.kind == kind and text.endswith(row.tail)
    ]
    return max(rows, key=lambda row: len(row.tail), default=None)
