"""Train, prune, calibrate, measure and write the tagger.

``python -m pipeline.tagger.train ../shared/data/ner --facts ../shared/data/facts -o pipeline/tagger/model``;
see docs/tagger.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import MubiaoError
from pipeline.tagger.accuracy import fit_confidence, reliability, score_spans
from pipeline.tagger.augmentation import Renamer, gather_names
from pipeline.tagger.corpora import CORPORA, CorpusKind, Example, RejectedRow, read_corpus
from pipeline.tagger.fitting import Fitted, Material, Recipe, fit
from pipeline.tagger.pruning import prune
from pipeline.tagger.tagger import Tagger
from pipeline.tagger.weights import Weights, file_name, save_weights, write_meta
from pipeline.tagger.word_evidence import tag_texts

MODEL_VERSION = "1.0"
# Where the rows go that cannot be learned from: not into the folder that is shipped.
REJECTS = Path("out/tagger.rejected.jsonl")
# Every tenth block of so many rows is held out: neighbouring rows come from one document.
BLOCK, EVERY = 100, 10
# How many features each shipped label set keeps.
SHIPPED = {"msra": 400_000, "cluener": 200_000, "resume": 100_000}


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus's examples, those held out, and the rows that were rejected."""

    kind: CorpusKind
    examples: Sequence[Example]
    held_out: Sequence[Example] = ()
    rejected: Sequence[RejectedRow] = field(default=())


def read_corpora(folder: Path, kinds: Iterable[CorpusKind] = CORPORA) -> list[Corpus]:
    """Return the corpora, parts of them held out; raises UsageError where one is missing."""
    return [hold_out(kind, *read_corpus(folder, kind), block=BLOCK) for kind in kinds]


def hold_out(
    kind: CorpusKind, examples: Sequence[Example], rejected: Sequence[RejectedRow], *, block: int
) -> Corpus:
    """Return the corpus with every EVERYth block of so many examples held out; repetitions are left out."""
    chosen = np.arange(len(examples)) // block % EVERY == EVERY // 2
    held_out = [example for example, out in zip(examples, chosen, strict=True) if out]
    texts = {example.text for example in held_out}
    kept = [example for example in examples if example.text not in texts]
    return Corpus(kind, kept, held_out, rejected)


def train(corpora: Sequence[Corpus], facts: Path, recipe: Recipe, tell: Callable[[str], None]) -> Fitted:
    """Return what is learned from the corpora's examples (not from those held out)."""
    names = gather_names(facts, [(corpus.kind, corpus.examples) for corpus in corpora])
    renamer = Renamer(names, recipe.seed)
    materials = [
        Material(corpus.kind, corpus.examples, renamer.rename(corpus.examples, corpus.kind))
        for corpus in corpora
    ]
    return fit(materials, recipe, tell)


def calibrate(weights: Weights, corpus: Corpus) -> Weights:
    """Return the weights with each label's confidence fitted to the examples held out."""
    found = tag_texts(Tagger(weights), [example.text for example in corpus.held_out])
    pairs = [
        (span.label, span.confidence, span[:3] in example.spans)
        for example, spans in zip(corpus.held_out, found, strict=True)
        for span in spans
    ]
    calibration = weights.calibration.copy()
    for number, label in enumerate(weights.labels):
        probable = np.array([confidence for name, confidence, _ in pairs if name == label])
        right = np.array([known for name, _, known in pairs if name == label], np.bool_)
        if len(probable):
            calibration[number] = fit_confidence(probable, right)
    return replace(weights, calibration=calibration)


