"""Goals and results of many work reports in figures: what is found, and which numerals no item covers.

``python -m tests.report_goals REPORTS.jsonl.gz -o docs/goals.md`` reads rows with ``id``, ``title`` and
``text`` in one process and writes the tables between the two marks of the page; the same reports give the
same tables. ``--sample FILE`` writes 200 of the numerals that nothing covers, with their context, for reading
by eye.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pipeline
from pipeline.annotate import annotate
from pipeline.readers.source import Source
from pipeline.records import Goal, Mention, Record

BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"
# Figures, and numerals in words that are more than one of the characters that other words hold too.
FIGURE = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")
WORDS = re.compile("[〇零一二两三四五六七八九十百千万亿]{2,}")
COMMONEST, SAMPLE, AROUND = 50, 200, 18
COLUMNS = 2


class Numeral(NamedTuple):
    """A numeral in its context, and whether an item covers it."""

    kind: str
    before: str
    text: str
    behind: str
    covered: bool

    def line(self) -> str:
        """Return the numeral in its context as one line."""
        return f"{self.before}⟦{self.text}⟧{self.behind}".replace("\n", "／")


@dataclass
class Tally:
    """What was counted; characters are those of the articles' texts."""

    reports: int = 0
    characters: int = 0
    with_deadline: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    indicators: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    described: int = 0
    numerals: Counter[tuple[str, bool]] = field(default_factory=Counter)
    missed: list[Numeral] = field(default_factory=list)

    def add(self, record: Record) -> None:
        """Count a record."""
        self.characters += len(record["text"])
        for goal in (*record["goals"], *record["results"]):
            self._add_goal(goal)
        for numeral in numerals(record):
            self.numerals[numeral.kind, numeral.covered] += 1
            if not numeral.covered:
                self.missed.append(numeral)

    def _add_goal(self, goal: Goal) -> None:
        self.statements[goal["status"]] += 1
        self.with_deadline[goal["status"]] += goal["deadline"] is not None
        self.described += goal["of"] is not None
        self.units[goal["quantity"]["unit"] or "(none)"] += 1
        if goal["indicator"] is not None:
            self.indicators["".join(goal["indicator"]["text"].split())] += 1


def numerals(record: Record) -> Iterator[Numeral]:
    """Yield the numerals of a record's text."""
    text = record["text"]
    mentions: list[Mention] = [*record["dates"]]
    mentions += [goal["quantity"] for goal in (*record["goals"], *record["results"])]
    covered = sorted((mention["start"], mention["end"]) for mention in mentions)
    for kind, pattern in (("figures", FIGURE), ("words", WORDS)):
        for match in pattern.finditer(text):
            start, end = match.span()
            before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
            yield Numeral(kind, before, match[0], behind, _is_covered(start, end, covered))


def _is_covered(start: int, end: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the sorted ranges shares a character with [start, end); few of them overlap."""
    at = bisect_right(ranges, (end, -1))
    return any(last > start for _, last in ranges[max(0, at - 3) : at])


def sources(path: Path) -> Iterator[Source]:
    """Yield the reports of a gzipped JSONL file as documents without metadata of their day."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            digest = sha256(row["text"].encode()).hexdigest()
            yield Source(uri=row["id"], text=row["text"], id=digest[:16], sha256=digest, title=row["title"])


def tally(path: Path) -> Tally:
    """Read all reports; those that cannot be read are named on standard error."""
    found = Tally()
    for outcome in annotate(pipeline.load(words=False), sources(path)):
        found.reports += 1
        if outcome.rejection is not None:
            print(f"{outcome.rejection.uri}: {outcome.rejection.error}", file=sys.stderr)
        for record in outcome.records:
            found.add(record)
    return found


def tables(found: Tally) -> Iterator[str]:
    """Yield the lines of the tables, in Markdown."""
    yield f"{found.reports} reports, {found.characters:,} characters.\n"
    yield "| | found | in 10,000 characters | with a deadline |\n|---|---|---|---|"
    for name, status in (("goals", "target"), ("results", "achieved")):
        count = found.statements[status]
        rate = 10_000 * count / found.characters
        yield f"| {name} | {count:,} | {rate:.1f} | {_share(found.with_deadline[status], count)} |"
    total = sum(found.statements.values())
    share = _share(found.described, total)
    yield f"\nOf {total:,} statements {share} describe the thing of another (`of`).\n"
    yield "| numerals | found | no item covers |\n|---|---|---|"
    for name, kind in (("figures", "figures"), ("in words, two characters and more", "words")):
        count, missed = found.numerals[kind, True] + found.numerals[kind, False], found.numerals[kind, False]
        yield f"| {name} | {count:,} | {_share(missed, count)} |"
    yield f"\nThe {COMMONEST} commonest indicators:\n"
    yield from _ranking(found.indicators)
    yield f"\nThe {COMMONEST} commonest units:\n"
    yield from _ranking(found.units)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _ranking(counts: Counter[str]) -> Iterator[str]:
    """Yield a table of the commonest, read downwards; of equals the first by code point."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:COMMONEST]
    height = -(-len(ranked) // COLUMNS)
    yield "|" + " | times |" * COLUMNS + "\n|" + "---|---:|" * COLUMNS
    for n in range(height):
        cells = [f"{name} | {count:,}" for name, count in ranked[n::height]]
        yield f"| {' | '.join(cells)} |"


def between_marks(page: str, lines: Iterator[str]) -> str:
    """Return a page with the lines between its two marks in place of what stood there.

    Raises ValueError for a page without the marks.
    """
    head, rest = page.split(BEGIN, 1)
    _, tail = rest.split(END, 1)
    return "\n".join([head + BEGIN, "", *lines, "", END + tail])


def sample(missed: Sequence[Numeral]) -> list[Numeral]:
    """Return the same numerals each time, from all over the reports."""
    return random.Random(0).sample(missed, min(SAMPLE, len(missed)))


def main() -> None:
    """Read the reports and write the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.report_goals", description=__doc__)
    parser.add_argument("reports", type=Path, help="gzipped JSONL with id, title and text")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the page that holds the tables")
    parser.add_argument("--sample", type=Path, help="where to write the numerals for reading by eye")
    given = parser.parse_args()
    start = time.perf_counter()
    found = tally(given.reports)
    print(f"{time.perf_counter() - start:.0f} s", file=sys.stderr)
    page = given.output.read_text(encoding="utf-8")
    given.output.write_text(between_marks(page, tables(found)), encoding="utf-8")
    if given.sample is not None:
        chosen = [numeral.line() for numeral in sample(found.missed)]
        given.sample.write_text("\n".join(chosen) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
