"""Plain text files: their encodings, nothing translated, and what is no text."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError, UsageError
from pipeline.readers import text
from pipeline.readers.encoding import decode
from pipeline.readers.options import ReadingOptions
from tests.readers.reading import read_bad, read_good

PAGE = "晨报青川3月21日讯\r\n3月20日，青川市长何一苇到云溪区调研。\n"
# What a text may hold: no surrogate halves, no control characters but white space.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r\v\f\u3000\u2028"))


def write(folder: Path, data: bytes, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_encodings_give_the_same_text_and_id(tmp_path: Path, encoding: str) -> None:
    (source,) = read_good(write(tmp_path, PAGE.encode(encoding)))
    (expected,) = read_good(write(tmp_path / "..", PAGE.encode("utf-8"), tmp_path.name + ".txt"))
    assert source.text == PAGE == expected.text
    assert source.id == hashlib.sha256(b"page.txt\n" + PAGE.encode()).hexdigest()[:16]
    assert source.sha256 == hashlib.sha256(PAGE.encode(encoding)).hexdigest()


def test_a_byte_order_mark_stays_so_that_offsets_count_it(tmp_path: Path) -> None:
    (source,) = read_good(write(tmp_path, b"\xef\xbb\xbf" + PAGE.encode()))
    assert source.text == "\ufeff" + PAGE


def test_the_id_does_not_depend_on_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (first,), (second,) = (read_good(write(place, PAGE.encode())) for place in (tmp_path, folder))
    assert first.id == second.id
    assert first.uri != second.uri


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_known_by_their_mark(tmp_path: Path, encoding: str) -> None:
    (source,) = read_good(write(tmp_path, ("\ufeff" + PAGE).encode(encoding)))
    assert source.text == "\ufeff" + PAGE


def test_a_long_text_in_a_rarer_encoding_is_found_and_a_short_one_refused(tmp_path: Path) -> None:
    """Big5 decodes as GB18030 too, to private characters."""
    page = "青川市長何一葦出席會議並講話，要求抓好重點項目建設。" * 10
    (source,) = read_good(write(tmp_path, page.encode("big5")))
    assert source.text == page
    rejection = read_bad(write(tmp_path, page[:20].encode("big5")))
    assert "neither UTF-8 nor GB18030" in rejection.error
    assert "--encoding" in rejection.error


@pytest.mark.parametrize("encoding", ["big5", "utf-16", "utf-16-le", "euc_jis_2004", "gb18030"])
def test_the_encoding_that_the_user_names_counts(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "青川市長".encode(encoding))
    (source,) = read_good(path, options=ReadingOptions(encoding))
    assert source.text == "青川市長"


@pytest.mark.parametrize(
    ("data", "encoding", "reason"),
    [
        (PAGE.encode("gb18030"), "utf-8", "no utf-8 at byte"),
        (b"\xff\xfe\x00\xd8", None, "no utf-16-le at byte 2"),
        (b"x\n+AAA-", "utf-7", "it holds a NUL byte"),
        (b"x\n\\ud800", "unicode_escape", "it holds the lone surrogate U+D800"),
        (b"x", "utf-16", "no utf-16"),
    ],
)
def test_what_the_named_encoding_cannot_be(
    tmp_path: Path, data: bytes, encoding: str | None, reason: str
) -> None:
    assert reason in read_bad(write(tmp_path, data), ReadingOptions(encoding)).error


@pytest.mark.parametrize("name", ["nope", "", "zlib", "rot13", "gb\0k", "undefined"])
def test_an_encoding_that_is_none_is_a_usage_error(name: str) -> None:
    with pytest.raises(UsageError, match="is no encoding") as caught:
        ReadingOptions(name)
    assert repr(name) in str(caught.value)


def test_a_text_above_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_TEXT_BYTES", 1 << 20)
    assert read_good(write(tmp_path, b"x" * (1 << 20)))
    assert "larger than 1 MiB (split it)" in read_bad(write(tmp_path, b"x" * (1 << 20) + b"x")).error


@given(TEXTS)
def test_utf8_comes_back_as_it_was(page: str) -> None:
    assert decode(page.encode(), place="page.txt") == page


@given(st.text(st.sampled_from("青川市云溪区委书记，。一二三1234567890\r\n %（）“”")))
def test_gb18030_comes_back_as_it_was(page: str) -> None:
    """A single GB18030 character may be good UTF-8 by chance, a line of them is not."""
    page = "青川市云溪区" + page
    assert decode(page.encode("gb18030"), place="page.txt") == page


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", None, "the file is empty"),
        (b"\xef\xbb\xbf \r\n\t", None, "the file is empty"),
        ("\u3000\u3000\n".encode(), None, "the file is empty"),
        ("一行\n二\0行\n".encode(), 2, "NUL"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 3, "NUL"),
        (gzip.compress(PAGE.encode() * 9, mtime=0).replace(b"\0", b"\1"), None, "control"),
        (PAGE.encode() + b"\xff\xfe\xfd", 3, "neither UTF-8 nor GB18030"),
        (b"\xc4\xe3\xba\xc3\n\xff", 2, "neither UTF-8 nor GB18030"),
        (PAGE.encode()[:-2], 2, "neither UTF-8 nor GB18030"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(
    tmp_path: Path, data: bytes, line: int | None, reason: str
) -> None:
    path = write(tmp_path, data)
    rejection = read_bad(path)
    assert reason in rejection.error
    assert (rejection.uri, rejection.line) == (path.as_posix(), line)
    assert rejection.error.endswith(")"), "it tells what to do"
    assert "\n" not in rejection.message


def test_damaged_utf8_is_not_taken_for_gb18030() -> None:
    """A lost byte may leave a string that GB18030 decodes too: to other characters than were written."""
    whole = ("青川市委书记" * 20).encode()
    damaged = whole[:30] + whole[31:] + b"a"
    assert damaged.decode("gb18030")
    with pytest.raises(SourceError, match="neither"):
        decode(damaged, place="page.txt")


@given(st.integers(0, 119), st.integers(1, 2))
def test_utf8_with_lost_bytes_is_refused(at: int, lost: int) -> None:
    whole = ("青川市云溪区项目" * 5).encode()
    damaged = whole[:at] + whole[at + lost :]
    with pytest.raises(SourceError):
        decode(damaged, place="page.txt")
