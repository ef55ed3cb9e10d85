"""Arguments to files, files to documents; bad ones are told and the others are read."""

from __future__ import annotations

import io
import os
import pickle
from pathlib import Path

import pytest

from pipeline.errors import SourceError, UsageError
from pipeline.readers.address import Address
from pipeline.readers.documents import READERS, read_documents, read_unit, without_repeated
from pipeline.readers.inputs import list_files
from pipeline.readers.metadata import read_metadata
from pipeline.readers.options import ReadingOptions
from pipeline.readers.source import Source
from pipeline.readers.unit import Unit
from pipeline.readers.units import list_units, split_standard_input
from pipeline.rejection import Rejection
from tests.readers.reading import read_bad, read_files

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


def test_a_folder_gives_its_texts_at_any_depth_sorted(folder: Path) -> None:
    names = [address.path.relative_to(folder).as_posix() for address in list_files([str(folder)])]
    assert names == ["a.MD", "b.txt", "c.jsonl", "deep/a.txt", "deep/z.txt"]


def test_named_pipes_in_a_folder_are_passed_over_and_dead_links_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to("nowhere.txt")
    (rejection,) = read_files(*(address.text for address in list_files([str(tmp_path)])))
    assert isinstance(rejection, Rejection)
    assert rejection.message.startswith(f"{tmp_path / 'link.txt'}: cannot be read: No such file")


def test_an_empty_argument_is_not_the_current_folder() -> None:
    with pytest.raises(UsageError, match="an input is empty"):
        list_files([""])


def test_a_file_name_that_is_no_utf8_can_be_written(tmp_path: Path) -> None:
    for suffix, content in ((".txt", TEXT), (".jsonl", '{"text": "x"}'), (".md", "")):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb1\xa8" + suffix.encode()))
        path.write_text(content, encoding="utf-8")
    empty, row, text = read_files(*(address.text for address in list_files([str(tmp_path)])))
    names = [f"{tmp_path.as_posix()}/\\xb1\\xa8{end}" for end in (".jsonl#1", ".md", ".txt")]
    assert sorted([empty.uri, row.uri, text.uri]) == names
    assert all(item.uri.encode() for item in (empty, row, text))


def test_each_file_comes_once_in_the_order_of_the_arguments(folder: Path) -> None:
    arguments = ["-", str(folder / "deep"), str(folder / "deep" / "a.txt"), str(folder / "b.txt"), "-"]
    names = [address.name for address in list_files(arguments)]
    assert names == ["-", "a.txt", "z.txt", "b.txt"]


def test_excluded_files_are_passed_over_in_folders(folder: Path) -> None:
    files = list_files([str(folder)], exclude={(folder / "c.jsonl").resolve()})
    assert "c.jsonl" not in {address.name for address in files}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none.txt", "no such file or folder"),
        ("x.png", "not one of the kinds .txt, .md, .html"),
        ("empty", "there are no texts"),
        ("*.png", "there are no texts"),
        ("deep/**/*.md", "there are no texts"),
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
    found = read_files(*files)
    assert [type(item) for item in found] == [Source, Rejection, Rejection, Rejection, Source]
    messages = [item.message for item in found if isinstance(item, Rejection)]
    assert messages[0].startswith(f"{tmp_path / 'b.txt'}: the file is empty")
    assert messages[1].startswith(f"{tmp_path / 'c.txt'}:2: no text: it holds a NUL byte")
    assert messages[2].startswith(f"{tmp_path / 'd.jsonl'}: the file is empty")


def test_a_file_that_vanishes_is_rejected(tmp_path: Path) -> None:
    (rejection,) = read_files(tmp_path / "gone.txt")
    assert isinstance(rejection, Rejection)
    assert "cannot be read: No such file" in rejection.error


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    (rejection,) = read_files(path)
    assert isinstance(rejection, Rejection)
    assert "Permission denied" in rejection.error


