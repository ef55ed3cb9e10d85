from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import spacy_pkuseg
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ModelError
from pipeline.segmentation.segmenter import FEATURES, META, SHIPPED_MODEL, WEIGHTS, Segmenter, load_segmenter

# Everything that Unicode has but lone surrogates, with an eye to what splits, normalizes or is wide.
TRICKY = "市长出席会议。，、 \t\r\n\x0b\x1c\x85\u00a0\u2028\u3000\u200b\ufeff😀👨‍👩‍👧é１２％ＡＢａ-._,|/*:&$5"
TEXTS = st.text(st.one_of(st.sampled_from(TRICKY), st.characters(exclude_categories=["Cs"])), max_size=80)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return load_segmenter()


@settings(deadline=None)
@given(text=TEXTS)
def test_words_tile_all_but_the_blanks_in_order(segmenter: Segmenter, text: str) -> None:
    offsets = segmenter.word_offsets(text)
    covered = [i for start, end in offsets for i in range(start, end)]
    assert covered == [i for i, character in enumerate(text) if not character.isspace()]
    assert all(start < end for start, end in offsets)


@pytest.fixture(scope="module")
def pkuseg() -> spacy_pkuseg.pkuseg:
    return spacy_pkuseg.pkuseg(str(SHIPPED_MODEL), user_dict=None)


@settings(deadline=None)
@given(text=TEXTS)
def test_words_are_those_of_pkuseg_itself(
    segmenter: Segmenter, pkuseg: spacy_pkuseg.pkuseg, text: str
) -> None:
    assert segmenter.cut(text) == pkuseg.cut(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("全市经济保持平稳增长", ["全市", "经济", "保持", "平稳", "增长"]),
        (
            "会议要求加快建设。代表们很高兴。",
            ["会议", "要求", "加快", "建设", "。", "代表", "们", "很", "高兴", "。"],
        ),
        ("新华社 记者", ["新华社", "记者"]),
        ("。。", ["。", "。"]),
        (" \n　", []),
        ("", []),
    ],
)
def test_words_of_the_shipped_model(segmenter: Segmenter, text: str, words: list[str]) -> None:
    assert segmenter.cut(text) == words


def test_a_very_long_line_is_one_piece(segmenter: Segmenter) -> None:
    assert segmenter.cut("经济增长" * 5000) == ["经济", "增长"] * 5000


def test_the_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED_MODEL.iterdir()) < 12_000_000


@pytest.fixture
def damaged(small_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_model, tmp_path / "damaged"))


@pytest.mark.parametrize("name", [META, FEATURES, WEIGHTS])
def test_a_missing_file_is_named_with_its_remedy(damaged: Path, name: str) -> None:
    (damaged / name).unlink()
    with pytest.raises(ModelError, match="make train-words") as caught:
        load_segmenter(damaged)
    assert caught.value.place == damaged / name


@pytest.mark.parametrize("name", [META, FEATURES, WEIGHTS])
def test_a_truncated_file_is_named_with_its_remedy(damaged: Path, name: str) -> None:
    path = damaged / name
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ModelError, match="make train-words") as caught:
        load_segmenter(damaged)
    assert caught.value.place == path


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": 99}, "format 99"),
        ({"format": None}, "format None"),
        ({"files": {}}, "damaged"),
        ({"files": 3}, "damaged"),
    ],
)
def test_a_meta_of_another_form_is_refused(damaged: Path, change: dict[str, object], reason: str) -> None:
    path = damaged / META
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(ModelError, match=reason):
        load_segmenter(damaged)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none.*No such file"):
        load_segmenter(tmp_path / "none")
