from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.components.date_recognizer import PATTERNS
from pipeline.errors import RowError

TEXT = "本报讯 3月18日下午，云岭市召开会议。力争年内开工，每月调度。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    grid = {"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}}
    nlp = spacy.blank("zh", config=grid)
    nlp.add_pipe("date_recognizer")
    return nlp


def found(nlp: Language, text: str, dct: str | None) -> list[tuple[str, dict[str, str | None]]]:
    doc = nlp.make_doc(text)
    doc._.dct = dct
    doc = nlp.get_pipe("date_recognizer")(doc)
    return [(span.text, span._.date) for span in doc.spans["date_recognizer"]]


def texts(nlp: Language, text: str) -> list[str]:
    doc = nlp(text)
    return [span.text for span in doc.spans["date_recognizer"]]


def test_dates_stand_on_the_doc_with_their_attributes(nlp: Language) -> None:
    assert found(nlp, TEXT, "2020-03-22") == [
        (
            "3月18日下午",
            {"type": "TIME", "value": "2020-03-18TAF", "start_date": "2020-03-18", "end_date": "2020-03-18"},
        ),
        ("年内", {"type": "DATE", "value": "2020", "start_date": "2020-01-01", "end_date": "2020-12-31"}),
        ("每月", {"type": "SET", "value": "P1M", "start_date": None, "end_date": None}),
    ]


def test_without_an_article_day_the_year_is_open(nlp: Language) -> None:
    assert found(nlp, "3月18日", None)[0][1]["value"] == "XXXX-03-18"


def test_a_year_is_enough_of_an_article_day(nlp: Language) -> None:
    assert found(nlp, "3月18日", "2019")[0][1]["start_date"] == "2019-03-18"


def test_rules_scores_and_labels(nlp: Language) -> None:
    doc = nlp(TEXT)
    group = doc.spans["date_recognizer"]
    assert [span.label_ for span in group] == ["DATE"] * 3
    assert [span.id_ for span in group] == ["date.month_day", "date.within_year", "set.month"]
    assert len(group.attrs["scores"]) == 3
    assert all(0 < score <= 1 for score in group.attrs["scores"])


def test_running_twice_gives_the_same_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    before = [(span.start, span.end, span.id_) for span in doc.spans["date_recognizer"]]
    doc = nlp.get_pipe("date_recognizer")(doc)
    assert [(span.start, span.end, span.id_) for span in doc.spans["date_recognizer"]] == before


def test_an_empty_text_has_no_dates(nlp: Language) -> None:
    assert texts(nlp, "") == []


def test_it_works_on_spacy_s_own_tokens() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("date_recognizer")
    assert texts(nlp, TEXT) == ["3月18日下午", "年内", "每月"]


def test_it_is_saved_and_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.get_pipe_config("date_recognizer")["patterns"] == PATTERNS
    assert texts(loaded, TEXT) == ["3月18日下午", "年内", "每月"]


def test_a_faulty_grammar_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dates.jsonl"
    path.write_text('{"id": "date.year", "kind": "point"}\n', encoding="utf-8")
    with pytest.raises(RowError, match=r"dates\.jsonl:1: missing key 'expression'"):
        spacy.blank("zh").add_pipe("date_recognizer", config={"patterns": str(path)})


def test_mentions_cross_a_line_break(nlp: Language) -> None:
    assert found(nlp, "定于6月\n20日举行", "2020-03-22") == [
        (
            "6月\n20日",
            {"type": "DATE", "value": "2020-06-20", "start_date": "2020-06-20", "end_date": "2020-06-20"},
        )
    ]
