"""How long exports of many records take, and how much memory: ``python -m tests.bench_export [FORMAT…]``.

Our sample articles, run through the pipeline, are multiplied to N records with characters exchanged: in every
fourth a few, so that it is like its original, in the others so many that it is like no other. Each format is
a process of its own; its memory is the most that was resident, as the system counts it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.export.formats import FORMATS

ROOT = Path(__file__).resolve().parents[1]
# The record's own words, which its schema fixes.
FIXED = set("国家省市县乡")
LIKE, UNLIKE = 3, 600
COMMAND = (sys.executable, "-m", "pipeline")


class Figures(NamedTuple):
    """Seconds by the clock and of the processor, the most resident memory of one process in MB, the exit."""

    seconds: float
    processor: float
    megabytes: float
    exit: int

    def line(self, name: str, size: int) -> str:
        """The figures as a row of the table."""
        numbers = (self.seconds, self.processor, self.megabytes, size / 1e6, self.exit)
        return f"| {name} | {' | '.join(f'{number:,.0f}' for number in numbers)} |"


def main() -> None:
    """Parse the arguments, make the records, export them in each format, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("formats", nargs="*", help="all that need no further options, if none is named")
    parser.add_argument("-n", "--records", type=int, default=100_000, help="how many records")
    arguments = parser.parse_args()
    names = arguments.formats or [name for name, row in FORMATS.items() if not row.required]
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "records.jsonl"
        write_records(records, arguments.records)
        print(f"{arguments.records:,} records, {records.stat().st_size / 1e9:.2f} GB\n", flush=True)
        print("| format | seconds | of the processor | memory, MB | output, MB | exit |")
        print("|---|---|---|---|---|---|")
        for name in names:
            figures = measure(records, Path(folder) / name, name)
            size = sum(path.stat().st_size for path in (Path(folder) / name).rglob("*") if path.is_file())
            print(figures.line(name, size), flush=True)
            shutil.rmtree(Path(folder) / name, ignore_errors=True)


def write_records(target: Path, count: int) -> None:
    """Write `count` records, made of those of the sample articles."""
    articles = target.with_name("articles.jsonl")
    subprocess.run([*COMMAND, "run", ROOT / "seeds/articles", "-o", articles, "--quiet"], check=True)
    originals = articles.read_text(encoding="utf-8").splitlines()
    with target.open("w", encoding="utf-8") as lines:
        lines.writelines(varied(originals, count))


def varied(originals: Sequence[str], count: int) -> Iterator[str]:
    """Yield `count` lines of records: in turn each original with Chinese characters exchanged for others."""
    chance = random.Random(0)
    characters = sorted({char for line in originals for char in line if "一" <= char <= "龥"} - FIXED)
    for number in range(count):
        original = originals[number % len(originals)]
        some = chance.sample(characters, LIKE if number // len(originals) % 4 == 0 else UNLIKE)
        ident = json.dumps(json.loads(original)["id"])
        line = original.translate(str.maketrans(dict(zip(some, [*some[1:], some[0]], strict=True))))
        yield line.replace(ident, f'"{number:016x}"', 1) + "\n"


def measure(records: Path, folder: Path, name: str) -> Figures:
    """Export once and return what it took."""
    started = time.monotonic()
    arguments = [*COMMAND, "export", str(records), "--to", name, "-o", str(folder), "--quiet"]
    process = os.posix_spawn(sys.executable, arguments, os.environ)
    _, status, usage = os.wait4(process, 0)
    processor, exit_code = usage.ru_utime + usage.ru_stime, os.waitstatus_to_exitcode(status)
    return Figures(time.monotonic() - started, processor, usage.ru_maxrss / 1024, exit_code)


if __name__ == "__main__":
    main()
