"""Measure speed, memory and start-up: ``python -m pipeline.bench [FOLDER] [--quick] [--plot FILE]``.

Absolute figures say more about the machine than about the code, so everything is also told as a ratio to the
same run's bare ``cut`` of spacy-pkuseg with the shipped model, on the same texts. The contenders take turns
in processes of their own, and the median of the rounds counts; time is wall-clock time.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline import load
from pipeline.bench import table
from pipeline.bench.arena import compete
from pipeline.bench.contenders import CONTENDERS
from pipeline.bench.plot import write_plot
from pipeline.bench.steps import step_lines
from pipeline.bench.texts import gather, size
from pipeline.errors import MubiaoError
from pipeline.resources import resource

STARTS = {
    "mubiao --help": [sys.executable, "-m", "pipeline", "--help"],
    "mubiao run, one page": [sys.executable, "-m", "pipeline", "run", "--quiet"],
}


class Effort(NamedTuple):
    """How much is measured: characters a round, rounds of texts, rounds of starts."""

    characters: int
    rounds: int
    starts: int


# The steps keep all their Docs at once, so they take fewer texts.
STEP_TEXTS = 40
FULL, QUICK = Effort(300_000, 5, 5), Effort(60_000, 3, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0, or 2 with one line on standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m pipeline.bench", description="Measure speed, memory and start-up time."
    )
    parser.add_argument("folder", nargs="?", help="texts to read (default: seeds/articles)")
    parser.add_argument(
        "--quick", action="store_true", help="fewer texts and rounds: rough figures within seconds"
    )
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the speeds as SVG, too")
    given = parser.parse_args(arguments)
    try:
        report(given.folder or str(resource("seeds/articles")), QUICK if given.quick else FULL, given.plot)
    except MubiaoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def report(folder: str, effort: Effort, plot: Path | None) -> None:
    """Measure and print; raises MubiaoError for a folder, a model or a contender that cannot be used."""
    sources = gather(folder, effort.characters)
    results = compete(CONTENDERS, sources, effort.rounds, tell=_tell)
    print(
        f"{len(sources)} texts, {size(sources):,} characters, median of {effort.rounds} rounds, wall clock\n"
    )
    print(*table.lines(results), sep="\n")
    print("\nWhere the time goes, for a character", *step_lines(load(), sources[:STEP_TEXTS]), sep="\n")
    print("\nStart-up, wall clock", *start_lines(effort.starts), sep="\n")
    if plot is not None:
        write_plot(results, plot)


def start_lines(repeats: int) -> Iterator[str]:
    """Yield a line for each command: the median of its wall-clock seconds in a new process."""
    page = str(next(Path(str(resource("seeds/articles"))).glob("*.txt")))
    for name, command in STARTS.items():
        whole = [*command, page] if "run" in command else command
        yield f"{name:24}{statistics.median(_seconds(whole) for _ in range(repeats)):>10.2f} s"


def _seconds(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
