"""Counting characters in names: small corpora of our own in, two seed files out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.knowledge.name_statistics import (
    COLUMNS,
    CORPORA,
    annotated,
    count_characters,
    main,
    name_like_words,
    write_table,
)
from pipeline.resources import resource

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
TEXT = "周望岳说，王静到会。"
SPANS = [(0, 3), (5, 7)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder as the command expects it; other labels than the corpus's own are no names."""
    ner, segmentation = tmp_path / "data" / "ner", tmp_path / "data" / "segmentation"
    ner.mkdir(parents=True)
    segmentation.mkdir()
    for file_name, label in CORPORA:
        spans = [[*span, label] for span in SPANS] + [[8, 10, "ORG"]]
        (ner / file_name).write_text(json.dumps({"text": TEXT, "spans": spans}) + "\n", encoding="utf-8")
    words = "高级 " * 5 + "安静 " * 4 + "周望岳 " * 9 + "的 " * 9
    (segmentation / "pd1998.train.txt").write_text(words, encoding="utf-8")
    return tmp_path / "data"


def test_characters_are_counted_by_their_place_in_the_name() -> None:
    counts = count_characters([(TEXT, SPANS)])
    assert {column: dict(counts[column]) for column in COLUMNS[:-1]} == {
        "surname": {"周": 1, "王": 1},
        "first": {"望": 1},
        "second": {"岳": 1},
        "only": {"静": 1},
        "after": {"说": 1, "到": 1},
    }
    assert counts["text"]["，"] == 1


def test_the_end_of_the_text_is_the_end_of_a_line() -> None:
    assert count_characters([("王静", [(0, 2)])])["after"] == {"\n": 1}


def test_what_has_not_the_form_of_a_name_is_left_out() -> None:
    counts = count_characters([("帕丽达·吾守尔", [(0, 7)]), ("的", [(0, 1)])])
    assert not counts["surname"]
    assert counts["text"]["帕"] == 1


def test_names_are_read_with_the_label_of_their_corpus(data: Path) -> None:
    assert list(annotated(data / "ner")) == [(TEXT, SPANS)] * len(CORPORA)


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"msra\.train\.jsonl: the corpus is missing \(name the folder"):
        list(annotated(tmp_path))


def test_common_words_that_look_like_names(data: Path) -> None:
    segmented = data / "segmentation" / "pd1998.train.txt"
    assert name_like_words(segmented, {"周望岳"}) == ["高级"]


def test_the_table_is_sorted_and_holds_no_blanks(tmp_path: Path) -> None:
    counts = count_characters([("周好 说", [(0, 2)])] * 30)
    write_table(counts, tmp_path / "table.tsv")
    lines = (tmp_path / "table.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == ["character", *COLUMNS]
    assert [line.split("\t")[0] for line in lines[1:]] == sorted("周好说")
    assert "好\t0\t0\t0\t30\t0\t30" in lines


def test_the_command_writes_both_seeds(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["name_statistics", str(data), "-o", str(tmp_path)])
    main()
    assert (tmp_path / "name_like_words.txt").read_text(encoding="utf-8") == "高级\n"
    assert (tmp_path / "name_characters.tsv").read_text(encoding="utf-8").startswith("character\tsurname\t")


@pytest.mark.skipif(not (SHARED / "ner").is_dir(), reason="the corpora are not beside the checkout")
def test_the_seeds_are_what_the_corpora_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["name_statistics", str(SHARED), "-o", str(tmp_path)])
    main()
    for name in ("name_characters.tsv", "name_like_words.txt"):
        assert (tmp_path / name).read_bytes() == resource(f"seeds/people/{name}").read_bytes()
