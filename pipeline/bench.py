"""Measure speed: ``python -m pipeline.bench [FOLDER] [--quick]``.

Absolute figures say more about the machine than about the code, so everything is also told as a ratio to the
same run's bare ``cut`` of spacy-pkuseg with the shipped model, on the same texts. The contenders take turns,
and the median of the rounds counts; time is the process's own CPU time, so that other work on the machine
matters less.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import spacy_pkuseg
from spacy.language import Language

from pipeline import load
from pipeline.annotate import annotate, passed_by_the_collector, run_component
from pipeline.build import make_docs
from pipeline.clean import clean
from pipeline.errors import MubiaoError, UsageError
from pipeline.knowledge.places import page_places
from pipeline.readers.documents import read_documents
from pipeline.readers.inputs import list_files
from pipeline.readers.source import Source
from pipeline.resources import resource
from pipeline.segmentation.segmenter import SHIPPED_MODEL
from pipeline.serializer import to_record

BARE, WHOLE, WITHOUT_WORDS = "spacy-pkuseg cut", "mubiao", "mubiao --no-words"
# The least that each must reach of the bare cut's speed.
TARGETS = {WHOLE: 0.6, WITHOUT_WORDS: 3.0}
STARTS = {
    "mubiao --help": [sys.executable, "-m", "pipeline", "--help"],
    "pipeline.load()": [sys.executable, "-c", "import pipeline; pipeline.load()"],
}


class Effort(NamedTuple):
    """How much is measured: characters a round, rounds of texts, rounds of starts."""

    characters: int
    rounds: int
    starts: int


# The steps keep all their Docs at once, so they take fewer texts.
STEP_TEXTS = 40
FULL, QUICK = Effort(300_000, 5, 5), Effort(60_000, 3, 1)

Contender = Callable[[], object]


def gather(folder: str, characters: int) -> list[Source]:
    """Return the folder's documents, over and over, until they hold `characters` characters.

    Each has its own id. Raises UsageError for a folder without readable texts.
    """
    documents = read_documents(list_files([folder]), warn=lambda message: print(message, file=sys.stderr))
    sources = [document for document in documents if isinstance(document, Source) and document.text]
    if not sources:
        raise UsageError("no readable text here", place=folder, remedy="name a folder of articles")
    return list(_repeated(sources, characters))


def _repeated(sources: Sequence[Source], characters: int) -> Iterator[Source]:
    gathered = 0
    for number, source in enumerate(itertools.cycle(sources)):
        if gathered >= characters:
            return
        # Told apart by its end: nothing that is remembered of a text may serve its repetitions.
        text = source.text.rstrip() + "。" * (number // len(sources))
        yield dataclasses.replace(source, id=f"{source.id}-{number}", text=text)
        gathered += len(text)


def contenders(sources: Sequence[Source]) -> dict[str, Contender]:
    """Return what is compared; each call goes once through all the texts."""
    segmenter = spacy_pkuseg.pkuseg(str(SHIPPED_MODEL), user_dict=None)
    whole, without_words = load(), load(words=False)
    return {
        BARE: lambda: [segmenter.cut(source.text) for source in sources],
        WHOLE: lambda: _annotate(whole, sources),
        WITHOUT_WORDS: lambda: _annotate(without_words, sources),
    }


def _annotate(nlp: Language, sources: Sequence[Source]) -> int:
    page_places.cache_clear()
    records = 0
    for outcome in annotate(nlp, sources):
        if outcome.rejection is not None:
            raise UsageError(
                f"this text was rejected: {outcome.rejection.error}", place=outcome.rejection.uri
            )
        records += len(outcome.records)
    return records


def annotate_in_steps(
    nlp: Language, sources: Sequence[Source], clock: Callable[[], float]
) -> dict[str, float]:
    """Return the seconds that each step takes over all the texts: cleaning, each component, serializing."""
    page_places.cache_clear()
    marks = [clock()]
    pages = [clean(source.text, title=source.title, published=source.published) for source in sources]
    marks.append(clock())
    docs = [doc for page in pages for doc in make_docs(nlp, page)]
    marks.append(clock())
    for _, component in nlp.pipeline:
        docs = run_component(component, docs)
        marks.append(clock())
    annotated = iter(docs)
    for source, page in zip(sources, pages, strict=True):
        for number, article in enumerate(page, start=1):
            to_record(next(annotated), article, source, number)
    marks.append(clock())
    names = ["clean", "make_doc", *nlp.pipe_names, "serializer"]
    return {name: end - start for name, (start, end) in zip(names, itertools.pairwise(marks), strict=True)}


def step_lines(nlp: Language, sources: Sequence[Source]) -> Iterator[str]:
    """Yield a line for each step: microseconds a character, in the second of two passes."""
    with passed_by_the_collector():
        annotate_in_steps(nlp, sources, time.process_time)
        taken = annotate_in_steps(nlp, sources, time.process_time)
    characters = sum(len(source.text) for source in sources)
    for name, seconds in taken.items():
        yield f"{name:24}{seconds / characters * 1e6:>10.2f} µs"


def take_turns(
    runs: Mapping[str, Contender], rounds: int, clock: Callable[[], float]
) -> dict[str, list[float]]:
    """Return the seconds that each contender took in each round, in which all take one turn."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = clock()
            run()
            seconds[name].append(clock() - start)
    return seconds


def speed_lines(seconds: Mapping[str, Sequence[float]], characters: int) -> Iterator[str]:
    """Yield a line for each contender: characters a second, ratio to the bare cut, and what it must reach."""
    yield f"{'':20}{'characters/s':>14}{'ratio to cut':>14}{'at least':>10}"
    for name, taken in seconds.items():
        speed = characters / statistics.median(taken)
        # The ratio is taken round by round, since a machine changes its pace between rounds.
        ratio = statistics.median(bare / own for bare, own in zip(seconds[BARE], taken, strict=True))
        yield f"{name:20}{speed:>14,.0f}{ratio:>14.2f}{TARGETS.get(name, ''):>10}"


def start_lines(repeats: int) -> Iterator[str]:
    """Yield a line for each command: the median of its wall-clock seconds in a new process."""
    runs = {
        name: lambda c=command: subprocess.run(c, check=True, capture_output=True)
        for name, command in STARTS.items()
    }
    for name, taken in take_turns(runs, repeats, time.perf_counter).items():
        yield f"{name:20}{statistics.median(taken):>12.2f} s"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0, or 2 with one line on standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m pipeline.bench", description="Measure speed and start-up time."
    )
    parser.add_argument("folder", nargs="?", help="texts to read (default: seeds/articles)")
    parser.add_argument(
        "--quick", action="store_true", help="fewer texts and rounds: rough figures within seconds"
    )
    given = parser.parse_args(arguments)
    effort = QUICK if given.quick else FULL
    try:
        report(given.folder or str(resource("seeds/articles")), effort)
    except MubiaoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def report(folder: str, effort: Effort) -> None:
    """Measure and print; raises MubiaoError for a folder or a model that cannot be used."""
    sources = gather(folder, effort.characters)
    characters = sum(len(source.text) for source in sources)
    print(f"{len(sources)} texts, {characters:,} characters, median of {effort.rounds} rounds, CPU time\n")
    seconds = take_turns(contenders(sources), effort.rounds, time.process_time)
    print(*speed_lines(seconds, characters), sep="\n")
    print("\nWhere the time goes, for a character", *step_lines(load(), sources[:STEP_TEXTS]), sep="\n")
    print("\nStart-up, wall clock", *start_lines(effort.starts), sep="\n")


if __name__ == "__main__":
    raise SystemExit(main())
