"""The character grid: token offsets are character offsets, whatever the text."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.components.base import text_of
from pipeline.components.tokenizer import CharacterTokenizer

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.fixture(scope="module")
def grid() -> Language:
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}})


@given(TEXTS)
def test_token_i_is_character_i(grid: Language, text: str) -> None:
    doc = grid.make_doc(text)
    assert [token.text for token in doc] == list(text)
    assert [token.idx for token in doc] == list(range(len(text)))
    assert doc.text == text == text_of(doc)


ODD_TEXTS = ["", " ", "\n\n", "记者 周　望岳", "a\tb\r\n", "😀👍🏽市长", "１２３％", "\u200b\ufeff", "\x00"]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_blanks_and_wide_characters_are_tokens_too(grid: Language, text: str) -> None:
    assert [token.text for token in grid.make_doc(text)] == list(text)


def test_a_lone_surrogate_is_no_text(grid: Language) -> None:
    with pytest.raises(UnicodeEncodeError):
        grid.make_doc("市长\ud800")


def test_many_texts_are_docs_in_their_order(grid: Language) -> None:
    texts = ["市委 市政府", "", "\n"]
    tokenizer = CharacterTokenizer(grid.vocab)
    assert [doc.text for doc in tokenizer.pipe(iter(texts), batch_size=2)] == texts


def test_it_has_nothing_to_save(grid: Language, tmp_path: Path) -> None:
    tokenizer = CharacterTokenizer(grid.vocab)
    assert tokenizer.to_bytes() == b""
    assert tokenizer.from_bytes(b"") is tokenizer
    tokenizer.to_disk(tmp_path / "tokenizer")
    assert not list(tmp_path.iterdir())
    assert tokenizer.from_disk(tmp_path) is tokenizer


def test_a_saved_language_has_the_grid_again(grid: Language, tmp_path: Path) -> None:
    grid.to_disk(tmp_path)
    assert [token.text for token in spacy.load(tmp_path).make_doc("记者 周望岳")] == list("记者 周望岳")


def test_its_docs_can_be_sent_to_another_process(grid: Language) -> None:
    doc = pickle.loads(pickle.dumps(grid.make_doc("记者 周望岳")))
    assert doc.text == "记者 周望岳"
