"""A worker: a process that loads the pipeline once and does spans of shards until nobody asks any more."""

from __future__ import annotations

import signal
import sys
from multiprocessing.connection import Connection
from typing import NamedTuple

from pipeline.errors import MubiaoError
from pipeline.scale.results import Ready
from pipeline.scale.shards import Piece
from pipeline.settings import Extraction
from pipeline.threads import keep_to_one_thread

# One thread a worker: the workers are what runs at the same time.


class Span(NamedTuple):
    """What a worker is to do next; with `alone` each document by itself."""

    pieces: list[Piece]
    alone: bool = False


class Refused(NamedTuple):
    """A worker cannot load what it needs: the error in its own words."""

    error: MubiaoError


def work(connection: Connection, extraction: Extraction) -> None:
    """Do what comes through the connection; end when the run has ended, however it did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all: the run decides
    keep_to_one_thread()
    try:
        _serve(connection, extraction)
    except (EOFError, ConnectionError):  # the run is gone
        return


def _serve(connection: Connection, extraction: Extraction) -> None:
    from pipeline.scale.extractor import Extractor  # heavy, and only after the threads are settled

    try:
        extractor = Extractor(extraction)
    except MubiaoError as error:
        connection.send(Refused(error))
        return
    connection.send(Ready(peak_memory()))
    while True:
        span: Span = connection.recv()
        for result in extractor.extract(span.pieces, connection.send, alone=span.alone):
            connection.send(result)
        connection.send(Ready(peak_memory()))


def peak_memory() -> int:
    """Return the most memory that this process has held at once, in bytes; 0 where nobody counts it."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
