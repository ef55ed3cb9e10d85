from __future__ import annotations

import pytest

from pipeline.resources import resource
from pipeline.rows import read_rows
from pipeline.values.bounds import Bound, BoundTable

TABLE = BoundTable(read_rows(resource("patterns/bounds.jsonl"), Bound))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("税收超过", ">="),
        ("比例不低于", ">="),
        ("费用约", "~"),
        ("节约", None),
        ("通过", None),
        ("失业率控制在", "<="),
        ("每镇至少建成", ">="),
        ("至少一次。新建", None),
        ("建成", None),
        ("", None),
    ],
)
def test_words_before_a_number(text: str, sign: str | None) -> None:
    assert TABLE.before(text) == sign


@pytest.mark.parametrize(
    ("word", "sign"), [("以上", ">="), ("以内", "<="), ("左右", "~"), ("级", "~"), ("的", None)]
)
def test_words_behind_a_number(word: str, sign: str | None) -> None:
    assert TABLE.behind(word) == sign


@pytest.mark.parametrize(("word", "sign"), [("上", ">="), ("近", "~"), ("过", ">=")])
def test_words_glued_to_a_number(word: str, sign: str) -> None:
    assert TABLE.glued(word) == sign


def test_a_glued_word_bounds_no_digits() -> None:
    assert TABLE.before("在网上") is None
