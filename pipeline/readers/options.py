"""How the inputs are to be read, where the user says so."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """The encoding of all inputs (None: found for each), and what the columns of rows are called.

    Raises UsageError for an encoding that is none.
    """

    encoding: str | None = None
    id_column: str = "id"
    text_column: str = "text"
    published_column: str = "published"
    title_column: str = "title"

    def __post_init__(self) -> None:
        if self.encoding is not None and not _is_text_encoding(self.encoding):
            remedy = "name one that Python knows: utf-8, gb18030, big5, utf-16"
            raise UsageError(f"{self.encoding!r} is no encoding", place="--encoding", remedy=remedy)

    @property
    def columns(self) -> dict[str, bool]:
        """The columns' names, and whether a table must have them: the text, and what was named otherwise."""
        usual = ReadingOptions()
        return {
            self.id_column: self.id_column != usual.id_column,
            self.published_column: self.published_column != usual.published_column,
            self.title_column: self.title_column != usual.title_column,
            self.text_column: True,
        }


def _is_text_encoding(name: str) -> bool:
    """Return whether Python knows the encoding, and as one of text: it has codecs of bytes (zlib) too."""
    try:
        " ".encode(name)
    except (LookupError, ValueError):
        return False
    return True
