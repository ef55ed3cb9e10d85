"""From bytes to text: which encoding they are in, and what is no text.

In this order: a byte order mark, strict UTF-8, strict GB18030, and for long texts what charset-normalizer
finds. Nothing is translated, and a byte order mark stays, so that offsets count it.
"""

from __future__ import annotations

import codecs
import re

from pipeline.errors import SourceError
from pipeline.readers.extras import imported

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# Control characters that no editor writes: all but tab, line feed, vertical tab, form feed, carriage return.
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")
# A page may hold a stray control character; a compressed or executable file holds about one byte in ten.
MAX_CONTROL_SHARE = 0.01
# GB18030 gives a private character for what it has no other for: two in a hundred are another encoding.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
MAX_PRIVATE_SHARE = 0.02
_HAN = re.compile("[\u3400-\u9fff]")
# Below so many bytes, an encoding is guessed as often wrong as right.
LONG = 400
UNKNOWN = "neither UTF-8 nor GB18030"
REMEDY = "save it as UTF-8, or name its encoding with --encoding"


def decode(data: bytes, *, place: object, line: int = 1, encoding: str | None = None) -> str:
    """Return the text of the bytes; `encoding` None finds it.

    `line` is the number of the first line. Raises SourceError with the line at fault for bytes that are no
    text, for damaged UTF-8, and for what is in another encoding than the one given.
    """
    name = encoding or encoding_of(data, place=place, line=line)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise _damaged(error, f"no {name}", place=place, line=line) from error
    except UnicodeError as error:  # UTF-16 without its mark, told without a place
        raise SourceError(f"no {name}: {error}", place=place, line=line, remedy=REMEDY) from error
    if encoding or name in _MARKS.values():
        _refuse_no_text(text, place=place, line=line)
    return text


def encoding_of(data: bytes, *, place: object, line: int = 1) -> str:
    """Return the name of the encoding that the bytes are in; raises SourceError as `decode` does."""
    if marked := _marked_encoding(data):
        return marked
    _refuse_binary(data, place=place, line=line)
    if (no_utf8 := _fault(data, "utf-8")) is None:
        return "utf-8"
    if _is_mostly(data, "utf-8"):
        raise _damaged(no_utf8, UNKNOWN, place=place, line=line)
    no_gb18030 = _fault(data, "gb18030")
    if no_gb18030 is None and not _is_private(data.decode("gb18030")):
        return "gb18030"
    name = None if _is_mostly(data, "gb18030") else _guess(data)
    if name is None:
        raise _damaged(no_gb18030 or no_utf8, UNKNOWN, place=place, line=line)
    return name


def wide_encoding(head: bytes, encoding: str | None) -> str | None:
    """Return the UTF-16 or UTF-32 in which a file that begins so is, None where a line break is one byte."""
    name = encoding or _marked_encoding(head)
    wide = name is not None and codecs.lookup(name).name.startswith(("utf-16", "utf-32"))
    return name if wide else None


def _marked_encoding(data: bytes) -> str | None:
    return next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)


def _fault(data: bytes, encoding: str) -> UnicodeDecodeError | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error
    return None


def _guess(data: bytes) -> str | None:
    """Return the encoding that charset-normalizer finds for a long Chinese text, None where it finds none."""
    if len(data) < LONG or b"\0" in data:
        return None
    normalizer = imported("charset_normalizer", need="a text that is neither UTF-8 nor GB18030")
    best = normalizer.from_bytes(data).best()
    if best is None or 2 * len(_HAN.findall(str(best))) < sum(char > "\x7f" for char in str(best)):
        return None
    return str(best.encoding)


def _damaged(error: UnicodeDecodeError, reason: str, *, place: object, line: int) -> SourceError:
    data, at = error.object, error.start
    at_line = line + data.count(b"\n", 0, at)
    return SourceError(f"{reason} at byte {at} (0x{data[at]:02x})", place=place, line=at_line, remedy=REMEDY)


def _refuse_binary(data: bytes, *, place: object, line: int) -> None:
    nul = data.find(b"\0")
    if nul >= 0:
        at = line + data.count(b"\n", 0, nul)
        raise SourceError("no text: it holds a NUL byte", place=place, line=at, remedy="give a text file")
    if len(_CONTROL.findall(data)) > MAX_CONTROL_SHARE * len(data):
        raise SourceError("no text: it is full of control bytes", place=place, remedy="give a text file")


def _refuse_no_text(text: str, *, place: object, line: int) -> None:
    """Refuse what a named encoding may give: UTF-7 writes NULs and halves of surrogate pairs as letters."""
    try:
        _refuse_binary(text.encode(), place=place, line=line)
    except UnicodeEncodeError as error:
        reason = f"no text: it holds the lone surrogate U+{ord(text[error.start]):04X}"
        at = line + text.count("\n", 0, error.start)
        raise SourceError(reason, place=place, line=at, remedy="give a text file") from error


def _is_private(text: str) -> bool:
    return len(_PRIVATE.findall(text)) > MAX_PRIVATE_SHARE * len(text)


def _is_mostly(data: bytes, encoding: str) -> bool:
    """Tell damaged UTF-8 from GB18030, which decodes nearly any byte string to some Chinese characters.

    Read as UTF-8, a GB18030 text gives next to no three-byte characters and a replacement character at every
    second byte; damaged UTF-8 gives Chinese with a replacement character here and there. So does damaged
    GB18030, read as GB18030.
    """
    text = data.decode(encoding, errors="replace")
    damaged = text.count("\ufffd")
    return not _is_private(text) and sum(char >= "\u0800" for char in text) - damaged > damaged
