"""A run as a program calls it: what is written, what is told, what is left behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from pipeline.build import MAX_LENGTH
from pipeline.errors import OutputError, UsageError
from pipeline.run import Settings, rejected_path, run
from pipeline.scale import extractor

TEXT = "晨报青川3月21日讯 3月20日，青川市长何一苇到云溪区调研。\n"


@pytest.fixture(scope="module")
def grid() -> Language:
    """The character grid without components: a run is the same with and without them."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}})
    nlp.max_length = MAX_LENGTH
    return nlp


@pytest.fixture(autouse=True)
def no_recognizers(monkeypatch: pytest.MonkeyPatch, grid: Language) -> None:
    monkeypatch.setattr(extractor, "build_nlp", lambda words, **_: grid)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(f"{name}：{TEXT}", encoding="utf-8")
    return folder


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_becomes_records(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = pages.parent / "out.jsonl"
    counts = run([str(pages)], Settings(out))
    assert [record["source"]["uri"] for record in rows(out)] == [
        f"{pages.as_posix()}/{name}" for name in ("a.txt", "b.txt", "c.txt")
    ]
    assert (counts.documents, counts.rejected, counts.found["articles"]) == (3, 0, 3)
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.splitlines()
    assert line.startswith("mubiao: documents 3, articles 3, people 0, positions 0, ")
    assert ", rejected 0; " in line
    assert line.endswith(" characters a second")


def test_the_same_input_gives_the_same_bytes(pages: Path) -> None:
    first, second = pages.parent / "1.jsonl", pages.parent / "2.jsonl"
    run([str(pages)], Settings(first))
    run([str(pages)], Settings(second))
    assert first.read_bytes() == second.read_bytes()


def test_standard_output_is_the_default(pages: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    run([str(pages)], Settings(quiet=True))
    printed = capfdbinary.readouterr()
    assert len(printed.out.splitlines()) == 3
    assert printed.err == b""


@pytest.mark.parametrize(("limit", "count"), [(None, 3), (1, 1), (2, 2), (9, 3)])
def test_limit(pages: Path, limit: int | None, count: int) -> None:
    out = pages.parent / "out.jsonl"
    assert run([str(pages)], Settings(out, limit=limit)).documents == count
    assert len(rows(out)) == count


def test_metadata_reach_the_records(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    metadata = pages / "metadata.jsonl"
    metadata.write_text(
        '{"uri": "a.txt", "published": "14 Sep 2022", "title": "题"}\n'
        '{"uri": "b.txt", "published": "近日"}\n'
        '{"uri": "z.txt", "published": "2022-09-14"}\n',
        encoding="utf-8",
    )
    out = pages.parent / "out.jsonl"
    run([str(pages)], Settings(out, metadata, quiet=True))
    first, *_ = rows(out)
    assert (first["published"], first["published_basis"], first["title"]) == ("2022-09-14", "metadata", "题")
    assert len(rows(out)) == 3, "the metadata file itself is no document"
    assert capsys.readouterr().err.splitlines() == [
        f"mubiao: warning: {metadata}:2: published '近日' is no day that can be read "
        "(write it as 2022-09-14); left out",
        f"mubiao: warning: {metadata}:3: no document is called z.txt",
    ]


def test_many_rows_without_a_document_are_summed_up(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    metadata = pages.parent / "metadata.jsonl"
    metadata.write_text("\n".join(json.dumps({"uri": f"{n}.txt"}) for n in range(25)))
    run([str(pages)], Settings(pages.parent / "out.jsonl", metadata, quiet=True))
    warnings = capsys.readouterr().err.splitlines()
    assert len(warnings) == 11
    assert warnings[-1].endswith("15 further rows have no document")


def test_a_limited_run_does_not_warn_of_rows_that_it_did_not_reach(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    metadata = pages.parent / "metadata.jsonl"
    metadata.write_text('{"uri": "c.txt", "title": "题"}')
    run([str(pages)], Settings(pages.parent / "out.jsonl", metadata, limit=1, quiet=True))
    assert capsys.readouterr().err == ""


def test_rejected_documents_are_told_and_written(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pages / "b.txt").write_bytes(b"x\0y")
    (pages / "d.jsonl").write_text('{"id": "1", "text": "青川市"}\nno json\n{"id": "2"}\n', encoding="utf-8")
    out = pages.parent / "out.jsonl"
    counts = run([str(pages)], Settings(out))
    assert (counts.documents, counts.rejected, len(rows(out))) == (6, 3, 3)
    rejected = rows(pages.parent / "out.rejected.jsonl")
    assert [(row["id"], row["uri"], row["line"], row["stage"]) for row in rejected] == [
        (None, f"{pages}/b.txt", 1, "read"),
        (None, f"{pages}/d.jsonl#2", 2, "read"),
        ("2", f"{pages}/d.jsonl#3", 3, "read"),
    ]
    *told, closing = capsys.readouterr().err.splitlines()
    assert closing.endswith(f"why documents were rejected stands in {pages.parent}/out.rejected.jsonl")
    assert [line.split(": ")[2] for line in told] == [
        f"{pages}/b.txt:1",
        f"{pages}/d.jsonl:2",
        f"{pages}/d.jsonl:3",
    ]
    assert all(row["error"] in line for row, line in zip(rejected, told, strict=True))


def test_an_old_file_of_rejections_goes_when_there_are_none(pages: Path) -> None:
    out = pages.parent / "out.jsonl"
    rejected_path(out).write_text("old")
    run([str(pages)], Settings(out, quiet=True))
    assert names(pages.parent) == ["out.jsonl", "pages"]


def test_rejections_are_only_told_where_records_go_to_standard_output(
    pages: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (pages / "b.txt").write_bytes(b"")
    monkeypatch.chdir(pages.parent)
    run(["pages"], Settings(quiet=True))
    assert names(pages.parent) == ["pages"]
    assert capfd.readouterr().err.startswith("mubiao: rejected: pages/b.txt: the file is empty")


@pytest.mark.parametrize(
    ("name", "rejected"),
    [
        ("out.jsonl", "out.rejected.jsonl"),
        ("out", "out.rejected.jsonl"),
        ("out.json", "out.json.rejected.jsonl"),
    ],
)
def test_rejected_path(name: str, rejected: str) -> None:
    assert rejected_path(Path("x") / name) == Path("x") / rejected


def test_a_missing_path_writes_nothing(pages: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        run([str(pages), str(pages / "none.txt")], Settings(pages.parent / "out.jsonl"))
    assert names(pages.parent) == ["pages"]


@pytest.mark.parametrize("name", ["a.txt", "./a.txt", "../pages/a.txt"])
def test_the_output_may_be_no_input(pages: Path, name: str) -> None:
    with pytest.raises(UsageError, match="would overwrite this input"):
        run([str(pages)], Settings(pages / name))
    assert (pages / "a.txt").read_text(encoding="utf-8").endswith(TEXT)


def test_the_output_may_not_be_the_metadata(pages: Path) -> None:
    metadata = pages.parent / "metadata.jsonl"
    metadata.write_text('{"uri": "a.txt"}')
    with pytest.raises(UsageError, match="would overwrite this input"):
        run([str(pages)], Settings(metadata, metadata))


def test_the_rejections_may_overwrite_no_input(pages: Path) -> None:
    (pages / "out.rejected.jsonl").write_text('{"text": "x"}')
    with pytest.raises(UsageError, match="would overwrite this input"):
        run([str(pages)], Settings(pages / "out.jsonl"))


def test_an_unwritable_output_is_told_before_the_work_starts(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extractor, "build_nlp", lambda words: pytest.fail("the work has started"))
    with pytest.raises(OutputError, match=r"a\.txt.out\.jsonl: nothing can be written"):
        run([str(pages)], Settings(pages / "a.txt" / "out.jsonl"))
    with pytest.raises(UsageError, match="would overwrite this input"):
        run([str(pages / "a.txt")], Settings(pages))


def test_an_interrupt_leaves_the_old_output(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = pages.parent / "out.jsonl"
    out.write_text("old")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(extractor, "annotate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run([str(pages)], Settings(out))
    assert out.read_text() == "old"
    assert names(pages.parent) == ["out.jsonl", "pages"]


def test_a_line_of_five_megabytes_is_done(pages: Path) -> None:
    paragraph = "青川市云溪区今年新建重点项目三百个，总投资四百一十七亿元。" * 60
    text = "\n\n".join([paragraph] * 1_000)
    (pages / "long.jsonl").write_text(
        json.dumps({"id": "long", "text": text}, ensure_ascii=False), encoding="utf-8"
    )
    assert (pages / "long.jsonl").stat().st_size > 5_000_000
    out = pages.parent / "out.jsonl"
    assert run([str(pages)], Settings(out, quiet=True)).rejected == 0
    assert {record["id"].split("-")[0] for record in rows(out)} >= {"long"}


def test_a_page_without_an_article_gives_no_record(pages: Path) -> None:
    """A text of invisible characters is no empty file, and nothing can be found in it."""
    (pages / "a.txt").write_text("\u200b", encoding="utf-8")
    counts = run([str(pages / "a.txt")], Settings(pages.parent / "out.jsonl", quiet=True))
    assert (counts.documents, counts.rejected) == (1, 0)
