from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.errors import ModelError
from pipeline.segmentation.boundaries import mark_boundaries, word_boundaries
from pipeline.segmentation.segmenter import SHIPPED_MODEL

TEXT = "临河市市长乔远帆出席会议。\n记者 从市教育局获悉，今年１月全市工业增长8.5%😀。"
GRID = {"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("zh", config=GRID)
    nlp.add_pipe("words")
    return nlp


def words_of(doc: Doc) -> list[tuple[int, int]]:
    return [(word.start_char, word.end_char) for word in doc.spans["words"]]


def test_spans_are_words(nlp: Language) -> None:
    doc = nlp("全市经济保持平稳增长")
    assert [word.text for word in doc.spans["words"]] == ["全市", "经济", "保持", "平稳", "增长"]


@settings(deadline=None)
@given(TEXTS)
def test_spans_tile_all_but_the_blanks_in_order(nlp: Language, text: str) -> None:
    covered = [i for start, end in words_of(nlp(text)) for i in range(start, end)]
    assert covered == [i for i, character in enumerate(text) if not character.isspace()]


@settings(deadline=None)
@given(TEXTS)
def test_boundaries_agree_with_the_spans(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert word_boundaries(doc) == mark_boundaries(words_of(doc), len(text))


def test_running_twice_gives_the_same_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    once = doc.to_bytes()
    assert nlp.get_pipe("words")(doc).to_bytes() == once


def test_text_is_left_as_it_is(nlp: Language) -> None:
    assert nlp(TEXT).text == TEXT


def test_factory_works_on_spacys_own_character_tokens(nlp: Language) -> None:
    plain = spacy.blank("zh")
    plain.add_pipe("words")
    assert words_of(plain(TEXT)) == words_of(nlp(TEXT))


def test_pipeline_round_trips_through_a_folder(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert words_of(again(TEXT)) == words_of(nlp(TEXT))
    assert again.config["components"]["words"]["model"] is None


def test_a_model_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="make train-words"):
        spacy.blank("zh", config=GRID).add_pipe("words", config={"model": str(tmp_path)})


def test_a_model_folder_can_be_named(nlp: Language) -> None:
    fresh = spacy.blank("zh", config=GRID)
    fresh.add_pipe("words", config={"model": str(SHIPPED_MODEL)})
    assert words_of(fresh(TEXT)) == words_of(nlp(TEXT))


def test_nothing_is_fetched_or_written_at_home(tmp_path: Path) -> None:
    refuse = "import socket; socket.socket.connect = None; "
    load = (
        "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('words'); print(len(nlp('市长').spans['words']))"
    )
    home = {"HOME": str(tmp_path), "PKUSEG_HOME": str(tmp_path / "pkuseg")}
    done = subprocess.run(
        [sys.executable, "-c", refuse + load],
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("1\n", "")
    assert list(tmp_path.iterdir()) == []
