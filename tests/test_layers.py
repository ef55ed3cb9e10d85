"""The attributes of spans: what our shortcut reads and writes is what ``span._`` does."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.tokenizer import CharacterTokenizer
from pipeline.layers import LAYERS, Layer, get_attribute, set_attribute


@pytest.fixture
def doc() -> Doc:
    return CharacterTokenizer(Language().vocab)("云川市水利局局长")


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_attributes_are_those_of_spacy(doc: Doc, layer: Layer) -> None:
    span = doc[0:6]
    assert get_attribute(span, layer.attribute) is None
    set_attribute(span, layer.attribute, {"name": "云川市水利局"})
    assert span._.get(layer.attribute) == {"name": "云川市水利局"}
    span._.set(layer.attribute, {"name": "水利局"})
    assert get_attribute(doc[0:6], layer.attribute) == {"name": "水利局"}
    assert get_attribute(doc[6:8], layer.attribute) is None
