"""What readers of web pages, PDF and DOCX share: the source is the text that they have taken out."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.errors import SourceError
from pipeline.readers.limits import MAX_CHARACTERS
from pipeline.readers.source import Source, is_blank, sha256_of, source_id
from pipeline.readers.unit import Unit

# What no reader sees and no record can hold: control characters, halves of surrogate pairs, no characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Found(NamedTuple):
    """What a reader took out of a document; `published` is an ISO day."""

    text: str
    title: str | None = None
    published: str | None = None


def source_of_text(
    unit: Unit, data: bytes, found: Found, *, missing: str, remedy: str = "give its text as .txt"
) -> Source:
    """Return the document in `data` from which text was taken.

    Raises SourceError where there is no text, with `missing` as its reason, or too much.
    """
    text = _UNWRITABLE.sub("", found.text)
    if is_blank(text):
        raise SourceError(missing, place=unit.uri, remedy=remedy)
    if len(text) > MAX_CHARACTERS:
        reason = f"the text is longer than {MAX_CHARACTERS:,} characters"
        raise SourceError(reason, place=unit.uri, remedy="split the document")
    title = _UNWRITABLE.sub("", found.title or "") or None
    ident = source_id(unit.name, text)
    return Source(unit.uri, text, ident, sha256_of(data), title=title, published=found.published)
