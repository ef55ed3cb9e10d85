"""The gate: the pipeline's figures on gold must reach the floors in gate.json, and no floor may be lowered.

``python -m tests.gate`` measures and compares; with ``--raise`` it writes the floors anew, upward only. The
idea is that of trafilatura's tests/eval_gate.py. Exit code 0: all figures hold, 1: one does not, or a floor
was lowered.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import MubiaoError, RowError, SourceError
from pipeline.evaluate import evaluate_files
from pipeline.run import Settings, run

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "tests" / "gate.json"
MARGIN = 0.005
DIGITS = 4

Figures = dict[str, float]
Floors = dict[str, Figures]


class GoldSet(NamedTuple):
    """Texts with their gold; `everywhere` tells whether every checkout must have them."""

    texts: Path
    gold: Path
    everywhere: bool

    @property
    def metadata(self) -> Path:
        """Where the metadata of the texts stand."""
        return self.gold.parent / "metadata.jsonl"

    def files(self) -> list[Path]:
        """Return the gold files; raises SourceError where there are none and there must be."""
        files = sorted(self.gold.glob("*.json"))
        if self.everywhere and not files:
            raise SourceError("the folder holds no gold", place=self.gold)
        return files


ARTICLES, ANNOTATION = ROOT / "seeds" / "articles", ROOT.parent / "shared" / "annotation"
SETS = {
    "seeds": GoldSet(ARTICLES, ARTICLES / "gold", everywhere=True),
    "shared": GoldSet(ANNOTATION / "texts", ANNOTATION / "gold", everywhere=False),
}


class Verdict(NamedTuple):
    """A figure beside its floor; `measured` is None where the evaluation has no such figure."""

    name: str
    figure: str
    floor: float
    measured: float | None

    @property
    def holds(self) -> bool:
        """Whether the figure reaches its floor."""
        return self.measured is not None and self.measured >= self.floor

    def line(self) -> str:
        """Return the verdict as a line of the table."""
        start = f"{self.name:8}{self.figure:28}{self.floor:8.4f}"
        if self.measured is None:
            return f"{start}{'none':>10}"
        return (
            f"{start}{self.measured:10.4f}{self.measured - self.floor:+9.4f}{'' if self.holds else '  below'}"
        )


HEADING = f"{'set':8}{'figure':28}{'floor':>8}{'measured':>10}{'margin':>9}"


def main(arguments: list[str] | None = None) -> int:
    """Measure the sets that are here, raise the floors if asked to, and judge; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.gate", description="Compare figures with floors.")
    parser.add_argument("--raise", dest="upward", action="store_true", help="write the floors anew, upward")
    given = parser.parse_args(arguments)
    try:
        floors = read_floors(FLOORS.read_text(encoding="utf-8"), place=FLOORS)
        before = highest(earlier_versions(FLOORS))
        measured = {name: measure(gold_set) for name, gold_set in SETS.items() if gold_set.files()}
    except MubiaoError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 1
    if given.upward:
        floors = raised(floors, measured)
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    return report(list(judge(floors, measured)), list(lowered(floors, before)))


def report(verdicts: Iterable[Verdict], complaints: list[str]) -> int:
    """Print the table and what is wrong; return the exit code."""
    print(HEADING)
    for verdict in verdicts:
        print(verdict.line())
        if not verdict.holds:
            complaints.append(f"{verdict.name} {verdict.figure} does not reach its floor {verdict.floor}")
    for complaint in complaints:
        print(f"gate: {complaint}", file=sys.stderr)
    return 1 if complaints else 0


def read_floors(text: str, *, place: object) -> Floors:
    """Return the floors of a gate.json; raises RowError for what is none: floors lie between 0 and 1."""
    try:
        floors = json.loads(text)
    except json.JSONDecodeError as error:
        raise RowError(f"no JSON: {error.msg}", place=place, line=error.lineno) from error
    if not isinstance(floors, dict) or not all(isinstance(figures, dict) for figures in floors.values()):
        raise RowError('floors were expected, {"set": {"figure": number}}', place=place)
    for name, figures in floors.items():
        for figure, floor in figures.items():
            if not isinstance(floor, int | float) or not 0 <= floor <= 1:
                raise RowError(f"{name} {figure}: {floor!r} is no floor", place=place, remedy="0 to 1")
    return floors


def measure(gold_set: GoldSet) -> Figures:
    """Return the figures (F1 or accuracy) of the whole pipeline on a set.

    Raises MubiaoError where a text is rejected or gold is malformed.
    """
    metadata = gold_set.metadata if gold_set.metadata.exists() else None
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "records.jsonl"
        counts = run([str(gold_set.texts)], Settings(records, metadata, quiet=True))
        if counts.rejected:
            raise SourceError(f"{counts.rejected} texts were rejected", place=gold_set.texts)
        table = evaluate_files(records, gold_set.files(), gold_set.texts).table()
    return {figure: row["f1"] if "f1" in row else row["acc"] for figure, row in table.items()}


def judge(floors: Floors, measured: Mapping[str, Figures]) -> Iterator[Verdict]:
    """Yield a verdict for each floor; a set that is not beside this checkout is not judged."""
    for name, figures in floors.items():
        if name in measured or name not in SETS:
            for figure, floor in figures.items():
                yield Verdict(name, figure, floor, measured.get(name, {}).get(figure))


def raised(floors: Floors, measured: Mapping[str, Figures]) -> Floors:
    """Return the floors, each raised to what was measured less a small margin, never lowered."""
    return {
        name: {
            figure: max(floor, round(measured.get(name, {}).get(figure, 0.0) - MARGIN, DIGITS))
            for figure, floor in figures.items()
        }
        for name, figures in floors.items()
    }


def lowered(floors: Floors, before: Floors) -> Iterator[str]:
    """Yield a complaint for each floor that stood higher before, or is gone."""
    for name, figures in before.items():
        for figure, floor in figures.items():
            now = floors.get(name, {}).get(figure)
            if now is None:
                yield f"the floor of {name} {figure} was removed; it was {floor}"
            elif now < floor:
                yield f"the floor of {name} {figure} was lowered from {floor} to {now}"


def highest(versions: Iterable[Floors]) -> Floors:
    """Return each floor at its highest."""
    floors: Floors = {}
    for version in versions:
        for name, figures in version.items():
            known = floors.setdefault(name, {})
            for figure, floor in figures.items():
                known[figure] = max(floor, known.get(figure, floor))
    return floors


def earlier_versions(path: Path) -> Iterator[Floors]:
    """Yield the floors of the last two commits and of where this branch left the main one; none without git.

    The last commit guards a change not yet committed, the one before it a change just committed, the fork a
    branch of many commits.
    """
    fork = _git(path.parent, "merge-base", "HEAD", "origin/HEAD")
    for version in ("HEAD", "HEAD~1", *(fork or "").split()):
        text = _git(path.parent, "show", f"{version}:./{path.name}")
        if text is not None:
            yield read_floors(text, place=f"{version}:{path.name}")


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, or None where there is no git, no repository or no such version."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
