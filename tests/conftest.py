"""What tests share: the built pipeline without words, a hypothesis profile for busy machines."""

from __future__ import annotations

import pytest
from hypothesis import settings
from spacy.language import Language

import pipeline

settings.register_profile("mubiao", deadline=None)
settings.load_profile("mubiao")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole pipeline without the word segmenter."""
    return pipeline.load(words=False)
