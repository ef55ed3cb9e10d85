"""The character grid: one token for each character, blanks and line breaks included.

spaCy's own Chinese tokenizer with the ``char`` segmenter folds a blank into the token before it, so that
token and character offsets part at the first blank of a byline. Here they are always equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from pipeline.components.base import TEXT_KEY


class CharacterTokenizer:
    """Make a Doc of single characters, in which token offsets are character offsets."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc of `text`; raises UnicodeEncodeError for a lone surrogate, which is no text."""
        doc = Doc(self.vocab, words=list(text), spaces=[False] * len(text))
        doc.user_data[TEXT_KEY] = text
        return doc

    def pipe(self, texts: Iterator[str], **_: Any) -> Iterator[Doc]:
        """Yield a Doc for each text."""
        return map(self, texts)

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: the tokenizer has no settings."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> CharacterTokenizer:
        """Return self: there is nothing to restore."""
        return self

    def to_disk(self, _: str | Path, **__: Any) -> None:
        """Write nothing: the tokenizer has no settings."""

    def from_disk(self, _: str | Path, **__: Any) -> CharacterTokenizer:
        """Return self: there is nothing to restore."""
        return self


@registry.tokenizers("mubiao.CharacterTokenizer.v1")  # type: ignore[untyped-decorator]
def create_character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """Return the function that spaCy calls with the Language to make its tokenizer."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)
