"""DOCX: the paragraphs in their order, a line each; a row of a table is a line with tabs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from pipeline.errors import SourceError
from pipeline.readers.extracted import Found, source_of_text
from pipeline.readers.extras import faults_told, imported
from pipeline.readers.limits import MAX_FILE_BYTES, MAX_TEXT_BYTES, MIB
from pipeline.readers.source import Source
from pipeline.readers.unit import Unit

SUFFIX = ".docx"
MAIN_PART = "word/document.xml"
# The markup of a text is several times as long as the text.
MAX_PART_BYTES = 4 * MAX_TEXT_BYTES
MAX_PARTS = 20_000
_OLE, _ENTRY = b"\xd0\xcf\x11\xe0", b"PK\x01\x02"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _CELL, _ROW, _TEXT = f"{_W}p", f"{_W}tc", f"{_W}tr", f"{_W}t"
_BLANKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Word keeps a text box twice: as it is now, and as its older versions want it.
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(unit: Unit, *, warn: Callable[[str], None]) -> Source:  # noqa: ARG001
    """Return the text of a DOCX file: body, tables and text boxes as they stand, without what was deleted.

    Raises SourceError for what is no DOCX, is encrypted, has no text or is too large.
    """
    data = unit.content(MAX_FILE_BYTES)
    if data.startswith(_OLE):
        reason = "the file is encrypted, or in the older format .doc"
        raise SourceError(reason, place=unit.uri, remedy="save it as .docx without a password")
    if data.count(_ENTRY) > MAX_PARTS:
        raise SourceError(
            f"the file has more than {MAX_PARTS:,} parts", place=unit.uri, remedy="make it anew"
        )
    with faults_told("DOCX", unit.uri), zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.getinfo(MAIN_PART).file_size > MAX_PART_BYTES:
            reason = f"the text is larger than {MAX_PART_BYTES // MIB} MiB unpacked"
            raise SourceError(reason, place=unit.uri, remedy="split the document")
        with archive.open(MAIN_PART) as part:
            text = "\n".join(_read_lines(part))
    return source_of_text(unit, data, Found(text), missing="the document has no text")


def _read_lines(part: IO[bytes]) -> Iterator[str]:
    """Yield the lines of the main part; an element is forgotten as soon as it is read."""
    etree = imported("lxml.etree", need="DOCX")
    lines = _Lines()
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for event, element in etree.iterparse(part, events=("start", "end"), **safe):
        if event == "start":
            if element.getparent() is None and element.getroottree().docinfo.internalDTD is not None:
                raise ValueError("it declares entities, which no DOCX may")
            lines.open(element.tag)
        else:
            yield from lines.close(element.tag, element.text or "")
            element.clear()


class _Lines:
    """Puts the pieces of text together: paragraphs, which stand in cells, which stand in rows."""

    def __init__(self) -> None:
        self.within: list[tuple[str, list[str]]] = []
        self.twice = 0

    def open(self, tag: str) -> None:
        """Begin an element."""
        self.twice += tag == _TWICE
        if tag in (_PARAGRAPH, _CELL, _ROW):
            self.within.append((tag, []))

    def close(self, tag: str, text: str) -> Iterator[str]:
        """End an element; yields the line that is then whole."""
        self.twice -= tag == _TWICE
        if tag in (_PARAGRAPH, _CELL, _ROW):
            yield from self._closed(*self.within.pop())
        elif self.within and not self.twice:
            self.within[-1][1].append(text if tag == _TEXT else _BLANKS.get(tag, ""))

    def _closed(self, tag: str, parts: list[str]) -> Iterator[str]:
        if tag == _PARAGRAPH:
            yield from self._line("".join(parts))
        elif tag == _CELL:
            self._put(_ROW, " ".join(part.strip() for part in parts if part.strip()))
        else:
            yield from self._line("\t".join(parts))

    def _line(self, line: str) -> Iterator[str]:
        """Give a line to the cell in which it stands, or yield it."""
        if not self.twice and not self._put(_CELL, line.replace("\n", " ").replace("\t", " ")):
            yield line

    def _put(self, tag: str, text: str) -> bool:
        """Put a text into the innermost element of a kind; whether there is one."""
        for name, parts in reversed(self.within):
            if name == tag:
                parts.append(text)
                return True
        return False
