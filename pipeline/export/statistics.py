"""Figures of records: what a dataset card tells of each split, and `mubiao stats` of any records."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.export.labels import LABELS
from pipeline.export.reviewed import Decisions
from pipeline.export.selection import JOINED, items_of, rows_of
from pipeline.record_checks import mentions
from pipeline.records import Record

# Lower borders of the classes of lengths, in characters.
LENGTHS = (0, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
# Classes of confidence: 0.0, 0.1 … 0.9, each from its border on; 1 is in the last.
CONFIDENCES = 10


@dataclass(slots=True)
class Statistics:
    """Counts over records; `labels` and what goes by label counts mentions, also quantities and indicators.

    `decisions`, where given, tell which items reviewers accepted.
    """

    decisions: Decisions | None = None
    records: int = 0
    empty: int = 0
    characters: int = 0
    accepted: int = 0
    items: int = 0
    days: tuple[str, str] | None = None
    lengths: Counter[int] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    agreed: Counter[str] = field(default_factory=Counter)
    confidences: dict[str, Counter[int]] = field(default_factory=dict)
    rules: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)

    def add(self, record: Record) -> None:
        """Count one record."""
        self.records += 1
        self.characters += len(record["text"])
        self.lengths[LENGTHS[bisect_right(LENGTHS, len(record["text"])) - 1]] += 1
        self._add_day(record["published"])
        items = [*items_of(record)]
        self.items += len(items)
        self.empty += not items
        if self.decisions is not None:
            decisions = self.decisions.on(record)
            self.accepted += sum(decisions.accepts(layer, item) for layer, item in items)
        for layer, item in mentions(record):
            self._add_mention(LABELS[layer], item["rule"], item["confidence"])
        for name in ("posts", "goals", "results", "warnings"):
            self.relations[name] += len(rows_of(record, name))

    def _add_day(self, day: str | None) -> None:
        if day is not None:
            first, last = self.days or (day, day)
            self.days = (min(first, day), max(last, day))

    def _add_mention(self, label: str, rule: str, confidence: float) -> None:
        self.labels[label] += 1
        self.agreed[label] += JOINED in rule
        step = min(int(confidence * CONFIDENCES + 1e-9), CONFIDENCES - 1)
        self.confidences.setdefault(label, Counter())[step] += 1
        for one in rule.split(JOINED):
            self.rules[one] += 1

    @property
    def row(self) -> dict[str, Any]:
        """The figures as plain data; shares are of all mentions, `reviewed` null without decisions."""
        mentioned = self.labels.total()
        return {
            "records": self.records,
            "without_items": self.empty,
            "characters": self.characters,
            "first_day": self.days and self.days[0],
            "last_day": self.days and self.days[1],
            "lengths": {str(length): self.lengths[length] for length in LENGTHS},
            "labels": {label: self.labels[label] for label in LABELS.values()},
            "relations": dict(self.relations),
            "agreement": {label: _share(self.agreed[label], self.labels[label]) for label in LABELS.values()},
            "reviewed": None if self.decisions is None else _share(self.accepted, self.items),
            "confidences": {label: self._classes(label) for label in LABELS.values()},
            "rules": {rule: _share(count, mentioned) for rule, count in _ranked(self.rules)},
        }

    def _classes(self, label: str) -> list[int]:
        counts = self.confidences.get(label, Counter())
        return [counts[step] for step in range(CONFIDENCES)]


def count_records(records: Iterable[Record], decisions: Decisions | None = None) -> Statistics:
    """Return the figures of records."""
    statistics = Statistics(decisions)
    for record in records:
        statistics.add(record)
    return statistics


def format_statistics(row: Mapping[str, Any], *, rules: int = 15) -> str:
    """Return the figures as lines of text, with the `rules` most frequent rules."""
    days = f", {row['first_day']} to {row['last_day']}" if row["first_day"] else ""
    reviewed = "" if row["reviewed"] is None else f", accepted by reviewers {row['reviewed']:.1%}"
    empty, characters = row["without_items"], row["characters"]
    head = f"records {row['records']:,}, without items {empty:,}, characters {characters:,}"
    relations = ", ".join(f"{name} {count:,}" for name, count in row["relations"].items())
    lengths = ", ".join(f"{length}: {count:,}" for length, count in row["lengths"].items() if count)
    lines = [f"{head}{days}{reviewed}", relations, f"characters from … on: {lengths}", ""]
    lines.append(f"{'label':14}{'count':>10}{'agreed':>9}   confidence 0.0–1.0 in tenths")
    for label, count in row["labels"].items():
        tenths = " ".join(map(str, row["confidences"][label]))
        lines.append(f"{label:14}{count:>10,}{row['agreement'][label]:>9.1%}   {tenths}")
    lines += ["", "share of mentions that a rule took part in"]
    return "\n".join(
        [*lines, *(f"  {name:40}{part:>7.2%}" for name, part in [*row["rules"].items()][:rules])]
    )


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
