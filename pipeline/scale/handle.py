"""A worker as the run sees it: its process, what it is at, and until when."""

from __future__ import annotations

import math
import multiprocessing
import signal
import time
from collections.abc import Callable

from pipeline.errors import WorkerError
from pipeline.scale.progression import Progression
from pipeline.scale.results import Read, Ready, Warned
from pipeline.scale.worker import Refused, work
from pipeline.settings import Extraction

# A batch of several documents has their deadline and, for its characters, the time of a slow machine.
SLOWEST_CHARACTERS_A_SECOND = 5_000
# So that one worker that tells much keeps no other waiting.
MESSAGES_AT_ONCE = 100


class Handle:
    """One worker process; `deadline` is when it is late (`time.monotonic`), `memory` the peak it has told."""

    def __init__(self, extraction: Extraction, timeout: float | None) -> None:
        # Spawned, not forked: the run may have threads, and a worker is to be the same on every system.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, extraction), daemon=True)
        self._process.start()
        theirs.close()
        self._timeout = math.inf if timeout is None else timeout
        self._progression: Progression | None = None
        self.is_ready, self.deadline, self.memory = False, math.inf, 0

    @property
    def is_idle(self) -> bool:
        """Whether it has loaded what it needs and has nothing to do."""
        return self.is_ready and self._progression is None

    @property
    def is_late(self) -> bool:
        """Whether it has told nothing for longer than a document may take."""
        return time.monotonic() > self.deadline

    def give(self, progression: Progression) -> None:
        """Give it the next span of a shard. A worker that has just died is found out when it is heard."""
        self._progression = progression
        span = progression.take_span()
        self.deadline = time.monotonic() + self._timeout
        try:
            self.connection.send(span)
        except ConnectionError:
            self.deadline = math.inf

    def hear(self, warn: Callable[[str], None]) -> bool:
        """Take what it tells; return whether it is still there. Raises its error where it cannot load."""
        try:
            for _ in range(MESSAGES_AT_ONCE):
                if not self.connection.poll():
                    break
                self._take(self.connection.recv(), warn)
        except (EOFError, OSError):
            return False
        return True

    def _take(self, message: object, warn: Callable[[str], None]) -> None:
        match message:
            case Ready(memory):
                self.is_ready, self.memory, self.deadline = True, memory, math.inf
                if self._progression is not None:
                    self._progression.leave()
                self._progression = None
            case Warned(text):
                warn(text)
            case Refused(error):
                raise error
            case _ if self._progression is not None:
                self._progression.hear(message)  # type: ignore[arg-type]
                self.deadline = time.monotonic() + self._timeout + self._allowance(message)

    def _allowance(self, message: object) -> float:
        if self._progression is None or not isinstance(message, Read):
            return 0
        return self._progression.waiting_characters / SLOWEST_CHARACTERS_A_SECOND

    def lose(self, *, late: bool) -> None:
        """Give it up, and say so to its shard. Raises WorkerError where it died before it was ready."""
        self.kill()
        if self._progression is not None:
            error = f"no result after {self._timeout:g} seconds" if late else f"its worker {self._end}"
            remedy = "try it again with a longer --timeout" if late else "try it again with more memory"
            self._progression.lose(f"{error} ({remedy})", late=late)
        elif not self.is_ready:
            raise WorkerError(
                f"a worker {self._end} while it loaded the pipeline",
                remedy="give it more memory, or run fewer --workers",
            )

    @property
    def _end(self) -> str:
        code = self._process.exitcode or 0
        if code == -signal.SIGKILL:
            return "was killed, for want of memory as a rule"
        return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        if self._process.exitcode is None:
            self._process.kill()
        self._process.join()
        self.connection.close()
