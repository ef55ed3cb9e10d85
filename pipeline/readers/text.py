"""Plain text and Markdown files."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.errors import SourceError
from pipeline.readers.encoding import decode
from pipeline.readers.limits import MAX_TEXT_BYTES
from pipeline.readers.source import Source, is_blank, sha256_of, source_id
from pipeline.readers.unit import Unit

SUFFIXES = (".txt", ".md")


def read_text(unit: Unit, *, warn: Callable[[str], None]) -> Source:  # noqa: ARG001
    """Return the document in a plain text.

    Raises SourceError for what is no text, is empty or blank, too large, or in no known encoding.
    """
    data = unit.content(MAX_TEXT_BYTES)
    text = decode(data, place=unit.uri, encoding=unit.options.encoding)
    if is_blank(text):
        raise SourceError("the file is empty", place=unit.uri, remedy="give a file with text")
    return Source(uri=unit.uri, text=text, id=source_id(unit.name, text), sha256=sha256_of(data))
