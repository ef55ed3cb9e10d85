from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.tagger.tagger import BATCH, Tagger, batches, load_tagger
from pipeline.tagger.weights import Weights
from pipeline.tagger.word_evidence import find_words, tag_texts
from tests.tagger.conftest import LABEL_SET, make_weights

TEXTS = st.lists(st.text(st.sampled_from("张云川某，。\0 a1😀"), max_size=20), max_size=5)
Found = list[tuple[str, str]]


@pytest.fixture
def tagger(weights: Weights) -> Tagger:
    return Tagger(weights)


def test_what_the_weights_say_is_found(tagger: Tagger) -> None:
    [spans] = tagger.find(["在云川，张某说"])
    assert [span[:3] for span in spans] == [(1, 3, "LOC"), (4, 6, "PER")]
    assert all(0.5 < span.confidence < 1 for span in spans)


@settings(deadline=None)
@given(TEXTS)
def test_spans_are_in_order_apart_and_the_same_in_any_company(texts: list[str]) -> None:
    tagger = Tagger(make_weights())
    together = tagger.find(texts, [find_words(text) for text in texts])
    for text, spans in zip(texts, together, strict=True):
        borders = [border for span in spans for border in span[:2]]
        assert borders == sorted(borders)
        assert all(0 <= span.start < span.end <= len(text) and 0 <= span.confidence <= 1 for span in spans)
        [alone] = tagger.find([text], [find_words(text)])
        assert [span[:3] for span in alone] == [span[:3] for span in spans]
        for one, other in zip(alone, spans, strict=True):
            assert one.confidence == pytest.approx(other.confidence, abs=1e-4)


@given(st.lists(st.integers(0, BATCH), max_size=8))
def test_batches_tile_the_texts(lengths: list[int]) -> None:
    texts = ["字" * length for length in lengths]
    parts = [texts[part] for part in batches(texts)]
    assert [text for part in parts for text in part] == texts
    assert all(len(part) == 1 or sum(map(len, part)) <= BATCH for part in parts)


def test_a_tagger_is_loaded_once(model: Path) -> None:
    assert load_tagger(LABEL_SET, model) is load_tagger(LABEL_SET, model)


def found_by(label_set: str, text: str, *, words: bool = True) -> Found:
    [spans] = tag_texts(load_tagger(label_set), [text], words=words)
    return [(text[span.start : span.end], span.label) for span in spans]


@pytest.mark.parametrize("words", [True, False])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "新华社记者赵文博昨天从上海回到北京。",
            [("新华社", "ORG"), ("赵文博", "PER"), ("上海", "LOC"), ("北京", "LOC")],
        ),
        ("经济增长很快，天气也好。", []),
    ],
)
def test_msra_labels_news(text: str, expected: Found, words: bool) -> None:
    assert found_by("msra", text, words=words) == expected


def test_cluener_knows_posts() -> None:
    assert ("总经理", "position") in found_by("cluener", "该公司总经理陈国强表示，产品下月上市。")


def test_resume_knows_titles() -> None:
    assert found_by("resume", "历任海通证券有限公司董事长、总经理。") == [
        ("海通证券有限公司", "ORG"),
        ("董事长", "TITLE"),
        ("总经理", "TITLE"),
    ]
