"""One contender in a process of its own: ``python -m pipeline.bench.child NAME``, texts on standard input.

So each has its own memory and nothing of another is warm. The first line of standard input is a JSON list of
the texts' fields; then every line asks for one round. Each answer is a line of JSON: first the seconds that
loading took, then the seconds of each round.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sys
import time
from typing import Any

from pipeline.bench.contenders import CONTENDERS
from pipeline.readers.source import Source


def request(sources: list[Source]) -> bytes:
    """Return the line that gives the texts."""
    return json.dumps([dataclasses.asdict(source) for source in sources]).encode() + b"\n"


def main() -> None:
    """Load, then go through the texts as often as it is asked for."""
    started = time.perf_counter()
    sources = [Source(**row) for row in json.loads(sys.stdin.buffer.readline())]
    contender = next(contender for contender in CONTENDERS if contender.name == sys.argv[1])
    with contextlib.redirect_stdout(sys.stderr):  # some print while they load
        run = contender.load(sources)
    _answer({"seconds": time.perf_counter() - started})
    for _ in sys.stdin.buffer:
        started = time.perf_counter()
        with contextlib.redirect_stdout(sys.stderr):
            run()
        _answer({"seconds": time.perf_counter() - started})


def _answer(row: dict[str, Any]) -> None:
    print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
