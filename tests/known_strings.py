"""What a list of strings would score: each string of the train split found again in test, the longest first.

What a model scores above this it has learned, and not only kept in mind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import ahocorasick
import spacy
from spacy.tokens import Doc, DocBin

from pipeline.values.scores import Score

# Start, end and label.
Place = tuple[int, int, str]


def score_known_strings(train: Path, test: Path) -> dict[str, float]:
    """Return the F1 of each label, and of all under the empty name, for two folders of Docs."""
    labels: dict[str, Counter[str]] = {}
    for doc in read_docs(train):
        for start, end, label in places(doc):
            labels.setdefault(doc.text[start:end], Counter())[label] += 1
    known = ahocorasick.Automaton()
    for text, counts in labels.items():
        known.add_word(text, (len(text), min(counts, key=lambda label: (-counts[label], label))))
    known.make_automaton()
    gold, found, right = Counter[str](), Counter[str](), Counter[str]()
    for doc in read_docs(test):
        there, guessed = places(doc), find_known(doc.text, known)
        for counts, items in ((gold, there), (found, guessed), (right, there & guessed)):
            counts.update(label for _, _, label in items)
            counts[""] += len(items)
    return {label: Score(gold[label], found[label], right[label]).f1 for label in gold}


def find_known(text: str, known: ahocorasick.Automaton) -> set[Place]:
    """Return the known strings in a text, from the left the longest each, none over another."""
    found: set[Place] = set()
    behind = 0
    matches = ((last + 1 - size, last + 1, label) for last, (size, label) in known.iter(text))
    for start, end, label in sorted(matches, key=lambda match: (match[0], -match[1])):
        if start >= behind:
            found.add((start, end, label))
            behind = end
    return found


def read_docs(folder: Path) -> Iterator[Doc]:
    """Yield the Docs of a split as anybody would read them."""
    vocab = spacy.blank("zh").vocab
    for path in sorted(folder.glob("*.spacy")):
        yield from DocBin().from_disk(path).get_docs(vocab)


def places(doc: Doc) -> set[Place]:
    """Return the spans of a Doc, from its entities or its span group, by character."""
    spans = doc.spans.get("sc", doc.ents)
    return {(span.start_char, span.end_char, span.label_) for span in spans}
