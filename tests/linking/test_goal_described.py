"""Whose thing a figure describes: cases in the order of the rules, each with what must not be linked."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.linking.goal_described import described
from pipeline.linking.goal_indicator import assign_indicators
from pipeline.linking.goal_text import clauses, mask, sentences
from tests.linking.goal_texts import LEXICON, statements

Links = dict[str, str | None]


def links(text: str) -> Links:
    """What each quantity of a passage describes, both as written."""
    items = statements(text)
    masked = mask(text, [], [(item.start, item.end) for item in items])
    found: Links = {}
    earlier = []
    for start, end in sentences(masked, 0, len(text)):
        inside = [item for item in items if start <= item.start < end]
        assign_indicators(text, masked, LEXICON, (start, end), inside)
        things = described(masked, list(clauses(masked, start, end)), inside, earlier)
        for item, thing in zip(inside, things, strict=True):
            found[text[item.start : item.end]] = None if thing is None else text[thing.start : thing.end]
        earlier = inside
    return found


MODIFIED = [
    ("加快推进总投资236亿元的18个市级重大项目", {"236亿元": "18个", "18个": None}),
    ("实施总投资236亿元的重大项目18个", {"236亿元": "18个", "18个": None}),
    ("引进18个总投资236亿元的项目", {"18个": None, "236亿元": "18个"}),
    ("引进投资过亿元项目60个以上", {"过亿元": "60个以上", "60个以上": None}),
    ("新引进产值5亿元以上企业30家", {"5亿元以上": "30家", "30家": None}),
    ("培育6个百亿级产业链", {"6个": None, "百亿级": "6个"}),
    ("引进项目20个，总投资100亿元的3个项目开工", {"20个": None, "100亿元": "3个", "3个": None}),
]
SIZED = [
    ("全市开工项目75个、总投资620亿元", {"75个": None, "620亿元": "75个"}),
    ("24个市级项目集中开工，总投资417亿元", {"24个": None, "417亿元": "24个"}),
    (
        "实施重点项目75个，总投资620亿元，年度计划投资180亿元",
        {"75个": None, "620亿元": "75个", "180亿元": "75个"},
    ),
    ("签约项目50个，协议资金800亿元", {"50个": None, "800亿元": "50个"}),
    ("新建培训基地10个，总面积3万平方米", {"10个": None, "3万平方米": "10个"}),
    ("新建道路18条、13公里", {"18条": None, "13公里": "18条"}),
    ("实施项目75个，增长12%，总投资620亿元", {"75个": None, "12%": None, "620亿元": "75个"}),
]
PARTS = [
    ("新开工项目42个、总投资80亿元；其中产业项目27个", {"42个": None, "80亿元": "42个", "27个": "42个"}),
    ("实施项目75个，其中省级20个、市级55个", {"75个": None, "20个": "75个", "55个": "75个"}),
    ("实施项目75个，其中省级20个，市级55个", {"75个": None, "20个": "75个", "55个": "75个"}),
    ("新建学校10所（其中城区6所、农村4所）", {"10所": None, "6所": "10所", "4所": "10所"}),
    ("全年实施项目75个。其中，省级20个。", {"75个": None, "20个": "75个"}),
    ("总投资100亿元，其中政府投资30亿元", {"100亿元": None, "30亿元": "100亿元"}),
    (
        "新开工亿元以上项目90个，其中10亿元以上20个",
        {"亿元以上": "90个", "90个": None, "10亿元以上": "20个", "20个": "90个"},
    ),
]
ALONE = [
    "财政收入100亿元、固定资产投资300亿元",
    "为30家企业发放2亿元的贷款",
    "新增企业100家，总投资200亿元的产业园开工",
    "组织招商活动30次，签约金额50亿元",
    "新建公园12个，城镇新增就业3万人",
    "粮食产量120万吨，新建粮库8座",
    "城区新增泊位2000个，财政收入增长8%",
    "其中3家企业上市",
    "实施项目75个，其中投资增长20%",
    "全年实施项目20个，其中惠及企业75家、群众3万人",
    "实施项目20个，其中续建项目75个",
    "3.2亿元补助资金发放到4.5万户",
    "实施项目75个；新建园区5个，其中投资20亿元",
    "工业产值超6000亿元；新兴产业占比45%以上，其中医药产值450亿元",
    "全年实施项目75个。全市共有省级园区20个。",
]
NOT_PARTS = [
    ("实施重点项目120个，其中省级51个；技改项目106个", "106个"),
    ("新增企业90家，其中工业60家，培育专精特新企业30家", "30家"),
    ("固定资产投资300亿元，其中工业投资100亿元，财政收入50亿元", "50亿元"),
    ("建成良田30万亩，改造小区20个，投资5亿元，收入9亿元", "9亿元"),
]


@pytest.mark.parametrize(("text", "expected"), [*MODIFIED, *SIZED, *PARTS])
def test_the_thing_that_a_figure_describes(text: str, expected: Links) -> None:
    assert links(text) == expected


@pytest.mark.parametrize("text", ALONE)
def test_figures_that_speak_for_themselves(text: str) -> None:
    assert set(links(text).values()) == {None}


@pytest.mark.parametrize(("text", "quantity"), NOT_PARTS)
def test_where_a_list_ends(text: str, quantity: str) -> None:
    assert links(text)[quantity] is None


@pytest.mark.parametrize(
    "unit", ["项目3个、", "总投资3亿元，", "其中省级2个、", "总投资3亿元的", "（其中2家）", "2个，其中"]
)
def test_no_statement_describes_itself_or_one_that_describes_it(unit: str) -> None:
    text = unit * 40
    items = statements(text)
    masked = mask(text, [], [(item.start, item.end) for item in items])
    assign_indicators(text, masked, LEXICON, (0, len(text)), items)
    things = described(masked, list(clauses(masked, 0, len(text))), items, [])
    assert all(thing is not item for item, thing in zip(items, things, strict=True))
    pairs = pairwise(zip(items, things, strict=True))
    assert not any(a[1] is b[0] and b[1] is a[0] for a, b in pairs)
