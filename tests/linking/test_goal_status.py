from __future__ import annotations

import pytest

from pipeline.errors import RowError
from pipeline.linking.goal_status import (
    ACHIEVED,
    TARGET,
    Context,
    ContextLexicon,
    Trigger,
    context_score,
    decide,
)
from pipeline.linking.goal_text import clauses
from tests.linking.goal_texts import KNOWLEDGE, statements


def score(text: str) -> float:
    """What the triggers of a sentence say of its last quantity."""
    item = statements(text)[-1]
    clause = next(place for place in clauses(text, 0, len(text)) if place[0] <= item.start < place[1])
    return context_score(KNOWLEDGE.contexts.triggers(text, 0, len(text)), (item.start, item.end), clause)


@pytest.mark.parametrize(
    "text",
    [
        "力争新增企业30家",
        "确保税收增长8%，新增岗位500个",
        "将建成公园5个",
        "已建成30个，力争再建20个",
        "距离全年增长7%的目标还有差距",
        "报告提出，新建学校5所",
    ],
)
def test_planned(text: str) -> None:
    assert score(text) > 0


@pytest.mark.parametrize(
    "text",
    [
        "已建成公园5个",
        "目前，开工34个",
        "计划新建20个，已建成12个",
        "新增了30家",
        "连续获奖，新增5家",
    ],
)
def test_done(text: str) -> None:
    assert score(text) < 0


@pytest.mark.parametrize(
    "text", ["主要企业30家", "需要的岗位500个", "年度计划投资9亿元", "了解到有5家企业", "新建公园5个"]
)
def test_words_that_hold_a_trigger_say_nothing(text: str) -> None:
    assert score(text) == 0


def test_the_own_clause_speaks_louder_than_another() -> None:
    own = Trigger(10, 12, 6.0, "sentence", "forward")
    other = Trigger(0, 2, -6.0, "sentence", "forward")
    assert context_score([other, own], (14, 16), (8, 18)) == 6.0
    assert 0 > context_score([other], (14, 16), (8, 18)) > -6.0


def test_a_faint_trigger_gives_way_to_the_one_before() -> None:
    faint, loud = Trigger(9, 11, -2.5, "sentence", "forward"), Trigger(8, 9, 6.0, "sentence", "forward")
    assert context_score([loud, faint], (14, 16), (8, 18)) == 6.0
    assert context_score([faint], (14, 16), (8, 18)) == -2.5


def test_a_trigger_reaches_back_only_so_far() -> None:
    near = Trigger(20, 22, 6.0, "sentence", "backward")
    assert context_score([near], (14, 16), (8, 18)) > 0
    assert context_score([near._replace(start=90)], (14, 16), (8, 18)) == 0
    assert context_score([near._replace(scope="clause")], (14, 16), (8, 18)) == 0


def test_a_clause_trigger_does_not_leave_its_clause() -> None:
    trigger = Trigger(0, 1, -4.0, "clause", "forward")
    assert context_score([trigger], (14, 16), (8, 18)) == 0


@pytest.mark.parametrize(
    "row",
    [
        Context("将", "planned", "clause", "forward"),
        Context("将", "target", "page", "forward"),
        Context("将", "target", "clause", "up"),
    ],
)
def test_an_unknown_word_in_a_row_is_an_error(row: Context) -> None:
    with pytest.raises(RowError, match="将"):
        ContextLexicon([row])


def test_decide() -> None:
    assert (decide(0.1), decide(-0.1)) == (TARGET, ACHIEVED)
