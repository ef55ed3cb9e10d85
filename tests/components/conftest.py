"""The three recognizers of names in their order, as far as a pattern row's example needs them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

RECOGNIZERS = ("organization_recognizer", "position_recognizer", "person_recognizer")


@pytest.fixture(scope="session")
def recognize(nlp: Language) -> Callable[[str], Doc]:
    """Return a Doc of a text with the candidates of organizations, positions and people."""

    def run(text: str) -> Doc:
        doc = nlp.make_doc(text)
        for name in RECOGNIZERS:
            doc = nlp.get_pipe(name)(doc)
        return doc

    return run