def measure(weights: Weights, corpus: Corpus) -> dict[str, Any]:
    """Return the figures on the examples held out: with words, without, and how well calibrated."""
    tagger = Tagger(weights)
    texts = [example.text for example in corpus.held_out]
    found = tag_texts(tagger, texts)
    figures: dict[str, Any] = {"examples": len(texts), "features": len(weights.keys)}
    for name, spans in (("words", found), ("no_words", tag_texts(tagger, texts, words=False))):
        scores = score_spans(corpus.held_out, spans, corpus.kind.scored)
        figures[name] = {
            label: {key: round(getattr(score, key), 4) for key in ("precision", "recall", "f1")}
            for label, score in scores.items()
        }
    confidence = np.array([span.confidence for spans in found for span in spans])
    gold = [set(example.spans) for example in corpus.held_out]
    right = [span[:3] in known for known, spans in zip(gold, found, strict=True) for span in spans]
    bins, error = reliability(confidence, np.array(right, np.bool_))
    figures["calibration_error"] = round(error, 4)
    figures["reliability"] = [[row.spans, round(row.confidence, 3), round(row.right, 3)] for row in bins]
    return figures


def evaluate(
    corpora: Sequence[Corpus], facts: Path, recipe: Recipe, tell: Callable[[str], None]
) -> dict[str, tuple[Weights, dict[str, Any]]]:
    """Train without what is held out; return each label set's calibrated weights and figures."""
    fitted = train(corpora, facts, recipe, tell)
    results = {}
    for corpus in corpora:
        name = corpus.kind.name
        if name in SHIPPED:
            weights = prune(fitted.keys, fitted.parameters[name], SHIPPED[name], tuple(corpus.kind.labels))
            weights = calibrate(weights, corpus)
            results[name] = weights, measure(weights, corpus)
            tell(f"{name}: {json.dumps(results[name][1])}")
    return results


def ship(
    data: Path, facts: Path, output: Path, recipe: Recipe, tell: Callable[[str], None]
) -> dict[str, Any]:
    """Measure and calibrate on what is held out, train on everything, write the model; return its meta.

    Rows that cannot be learned from are written to REJECTS.
    """
    corpora = read_corpora(data)
    measured = evaluate(corpora, facts, recipe, tell)
    whole = [
        replace(corpus, examples=[*corpus.examples, *corpus.held_out], held_out=()) for corpus in corpora
    ]
    fitted = train(whole, facts, recipe, tell)
    output.mkdir(parents=True, exist_ok=True)
    label_sets: dict[str, Any] = {}
    for corpus in corpora:
        name = corpus.kind.name
        if name in measured:
            labels = tuple(corpus.kind.labels)
            weights = prune(fitted.keys, fitted.parameters[name], SHIPPED[name], labels)
            weights = replace(weights, calibration=measured[name][0].calibration)
            save_weights(weights, output / file_name(name))
            label_sets[name] = {"labels": labels, "scored": corpus.kind.scored, "held_out": measured[name][1]}
    meta = {
        "name": "char_tagger",
        "version": MODEL_VERSION,
        "recipe": asdict(recipe),
        "label_sets": label_sets,
    }
    write_meta(output, {**meta, "corpora": {c.kind.name: _counts(c) for c in whole}})
    write_rejects(REJECTS, [row for corpus in corpora for row in corpus.rejected], tell)
    return meta


def _counts(corpus: Corpus) -> dict[str, int]:
    characters = sum(len(example.text) for example in corpus.examples)
    return {"examples": len(corpus.examples), "characters": characters, "rejected": len(corpus.rejected)}


def write_rejects(path: Path, rejected: Sequence[RejectedRow], tell: Callable[[str], None]) -> None:
    """Write a row for each that was rejected; without any, no file is left."""
    path.unlink(missing_ok=True)
    if rejected:
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(row._asdict(), ensure_ascii=False) + "\n" for row in rejected)
        path.write_text("".join(lines), encoding="utf-8")
        tell(f"{len(rejected)} rows were not learned from: see {path}")


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0, or 2 with one line on standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m pipeline.tagger.train", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("data", type=Path, help="the folder that holds the labelled sentences")
    parser.add_argument("--facts", type=Path, required=True, help="the folder that holds lists of names")
    parser.add_argument("-o", "--output", type=Path, help="the model's folder; without it, only measure")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    given = parser.parse_args(arguments)
    try:
        recipe = Recipe(epochs=given.epochs)
        if given.output is None:
            evaluate(read_corpora(given.data), given.facts, recipe, _tell)
        else:
            ship(given.data, given.facts, given.output, recipe, _tell)
    except MubiaoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
