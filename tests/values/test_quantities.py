from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.components.goal_recognizer import load_grammar
from pipeline.errors import RowError
from pipeline.resources import resource
from pipeline.rows import PatternRow, read_rows, unmark
from pipeline.values.bounds import BoundTable
from pipeline.values.quantities import Quantity, QuantityGrammar, QuantityRow, measured
from pipeline.values.units import UnitTable

GRAMMAR = load_grammar()
ROWS = read_rows(resource("patterns/goals.jsonl"), QuantityRow)
NAMES = read_rows(resource("patterns/not_quantities.jsonl"), PatternRow)
by_id = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)


def spans(found: list[Quantity]) -> list[tuple[int, int]]:
    return [(quantity.start, quantity.end) for quantity in found]


@by_id
def test_the_example_of_a_form_is_found_by_it(row: QuantityRow) -> None:
    text, marked = unmark(row.example)
    found = GRAMMAR.find(text)
    assert spans(found) == marked
    assert row.id in {quantity.rule for quantity in found}


@by_id
def test_its_counter_example_is_not(row: QuantityRow) -> None:
    assert row.id not in {quantity.rule for quantity in GRAMMAR.find(row.counter_example)}


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row.id)
def test_a_name_is_no_quantity(row: PatternRow) -> None:
    text, marked = unmark(row.example)
    for quantity in GRAMMAR.find(text):
        assert all(quantity.end <= start or quantity.start >= end for start, end in marked)


# text with the expected spans marked; value, upper value, unit and comparator of each
READINGS = {
    "新建泊位⟦3500个⟧": [(3500, None, "个", "=")],
    "投资⟦1.2亿元⟧": [(120_000_000, None, "元", "=")],
    "总额⟦3,250.5万元⟧": [(32_505_000, None, "元", "=")],
    "上市新药⟦3款⟧，拨付5款项": [(3, None, "款", "=")],
    "超过⟦200家⟧": [(200, None, "家", ">=")],
    "节约⟦300万元⟧": [(3_000_000, None, "元", "=")],
    "约⟦300万元⟧": [(3_000_000, None, "元", "~")],
    "不足⟦60户⟧": [(60, None, "户", "<=")],
    "控制在⟦4.5%以内⟧": [(4.5, None, "%", "<=")],
    "每镇至少建成⟦1所⟧": [(1, None, "所", ">=")],
    "⟦20余个⟧项目": [(20, None, "个", ">=")],
    "⟦1亿多元⟧资金": [(100_000_000, None, "元", ">=")],
    "⟦5600余亿元⟧": [(560_000_000_000, None, "元", ">=")],
    "提高⟦2.1个百分点⟧": [(2.1, None, "百分点", "=")],
    "引进⟦3—5家⟧": [(3, 5, "家", "range")],
    "产量⟦5至8万吨⟧": [(50_000, 80_000, "吨", "range")],
    "由⟦96家⟧增加到⟦110家⟧": [(96, None, "家", "="), (110, None, "家", "=")],
    "提高⟦0.7⟧和⟦1.2个百分点⟧": [(0.7, None, "百分点", "="), (1.2, None, "百分点", "=")],
    "⟦百亿级⟧集群": [(10_000_000_000, None, "元", "~")],
    "⟦过亿元⟧项目": [(100_000_000, None, "元", ">=")],
    "突破⟦千亿⟧、⟦500亿⟧": [(10**11, None, "元", ">="), (5 * 10**10, None, "元", "=")],
    "⟦近百家⟧企业": [(100, None, "家", "~")],
    "⟦1.2亿⟧人口": [(120_000_000, None, "", "=")],
    "⟦86.3万⟧城乡居民": [(863_000, None, "", "=")],
    "⟦三分之二以上⟧": [(66.666667, None, "%", ">=")],
    "⟦百分之八十⟧": [(80, None, "%", "=")],
    "⟦七成半⟧，": [(75, None, "%", "=")],
    "⟦一半⟧。": [(50, None, "%", "=")],
    "产值⟦翻两番⟧": [(4, None, "倍", "=")],
    "⟦翻了一番还多⟧": [(2, None, "倍", ">=")],
    "居全省⟦第3位⟧": [(3, None, "位", "=")],
    "列全省⟦第一⟧。": [(1, None, "位", "=")],
    "保持全国⟦前十⟧，": [(10, None, "位", "=")],
    "抓好⟦前100家⟧企业": [(100, None, "家", "=")],
    "⟦35微克/立方米⟧": [(35, None, "微克/立方米", "=")],
    "利用系数达到⟦0.58⟧。": [(0.58, None, "", "=")],
    "优良天数⟦320天以上⟧": [(320, None, "天", ">=")],
    "⟦十余万人⟧": [(100_000, None, "人", ">=")],
    "⟦两座⟧水厂": [(2, None, "座", "=")],
    "⟦3300㎡⟧": [(3300, None, "平方米", "=")],
}


@pytest.mark.parametrize(("marked", "readings"), READINGS.items())
def test_reading(marked: str, readings: list[tuple[float, float | None, str, str]]) -> None:
    text, expected = unmark(marked)
    found = GRAMMAR.find(text)
    assert spans(found) == expected
    assert [(q.value, q.value_max, q.unit, q.comparator) for q in found] == readings


NO_QUANTITIES = [
    "六大赋能行动和“四强”产业",
    "十三届人大五次会议、五中全会",
    "一业一策、一带一路、三位一体",
    "拨打12345或3585000",
    "5G基站、5+1格局、4A级景区、世界500强",
    "国道318线、G7高速",
    "二级调研员、三级医院",
    "三年行动计划，十条措施",
    "12月3日至5日，2016—2020年",
    "PM2.5、2.0版",
    "（一）、1.、[3]",
    "第一，第二产业，第三方",
    "一批项目、多个部门、数百家单位、几十人",
]


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_names_and_codes_are_no_quantities(text: str) -> None:
    assert GRAMMAR.find(text) == []


@pytest.mark.parametrize(
    "unit",
    [
        "1" * 50 + "，",
        "十百千万",
        "第一二三",
        "“",
        "《",
        "3-",
        "百",
        "前",
        "每千",
        "约近超",
        "一个又",
        "1、",
        "1",
        "5%、",
    ],
)
def test_a_long_text_of_near_misses_is_read_to_its_end(unit: str) -> None:
    text = unit * (100_000 // len(unit)) + "共300个。"
    assert [q.end for q in GRAMMAR.find(text)][-1:] == [len(text) - 1]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一二十百千万亿0123.,个家元%第前近约以上至-“”《》翻番成半", max_size=40))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    found = spans(GRAMMAR.find(text))
    assert all(start < end <= len(text) for start, end in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))


def test_what_the_form_says_it_measures() -> None:
    assert measured("goal.rank", "people") == "rank"
    assert measured("goal.coefficient", "bare") == "coefficient"
    assert measured("goal.unit", "money") == "money"


def test_a_form_that_does_not_compile_is_an_error_that_names_it() -> None:
    row = QuantityRow("goal.bad", "digits", "number", "(?P<lo>[", 1.0, "⟦1⟧", "x")
    with pytest.raises(RowError, match=r"goal\.bad"):
        QuantityGrammar([row], ["$^"], UnitTable([]), BoundTable([]))
