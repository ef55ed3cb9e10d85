from __future__ import annotations

import pytest

from pipeline.errors import RowError
from pipeline.linking.goal_lexicon import NOUN, VERB, GoalLexicon, GoalWord
from pipeline.linking.goal_text import BRACKET
from tests.linking.goal_texts import LEXICON


def roles(text: str) -> list[tuple[str, str]]:
    return [(text[token.start : token.end], token.role) for token in LEXICON.tokens(text, 0, len(text))]


def test_the_longest_word_is_taken() -> None:
    assert roles("新建改造公园") == [("新建改造", VERB)]


@pytest.mark.parametrize("text", ["投资完成率", "建成区面积", "增加值", "居民收入", "达州站", "超市"])
def test_a_noun_that_holds_a_verb_is_none(text: str) -> None:
    assert {role for _, role in roles(text)} <= {NOUN}


def test_a_verb_before_a_nominal_suffix_is_a_noun() -> None:
    lexicon = GoalLexicon([GoalWord("签约", "event"), GoalWord("数", "adv")])
    assert [token.role for token in lexicon.tokens("签约率", 0, 3)] == [NOUN]
    assert [token.role for token in lexicon.tokens("签约数字企业", 0, 6)] == ["event", "adv"]


def test_a_masked_bracket_inside_a_verb_is_known() -> None:
    masked = "新" + BRACKET * 5 + "建农村公路"
    assert [token.role for token in LEXICON.tokens(masked, 0, len(masked))] == [VERB]


def test_words_are_looked_for_in_the_range_only() -> None:
    assert LEXICON.tokens("新增企业", 2, 4) == []
    assert LEXICON.tokens("新增企业", 4, 4) == []


def test_an_unknown_role_is_an_error() -> None:
    with pytest.raises(RowError, match="unknown role 'verbal'"):
        GoalLexicon([GoalWord("建设", "verbal")])
