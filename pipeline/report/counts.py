"""What is counted of a corpus, record by record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.record_checks import mentions
from pipeline.records import Goal, Record
from pipeline.report.tally import Tally

LAYERS = ("people", "positions", "organizations", "posts", "dates", "goals", "results")
CONFIDENCE_LAYERS = ("people", "positions", "organizations", "dates", "quantities")
BINS = 20
UNDATED = ""
UNKNOWN = ""


@dataclass(slots=True)
class Counts:
    """The counts whose number is bounded; names go to the `tally`.

    `confidences` counts (layer, bin of 1/20); `deadlines` and `published` count by month (``2022-09``) and
    `years` (year, status), by the last day of the time frame.
    """

    tally: Tally
    kinds: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    layers: Counter[str] = field(default_factory=Counter)
    confidences: Counter[tuple[str, int]] = field(default_factory=Counter)
    deadlines: Counter[str] = field(default_factory=Counter)
    years: Counter[tuple[str, str]] = field(default_factory=Counter)
    published: Counter[str] = field(default_factory=Counter)

    def add(self, record: Record) -> None:
        """Count a record."""
        self.kinds[record["kind"]] += 1
        self.characters += len(record["text"])
        self.published[month_of(record["published"])] += 1
        self.tally.add("document", f"{record['source']['sha256']} {record['source']['uri']}")
        for layer in LAYERS:
            self.layers[layer] += len(record[layer])  # type: ignore[literal-required]
        for layer, mention in mentions(record):
            if layer in CONFIDENCE_LAYERS:
                self.confidences[layer, min(BINS - 1, int(mention["confidence"] * BINS))] += 1
        self._add_names(record)
        for goal in (*record["goals"], *record["results"]):
            self._add_goal(goal)

    def _add_names(self, record: Record) -> None:
        people = Counter(_line(person["name"]) for person in record["people"])
        bodies = Counter(_line(body["canonical"]) for body in record["organizations"])
        for what, names in (("person", people), ("body", bodies)):
            for name, count in names.items():
                self.tally.add(f"{what} records", name)
                self.tally.add(f"{what} mentions", name, count)

    def _add_goal(self, goal: Goal) -> None:
        status = goal["status"]
        month = month_of(None if goal["deadline"] is None else goal["deadline"]["end_date"])
        self.years[month[:4], status] += 1
        if status == "target":
            self.deadlines[month] += 1
        indicator = UNKNOWN if goal["indicator"] is None else _line(goal["indicator"]["text"])
        for what, name in (("indicator", indicator), ("owner", _line(goal["owner"] or UNKNOWN))):
            self.tally.add(what, name)
            self.tally.add(f"{what} {status}", name)
            self.tally.add(f"{what} by year", f"{name}\t{month[:4]}")


def month_of(day: str | None) -> str:
    """Return the month of an ISO day, or `UNDATED`."""
    return UNDATED if day is None else day[:7]


def _line(text: str) -> str:
    """Return a name without the line breaks and blanks that the page's layout left in it."""
    return "".join(text.split())
