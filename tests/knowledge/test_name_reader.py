"""Reading a name at a place of a text: where it ends, forms with blanks and dots, borders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.name_reader import Name, NameReader
from pipeline.rows import unmark

TEXTS = st.text(
    st.one_of(st.sampled_from("王欧阳建国静买提·说等 　\n，族"), st.characters(exclude_categories=["Cs"])),
    max_size=25,
)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("⟦王建国⟧说", "王建国"),
        ("⟦王静⟧说，好", "王静"),
        ("⟦欧阳志远⟧出席", "欧阳志远"),
        ("⟦欧阳俊⟧、李强", "欧阳俊"),
        ("⟦仝 彤⟧说", "仝彤"),
        ("⟦仝　彤⟧", "仝彤"),
        ("⟦帕丽达·吾守尔⟧说", "帕丽达·吾守尔"),
        ("⟦吐尔洪江·买买提⟧出席会议", "吐尔洪江·买买提"),
        ("⟦占堆次仁⟧出席", "占堆次仁"),
    ],
)
def test_a_name_starts_here(marked: str, name: str) -> None:
    text, [(start, end)] = unmark(marked)
    reading = NameReader(text).read(start)
    assert reading is not None
    assert (reading.start, reading.end, reading.name) == (start, end, name)


@pytest.mark.parametrize("text", ["", "，王建国", " ", "123", "A", "汉族", "\n"])
def test_no_name_starts_here(text: str) -> None:
    assert NameReader(text).read(0) is None


@pytest.mark.parametrize(("text", "name"), [("易如，", "易如"), ("易如说：", "易如"), ("高远参加。", "高远")])
def test_a_break_behind_a_reading_can_be_given_weight(text: str, name: str) -> None:
    reading = NameReader(text).read(0, 6.5)
    assert reading is not None
    assert reading.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("会上，周望岳", "周望岳"), ("由周望岳", "周望岳"), ("周望岳", "周望岳"), ("\n王静", "王静")],
)
def test_a_name_ends_here(text: str, name: str) -> None:
    reading = NameReader(text).read_before(len(text))
    assert reading is not None
    assert (reading.name, reading.end) == (name, len(text))


@pytest.mark.parametrize("text", ["", "周", "全市周望岳", "，的", "123"])
def test_no_name_ends_at_the_start_of_a_phrase(text: str) -> None:
    assert NameReader(text).read_before(len(text)) is None


@pytest.mark.parametrize("mark", ["，", " ", "\n", "）", "1", "A", ""])
def test_a_break_bounds_a_name(mark: str) -> None:
    assert NameReader("王建国" + mark).bounded(3)


@pytest.mark.parametrize("char", ["说", "的", "·", "㐀"])
def test_a_character_of_names_is_no_break(char: str) -> None:
    assert not NameReader("王建国" + char).bounded(3)


def test_borders() -> None:
    reader = NameReader("了王建国说好")
    assert reader.starts_phrase(0)
    assert reader.starts_phrase(1)
    assert not reader.starts_phrase(2)
    assert reader.ends_name(4)
    assert not reader.ends_name(5)


def test_a_name_alone_has_a_common_surname_and_breaks_on_both_sides() -> None:
    reader = NameReader("王建国，会建国，王建国厂")
    assert reader.alone(Name(0, 3, "王建国", 1.0))
    assert not reader.alone(Name(4, 7, "会建国", 1.0))
    assert not reader.alone(Name(8, 11, "王建国", 1.0))


def test_names_of_the_nationalities_need_no_surname() -> None:
    reader = NameReader("")
    assert reader.has_surname(Name(0, 3, "欧阳俊", 0.0))
    assert reader.has_surname(Name(0, 3, "王建国", 0.0))
    assert not reader.has_surname(Name(0, 2, "的确", 0.0))


@given(TEXTS, st.data())
def test_readings_lie_in_the_text(text: str, data: st.DataObject) -> None:
    reader = NameReader(text)
    at = data.draw(st.integers(0, len(text)))
    reading = reader.read(at, data.draw(st.sampled_from([0.0, 6.5])))
    if reading is not None:
        assert at == reading.start < reading.end <= len(text)
        assert reading.name == "".join(text[reading.start : reading.end].split())
    before = reader.read_before(at)
    assert before is None or (0 <= before.start < before.end == at)


@given(TEXTS, st.integers(0, 30))
def test_borders_are_told_at_any_place(text: str, at: int) -> None:
    reader = NameReader(text)
    at = min(at, len(text))
    assert reader.ends_name(at) or not reader.bounded(at)
    assert isinstance(reader.starts_phrase(at), bool)
