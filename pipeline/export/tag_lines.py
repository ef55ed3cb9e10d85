"""Tagged lines, a token each: ``token start end tag``, an empty line behind each example.

Token first and tag last, as in CoNLL-2003; start and end count in the example's text, which stands beside in
``SPLIT.texts.jsonl``, example by example. White space is no token. Spans that overlap are flattened
(`labels.flatten`); with words for tokens a span whose end lies within a word has no tags. Both are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.export.labels import LabelledSpan, flatten, spans_of
from pipeline.export.not_held import count_fields
from pipeline.records import Record
from pipeline.writers.jsonl import write_jsonl

OUTSIDE = "O"
TOKENS = ("characters", "words")
Offsets = Sequence[tuple[int, int]]
# Gives the tags of a span of so many tokens, without the label.
Scheme = Callable[[int], Sequence[str]]


def write_tag_lines(
    records: Iterable[Record], folder: Path, *, split: str, tokens: str, scheme: Scheme
) -> Counter[str]:
    """Write ``SPLIT.conll`` and ``SPLIT.texts.jsonl``; return what tags cannot say."""
    tokenize = _tokenizer(tokens)
    dropped: Counter[str] = Counter()
    with (
        (folder / f"{split}.conll").open("w", encoding="utf-8", newline="\n") as lines,
        write_jsonl(folder / f"{split}.texts.jsonl") as texts,
    ):
        for record in records:
            offsets = tokenize(record["text"])
            tags = _tags(record, offsets, scheme, dropped)
            for (start, end), tag in zip(offsets, tags, strict=True):
                lines.write(f"{record['text'][start:end]}\t{start}\t{end}\t{tag}\n")
            lines.write("\n")
            texts.write({"id": record["id"], "text": record["text"]})
            dropped += count_fields(record)
    return dropped


def character_offsets(text: str) -> Offsets:
    """Return start and end of each character that is no white space."""
    return [(n, n + 1) for n, char in enumerate(text) if not char.isspace()]


def _tokenizer(tokens: str) -> Callable[[str], Offsets]:
    if tokens not in TOKENS:
        raise UsageError(f"there are no tokens {tokens!r}", remedy=f"known: {', '.join(TOKENS)}")
    if tokens == "characters":
        return character_offsets
    from pipeline.segmentation.segmenter import load_segmenter

    return load_segmenter().word_offsets


def _tags(record: Record, offsets: Offsets, scheme: Scheme, dropped: Counter[str]) -> list[str]:
    starts = {start: n for n, (start, _) in enumerate(offsets)}
    ends = {end: n + 1 for n, (_, end) in enumerate(offsets)}
    spans = spans_of(record)
    whole = [span for span in spans if span.start in starts and span.end in ends]
    dropped["spans cut by a word"] += len(spans) - len(whole)
    kept, gone = flatten(whole)
    dropped["spans that overlap a longer one"] += len(gone)
    tags = [OUTSIDE] * len(offsets)
    for span in kept:
        first, last = starts[span.start], ends[span.end]
        tags[first:last] = _labelled(span, scheme(last - first))
    return tags


def _labelled(span: LabelledSpan, tags: Sequence[str]) -> list[str]:
    return [f"{tag}-{span.label}" for tag in tags]
