from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ModelError
from pipeline.tagger.marginals import span_starts_ends
from pipeline.tagger.tags import OUTSIDE, TagSet

TAGS = TagSet(["PER", "ORG"])
O, B, I, E, S = range(5)  # noqa: E741 (the tags' own names)


@pytest.mark.parametrize(
    ("length", "spans", "tags"),
    [
        (4, [], [O, O, O, O]),
        (4, [(0, 1, "PER")], [S, O, O, O]),
        (4, [(1, 3, "PER")], [O, B, E, O]),
        (4, [(0, 4, "ORG")], [B + 4, I + 4, I + 4, E + 4]),
        (3, [(0, 1, "PER"), (1, 3, "ORG")], [S, B + 4, E + 4]),
    ],
)
def test_spans_are_tags(length: int, spans: list[tuple[int, int, str]], tags: list[int]) -> None:
    assert TAGS.encode(length, spans).tolist() == tags


@st.composite
def labelled_texts(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, str]]]:
    borders = draw(st.lists(st.integers(0, 30), unique=True, max_size=10).map(sorted))
    pairs = zip(borders[::2], borders[1::2], strict=False)
    return 30, [(start, end, draw(st.sampled_from(TAGS.labels))) for start, end in pairs]


@given(labelled_texts())
def test_spans_survive_as_tags(text: tuple[int, list[tuple[int, int, str]]]) -> None:
    length, spans = text
    starts, ends, labels = span_starts_ends(TAGS.encode(length, spans).astype(np.intp))
    names = [TAGS.labels[label] for label in labels]
    assert list(zip(starts.tolist(), ends.tolist(), names, strict=True)) == spans


@given(labelled_texts())
def test_tags_of_spans_are_allowed(text: tuple[int, list[tuple[int, int, str]]]) -> None:
    tags = [OUTSIDE, *TAGS.encode(*text).tolist(), OUTSIDE]
    allowed = TAGS.allowed()
    assert all(allowed[before, after] for before, after in itertools.pairwise(tags))


@pytest.mark.parametrize(
    ("before", "after"), [(O, I), (O, E), (B, O), (B, S), (B, E + 4), (I, B), (E, E), (S, I)]
)
def test_what_is_no_span_is_not_allowed(before: int, after: int) -> None:
    assert not TAGS.allowed()[before, after]


def test_an_unknown_label_is_named_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match=r"no label 'GAME' \(known: PER, ORG\)"):
        TAGS.tag("GAME", 0)
