"""The pipeline as a whole: built, saved and loaded; each factory alone; any text at all."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import regex
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import pipeline
from pipeline.annotate import annotate
from pipeline.build import component_names, make_doc, make_docs
from pipeline.clean.article import Article, Zone
from pipeline.clean.lines import INVISIBLE
from pipeline.layers import LAYERS
from pipeline.readers.source import Source
from pipeline.schema import schema

TEXT = (
    "临溪市委副书记、市长周望岳 3月5日说，今年全市新建智慧工厂300家。\n"
    "记者 王 静 报道 市水利局局长郑清源、副局长欧阳俊参加😀，投资20亿元。"
)
FACTORIES = component_names(words=False)
RECOGNIZERS = [layer.recognizer for layer in LAYERS]
ROWS_SAVED = ["organization_recognizer", "position_recognizer", "person_recognizer"]
VALIDATOR = jsonschema.Draft202012Validator(schema())

each_factory = pytest.mark.parametrize("factory", FACTORIES)


def spans(doc: Doc, key: str) -> list[tuple[int, int, str, str]]:
    return [(span.start_char, span.end_char, span.text, span.id_) for span in doc.spans[key]]


def everything(doc: Doc) -> dict[str, Any]:
    """Return all that the pipeline knows of a Doc, as plain data."""
    groups = {key: (spans(doc, key), doc.spans[key].attrs["scores"]) for key in doc.spans if key != "words"}
    known = {
        layer.name: [span._.get(layer.attribute) for span in doc.spans.get(layer.name, ())]
        for layer in LAYERS
    }
    return {"groups": groups, "known": known}


# ---- building


def test_recognizers_run_in_the_order_of_the_table_then_those_that_decide() -> None:
    deciders = ["post_evidence", "resolver", "post_linker", "goal_linker"]
    assert component_names() == ["words", "char_tagger", *RECOGNIZERS, *deciders]
    assert component_names(words=False) == ["char_tagger", *RECOGNIZERS, *deciders]
    assert component_names(words=False, tagger=False) == [*RECOGNIZERS, *deciders]


def test_load_returns_the_pipeline(nlp: Language) -> None:
    assert nlp.lang == "zh"
    assert nlp.pipe_names == FACTORIES
    assert "words" in pipeline.load().pipe_names


def test_what_a_component_needs_another_before_it_gives(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    assert not any(analysis["problems"].values())


def test_a_page_in_numbers(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["people"]] == ["周望岳", "王 静", "郑清源", "欧阳俊"]
    assert [span.text for span in doc.spans["organizations"]] == ["临溪市委", "市水利局"]
    assert [span.text for span in doc.spans["dates"]] == ["3月5日", "今年"]
    assert [span.text for span in doc.spans["goals"]] == ["300家", "20亿元"]


# ---- each component by itself


@each_factory
def test_a_factory_works_alone_on_spacys_own_grid(factory: str) -> None:
    alone = spacy.blank("zh")
    alone.add_pipe(factory)
    doc = alone(TEXT)
    assert doc.text == TEXT


@pytest.mark.parametrize("recognizer", RECOGNIZERS)
def test_offsets_are_the_same_on_both_grids(recognizer: str) -> None:
    grid = {"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}}
    found = []
    for language in (spacy.blank("zh"), spacy.blank("zh", config=grid)):
        language.add_pipe(recognizer)
        found.append([(start, end, text) for start, end, text, _ in spans(language(TEXT), recognizer)])
    assert found[0] == found[1] != []
    assert all(TEXT[start:end] == text for start, end, text in found[0])


@each_factory
def test_running_a_component_twice_gives_the_same_doc(nlp: Language, factory: str) -> None:
    doc = nlp.make_doc(TEXT)
    for name, component in nlp.pipeline:
        doc = component(doc)
        if name == factory:
            once = (doc.to_bytes(), everything(doc))
            assert (component(doc).to_bytes(), everything(doc)) == once


def test_running_the_whole_twice_gives_the_same_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    once = everything(doc)
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert everything(doc) == once


# ---- saving


def test_a_doc_can_be_saved_and_read_again(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert everything(again) == everything(doc)


def test_a_saved_pipeline_gives_equal_results(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.pipe_names == nlp.pipe_names
    assert everything(again(TEXT)) == everything(nlp(TEXT))


def test_a_pipeline_goes_through_bytes(nlp: Language) -> None:
    again = pipeline.load(words=False).from_bytes(nlp.to_bytes())
    assert everything(again(TEXT)) == everything(nlp(TEXT))


@pytest.mark.parametrize("recognizer", ROWS_SAVED)
def test_the_saved_rows_are_the_ones_in_use(nlp: Language, recognizer: str, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    rows = (tmp_path / recognizer).read_text(encoding="utf-8").splitlines()
    renamed = [json.dumps({**json.loads(row), "id": f"mine.{n}"}) for n, row in enumerate(rows)]
    (tmp_path / recognizer).write_text("\n".join(renamed), encoding="utf-8")
    rules = {rule for *_, rule in spans(spacy.load(tmp_path)(TEXT), recognizer)}
    assert any(rule.startswith("mine.") for rule in rules)
    assert not rules & {row["id"] for row in map(json.loads, rows)}


def test_other_settings_are_saved_too(tmp_path: Path) -> None:
    strict = spacy.blank("zh")
    strict.add_pipe("person_recognizer")
    strict.add_pipe("resolver", config={"min_confidence": 1.0})
    strict.to_disk(tmp_path)
    doc = spacy.load(tmp_path)("县委书记周望岳说")
    assert (len(doc.spans["person_recognizer"]), len(doc.spans["people"])) == (1, 0)


# ---- articles


def article(text: str, **known: Any) -> Article:
    return Article(text=text, offsets=range(len(text)), kind="article", **known)


def test_a_doc_knows_its_articles_day_and_parts(nlp: Language) -> None:
    doc = make_doc(nlp, article("题\n文", title="题", published="2022-03-03", zones=(Zone("title", 0, 1),)))
    assert doc._.dct == "2022-03-03"
    assert doc._.article["kind"] == "article"
    assert doc._.article["title"] == "题"
    assert doc._.article["zones"] == [["title", 0, 1]]


@pytest.mark.parametrize(("known", "dct"), [({}, None), ({"year": 2022}, "2022")])
def test_a_year_alone_is_a_day_to_count_from(nlp: Language, known: dict[str, Any], dct: str | None) -> None:
    assert make_doc(nlp, article("文", **known))._.dct == dct


def test_what_one_article_says_of_its_place_serves_the_others(nlp: Language) -> None:
    page = [article("临溪市开工。临溪市委部署。"), article("市委书记周望岳到会。")]
    _, second = [nlp(doc) for doc in make_docs(nlp, page)]
    assert second.spans["organizations"][0]._.organization["name"] == "临溪市委"


# ---- any text

WORDS = (Path(__file__).parent / "cases" / "pieces.txt").read_text(encoding="utf-8").split()
BLANKS = [" ", "\u3000", "\n", "\r\n", "\t", "\u00a0", "\ufeff", "\u200b", "\x85", "\u2028"]
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(BLANKS),
    st.characters(exclude_categories=["Cs"]),
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


UNSEEN = regex.compile(f"[{INVISIBLE}]")


def squeezed(text: str) -> str:
    """Return the text without blanks and marks that nobody sees."""
    return "".join(UNSEEN.sub("", text).split())


@given(TEXTS)
def test_any_text_gives_records_that_point_at_it(nlp: Language, text: str) -> None:
    source = Source(uri="any.txt", text=text, id="any", sha256="0" * 64)
    (outcome,) = annotate(nlp, [source])
    assert outcome.rejection is None
    for record in outcome.records:
        VALIDATOR.validate(record)
        for mention in mentions(dict(record)):
            surface = record["text"][mention["start"] : mention["end"]]
            assert mention["text"] == surface == surface.strip() != ""
            assert squeezed(text[mention["source_start"] : mention["source_end"]]) == squeezed(surface)


def mentions(record: dict[str, Any]) -> list[dict[str, Any]]:
    layers = [record[layer] for layer in ("people", "positions", "organizations", "dates")]
    goals = [*record["goals"], *record["results"]]
    parts = [part for goal in goals for part in (goal["quantity"], goal["indicator"]) if part is not None]
    return [*(item for layer in layers for item in layer), *parts]


@given(TEXTS)
def test_resolved_spans_never_overlap(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for layer in LAYERS:
        found = [(span.start, span.end) for span in doc.spans[layer.name]]
        assert found == sorted(found)
        assert all(one[1] <= other[0] for one, other in pairwise(found))


@given(TEXTS)
def test_factories_take_any_text_on_spacys_own_grid(text: str) -> None:
    doc = PLAIN(text)
    for recognizer in RECOGNIZERS:
        assert all(0 <= span.start_char < span.end_char <= len(doc.text) for span in doc.spans[recognizer])


def plain() -> Language:
    """Return all components on spaCy's own Chinese tokens."""
    language = spacy.blank("zh")
    for factory in FACTORIES:
        language.add_pipe(factory)
    return language


PLAIN = plain()
