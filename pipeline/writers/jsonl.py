"""Rows as lines of JSON, and records in any form that is made of such lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from pipeline.writers.beside import open_output, told
from pipeline.writers.formats import JSONL, Lines, packed

# Made once: json.dumps makes one for each call, which costs a third of its time. A row is a tree.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False)


class JsonlWriter:
    """Writes rows, one line each, and counts them."""

    def __init__(self, stream: Lines, *, place: object) -> None:
        self._stream, self._place = stream, place
        self.count = 0

    def write(self, row: Mapping[str, Any]) -> None:
        """Write one row. Raises OutputError when there is no room, BrokenPipeError when nobody reads on."""
        self.write_lines(to_line(row))

    def write_lines(self, lines: bytes) -> None:
        """Write rows that are lines already. Raises as `write` does."""
        with told(self._place):
            self._stream.write(lines)
        self.count += lines.count(b"\n")


def to_line(row: Mapping[str, Any]) -> bytes:
    """Return a row as one line of JSON in UTF-8: the same row gives the same bytes."""
    return _ENCODER.encode(row).encode() + b"\n"


@contextmanager
def write_jsonl(target: Path | None, *, keep_empty: bool = True, form: str = JSONL) -> Iterator[JsonlWriter]:
    """Give a writer to `target`, whole or not at all, as `open_output` says; `form` is one of `FORMATS`.

    With `keep_empty` False a file without rows is not made, and an old one is removed. Raises OutputError,
    before the block begins, when nothing can be written there.
    """
    place: object = "standard output" if target is None else target
    count = 0
    with open_output(target, keep=lambda: bool(count) or keep_empty) as stream:
        with ExitStack() as stack:
            writer = JsonlWriter(stack.enter_context(packed(stream, form)), place=place)
            yield writer
            with told(place):
                # What a packed form writes at its end meets the same walls as its rows.
                stack.close()
        count = writer.count
