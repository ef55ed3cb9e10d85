"""The knowledge base as spaCy knows it, for an entity linker or any other component that takes one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from spacy.kb import InMemoryLookupKB
from spacy.vocab import Vocab

from pipeline.knowledge.base import Entity, aliases_of, divisions, national_bodies, organs_of

VECTOR = (0.0,)


def build_knowledge_base(vocab: Vocab, codes: Sequence[str] = ()) -> InMemoryLookupKB:
    """Return a spaCy knowledge base: divisions, bodies of the country, organs of the divisions `codes`.

    Codes are those of GB/T 2260. Each alias stands for all its entities, equally likely: only the
    context can tell. Entities have no vectors and the frequency 1.
    """
    base = InMemoryLookupKB(vocab, entity_vector_length=len(VECTOR))
    entities: dict[str, Entity] = {}
    ids: dict[str, list[str]] = defaultdict(list)
    for entity, aliases in _entries(codes):
        entities[entity.id] = entity
        for alias in aliases:
            if entity.id not in ids[alias]:
                ids[alias].append(entity.id)
    base.set_entities(list(entities), [1.0] * len(entities), [VECTOR] * len(entities))
    for alias, of_alias in ids.items():
        base.add_alias(alias, of_alias, [1 / len(of_alias)] * len(of_alias))
    return base


def _entries(codes: Sequence[str]) -> Iterator[tuple[Entity, tuple[str, ...]]]:
    yield from ((entity, aliases_of(entity)) for entity in divisions())
    yield from chain(national_bodies(), *(organs_of(code) for code in codes))


def create_knowledge_base(codes: Sequence[str] = ()) -> Callable[[Vocab], InMemoryLookupKB]:
    """Return what builds the knowledge base for a vocabulary: spaCy's `kb_loader`."""

    def load(vocab: Vocab) -> InMemoryLookupKB:
        return build_knowledge_base(vocab, codes)

    return load