def test_a_repeated_id_is_rejected_and_names_the_first(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "n", "text": "x"}\n{"id": "m", "text": "x"}\n{"id": "n", "text": "y"}\n')
    *read, repeated = read_files(path)
    assert [item.id for item in read] == ["n", "m"]
    assert isinstance(repeated, Rejection)
    assert (repeated.id, repeated.line) == ("n", 3)
    assert repeated.message.startswith(f"{path}:3: {path}#1 has the same id")


def test_the_same_file_in_two_folders_has_the_same_id(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.txt").write_text(TEXT, encoding="utf-8")
    first, second = read_files(*(address.text for address in list_files([str(tmp_path)])))
    assert isinstance(first, Source)
    assert isinstance(second, Rejection)
    assert "a/page.txt has the same id" in second.error


def test_metadata_reach_the_read_files(folder: Path) -> None:
    path = folder / "metadata.jsonl"
    path.write_text('{"uri": "c.jsonl#1", "published": "2022-09-14"}\n{"uri": "b.txt", "title": "题"}')
    rows = read_metadata(path, warn=pytest.fail)
    files = [Address.of(folder / name) for name in ("b.txt", "c.jsonl")]
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
    ('{"text": "青川市委"}\n{"text": "云溪区委"}'.encode("gb18030"), ["青川市委", "云溪区委"]),
    (b'{"text": ' + b"[" * 100_000, ['{"text": ' + "[" * 100_000]),
]


def standard_input(data: bytes) -> list[Source | Rejection]:
    units = split_standard_input(io.BytesIO(data), ReadingOptions())
    return [read_unit(unit, warn=pytest.fail) if isinstance(unit, Unit) else unit for unit in units]


@pytest.mark.parametrize(("data", "texts"), STANDARD_INPUTS)
def test_standard_input_is_one_text_or_rows(data: bytes, texts: list[str]) -> None:
    items = standard_input(data)
    assert [item.text for item in items if isinstance(item, Source)] == texts
    assert all(isinstance(item, Source) and item.uri.split("#")[0] == "-" for item in items)


def test_standard_input_above_the_limit_is_refused() -> None:
    with pytest.raises(SourceError, match="the line is longer than 8 MiB"):
        standard_input(b"x" * (9 << 20))
    (rejection,) = standard_input(b"x\n" * (5 << 20))
    assert isinstance(rejection, Rejection)
    assert "larger than 8 MiB" in rejection.error


def test_a_defect_of_a_reader_rejects_its_document_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setitem(READERS, ".txt", fail)
    (rejection,) = standard_input(TEXT.encode())
    assert isinstance(rejection, Rejection)
    assert "no document that can be read: by nought" in rejection.error


def test_a_file_of_another_kind_is_rejected_when_it_is_read() -> None:
    assert "not one of the kinds .txt" in read_bad("a.png").error


def test_empty_standard_input_is_refused() -> None:
    (rejection,) = standard_input(b"")
    assert isinstance(rejection, Rejection)
    assert rejection.message.startswith("-: the file is empty")


def test_standard_input_is_read_where_a_dash_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "in"
    path.write_bytes(b'{"text": "x"}\nno json\n')
    with path.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        good, bad = read_files("-")
    assert good.uri == "-#1"
    assert isinstance(bad, Rejection)
    assert bad.message.startswith("-:2: no JSON")


def test_a_unit_can_be_sent_to_another_process(folder: Path) -> None:
    units = list(list_units(Address.of(folder / name) for name in ("b.txt", "c.jsonl")))
    assert pickle.loads(pickle.dumps(units)) == units
    whole, row = units
    assert isinstance(whole, Unit) and isinstance(row, Unit)
    assert (whole.data, whole.line, row.data, row.line) == (None, None, b'{"text": "x"}', 1)


def test_whole_files_are_listed_without_being_opened() -> None:
    (unit,) = list_units([Address("gone.txt")])
    assert isinstance(unit, Unit)


def test_repeated_ids_are_remembered_where_the_caller_says() -> None:
    source = Source(uri="a", text="x", id="n", sha256="")
    places: dict[str, str] = {}
    assert list(without_repeated([source], places=places)) == [source]
    (rejection,) = without_repeated([source], places=places)
    assert isinstance(rejection, Rejection)
