"""Where a range of a record's text stands in the source: what the record tells, and what its source tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.export.annotation.places import Run, known_runs, place, runs_of
from pipeline.records import Record
from tests.record_desk import SOURCE, TEXT, Desk, full_desk

ARTICLES = Path(__file__).parents[3] / "seeds" / "articles"


def test_what_lies_between_two_mentions_is_known_where_nothing_was_left_out() -> None:
    """The break stands after 何一, inside the name: the characters on both sides of it are known."""
    runs = known_runs(full_desk().checked())
    assert runs == (Run(0, 0, 9), Run(10, 11, len(TEXT) - 10))
    assert place(runs, 0, 8) == (0, 8)
    assert place(runs, 8, 12) == (8, 13)
    assert place(runs, 9, 12) is None


def test_without_mentions_the_ends_are_known() -> None:
    desk = Desk()
    runs = known_runs(desk.checked())
    assert place(runs, 0, len(TEXT)) == (0, len(SOURCE))
    assert place(runs, 3, 5) is None


def test_the_source_tells_every_place() -> None:
    (article,) = clean(SOURCE)
    runs = runs_of(article.text, SOURCE, article.offsets[0])
    for start in range(len(article.text)):
        assert place(runs, start, start + 1) == (article.offsets[start], article.offsets[start] + 1)


def test_a_source_without_the_article_tells_nothing() -> None:
    assert runs_of("别的文章", SOURCE, 0) == ()
    (article,) = clean(SOURCE)
    assert runs_of(article.text, SOURCE, 7) == ()


@pytest.mark.parametrize("name", ["a01_damaged_page", "b09_newspaper_page", "r05_haibei"])
def test_on_real_pages_the_record_never_tells_another_place_than_the_source(
    name: str, records: list[Record]
) -> None:
    source = (ARTICLES / f"{name}.txt").read_bytes().decode()
    for record in records:
        if not record["source"]["uri"].endswith(f"{name}.txt"):
            continue
        every = runs_of(record["text"], source, record["source"]["start"])
        known = known_runs(record)
        assert every
        for offset in range(len(record["text"])):
            told = place(known, offset, offset + 1)
            assert told is None or told == place(every, offset, offset + 1)


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.data())
def test_a_place_that_is_told_is_right(kept: list[bool], data: st.DataObject) -> None:
    """The text is what is kept of a source of different characters; mentions stand anywhere in it."""
    source = "".join(chr(0x4E00 + number) for number in range(len(kept)))
    text = "".join(char for char, keep in zip(source, kept, strict=True) if keep)
    if not text:
        return
    desk = Desk(text, source)
    for start in data.draw(st.lists(st.integers(0, len(text) - 1), max_size=4, unique=True)):
        desk.add("people", text[start : data.draw(st.integers(start + 1, len(text)))])
    runs = known_runs(desk.checked())
    for offset, char in enumerate(text):
        told = place(runs, offset, offset + 1)
        assert told is None or source[told[0]] == char
