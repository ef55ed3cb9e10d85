"""The goals of whole texts: what is counted, planned or done, by when; the cases are data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.build import build_nlp
from pipeline.rows import unmark

Case = dict[str, Any]

CASES = Path(__file__).parents[1] / "cases" / "goals.jsonl"
FIELDS = ("status", "value", "value_max", "unit", "comparator", "change")


def cases() -> list[Case]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build_nlp(words=False)


def read(nlp: Language, text: str, **article: str | None) -> Doc:
    doc = nlp.make_doc(text)
    doc._.dct = article.pop("dct", None)
    doc._.article = {"kind": "article", "title": None, "zones": [], **article}
    return nlp(doc)


def told(doc: Doc) -> list[dict[str, Any]]:
    found = []
    for span in doc.spans["goals"]:
        goal = span._.goal
        deadline, indicator = goal["deadline"], goal["indicator"]
        found.append(
            {
                **{field: goal[field] for field in FIELDS},
                "indicator": None if indicator is None else doc.text[slice(*indicator)],
                "deadline": None if deadline is None else [deadline["start_date"], deadline["end_date"]],
            }
        )
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_the_goals_of_a_text(nlp: Language, case: Case) -> None:
    text, spans = unmark(case["text"])
    doc = read(nlp, text, dct=case["dct"], title=case.get("title"))
    assert [(span.start_char, span.end_char) for span in doc.spans["goals"]] == spans
    assert told(doc) == case["goals"]


def test_what_is_no_article_has_no_goals(nlp: Language) -> None:
    assert len(read(nlp, "全场消费满300元送2张券。", kind="other").spans["goals"]) == 0


def test_an_article_of_which_nothing_is_known(nlp: Language) -> None:
    doc = nlp.make_doc("力争新增企业30家。")
    (goal,) = told(nlp(doc))
    assert (goal["status"], goal["indicator"]) == ("target", "企业")


def test_owner_action_and_sentence(nlp: Language) -> None:
    text = "3月1日，云川市水利局局长白桦介绍，今年计划新建水厂5座。全市新增供水能力8万吨。"
    doc = read(nlp, text, dct="2022-03-02")
    first, second = doc.spans["goals"]
    assert first._.goal["owner"] == "云川市水利局"
    assert second._.goal["owner"] == "云川市"
    assert first._.goal["action"] == "新建"
    assert text[slice(*first._.goal["sentence"])].endswith("5座。")


def test_running_twice_gives_the_same(nlp: Language) -> None:
    doc = read(nlp, "去年，全市新增企业30家，增长8%。", dct="2022-03-02")
    before = told(doc)
    nlp.get_pipe("goal_linker")(doc)
    assert told(doc) == before


@pytest.mark.parametrize("text", ["", "\n", "30家", "。30家。\n\n30家，", "（30家）", "由5%到8%"])
def test_texts_of_every_shape(nlp: Language, text: str) -> None:
    assert all(goal["status"] in {"target", "achieved"} for goal in told(read(nlp, text, dct="2022")))


def test_a_long_text_without_paragraphs_is_read_to_its_end(nlp: Language) -> None:
    doc = read(nlp, "新增企业5家、" * 6_000, dct="2022-03-02")
    assert len(doc.spans["goals"]) == 6_000


@pytest.mark.parametrize("unit", ["其中3家，", "今年，", "3家", "总投资3亿元的", "力争将达到"])
def test_a_long_text_of_near_misses_is_read_to_its_end(nlp: Language, unit: str) -> None:
    text = unit * (100_000 // len(unit)) + "。全市新增企业300家。"
    doc = nlp.make_doc(text)
    for name in ("date_recognizer", "goal_recognizer", "resolver", "goal_linker"):
        doc = nlp.get_pipe(name)(doc)
    assert text[slice(*doc.spans["goals"][-1]._.goal["indicator"])] == "企业"
