"""Our dates beside those of dateparser, recognizers-text and jionlp: what is found, how exactly, how fast.

``python -m tests.bench_dates`` prints a Markdown table for each gold set (seeds/articles, and the annotation
set where it lies beside the checkout). All readers see the same cleaned articles and the same article day.
A peer that is not installed is left out and named; ``pip install mubiao[peers]`` brings them.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.clean import clean
from pipeline.clean.article import Article
from pipeline.evaluate.gold import read_gold
from pipeline.evaluate.items import Item
from pipeline.evaluate.spans import Interval, Page, overlap
from pipeline.resources import resource
from pipeline.rows import read_rows
from pipeline.values.dates_grammar import DateGrammar, DatePattern
from pipeline.values.dates_reading import read_dates
from pipeline.values.festivals import Festival

ROOT = Path(__file__).resolve().parents[1]
SEEDS, ANNOTATION = ROOT / "seeds" / "articles", ROOT.parent / "shared" / "annotation"
# recognizers-text and dateparser need a day to count from; where the article has none they get this one.
SOME_DAY = "2020-01-01"


class Found(NamedTuple):
    """A date in a text: offsets, first and last day (ISO 8601) or None."""

    start: int
    end: int
    first: str | None
    last: str | None


Reader = Callable[[str, str | None], list[Found]]


def mubiao() -> Reader:
    """Return our own reader."""
    grammar = DateGrammar(read_rows(resource("patterns/dates.jsonl"), DatePattern))
    festivals = {row.id: row for row in read_rows(resource("seeds/festivals.jsonl"), Festival)}

    def read(text: str, day: str | None) -> list[Found]:
        readings = read_dates(text, grammar, day, festivals=festivals)
        days = ((r, r.value.attributes()) for r in readings)
        return [Found(r.start, r.end, known["start_date"], known["end_date"]) for r, known in days]

    return read


def dateparser() -> Reader:
    """Return dateparser's search; a result is one moment, so first and last day are the same."""
    from dateparser.search import search_dates

    def read(text: str, day: str | None) -> list[Found]:
        base = datetime.fromisoformat(day or SOME_DAY)
        found, at = [], 0
        for words, moment in search_dates(text, languages=["zh"], settings={"RELATIVE_BASE": base}) or []:
            at = text.find(words, at)
            found.append(Found(at, at + len(words), moment.date().isoformat(), moment.date().isoformat()))
            at += len(words)
        return found

    return read


def recognizers_text() -> Reader:
    """Return recognizers-text's date recognizer; of several readings of a date the first counts."""
    from recognizers_date_time import Culture, recognize_datetime

    def read(text: str, day: str | None) -> list[Found]:
        base = datetime.fromisoformat(day or SOME_DAY)
        return [
            Found(result.start, result.end + 1, *_days_of((result.resolution or {}).get("values", [{}])[0]))
            for result in recognize_datetime(text, Culture.Chinese, reference=base)
        ]

    return read


