from __future__ import annotations

import pytest

from pipeline.linking.goal_action import action_of, change_of
from tests.linking.goal_texts import linked


@pytest.mark.parametrize(
    ("text", "action", "change"),
    [
        ("抓好300项重点技改项目", "抓好", "level"),
        ("新增企业30家", "新增", "increase"),
        ("新引进银行3家", "新引进", "increase"),
        ("城镇新增就业7万人", None, "increase"),
        ("税收增长8%", "增长", "increase"),
        ("能耗下降3%", "下降", "decrease"),
        ("税收增长到8亿元", "增长到", "level"),
        ("占比达到36%", "达到", "level"),
        ("增速居全省第3位", "居", "rank"),
        ("收入翻一番", None, "increase"),
        ("新建、改造公园50个", "新建、改造", "level"),
        ("旅游收入22亿元", None, "level"),
    ],
)
def test_action_and_change(text: str, action: str | None, change: str) -> None:
    (item,) = linked(text)
    assert (action_of(text, item), change_of(text, item)) == (action, change)


def test_a_list_shares_its_verb() -> None:
    text = "建设10家智慧工厂、100个智慧车间"
    assert [action_of(text, item) for item in linked(text)] == ["建设", "建设"]
