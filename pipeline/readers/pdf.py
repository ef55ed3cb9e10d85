"""PDF with a text layer, by PDFium: pages, and their columns in the order in which they are read."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.errors import SourceError
from pipeline.readers.extracted import Found, source_of_text
from pipeline.readers.extras import faults_told, imported
from pipeline.readers.limits import MAX_CHARACTERS, MAX_FILE_BYTES
from pipeline.readers.reading_order import GUTTER, Piece, page_text
from pipeline.readers.source import Source
from pipeline.readers.unit import Unit

SUFFIX = ".pdf"
MAX_PAGES = 10_000
PAGE_BREAK = "\f"
# In sizes of the type: two characters of one line overlap by this much, words stand apart by that much.
SAME_LINE, WORD_BLANK = 0.5, 0.25
ANGLES_SEEN = 200  # characters of a page that show how its text is turned
WIDE = "\u2e80"  # from here on characters are as wide as high, and no blanks part words
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # how PDFium tells a hyphen at the end of a line
_BREAKS = (0x0A, 0x0D)  # which PDFium makes up


def read_pdf(unit: Unit, *, warn: Callable[[str], None]) -> Source:  # noqa: ARG001
    """Return the text of a PDF, page by page.

    Raises SourceError for a scan without text, an encrypted or broken file, and one that is too large.
    """
    data = unit.content(MAX_FILE_BYTES)
    pdfium = imported("pypdfium2", need="PDF")
    with faults_told("PDF", unit.uri):
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise _fault(error, unit) from error
        try:
            text = PAGE_BREAK.join(_page_texts(document, unit))
        finally:
            document.close()
    missing, remedy = (
        "the PDF has no text layer: a scan or a drawing",
        "run character recognition on it first",
    )
    return source_of_text(unit, data, Found(text), missing=missing, remedy=remedy)


def _fault(error: Exception, unit: Unit) -> SourceError:
    if "password" in str(error).lower() or "security" in str(error).lower():
        reason, remedy = "the PDF is encrypted", "save it without a password"
        return SourceError(reason, place=unit.uri, remedy=remedy)
    return SourceError(f"the PDF is broken: {error}", place=unit.uri, remedy="make it anew")


def _page_texts(document: Any, unit: Unit) -> Iterator[str]:
    if len(document) > MAX_PAGES:
        raise SourceError(f"the PDF has more than {MAX_PAGES:,} pages", place=unit.uri, remedy="split it")
    read = 0
    for number in range(len(document)):
        page = document[number]
        chars = page.get_textpage()
        read += chars.count_chars()
        if read > MAX_CHARACTERS:
            reason = f"the text is longer than {MAX_CHARACTERS:,} characters"
            raise SourceError(reason, place=unit.uri, remedy="split the document")
        pieces = list(_pieces(_characters(chars)))
        yield page_text(pieces) if pieces else ""
        chars.close()
        page.close()


def _characters(chars: Any) -> Iterator[Piece]:
    """Yield the visible characters of a page and its blanks, each a piece, in the order of the file."""
    raw = imported("pypdfium2.raw", need="PDF")
    turn, page = _turn(chars, raw), chars.raw
    code_of, read_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    box = raw.FS_RECTF()
    there = ctypes.byref(box)
    for index in range(chars.count_chars()):
        code = code_of(page, index)
        if code and code not in _BREAKS and read_box(page, index, there):
            text = _HYPHENS.get(code) or chr(code)
            yield Piece(text, *_turned((box.left, -box.top, box.right, -box.bottom), turn))


def _turn(chars: Any, raw: Any) -> int:
    """Return by how many degrees, clockwise, a page is turned until most of its text is upright."""
    step = max(1, chars.count_chars() // ANGLES_SEEN)
    angles = (raw.FPDFText_GetCharAngle(chars.raw, index) for index in range(0, chars.count_chars(), step))
    turns = Counter(-round(math.degrees(angle) / 90) * 90 % 360 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def _turned(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    """Return a box after the page was turned clockwise around its corner."""
    left, top, right, bottom = box
    if turn == 90:
        return -bottom, left, -top, right
    if turn == 180:
        return -right, -bottom, -left, -top
    return (top, -right, bottom, -left) if turn == 270 else box


def _pieces(characters: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces of lines: characters that stand side by side on one line, in the order of the file."""
    line: _Line | None = None
    for char in characters:
        if char.text.isspace() and char.text != "\u3000":
            if line is not None:
                line.blank = True
        elif line is not None and line.reaches(char):
            line.add(char)
        else:
            if line is not None:
                yield line.piece
            line = _Line(char)
    if line is not None:
        yield line.piece


class _Line:
    """A piece of a line while it grows; `blank` says that a blank follows its last character."""

    def __init__(self, char: Piece) -> None:
        self.texts, self.last, self.blank = [char.text], char, False
        self.left, self.top, self.right, self.bottom = char[1:]

    def reaches(self, char: Piece) -> bool:
        """Whether a character stands on the same line, near behind the last one."""
        size = min(self.last.size, char.size)
        overlap = min(self.last.bottom, char.bottom) - max(self.last.top, char.top)
        gap = char.left - self.last.right
        return overlap >= SAME_LINE * size and -self.last.size < gap < GUTTER * self.last.size

    def add(self, char: Piece) -> None:
        """Append a character, behind a blank where one stands or is left between words."""
        apart = char.left - self.last.right > WORD_BLANK * self.last.size and self.last.text < WIDE
        self.texts.append(" " + char.text if self.blank or apart else char.text)
        self.left, self.top = min(self.left, char.left), min(self.top, char.top)
        self.right, self.bottom = max(self.right, char.right), max(self.bottom, char.bottom)
        self.last, self.blank = char, False

    @property
    def piece(self) -> Piece:
        """The piece as it is now."""
        return Piece("".join(self.texts), self.left, self.top, self.right, self.bottom)
