from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

GRID = {"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}}


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("zh", config=GRID)
    nlp.add_pipe("date_recognizer")
    nlp.add_pipe("goal_recognizer")
    return nlp


def found(doc: Doc) -> list[str]:
    return [span.text for span in doc.spans["goal_recognizer"]]


def test_quantities_stand_on_the_doc_with_their_attributes(nlp: Language) -> None:
    doc = nlp("力争新引进亿元以上项目60个左右。")
    assert found(doc) == ["亿元以上", "60个左右"]
    (money, count) = doc.spans["goal_recognizer"]
    none = {"value_max": None, "value_si": None, "value_max_si": None, "unit_si": None, "currency": None}
    assert money._.goal == {
        **none,
        **{"value": 100_000_000, "unit": "元", "comparator": ">=", "currency": "CNY"},
    }
    assert count._.goal == {**none, "value": 60, "unit": "个", "comparator": "~"}
    assert (count.label_, count.id_) == ("GOAL", "goal.unit")
    assert len(doc.spans["goal_recognizer"].attrs["scores"]) == 2


# what a text measures: value, upper value and unit in SI, currency
MEASURES = [
    ("新建绿道30公里", (30_000, None, "m", None)),
    ("治理水土流失3—5平方公里", (3_000_000, 5_000_000, "m2", None)),
    ("造林1万亩", (6_666_666.66667, None, "m2", None)),
    ("复垦2公顷", (20_000, None, "m2", None)),
    ("装机容量达到1.5万千瓦", (15_000_000, None, "W", None)),
    ("发电2亿千瓦时", (720_000_000_000_000, None, "J", None)),
    ("节能3万吨标准煤", (879_228_000_000_000, None, "J", None)),
    ("亩产1200斤", (600, None, "kg", None)),
    ("日处理能力5万立方米/日", (0.578703703704, None, "m3/s", None)),
    ("细颗粒物35微克/立方米", (3.5e-8, None, "kg/m3", None)),
    ("实际使用外资3亿美元", (None, None, None, "USD")),
    ("引进港资2亿港元", (None, None, None, "HKD")),
    ("投资8亿元", (None, None, None, "CNY")),
    ("打造百亿级集群", (None, None, None, "CNY")),
    ("均价6000元/平方米", (None, None, None, "CNY")),
    ("新增企业30家", (None, None, None, None)),
    ("增长8%", (None, None, None, None)),
    ("提高2个百分点", (None, None, None, None)),
    ("优良天数达到320天", (None, None, None, None)),
    ("接待游客2亿人次", (None, None, None, None)),
]


@pytest.mark.parametrize(("text", "measure"), MEASURES)
def test_a_measure_has_its_si_value_and_money_its_currency(
    nlp: Language, text: str, measure: tuple[float | None, float | None, str | None, str | None]
) -> None:
    doc = nlp(text)
    (span,) = doc.spans["goal_recognizer"]
    assert tuple(span._.goal[key] for key in ("value_si", "value_max_si", "unit_si", "currency")) == measure


@pytest.mark.parametrize(
    "text", ["2022年3月5日，历时25天。", "近十年来，每月调度一次", "“十四五”时期，三年行动计划"]
)
def test_dates_and_durations_are_none(nlp: Language, text: str) -> None:
    assert found(nlp(text)) == []


def test_a_tally_of_days_is_one(nlp: Language) -> None:
    assert found(nlp("空气优良天数达到320天以上。")) == ["320天以上"]


def test_running_twice_gives_the_same(nlp: Language) -> None:
    doc = nlp("新增企业30家。")
    assert found(nlp.get_pipe("goal_recognizer")(doc)) == ["30家"]


@pytest.mark.parametrize("text", ["", "没有数字。", "\n\n"])
def test_a_text_without_quantities(nlp: Language, text: str) -> None:
    assert found(nlp(text)) == []


def test_a_plain_language_works_without_dates() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("goal_recognizer")
    assert found(nlp("新增企业30家。")) == ["30家"]
