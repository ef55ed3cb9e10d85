"""The contenders take turns, each in its own process: loading, rounds and peak memory are measured."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from pipeline.bench.child import request
from pipeline.bench.contenders import Contender
from pipeline.bench.texts import size
from pipeline.errors import MubiaoError
from pipeline.readers.source import Source

SAMPLED_EVERY = 0.05
MIB = 1 << 20


class BenchError(MubiaoError):
    """A contender could not be measured."""


@dataclass(slots=True)
class Measured:
    """One contender: seconds that loading took, seconds of each round, characters a round, peak MiB.

    `memory` is the resident memory of the process and its children together; None where psutil is missing.
    """

    contender: Contender
    characters: int
    loading: float = 0.0
    rounds: list[float] = field(default_factory=list)
    memory: float | None = None


def compete(
    contenders: Sequence[Contender], sources: Sequence[Source], rounds: int, *, tell: Callable[[str], None]
) -> list[Measured]:
    """Return what was measured; one that is not installed is told of and left out."""
    present = [contender for contender in contenders if _is_installed(contender, tell)]
    with ExitStack() as stack:
        racers = [stack.enter_context(_racer(contender, sources, tell)) for contender in present]
        for number in range(rounds):
            tell(f"round {number + 1} of {rounds}")
            for racer in racers:
                racer.run()
    return [racer.measured for racer in racers]


def _is_installed(contender: Contender, tell: Callable[[str], None]) -> bool:
    installed = contender.module is None or find_spec(contender.module) is not None
    if not installed:
        remedy = f"pip install 'mubiao[{contender.extra}]'"
        tell(f"{contender.name} is left out: {contender.module} is not installed ({remedy})")
    return installed


class _Racer:
    """A contender's process, and what is measured of it."""

    def __init__(self, child: subprocess.Popen[bytes], measured: Measured) -> None:
        self._child, self.measured = child, measured
        self._name = measured.contender.name

    def load(self, sources: Sequence[Source]) -> None:
        """Give the texts and wait until everything is loaded."""
        self.measured.loading = self._ask(request(list(sources)))

    def run(self) -> None:
        """Measure one round."""
        self.measured.rounds.append(self._ask(b"\n"))

    def _ask(self, line: bytes) -> float:
        child = self._child
        assert child.stdin is not None and child.stdout is not None
        with _memory_watched(child.pid, self.measured):
            child.stdin.write(line)
            child.stdin.flush()
            answer = child.stdout.readline()
        if not answer:
            raise BenchError("the contender stopped; its own words stand above", place=self._name)
        return float(json.loads(answer)["seconds"])


@contextmanager
def _racer(contender: Contender, sources: Sequence[Source], tell: Callable[[str], None]) -> Iterator[_Racer]:
    part = sources[: max(1, round(len(sources) * contender.share))]
    command = [sys.executable, "-m", "pipeline.bench.child", contender.name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        racer = _Racer(child, Measured(contender, size(part)))
        try:
            tell(f"loading {contender.name}")
            racer.load(part)
            racer.run()  # the first round makes what is made once: caches, compiled patterns
            racer.measured.rounds.clear()
            yield racer
        finally:
            child.communicate()  # no further round: it ends by itself, and its own processes with it


@contextmanager
def _memory_watched(pid: int, measured: Measured) -> Iterator[None]:
    """Sample the memory of a process and its children while the block runs."""
    try:
        import psutil
    except ImportError:  # the speed can be measured without
        yield
        return
    over = threading.Event()

    def watch() -> None:
        process = psutil.Process(pid)
        while not over.wait(SAMPLED_EVERY):
            measured.memory = max(measured.memory or 0.0, _resident(process))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _resident(process: Any) -> float:
    import psutil

    total = 0
    for each in [process, *process.children(recursive=True)]:
        try:
            total += each.memory_info().rss
        except psutil.NoSuchProcess:
            continue  # it ended between being listed and being asked
    return total / MIB
