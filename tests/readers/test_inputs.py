"""Arguments to files, files to documents; bad ones are told and the others are read."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from pipeline.errors import SourceError, UsageError
from pipeline.readers.inputs import STANDARD_INPUT, list_files, read_documents, read_standard_input
from pipeline.readers.metadata import read_metadata
from pipeline.readers.source import Source
from pipeline.rejection import Rejection

TEXT = "青川市委书记何一苇。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.MD",
        "c.jsonl",
        "x.png",
        ".hidden.txt",
        "deep/z.txt",
        "deep/a.txt",
        ".git/c.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "x"}' if name == "c.jsonl" else TEXT + name, encoding="utf-8")
    return tmp_path


def documents(*files: Path) -> list[Source | Rejection]:
    return list(read_documents(files, warn=pytest.fail))


def test_a_folder_gives_its_texts_at_any_depth_sorted(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in list_files([str(folder)])]
    assert names == ["a.MD", "b.txt", "c.jsonl", "deep/a.txt", "deep/z.txt"]


def test_named_pipes_in_a_folder_are_passed_over_and_dead_links_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to("nowhere.txt")
    (path,) = list_files([str(tmp_path)])
    (rejection,) = documents(path)
    assert isinstance(rejection, Rejection)
    assert rejection.message.startswith(f"{tmp_path / 'link.txt'}: cannot be read: No such file")


def test_an_empty_argument_is_not_the_current_folder() -> None:
    with pytest.raises(UsageError, match="an input is empty"):
        list_files([""])


def test_a_file_name_that_is_no_utf8_can_be_written(tmp_path: Path) -> None:
    for suffix, content in ((".txt", TEXT), (".jsonl", '{"text": "x"}'), (".md", "")):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb1\xa8" + suffix.encode()))
        path.write_text(content, encoding="utf-8")
    empty, row, text = documents(*list_files([str(tmp_path)]))
    names = [f"{tmp_path.as_posix()}/\\xb1\\xa8{end}" for end in (".jsonl#1", ".md", ".txt")]
    assert sorted([empty.uri, row.uri, text.uri]) == names
    assert all(item.uri.encode() for item in (empty, row, text))


def test_each_file_comes_once_in_the_order_of_the_arguments(folder: Path) -> None:
    arguments = ["-", str(folder / "deep"), str(folder / "deep" / "a.txt"), str(folder / "b.txt"), "-"]
    names = [path.name for path in list_files(arguments)]
    assert names == ["-", "a.txt", "z.txt", "b.txt"]


def test_excluded_files_are_passed_over_in_folders(folder: Path) -> None:
    files = list_files([str(folder)], exclude={(folder / "c.jsonl").resolve()})
    assert "c.jsonl" not in {path.name for path in files}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none.txt", "no such file or folder"),
        ("x.png", "not one of the kinds .txt, .md, .jsonl"),
        ("empty", "no texts"),
    ],
)
def test_what_cannot_be_read_at_all_is_a_usage_error(folder: Path, name: str, reason: str) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(UsageError, match=reason) as caught:
        list_files([str(folder / "b.txt"), str(folder / name)])
    assert str(caught.value).startswith(f"{folder / name}: ")
    assert caught.value.remedy


def test_a_bad_file_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    contents = {
        "a.txt": TEXT.encode(),
        "b.txt": b"",
        "c.txt": b"x\n\0",
        "d.jsonl": b"\n",
        "e.txt": TEXT.encode(),
    }
    files = [tmp_path / name for name in contents]
    for path in files:
        path.write_bytes(contents[path.name])
    found = documents(*files)
    assert [type(item) for item in found] == [Source, Rejection, Rejection, Rejection, Source]
    messages = [item.message for item in found if isinstance(item, Rejection)]
    assert messages[0].startswith(f"{tmp_path / 'b.txt'}: the file is empty")
    assert messages[1].startswith(f"{tmp_path / 'c.txt'}:2: no text: it holds a NUL byte")
    assert messages[2].startswith(f"{tmp_path / 'd.jsonl'}: the file is empty")


def test_a_file_that_vanishes_is_rejected(tmp_path: Path) -> None:
    (rejection,) = documents(tmp_path / "gone.txt")
    assert isinstance(rejection, Rejection)
    assert "cannot be read: No such file" in rejection.error


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    (rejection,) = documents(path)
    assert isinstance(rejection, Rejection)
    assert "Permission denied" in rejection.error


def test_a_repeated_id_is_rejected_and_names_the_first(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "n", "text": "x"}\n{"id": "m", "text": "x"}\n{"id": "n", "text": "y"}\n')
    *read, repeated = documents(path)
    assert [item.id for item in read] == ["n", "m"]
    assert isinstance(repeated, Rejection)
    assert (repeated.id, repeated.line) == ("n", 3)
    assert repeated.message.startswith(f"{path}:3: {path}#1 has the same id")


def test_the_same_file_in_two_folders_has_the_same_id(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.txt").write_text(TEXT, encoding="utf-8")
    first, second = documents(*list_files([str(tmp_path)]))
    assert isinstance(first, Source)
    assert isinstance(second, Rejection)
    assert "a/page.txt has the same id" in second.error


def test_metadata_reach_the_documents(folder: Path) -> None:
    path = folder / "metadata.jsonl"
    path.write_text('{"uri": "c.jsonl#1", "published": "2022-09-14"}\n{"uri": "b.txt", "title": "题"}')
    rows = read_metadata(path, warn=pytest.fail)
    files = [folder / "b.txt", folder / "c.jsonl"]
    first, second = read_documents(files, metadata=rows, warn=pytest.fail)
    assert isinstance(first, Source)
    assert isinstance(second, Source)
    assert (first.title, second.published) == ("题", "2022-09-14")


STANDARD_INPUTS = [
    (TEXT.encode(), [TEXT]),
    (b"\xef\xbb\xbf" + TEXT.encode(), ["\ufeff" + TEXT]),
    (TEXT.encode("gb18030"), [TEXT]),
    (b'{"text": "x"}\n{"id": "b", "text": "y"}\n', ["x", "y"]),
    (b'\xef\xbb\xbf{"text": "x"}', ["x"]),
    (b'{"uri": "x"}\n', ['{"uri": "x"}\n']),
    (b"{x}\ny", ["{x}\ny"]),
    (b'["text"]', ['["text"]']),
]


@pytest.mark.parametrize(("data", "texts"), STANDARD_INPUTS)
def test_standard_input_is_one_text_or_rows(data: bytes, texts: list[str]) -> None:
    items = list(read_standard_input(io.BytesIO(data), warn=pytest.fail))
    assert [item.text for item in items if isinstance(item, Source)] == texts
    assert all(isinstance(item, Source) and item.uri.split("#")[0] == "-" for item in items)


def test_empty_standard_input_is_refused() -> None:
    with pytest.raises(SourceError, match=r"^-: the file is empty"):
        list(read_standard_input(io.BytesIO(b""), warn=pytest.fail))


def test_standard_input_is_read_where_a_dash_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "in"
    path.write_bytes(b'{"text": "x"}\nno json\n')
    with path.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        good, bad = documents(STANDARD_INPUT)
    assert good.uri == "-#1"
    assert isinstance(bad, Rejection)
    assert bad.message.startswith("-:2: no JSON")
