"""The knowledge base as spaCy knows it."""

from __future__ import annotations

import spacy
from spacy.kb import InMemoryLookupKB

from pipeline.components.knowledge_base import build_knowledge_base, create_knowledge_base


def test_aliases_keep_all_their_entities() -> None:
    vocab = spacy.blank("zh").vocab
    base = build_knowledge_base(vocab, ["3703"])
    assert base.contains_entity("CN-3703/中共淄博市委员会")
    assert {found.entity_ for found in base.get_alias_candidates("淄博市委")} == {"CN-3703/中共淄博市委员会"}
    found = base.get_alias_candidates("吉林")
    assert {candidate.entity_: round(candidate.prior_prob, 3) for candidate in found} == {
        "CN-22": 0.5,
        "CN-2202": 0.5,
    }


def test_it_is_a_loader_that_a_configuration_can_name() -> None:
    base = create_knowledge_base()(spacy.blank("zh").vocab)
    assert isinstance(base, InMemoryLookupKB)
    assert not base.contains_entity("CN-3703/中共淄博市委员会")
