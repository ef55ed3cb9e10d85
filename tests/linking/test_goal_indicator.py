from __future__ import annotations

import pytest

from tests.linking.goal_texts import linked

# a sentence, and for each quantity in it what it counts or measures
INDICATORS = {
    # behind, before, a clause away
    "抓好300项重点技改项目": ["重点技改项目"],
    "开发公益性岗位1600余个": ["公益性岗位"],
    "高新技术企业达456家、科技型企业达1350家": ["高新技术企业", "科技型企业"],
    "完成投资25亿元，占年度计划的58%，比上年快3个百分点": ["投资"] * 3,
    "新建5G基站3万个，累计达到5.8万个": ["5G基站", "5G基站"],
    # shared heads, nouns and verbs
    "筹建租赁住房830套，改造老旧小区14个、棚户区560户": ["租赁住房", "老旧小区", "棚户区"],
    "推进5个示范乡镇、丰岭等12个精品村建设": ["示范乡镇", "精品村"],
    "新增老年食堂、老年助餐点61个": ["老年食堂、老年助餐点"],
    "冲击千亿、500亿的行业龙头企业": ["行业龙头企业"] * 2,
    "查处违建38处、752平方米": ["违建"] * 2,
    # a measure that modifies
    "打造6个百亿级绿色产业链": ["百亿级绿色产业链", "绿色产业链"],
    "引进过亿元重大项目60个": ["重大项目", "过亿元重大项目"],
    "引进24个总投资3亿元的项目": ["总投资3亿元的项目", "总投资"],
    "引进24个项目，总投资3亿元。": ["项目", "总投资"],
    "产值过亿元企业达到30家": ["产值", "产值过亿元企业"],
    "总投资41亿元的24个重大项目": ["总投资", "重大项目"],
    "设立10亿元规模的产业基金": ["规模"],
    "建成2万吨冷库": ["冷库"],
    # shares, differences and ranks
    "民营经济占地区生产总值比重达到61%": ["民营经济占地区生产总值比重"],
    "税收占全市总量的27%": ["税收"],
    "规上工业增加值增长8%，增速列全省第3位": ["规上工业增加值", "增速"],
    "机场吞吐量列中部同类机场第1位": ["机场吞吐量"],
    "户均分红1.5万元，比入社前翻了一番": ["户均分红", "户均分红"],
    "旅游收入2.6亿元，恢复到同期的八成五": ["旅游收入", "旅游收入"],
    "固定资产投资完成96亿元，年平均投资18亿元，年均增长11%": ["固定资产投资", "年平均投资", "固定资产投资"],
    # 分别
    "培训教师、医护人员分别达到200人次和80人次": ["教师", "医护人员"],
    "产值、利润分别为80亿元、6亿元，分别增长10%、8%": ["产值", "利润", "产值", "利润"],
    "城镇、农村居民收入分别达到4万元、2万元": ["城镇、农村居民收入"] * 2,
    # verbs that are nouns, nouns that hold verbs
    "完成19座小型水库除险加固": ["小型水库"],
    "新建、改造口袋公园50个": ["口袋公园"],
    "投资完成率达108%": ["投资完成率"],
    "建成区绿化覆盖率43%": ["建成区绿化覆盖率"],
    "92个项目获得省级资金1亿元": ["项目", "省级资金"],
    "农作物受灾11.4万亩": ["农作物"],
    "实施8项道路改造提升工程": ["道路改造提升工程"],
    # brackets, quotations, footnotes
    "整治低产鱼塘（咸围）3万亩": ["低产鱼塘（咸围）"],
    "建成4个“宜邻驿站”，": ["宜邻驿站"],
    "“四好”公路总里程60公里": ["“四好”公路总里程"],
    "新增公交车120台[4]，": ["公交车"],
    # people, and what goes on behind them
    "63名工人的工资按时发放": ["工人"],
    "12万名学生受益": ["学生"],
    "惠及21万户": [None],
    # what is no noun
    "增长8%的目标": [None],
    "我们的目标是98%": [None],
    "突破5万亿元大关": [None],
}


@pytest.mark.parametrize(("text", "expected"), INDICATORS.items())
def test_indicator(text: str, expected: list[str | None]) -> None:
    found = [item.indicator for item in linked(text)]
    assert [None if place is None else text[slice(*place)] for place in found] == expected


def test_a_noun_in_brackets_is_not_taken_outside_them() -> None:
    text = "新增上市公司4家（其中科创板2家），总数达到31家"
    places = [item.indicator for item in linked(text)]
    assert [place and text[slice(*place)] for place in places] == ["上市公司", "科创板", "上市公司"]


@pytest.mark.parametrize("unit", ["5家", "新建5家、", "占5%的", "分别达到5家和", "由5%", "企业5家（"])
def test_a_long_clause_is_read_to_its_end(unit: str) -> None:
    text = unit * (20_000 // len(unit)) + "新增企业8家"
    last = linked(text)[-1]
    assert last.indicator is not None
    assert text[slice(*last.indicator)] == "企业"
