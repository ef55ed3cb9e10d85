"""Records as a person reads them: each article's heading, its people and posts, its goals and results."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pipeline.record_files import lines_of, list_record_files
from pipeline.records import Deadline, Goal, Record

WIDTH = 100
NEVER_FOLDED = {"person", "status", "quantity", "change", "deadline"}
STATUS_STYLES = {"target": "yellow", "achieved": "green"}


def show_file(path: Path) -> None:
    """Print the records of a file or folder that a run has written, and where they are."""
    console = Console()
    show(_read(path), console=console)
    console.print(f"\nThe records are in {path}", highlight=False, soft_wrap=True)


def _read(path: Path) -> Iterator[Record]:
    for file in list_record_files([path]):
        for line in lines_of(file):
            record: Record = json.loads(line)
            yield record


def show(records: Iterable[Record], *, console: Console | None = None) -> None:
    """Print the records in at most `WIDTH` columns; what is no article gets one line."""
    console = console or Console()
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    for record in records:
        console.print(describe(record))


def describe(record: Record) -> RenderableType:
    """Return one record as it is printed."""
    if record["kind"] != "article":
        start = " ".join(record["text"][:40].split())
        return Text(f"  no article: {start}…", style="dim", no_wrap=True, overflow="ellipsis")
    parts: list[RenderableType] = [Rule(style="dim"), _heading(record)]
    if record["people"]:
        parts += [Text(), _people(record)]
    if record["goals"] or record["results"]:
        parts += [Text(), _goals([*record["goals"], *record["results"]])]
    return Group(*parts, Text())


def _heading(record: Record) -> Text:
    title = " ".join((record["title"] or record["text"][:30]).split())
    day = record["published"] or "no date"
    basis = f" ({record['published_basis']})" if record["published_basis"] else ""
    place = Path(record["source"]["uri"]).name
    heading = Text(overflow="ellipsis", no_wrap=True)
    heading.append(title, style="bold cyan")
    return heading.append(f"\n{day}{basis} · {place}", style="dim")


def _people(record: Record) -> Table:
    table = _table("person", "posts")
    for name, posts in _posts(record).items():
        table.add_row(name, "；".join(f"{body} {'、'.join(held)}".lstrip() for body, held in posts.items()))
    return table


def _posts(record: Record) -> dict[str, dict[str, list[str]]]:
    """Return each person's posts by body, as written and in the order of the text; "" is no body."""
    posts: dict[str, dict[str, list[str]]] = {person["name"]: {} for person in record["people"]}
    for position in record["positions"]:
        post = _line(position["text"])
        for name in position["people"]:
            held = posts.setdefault(name, {}).setdefault(position["organization"] or "", [])
            if post not in held:
                held.append(post)
    return posts


def _goals(goals: list[Goal]) -> Table:
    table = _table("status", "quantity", "change", "indicator", "deadline", "owner")
    for goal in sorted(goals, key=lambda goal: goal["quantity"]["start"]):
        indicator = goal["indicator"]
        table.add_row(
            Text(goal["status"], style=STATUS_STYLES[goal["status"]]),
            _line(goal["quantity"]["text"]),
            goal["change"],
            _line(indicator["text"]) if indicator else "",
            last_day(goal["deadline"]),
            goal["owner"] or "",
        )
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim italic")
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in NEVER_FOLDED)
    return table


def last_day(deadline: Deadline | None) -> str:
    """Return the last day of a time frame; of whole years only the last year.

    >>> last_day({"start_date": "2021-01-01", "end_date": "2025-12-31"})
    '2025'
    """
    if deadline is None:
        return ""
    start, end = deadline["start_date"], deadline["end_date"]
    if end is None:
        return f"from {start}" if start else ""
    whole_years = start is not None and start.endswith("-01-01") and end.endswith("-12-31")
    return end[:4] if whole_years else end


def _line(text: str) -> str:
    """Return a mention without the line breaks and blanks that the page's layout left in it."""
    return "".join(text.split())
