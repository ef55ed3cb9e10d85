"""The linker of posts: full names of people and bodies, and for each title its holders and its body."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from tests.marked import attributes

PAGE = "临溪市委书记周望岳、市长郑清源到会。市水利局局长李永强汇报。云岭集团董事长高洪涛、总经理王雪签约。"


def posts(doc: Doc) -> list[dict[str, Any]]:
    """Return the holders and the body of each position."""
    known = attributes(doc, "positions", "position")
    return [{"people": post["people"], "organization": post["organization"]} for post in known]


def test_a_page_of_posts(nlp: Language) -> None:
    assert posts(nlp(PAGE)) == [
        {"people": ["周望岳"], "organization": "临溪市委"},
        {"people": ["郑清源"], "organization": "临溪市政府"},
        {"people": ["李永强"], "organization": "临溪市水利局"},
        {"people": ["高洪涛"], "organization": "云岭集团"},
        {"people": ["王雪"], "organization": "云岭集团"},
    ]


def test_bodies_have_their_full_names(nlp: Language) -> None:
    names = [known["name"] for known in attributes(nlp(PAGE), "organizations", "organization")]
    assert names == ["临溪市委", "临溪市水利局", "云岭集团"]


def test_a_name_that_stands_twice_in_a_list_holds_once(nlp: Language) -> None:
    (post,) = posts(nlp("市领导周望岳、郑清源、周望岳出席。"))
    assert post["people"] == ["周望岳", "郑清源"]


@pytest.mark.parametrize("text", ["", "\n", "没有职务的一句话。", "，。、"])
def test_a_text_without_posts(nlp: Language, text: str) -> None:
    assert posts(nlp(text)) == []


def test_a_person_of_another_source_is_named_by_its_text() -> None:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "mubiao.CharacterTokenizer.v1"}}})
    nlp.add_pipe("post_linker")
    doc = nlp.make_doc("市长仝 彤到会")
    for layer, label, start, end in (("people", "PERSON", 2, 5), ("positions", "POSITION", 0, 2)):
        spans = [Span(doc, start, end, label=label)]
        doc.spans[layer] = SpanGroup(doc, name=layer, spans=spans, attrs={"scores": [0.9]})
    doc.spans["organizations"] = SpanGroup(doc, name="organizations", spans=[], attrs={"scores": []})
    doc = nlp.get_pipe("post_linker")(doc)
    assert doc.spans["people"][0]._.person == {"name": "仝彤"}
    assert posts(doc)[0]["people"] == ["仝彤"]


def test_the_page_says_which_city_is_meant(nlp: Language) -> None:
    doc = nlp.make_doc("市委书记周望岳到会。")
    doc._.article = {"kind": "article", "title": None, "zones": [], "places": {"市": {"临溪市": 3.0}}}
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert posts(doc) == [{"people": ["周望岳"], "organization": "临溪市委"}]