def _days_of(value: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the days of a resolution; a range of recognizers-text has the day after as its end."""
    if "start" in value and "end" in value:
        end = _day(value["end"])
        if end is not None and value["type"] == "daterange":
            end = (date.fromisoformat(end) - timedelta(days=1)).isoformat()
        return _day(value["start"]), end
    day = _day(value.get("value", ""))
    return day, day


def _day(moment: str) -> str | None:
    """The ISO day with which a moment begins; None for a bare clock time, a length, inf."""
    match = re.match(r"[1-9]\d{3}-\d\d-\d\d", moment)
    return None if match is None else match[0]


def jionlp() -> Reader:
    """Return jionlp's time extraction; inf is an open end."""
    import jionlp as jio

    logging.disable(
        logging.ERROR
    )  # it logs a traceback for each word that it takes for a time and cannot read

    def read(text: str, day: str | None) -> list[Found]:
        base = date.fromisoformat(day or SOME_DAY)
        times = jio.ner.extract_time(
            text, time_base={"year": base.year, "month": base.month, "day": base.day}
        )
        return [
            Found(t["offset"][0], t["offset"][1], *_ends_of(t.get("detail", {}).get("time"))) for t in times
        ]

    return read


def _ends_of(ends: Any) -> tuple[str | None, str | None]:
    if not isinstance(ends, list):
        return None, None
    return _day(ends[0]), _day(ends[1])


READERS = {"Mubiao": mubiao, "jionlp": jionlp, "recognizers-text": recognizers_text, "dateparser": dateparser}


@dataclass(slots=True)
class Tally:
    """Counts of one reader over one gold set; seconds over characters."""

    demanded: int = 0
    touched: int = 0
    exact: int = 0
    with_days: int = 0
    right_days: int = 0
    found: int = 0
    wrong: int = 0
    characters: int = 0
    seconds: float = 0.0

    def row(self, name: str) -> str:
        """Return the line of the table."""
        speed = 1e6 * self.seconds / max(1, self.characters)
        shares = [
            _percent(self.touched, self.demanded),
            _percent(self.exact, self.demanded),
            _percent(self.right_days, self.with_days),
            _percent(self.found - self.wrong, self.found),
        ]
        return f"| {name} | {' | '.join(shares)} | {speed:.1f} |"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


@dataclass(frozen=True, slots=True)
class Document:
    """A page with its gold dates and its articles."""

    page: Page
    gold: list[Item]
    articles: list[Article]


def documents(texts: Path, gold: Path, metadata: Mapping[str, str]) -> Iterator[Document]:
    """Yield the documents of a gold set."""
    for path in sorted(gold.glob("*.json")):
        page, layers, *_ = read_gold(path, texts)
        yield Document(page, layers["dates"], clean(page.text, published=metadata.get(page.name)))


def measure(read: Reader, document: Document, tally: Tally) -> None:
    """Add what a reader finds in a document."""
    found: dict[Interval, Found] = {}
    for article in document.articles:
        start = time.perf_counter()
        dates = read(article.text, article.published)
        tally.seconds += time.perf_counter() - start
        tally.characters += len(article.text)
        at = article.offsets
        found |= {document.page.ink_span(at[d.start], at[d.end - 1] + 1): d for d in dates}
    tally.found += len(found)
    tally.wrong += sum(not any(overlap(span, item.ink) for item in document.gold) for span in found)
    for item in (item for item in document.gold if not item.optional):
        _compare(item, found, tally)


def _compare(item: Item, found: Mapping[Interval, Found], tally: Tally) -> None:
    tally.demanded += 1
    tally.touched += any(overlap(span, item.ink) for span in found)
    tally.exact += item.ink in found
    if "start_date" in item.fields and not item.fields.get("value_optional"):
        tally.with_days += 1
        same = found.get(item.ink)
        days = (item.fields["start_date"], item.fields.get("end_date"))
        tally.right_days += same is not None and (same.first, same.last) == days


def table(texts: Path, gold: Path, metadata: Mapping[str, str]) -> str:
    """Return the Markdown table of a gold set, a row for each reader that is installed."""
    lines = [
        "| reader | found | exact span | right days | of its own right | µs/character |",
        "|---|---|---|---|---|---|",
    ]
    for name, make in READERS.items():
        try:
            read = make()
        except ImportError as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
            continue
        tally = Tally()
        for document in documents(texts, gold, metadata):
            measure(read, document, tally)
        lines.append(tally.row(name))
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    print(f"seeds/articles\n\n{table(SEEDS, SEEDS / 'gold', {})}")
    if ANNOTATION.is_dir():
        lines = (ANNOTATION / "metadata.jsonl").read_text(encoding="utf-8").splitlines()
        published = {row["uri"]: row["published"] for row in map(json.loads, lines)}
        print(f"\nannotation set\n\n{table(ANNOTATION / 'texts', ANNOTATION / 'gold', published)}")


if __name__ == "__main__":
    main()
