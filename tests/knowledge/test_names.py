"""How likely a name is: what the counted characters say of names, words and names written by sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RowError
from pipeline.knowledge import names as names_module
from pipeline.knowledge.names import load_name_model

MODEL = load_name_model()


@pytest.mark.parametrize(
    ("surname", "given"), [("王", "建国"), ("李", "秀英"), ("欧阳", "志远"), ("陈", "静"), ("亓", "振华")]
)
def test_names_are_likelier_than_chance(surname: str, given: str) -> None:
    assert MODEL.native(surname, given, "说") > 3


@pytest.mark.parametrize(("surname", "given"), [("的", "工作"), ("市", "政府"), ("这", "是"), ("会", "议室")])
def test_words_are_not(surname: str, given: str) -> None:
    assert MODEL.native(surname, given, "的") < 0


def test_what_follows_a_name_counts() -> None:
    assert MODEL.native("王", "建国", "说") > MODEL.native("王", "建国", "厂")


def test_the_end_of_the_text_is_the_end_of_a_line() -> None:
    assert MODEL.native("王", "建国", "") == MODEL.native("王", "建国", "\n")


def test_names_written_by_sound() -> None:
    assert MODEL.transliterated("买买提", "说") > 3
    assert MODEL.transliterated("占堆次仁", "说") > MODEL.transliterated("占堆次的", "说")
    assert MODEL.transliterated("全市工业", "增") < -50


@pytest.mark.parametrize("word", ["安静", "高级", "和平"])
def test_common_words_are_known_as_such(word: str) -> None:
    assert MODEL.is_word(word)


def test_a_name_is_no_word() -> None:
    assert not MODEL.is_word("王建国")


@pytest.mark.parametrize(
    "row", ["王\t1\t2", "王\t1\t2\t3\t4\t5\tx", "王\t1\t2\t3\t4\t5\t6\t7", "王\t1\t2\t3\t4\t5\t-1"]
)
def test_a_malformed_row_of_counts_is_named(
    row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "counts.tsv"
    table.write_text(f"character\tsurname\tfirst\tsecond\tonly\tafter\ttext\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(names_module, "resource", lambda _: table)
    with pytest.raises(RowError, match=r"counts\.tsv:2: 6 counts were expected"):
        load_name_model.__wrapped__()
