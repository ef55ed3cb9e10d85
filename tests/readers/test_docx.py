"""DOCX: paragraphs and tables in their order; what is deleted, doubled or broken."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.readers.reading import read_bad, read_good

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
MAIN = "word/document.xml"


def make_docx(body: str, *, head: str = "", part: str = MAIN) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, f"{head}<w:document {SPACES}><w:body>{body}</w:body></w:document>")
    return file.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(map(paragraph, paragraphs))}</w:tc>"


def write(folder: Path, data: bytes) -> Path:
    path = folder / "a.docx"
    path.write_bytes(data)
    return path


BODIES = [
    (paragraph("青川市") + paragraph("何一苇"), "青川市\n何一苇"),
    (
        "<w:p><w:r><w:t>青川</w:t></w:r><w:r><w:tab/><w:t>市</w:t><w:br/><w:t>委</w:t></w:r></w:p>",
        "青川\t市\n委",
    ),
    ("<w:p><w:hyperlink><w:r><w:t>青川市</w:t></w:r></w:hyperlink></w:p>", "青川市"),
    ("<w:sdt><w:sdtContent>" + paragraph("青川市") + "</w:sdtContent></w:sdt>", "青川市"),
    (
        "<w:p><w:del><w:r><w:delText>云溪</w:delText></w:r></w:del><w:ins><w:r><w:t>青川</w:t></w:r></w:ins></w:p>",
        "青川",
    ),
    ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>青川</w:t></w:r></w:p>", "青川"),
    (
        paragraph("前")
        + f"<w:tbl><w:tr>{cell('姓名')}{cell('职务', '（兼）')}</w:tr>"
        + f"<w:tr>{cell('何一苇')}{cell('')}</w:tr></w:tbl>"
        + paragraph("后"),
        "前\n姓名\t职务 （兼）\n何一苇\t\n后",
    ),
    (
        f"<w:tbl><w:tr>{cell('甲')}<w:tc><w:tbl><w:tr>{cell('乙')}{cell('丙')}</w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        "甲\t乙 丙",
    ),
    (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{paragraph('框')}</mc:Choice>"
        f"<mc:Fallback>{paragraph('框')}</mc:Fallback></mc:AlternateContent><w:t>文</w:t></w:r></w:p>",
        "框\n文",
    ),
    (paragraph("a&lt;b"), "a<b"),
]


@pytest.mark.parametrize(("body", "text"), BODIES)
def test_bodies(tmp_path: Path, body: str, text: str) -> None:
    (source,) = read_good(write(tmp_path, make_docx(body)))
    assert source.text == text


ENTITY = '<!DOCTYPE w [<!ENTITY a "青川市"><!ENTITY b "&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
BAD = [
    (b"", "no DOCX that can be read: File is not a zip file"),
    (b"PK\3\4 nothing", "no DOCX that can be read"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted, or in the older format .doc"),
    (make_docx("", part="word/other.xml"), 'no DOCX that can be read: "There is no item named'),
    (make_docx(""), "the document has no text"),
    (make_docx("<w:p>"), "no DOCX that can be read: Opening and ending tag mismatch"),
    (make_docx(paragraph("&a;何一苇"), head=EXTERNAL), "it declares entities, which no DOCX may"),
    (make_docx(paragraph("&b;何一苇"), head=ENTITY), "it declares entities, which no DOCX may"),
    (make_docx(paragraph("青川市"))[:-30], "no DOCX that can be read"),
    (make_docx("<w:p>" * 10_000), "no DOCX that can be read: Excessive depth"),
    (make_docx("x" * (33 << 20)), "the text is larger than 32 MiB unpacked"),
]


@pytest.mark.parametrize(("data", "reason"), BAD)
def test_what_is_no_document(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in read_bad(write(tmp_path, data)).error


def test_an_archive_of_too_many_parts_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    assert "more than 20,000 parts" in read_bad(write(tmp_path, b"PK\1\2" * 20_001)).error
