"""Plain text and Markdown files: UTF-8, UTF-8 with a byte order mark, or GB18030."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from pipeline.errors import SourceError
from pipeline.readers.source import Source, sha256_of, source_id
from pipeline.readers.unit import Unit

SUFFIXES = (".txt", ".md")
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Control characters that no editor writes: all but tab, line feed, vertical tab, form feed, carriage return.
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")
# A page may hold a stray control character; a compressed or executable file holds about one byte in ten.
MAX_CONTROL_SHARE = 0.01


def read_text(unit: Unit, data: bytes, *, warn: Callable[[str], None]) -> Source:  # noqa: ARG001
    """Return the document in the bytes of a plain text.

    Raises SourceError for what is no text, is empty or blank, or is in no known encoding.
    """
    text = decode(data, place=unit.uri)
    if is_blank(text):
        raise SourceError("the file is empty", place=unit.uri, remedy="give a file with text")
    return Source(uri=unit.uri, text=text, id=source_id(unit.name, text), sha256=sha256_of(data))


def is_blank(text: str) -> bool:
    """Return whether the text holds nothing but white space and byte order marks."""
    return not text.replace("\ufeff", "").strip()


def decode(data: bytes, *, place: object, line: int = 1) -> str:
    """Return the text of the bytes as UTF-8, else as GB18030, both strictly.

    Nothing is translated and a byte order mark stays. `line` is the number of the first line. Raises
    SourceError with the line at fault for bytes that are no text and for damaged UTF-8.
    """
    _refuse_binary(data, place=place, line=line)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            raise _damaged(error, place=place, line=line) from error
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _damaged(error, place=place, line=line) from error


def _damaged(error: UnicodeDecodeError, *, place: object, line: int) -> SourceError:
    data, at = error.object, error.start
    reason = f"neither UTF-8 nor GB18030 at byte {at} (0x{data[at]:02x})"
    at_line = line + data.count(b"\n", 0, at)
    return SourceError(reason, place=place, line=at_line, remedy="save the file as UTF-8")


def _refuse_binary(data: bytes, *, place: object, line: int) -> None:
    if data.startswith(UTF_16_MARKS):
        raise SourceError("the file is in UTF-16", place=place, remedy="save it as UTF-8")
    nul = data.find(b"\0")
    if nul >= 0:
        at = line + data.count(b"\n", 0, nul)
        raise SourceError("no text: it holds a NUL byte", place=place, line=at, remedy="give a text file")
    if len(_CONTROL.findall(data)) > MAX_CONTROL_SHARE * len(data):
        raise SourceError("no text: it is full of control bytes", place=place, remedy="give a text file")


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell damaged UTF-8 from GB18030, which decodes nearly any byte string to some Chinese characters.

    Read as UTF-8, a GB18030 text gives next to no three-byte characters and a replacement character at every
    second byte; damaged UTF-8 gives Chinese with a replacement character here and there.
    """
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return sum(char >= "\u0800" for char in text) - damaged > damaged
