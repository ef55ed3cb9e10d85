"""Train the tense model on work reports: ``python -m pipeline.linking.tense_training REPORTS.jsonl.gz
WEIGHTS.tsv``.

The headings of a report label its sections (一、2021年工作回顾 looks back, 二、2022年工作安排 ahead);
sentences are the examples, the two- and three-character strings that tell most (chi-square) the features.
Logistic regression, AdaGrad (Duchi et al. 2011) with truncated L1, a fixed seed: the same reports give the
same weights. Every tenth report is held out and measured.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import UsageError
from pipeline.linking.goal_tense import BIAS, TenseModel

FEATURES, LEAST_COUNT, EPOCHS, RATE, L1, SEED = 4000, 40, 3, 0.3, 0.02, 7
HELD_OUT = 10
# Weights nearer to zero than this change no decision and cost time.
LEAST_WEIGHT = 0.3
# How much the rest of the paragraph counts beside the sentence itself.
NEIGHBOURS = 0.4

_HEADING = re.compile(r"第?[一二三四五六][、 　部]")
_BACK = re.compile(r"回顾|过去|总结|成就|成效|工作情况|五年来|执行情况|完成情况")
_AHEAD = re.compile(r"安排|目标|任务|重点工作|部署|思路|打算|展望|措施|今后|建议|要求|主要工作")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_UNUSABLE = re.compile(r"[\s\dA-Za-z（）()\[\]：]")
_LONGEST_HEADING, _SHORTEST_PARAGRAPH, _SHORTEST_SENTENCE = 45, 30, 8


class Paragraph(NamedTuple):
    """A paragraph of a section: whether it looks ahead, and its text."""

    ahead: bool
    text: str


def labelled(text: str) -> list[Paragraph]:
    """Return the paragraphs of a report's sections whose headings tell; none where not both kinds are
    there."""
    paragraphs: list[Paragraph] = []
    ahead: bool | None = None
    for line in map(str.strip, text.splitlines()):
        if _HEADING.match(line) and len(line) < _LONGEST_HEADING and not line.endswith("。"):
            back, forward = bool(_BACK.search(line)), bool(_AHEAD.search(line))
            ahead = forward if back != forward else None
        elif ahead is not None and len(line) > _SHORTEST_PARAGRAPH:
            paragraphs.append(Paragraph(ahead, line))
    return paragraphs if {p.ahead for p in paragraphs} == {True, False} else []


def strings(sentence: str) -> set[str]:
    """Return the two- and three-character strings of a sentence that may be features."""
    found = {sentence[i : i + n] for n in (2, 3) for i in range(len(sentence) - n + 1)}
    return {string for string in found if not _UNUSABLE.search(string)}


def examples(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[bool, set[str]]]:
    """Yield the sentences of the paragraphs as label and strings."""
    for paragraph in paragraphs:
        for match in _SENTENCE.finditer(paragraph.text):
            if len(match[0]) > _SHORTEST_SENTENCE:
                yield paragraph.ahead, strings(match[0])


def select(data: Sequence[tuple[bool, set[str]]]) -> list[str]:
    """Return the strings that tell most, by chi-square against the share of sentences that look ahead."""
    seen: Counter[str] = Counter()
    ahead: Counter[str] = Counter()
    for label, found in data:
        seen.update(found)
        if label:
            ahead.update(found)
    share = sum(label for label, _ in data) / len(data)

    def chi_square(string: str) -> float:
        expected = seen[string] * share
        return (ahead[string] - expected) ** 2 / (expected * (1 - share) + 1)

    common = sorted(string for string, count in seen.items() if count >= LEAST_COUNT)
    return sorted(common, key=chi_square, reverse=True)[:FEATURES]


def fit(data: Sequence[tuple[bool, set[str]]], vocabulary: Sequence[str]) -> dict[str, float]:
    """Return the weights of a logistic regression on the strings of `vocabulary`, and its bias."""
    index = {string: n for n, string in enumerate(vocabulary)}
    rows = [(label, sorted(index[s] for s in found if s in index)) for label, found in data]
    weights, squares, bias = [0.0] * len(index), [1e-6] * len(index), 0.0
    order = random.Random(SEED)
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for label, features in rows:
            odds = bias + sum(weights[n] for n in features)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))) - label
            bias -= 0.01 * error
            for n in features:
                squares[n] += error * error
                step = RATE / math.sqrt(squares[n])
                weights[n] = _shrunk(weights[n] - step * error, step * L1)
    kept = {string: weights[n] for string, n in index.items() if weights[n]}
    return {BIAS: bias, **kept}


def _shrunk(weight: float, by: float) -> float:
    return math.copysign(max(0.0, abs(weight) - by), weight)


def accuracy(model: TenseModel, paragraphs: Iterable[Paragraph]) -> tuple[int, int]:
    """Return how many sentences with a figure are told right, and how many there are."""
    right = total = 0
    for paragraph in paragraphs:
        spans = [match.span() for match in _SENTENCE.finditer(paragraph.text)]
        scores = [model.score(paragraph.text, *span) for span in spans]
        for (start, end), score in zip(spans, scores, strict=True):
            if re.search(r"\d", paragraph.text[start:end]):
                whole = score + NEIGHBOURS * (sum(scores) - score)
                right += (whole > 0) == paragraph.ahead
                total += 1
    return right, total


def read_reports(path: Path) -> Iterator[str]:
    """Yield the texts of a gzipped JSONL file of reports; UsageError where it is missing."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]
    except OSError as error:
        raise UsageError(
            f"the reports cannot be read: {error}", place=path, remedy="give their path"
        ) from error


def train(reports: Path, target: Path) -> str:
    """Write the weights to `target`; return one line that says how well they tell held-out sections."""
    sections = [paragraphs for text in read_reports(reports) if (paragraphs := labelled(text))]
    held_out = [p for section in sections[::HELD_OUT] for p in section]
    data = [e for n, section in enumerate(sections) if n % HELD_OUT for e in examples(section)]
    fitted = fit(data, select(data))
    weights = {s: round(w, 3) for s, w in fitted.items() if s == BIAS or abs(w) >= LEAST_WEIGHT}
    target.parent.mkdir(exist_ok=True)
    target.write_text("".join(f"{s}\t{w}\n" for s, w in sorted(weights.items())), encoding="utf-8")
    right, total = accuracy(TenseModel(weights), held_out)
    return f"{len(sections)} reports, {len(data)} sentences, {len(weights)} weights; held out {right}/{total}"


if __name__ == "__main__":
    print(train(Path(sys.argv[1]), Path(sys.argv[2])))
