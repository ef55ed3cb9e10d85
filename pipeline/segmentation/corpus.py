"""Segmented text for training and measuring: one paragraph a line, one blank between words."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import RowError, UsageError

Paragraph = list[str]


def read_paragraphs(path: Path) -> list[Paragraph]:
    """Return the words of each line.

    Raises UsageError where the file is missing, RowError for a line that is empty, is no UTF-8, or has
    anything but one blank between two words.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        remedy = "give the folder that holds the segmented text"
        raise UsageError(f"cannot be read: {error.strerror}", place=path, remedy=remedy) from error
    if not lines:
        raise RowError("the file holds no paragraph", place=path)
    return [_words(line, path, number) for number, line in enumerate(lines, start=1)]


def _words(line: bytes, path: Path, number: int) -> Paragraph:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RowError(f"no UTF-8: {error.reason}", place=path, line=number) from error
    words = text.split(" ")
    if words != text.split():
        shown = text if len(text) <= 40 else text[:40] + "…"
        remedy = "write one paragraph a line and exactly one blank between words"
        raise RowError(f"not words split by one blank: {shown!r}", place=path, line=number, remedy=remedy)
    return words
