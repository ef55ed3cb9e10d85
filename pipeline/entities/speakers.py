"""Measure the links of speakers: ``python -m pipeline.entities.speakers REPORTS SPEAKERS``.

REPORTS are government work reports (JSON lines, also gzipped: `title`, `place`, `year`, `text`), SPEAKERS
rows who gave which (`place`, `year`, `title`, `name`). A report's speaker is linked if the records of its
beginning state his post: that name, that office, in a body of that place. Rows that cannot be right are
named: by themselves (no name, an office that the place does not have) or by the report that names another.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import regex

from pipeline.annotate import annotate
from pipeline.build import build_nlp
from pipeline.entities.identity import MUNICIPALITIES
from pipeline.entities.offices import office_name
from pipeline.errors import MubiaoError, RowError, UsageError
from pipeline.knowledge.divisions import choose_code, leading_place, level_of
from pipeline.knowledge.surnames import load_surnames, split_name
from pipeline.readers.source import Source
from pipeline.records import Post

# The speaker stands above the salutation; the place in the first paragraphs.
LEAD = 3000
TOLD = 5
_HEAD = regex.compile(r"[省市州区县盟]长|主席|专员")
_WORDS = regex.compile(r"[省市州区县盟]长|主席|专员|讲话|报告|同志|政府|会议")
# The heads of governments by the last character of the place's name.
HEADS = {
    "直辖市": ("市长",),
    "省": ("省长",),
    "区": ("主席", "区长", "专员"),
    "市": ("市长",),
    "州": ("州长",),
    "县": ("县长",),
    "盟": ("盟长",),
}


class Speaker(NamedTuple):
    """Who is said to have given the report of a place and a year, with his title."""

    place: str
    year: int
    title: str
    name: str


@dataclass(slots=True)
class Outcome:
    """What became of the rows that have a report: linked or missed; which of all rows are wrong, and why."""

    linked: int = 0
    missed: list[tuple[Speaker, str]] = field(default_factory=list)
    wrong: list[tuple[Speaker, str]] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The share of the right rows with a report whose speaker is linked."""
        right = self.linked + len(self.missed)
        return self.linked / right if right else 0.0

    def lines(self) -> Iterator[str]:
        """Yield the outcome as lines to read."""
        yield f"linked {self.linked} of {self.linked + len(self.missed)} ({self.rate:.1%})"
        yield from (f"missed: {_row(speaker)}; found: {found}" for speaker, found in self.missed)
        yield from (f"wrong row: {_row(speaker)}: {why}" for speaker, why in self.wrong)


def fault(speaker: Speaker) -> str | None:
    """Return why a row cannot be right by itself, None where nothing speaks against it."""
    name, code = speaker.name, choose_code(speaker.place)
    if _WORDS.search(name) is not None:
        return "the name holds a word that is none"
    if len(name) == 3 and split_name(name, load_surnames()) is None:
        return "the name does not begin with a surname"
    head = _HEAD.search(speaker.title)
    level = None if code is None else level_of(speaker.place, code)
    municipality = code in MUNICIPALITIES
    fitting = HEADS.get("直辖市" if municipality else speaker.place[-1])
    if level is not None and head is not None and fitting is not None and head.group() not in fitting:
        return f"{speaker.place} has no {head.group()}"
    return None


def compare(rows: Iterable[tuple[Speaker, Sequence[Post]]]) -> Outcome:
    """Return what the reports' posts say of the speakers."""
    outcome = Outcome()
    for speaker, posts in rows:
        if is_linked(speaker, posts):
            outcome.linked += 1
        elif (other := contradiction(speaker, posts)) is not None:
            outcome.wrong.append((speaker, f"the report names {other}"))
        else:
            outcome.missed.append((speaker, "、".join(_told(post) for post in posts[:TOLD])))
    return outcome


def is_linked(speaker: Speaker, posts: Iterable[Post]) -> bool:
    """Say whether one of the posts is the speaker's: name, office, and a body of the place."""
    return any(post["person"] == speaker.name and _is_office(post, speaker) for post in posts)


def contradiction(speaker: Speaker, posts: Iterable[Post]) -> str | None:
    """Return the post that shows another in the speaker's office of the place, None where none does."""
    return next((_told(post) for post in posts if _is_office(post, speaker)), None)


def _is_office(post: Post, speaker: Speaker) -> bool:
    return _same_office(post["position"], speaker.title) and _lies_in(post["organization"], speaker.place)


def _same_office(position: str, title: str) -> bool:
    """Say whether both are the head of one government: 主席 is 自治区主席, 代市长 市长."""
    held, said = office_name(position), office_name(title)
    return held.endswith(said) or said.endswith(held)


def _lies_in(body: str | None, place: str) -> bool:
    found = None if body is None else leading_place(body, choose_code(place))
    if found is None:
        return False
    return found.name == place or (found.code is not None and found.code == choose_code(place))


def _told(post: Post) -> str:
    return f"{post['organization'] or '?'} {post['position']} {post['person']}"


def _row(speaker: Speaker) -> str:
    return f"{speaker.place} {speaker.year} {speaker.title} {speaker.name}"


def measure(reports: Path, speakers: Path) -> Outcome:
    """Link the reports' speakers and compare; UsageError for a missing file, RowError for a bad row."""
    rows = [Speaker(**{key: row[key] for key in Speaker._fields}) for row in _read(speakers, Speaker._fields)]
    faults = {speaker: why for speaker in rows if (why := fault(speaker)) is not None}
    by_report: dict[tuple[str, int], list[Speaker]] = defaultdict(list)
    for speaker in rows:
        if speaker not in faults:
            by_report[speaker.place, speaker.year].append(speaker)
    outcome = compare(_linked(reports, by_report))
    outcome.wrong = [*faults.items(), *outcome.wrong]
    return outcome


def _linked(
    reports: Path, by_report: dict[tuple[str, int], list[Speaker]]
) -> Iterator[tuple[Speaker, list[Post]]]:
    """Yield each speaker who has a report with the posts that its beginning states."""
    keys: deque[tuple[str, int]] = deque()
    for outcome in annotate(build_nlp(words=False), _sources(reports, by_report, keys)):
        posts = [post for record in outcome.records for post in record["posts"]]
        yield from ((speaker, posts) for speaker in by_report[keys.popleft()])


def _sources(
    reports: Path, by_report: dict[tuple[str, int], list[Speaker]], keys: deque[tuple[str, int]]
) -> Iterator[Source]:
    """Yield the beginnings of the reports that have speakers; their places and years go to `keys`."""
    for row in _read(reports, ("title", "place", "year", "text")):
        key = (row["place"], row["year"])
        if key in by_report:
            keys.append(key)
            text = row["text"][:LEAD]
            digest = hashlib.sha256(text.encode()).hexdigest()
            ident = f"{key[0]}-{key[1]}"
            yield Source(uri=ident, text=text, id=ident, sha256=digest, title=row["title"], published=None)


def _read(path: Path, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise UsageError("there is no such file", place=path, remedy="give the reports, then the speakers")
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            if missing := [key for key in keys if key not in row]:
                raise RowError(f"missing key {missing[0]!r}", place=path, line=number)
            yield row


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0, or 2 with one line on standard error."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.entities.speakers")
    parser.add_argument("reports", type=Path, help="reports.jsonl or reports.jsonl.gz")
    parser.add_argument("speakers", type=Path, help="speakers.jsonl")
    given = parser.parse_args(arguments)
    try:
        print(*measure(given.reports, given.speakers).lines(), sep="\n")
    except MubiaoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
