"""Passages: every piece is a record, nothing is cut in two, and the rest is white space."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.examples import ExampleMaker
from pipeline.export.passages import cut_record, passages_of, ranges
from pipeline.export.selection import Selection, items_of
from pipeline.record_checks import mentions, parse_record
from pipeline.records import Record
from pipeline.writers.jsonl import to_line

CUTS: list[tuple[str, int, list[str]]] = [
    ("第一段。\n第二段。", 6, ["第一段。", "第二段。"]),
    ("今天开会。明天开工。", 7, ["今天开会。", "明天开工。"]),
    ("他说：“好。”她不说。", 8, ["他说：“好。”", "她不说。"]),
    ("新建项目，续建项目，", 7, ["新建项目，", "续建项目，"]),
    ("一二三四五六七八九十", 4, ["一二三四", "五六七八", "九十"]),
    ("短", 10, ["短"]),
    (" \n　", 1, []),
    ("甲。\n\n\n乙。", 3, ["甲。", "乙。"]),
    ("甲。乙。丙。\n丁。", 100, ["甲。乙。丙。\n丁。"]),
]


@pytest.mark.parametrize(("text", "length", "wanted"), CUTS)
def test_texts_are_cut_at_the_best_end(text: str, length: int, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in ranges(text, length, ())] == wanted


def test_what_is_closed_is_never_cut() -> None:
    text = "全年完成投资二十五亿元，增长一成。"
    assert [text[a:b] for a, b in ranges(text, 6, [(4, 11)])] == [
        "全年完成",
        "投资二十五亿元",
        "，增长一成。",
    ]


@given(st.text(alphabet="项目。；，\n 　人", max_size=60), st.integers(1, 20), st.data())
def test_passages_tile_the_text(text: str, length: int, data: st.DataObject) -> None:
    closed = []
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, max(0, len(text) - 1)))
        end = data.draw(st.integers(start, min(len(text), start + 9)))
        if text[start:end].strip() == text[start:end] != "":
            closed.append((start, end))
    found = [*ranges(text, length, closed)]
    behind = 0
    for start, end in found:
        assert behind <= start < end
        assert not text[behind:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert not any(first < border < last for border in (start, end) for first, last in closed)
        if not any(start < last and first < end for first, last in closed):
            assert end - start <= length
        behind = end
    assert not text[behind:].strip()


@pytest.mark.parametrize("length", [20, 60, 200, None])
def test_every_passage_is_a_record_and_nothing_is_lost(records: list[Record], length: int | None) -> None:
    for record in records:
        maker = ExampleMaker(Selection(), length)
        passages = maker.examples_of(record)
        for passage in passages:
            assert parse_record(to_line(passage), place="cut", number=1)["id"] == passage["id"]
            assert passage["source"] == record["source"]
        original = sorted((layer, item["text"], item["source_start"]) for layer, item in mentions(record))
        found = [(layer, item["text"], item["source_start"]) for p in passages for layer, item in mentions(p)]
        assert sorted(found) == original
        posts = sum(len(passage["posts"]) for passage in passages)
        assert posts + maker.left_out["posts cut by a passage"] == len(record["posts"])
        links = sum(goal["of"] is not None for p in passages for goal in (*p["goals"], *p["results"]))
        there = sum(goal["of"] is not None for goal in (*record["goals"], *record["results"]))
        assert links + maker.left_out["links of statements cut by a passage"] == there


def test_ids_tell_where_a_passage_stands(records: list[Record]) -> None:
    for record in records:
        for passage in cut_record(record, passages_of(record, 50)):
            match = re.fullmatch(r"(.+)@(\d+)-(\d+)", passage["id"])
            if match is None:
                assert passage is record
            else:
                assert record["text"][int(match[2]) : int(match[3])] == passage["text"]


def test_what_is_selected_does_not_move_the_borders(records: list[Record]) -> None:
    some = ExampleMaker(Selection(layers=("dates",)), 50)
    every = ExampleMaker(Selection(), 50)
    for record in records:
        texts = [[passage["text"] for passage in maker.examples_of(record)] for maker in (some, every)]
        assert texts[0] == texts[1]


def test_items_stand_where_they_stood(records: list[Record]) -> None:
    for record in records:
        for passage in cut_record(record, passages_of(record, 40)):
            for _, item in items_of(passage):
                assert passage["text"][item["start"] : item["end"]] == item["text"]
