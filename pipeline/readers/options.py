"""How the inputs are to be read, where the user says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """The encoding of all inputs (None: found for each), and what the columns of rows are called."""

    encoding: str | None = None
    id_column: str = "id"
    text_column: str = "text"
    published_column: str = "published"
    title_column: str = "title"
