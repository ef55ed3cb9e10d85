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
