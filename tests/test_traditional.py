"""Traditional characters: when a text is in them, and a copy in simplified ones of the same length."""

from __future__ import annotations

import sys
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline import traditional
from pipeline.annotate import annotate
from pipeline.articles import articles_of
from pipeline.errors import SourceError
from pipeline.readers.source import Source
from pipeline.traditional import SIGNS, is_traditional, simplified

PAGE = (
    "青川市召開重點項目建設推進會\n\n"
    "晨報青川3月21日訊（記者 葉知秋）3月20日，青川市委副書記、市長何一葦到雲溪區調研。\r\n"
    "　　何一葦指出，今年全市將新建項目300個，總投資417億元，同比增長12.5%。\n"
)
SIMPLIFIED = (
    "青川市召开重点项目建设推进会\n\n"
    "晨报青川3月21日讯（记者 叶知秋）3月20日，青川市委副书记、市长何一苇到云溪区调研。\r\n"
    "　　何一苇指出，今年全市将新建项目300个，总投资417亿元，同比增长12.5%。\n"
)
ARTICLES = Path(__file__).parents[1] / "seeds" / "articles"
LAYERS = ("people", "positions", "organizations", "dates")


def source(text: str, title: str | None = None) -> Source:
    return Source(uri="a.txt", text=text, id="a", sha256="0" * 64, title=title)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAGE, True),
        (SIMPLIFIED, False),
        ("", False),
        ("乾隆年间，于右任题写“葉氏祠堂”匾额，今年青川市将其列为文物保护单位。" * 3, False),
        (SIMPLIFIED * 2 + "他在會上說：“萬里長城”。", False),
    ],
)
def test_what_is_traditional(text: str, expected: bool) -> None:
    assert is_traditional(text) is expected


def test_the_signs_are_traditional_only() -> None:
    converter = opencc.OpenCC("t2s")
    assert [sign for sign in SIGNS if converter.convert(sign) == sign] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAGE, SIMPLIFIED),
        (SIMPLIFIED, SIMPLIFIED),
        ("這裏們說乾隆、乾淨、著名", "这里们说乾隆、干净、著名"),
        ("國務院👍發布𠮷", "国务院👍发布𠮷"),
    ],
)
def test_simplified(text: str, expected: str) -> None:
    assert simplified(text) == expected


def test_simplified_text_is_not_copied() -> None:
    assert simplified(SIMPLIFIED) is SIMPLIFIED


@given(
    st.text(
        st.sampled_from("會說乾隆淨著名藉口么麼臺灣裏後於𠮷a1，\n\r\u3000")
        | st.characters(exclude_categories=["Cs"])
    )
)
def test_the_copy_has_a_character_for_each(text: str) -> None:
    text = "這會說們國" + text.replace("\0", "")
    copy = simplified(text)
    assert len(copy) == len(text)
    single = traditional._converter()[1]
    assert [old for old, new in zip(text, copy, strict=True) if old != new and old not in single] == []


class _Lengthening:
    """A converter that writes a character as two."""

    def convert(self, text: str) -> str:
        return text.replace("會", "开会")


class _Moving:
    """A converter that moves a character and keeps the length."""

    def convert(self, text: str) -> str:
        return text.replace("甲會", "会会甲"[:2])


@pytest.mark.parametrize("converter", [_Lengthening(), _Moving()])
def test_a_conversion_that_moves_characters_is_done_one_by_one(
    monkeypatch: pytest.MonkeyPatch, converter: object
) -> None:
    monkeypatch.setattr(traditional, "_converter", lambda: (converter, {"會": "会", "說": "说"}))
    assert simplified("甲會說") == "甲会说"


def test_without_opencc_the_command_is_told_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    traditional._converter.cache_clear()
    monkeypatch.setitem(sys.modules, "opencc", None)
    assert simplified(SIMPLIFIED) == SIMPLIFIED
    with pytest.raises(SourceError, match=r"pip install 'mubiao\[formats\]'"):
        simplified(PAGE)


def test_articles_are_read_simplified_and_written_as_they_stand() -> None:
    (reading,) = articles_of(source(PAGE))
    ((simple, same),) = articles_of(source(SIMPLIFIED))
    assert same is simple
    assert (reading.read.text, reading.read.title) == (simple.text, simple.title)
    assert reading.written.title == "青川市召開重點項目建設推進會"
    assert reading.written.offsets == reading.read.offsets
    for char, offset in zip(reading.written.text, reading.written.offsets, strict=True):
        assert char == PAGE[offset] or (char == "\n" and PAGE[offset].isspace())


def test_titles_from_metadata_stay_as_they_are() -> None:
    for text, title in ((PAGE, "市裏的會議們說"), (SIMPLIFIED, "市裏的會議們說"), (PAGE, "会议")):
        (reading,) = articles_of(source(text, title))
        assert reading.written.title == title


def test_traditional_text_gives_what_simplified_gives(nlp: Language) -> None:
    old, new = (next(annotate(nlp, [source(text)])).records[0] for text in (PAGE, SIMPLIFIED))
    assert new["people"] and new["goals"]
    for layer in LAYERS:
        pairs = list(zip(old[layer], new[layer], strict=True))  # type: ignore[literal-required]
        assert all(a["source_start"] == b["source_start"] for a, b in pairs)
        assert all(PAGE[a["source_start"] : a["source_end"]] == a["text"] for a, _ in pairs)
    assert [person["name"] for person in old["people"]] == [person["name"] for person in new["people"]]
    assert old["people"][-1]["text"] == "何一葦"
    assert [goal["quantity"]["value"] for goal in old["goals"]] == [
        goal["quantity"]["value"] for goal in new["goals"]
    ]
    assert old["published"] == new["published"]


def found_in(nlp: Language, text: str) -> set[tuple[object, ...]]:
    """Every mention by its layer and place in the source, every quantity by its place and value."""
    (outcome,) = annotate(nlp, [source(text)])
    spans: set[tuple[object, ...]] = set()
    for record in outcome.records:
        for layer in LAYERS:
            spans |= {(layer, item["source_start"], item["source_end"]) for item in record[layer]}  # type: ignore[literal-required]
        for goal in record["goals"] + record["results"]:
            spans.add((goal["status"], goal["quantity"]["source_start"], goal["quantity"]["value"]))
    return spans


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.txt"))[::3], ids=lambda path: path.stem)
def test_the_sample_articles_in_traditional_characters(nlp: Language, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    written = opencc.OpenCC("s2t").convert(text)
    assert is_traditional(written)
    assert found_in(nlp, written) == found_in(nlp, text)
