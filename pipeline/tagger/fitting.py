"""Fit the weights of all corpora together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.tagger.corpora import SHARED_LABELS, CorpusKind, Example
from pipeline.tagger.crf import Parameters, Sentences, Weighted, train_sentences
from pipeline.tagger.encoding import FEATURES, encode, frequent_keys, hash_features
from pipeline.tagger.features import BIGRAMS, CHARACTER_FEATURES, UNIGRAMS, Hashes
from pipeline.tagger.tags import PARTS, TagSet
from pipeline.tagger.weights import Weights

# Sentences of one corpus that are learned from before another corpus has its turn.
TURN = 200
# Which features of characters see farther than one character.
FAR = [abs(place) > 1 for place in UNIGRAMS] + [not -2 <= place <= 1 for place in BIGRAMS] + [False]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the weights.

    `rate` is the first learning rate, which falls to a twentieth; a feature must occur `at_least` times;
    `wordless` is the share of sentences that hide their words, so that characters alone learn to suffice; in
    corpora of fewer than `small` characters, which are soon known by heart, as many again as `narrow` hide
    what is farther than one character away, and `characterless` all but the words.
    """

    epochs: int = 3
    rate: float = 0.1
    at_least: int = 3
    wordless: float = 0.3
    small: int = 600_000
    narrow: float = 0.2
    characterless: float = 0.2
    seed: int = 1998


class Material(NamedTuple):
    """What is learned from: examples with their kind; `renamed` ones are counted apart."""

    kind: CorpusKind
    examples: Sequence[Example]
    renamed: Sequence[Example]


class Fitted(NamedTuple):
    """The features' hashes, and each corpus's parameters by its name."""

    keys: Hashes
    parameters: Mapping[str, Parameters]


def fit(
    materials: Sequence[Material],
    recipe: Recipe,
    tell: Callable[[str], None],
    *,
    start: Weights | None = None,
) -> Fitted:
    """Return the parameters learned from all materials.

    `start` gives the first material's weights to begin with, else all begin at 0.
    """
    hashed = [
        (material.kind, part, hash_features([example.text for example in part]))
        for material in materials
        for part in (material.examples, material.renamed)
        if part
    ]
    originals = [features for _, part, features in hashed if not _is_renamed(part, materials)]
    keys = frequent_keys(originals, recipe.at_least)
    if start is not None:
        keys = np.union1d(keys, start.keys)
    tell(f"{len(keys):,} features, {sum(len(features) for _, _, features in hashed):,} characters")
    parts = [(kind, encode(part, features, keys, kind)) for kind, part, features in hashed]
    shared = Weighted.zero(len(keys), PARTS * len(SHARED_LABELS))
    parameters = {
        material.kind.name: _new_parameters(material.kind, shared, len(keys)) for material in materials
    }
    if start is not None:
        _begin_with(start, keys, parameters[materials[0].kind.name])
    _learn(parts, parameters, recipe, tell)
    return Fitted(keys, parameters)


def _is_renamed(part: Sequence[Example], materials: Sequence[Material]) -> bool:
    return any(part is material.renamed for material in materials)


def _new_parameters(kind: CorpusKind, shared: Weighted, features: int) -> Parameters:
    tags = TagSet(tuple(kind.labels))
    share = np.full(tags.size, -1, np.int64)
    for label, meaning in kind.labels.items():
        if meaning is not None:
            first = PARTS * SHARED_LABELS.index(meaning)
            share[tags.tag(label, 0) :][:PARTS] = np.arange(first, first + PARTS)
    own, transitions = Weighted.zero(features, tags.size), Weighted.zero(tags.size, tags.size)
    return Parameters(shared, own, transitions, share, tags.allowed())


def _begin_with(start: Weights, keys: Hashes, parameters: Parameters) -> None:
    parameters.own.weights[np.searchsorted(keys, start.keys)] = start.votes * np.float32(start.scale)
    parameters.transitions.weights[:] = start.transitions


def _learn(
    parts: Sequence[tuple[CorpusKind, Sentences]],
    parameters: Mapping[str, Parameters],
    recipe: Recipe,
    tell: Callable[[str], None],
) -> None:
    chance = np.random.default_rng(recipe.seed)
    for epoch in range(recipe.epochs):
        loss = {kind.name: 0.0 for kind, _ in parts}
        turns = _turns(parts, chance)
        for number, (kind, sentences, order) in enumerate(turns):
            done = (epoch + number / len(turns)) / recipe.epochs
            hidden = _hide(len(order), recipe, chance, small=len(sentences.tags) < recipe.small)
            rate = recipe.rate * (1 - 0.95 * done)
            loss[kind.name] += train_sentences(sentences, order, hidden, parameters[kind.name], rate)
        size = {kind.name: sum(len(s.tags) for k, s in parts if k.name == kind.name) for kind, _ in parts}
        shown = ", ".join(f"{name} {total / size[name]:.4f}" for name, total in loss.items())
        tell(f"epoch {epoch + 1}: nats a character: {shown}")


def _turns(
    parts: Sequence[tuple[CorpusKind, Sentences]], chance: np.random.Generator
) -> list[tuple[CorpusKind, Sentences, NDArray[np.int64]]]:
    turns = []
    for kind, sentences in parts:
        order = chance.permutation(len(sentences.offsets) - 1)
        turns += [(kind, sentences, order[start : start + TURN]) for start in range(0, len(order), TURN)]
    return [turns[number] for number in chance.permutation(len(turns))]


def _hide(sentences: int, recipe: Recipe, chance: np.random.Generator, *, small: bool) -> NDArray[np.bool_]:
    """Return which features (sentences × FEATURES) are hidden: bags of features (Sutton et al. 2006)."""
    shares = [recipe.wordless, *((recipe.narrow, recipe.characterless) if small else (0.0, 0.0))]
    views = np.zeros((len(shares) + 1, FEATURES), np.bool_)
    views[0, CHARACTER_FEATURES:] = True
    views[1, :CHARACTER_FEATURES] = FAR
    views[2, :CHARACTER_FEATURES] = True
    chosen = chance.choice(len(views), size=sentences, p=[*shares, 1 - sum(shares)])
    return views[chosen]
