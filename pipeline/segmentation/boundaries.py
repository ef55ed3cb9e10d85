"""Where words begin and end, as evidence for the borders of names."""

from __future__ import annotations

from spacy.tokens import Doc

WORDS_KEY = "words"
BOUNDARIES_KEY = "mubiao.word_boundaries"


def word_boundaries(doc: Doc) -> bytes | None:
    """Return for each character offset (0 to the text's length) 1 where a word begins or ends, else 0.

    None where the component ``words`` did not run. A segmenter often cuts names wrongly, so this is evidence,
    no proof: a span whose border lies inside a word is a little less likely.
    """
    if WORDS_KEY not in doc.spans:
        return None
    known = doc.user_data.get(BOUNDARIES_KEY)
    if known is None:
        # The Doc came from a file without its user data: read the spans once.
        offsets = [(word.start_char, word.end_char) for word in doc.spans[WORDS_KEY]]
        known = doc.user_data[BOUNDARIES_KEY] = mark_boundaries(offsets, len(doc.text))
    return bytes(known)


def mark_boundaries(offsets: list[tuple[int, int]], length: int) -> bytes:
    """Return `length` + 1 bytes: 1 at each start and end in `offsets`, else 0."""
    marks = bytearray(length + 1)
    for start, end in offsets:
        marks[start] = marks[end] = 1
    return bytes(marks)
