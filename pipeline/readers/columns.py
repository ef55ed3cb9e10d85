"""The columns of a table that hold what the options name."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import SourceError
from pipeline.readers.address import Address
from pipeline.readers.options import ReadingOptions


def columns_of(names: Sequence[str], options: ReadingOptions, address: Address) -> dict[str, int]:
    """Return the place of each wanted column in the table.

    Raises SourceError for a table without the column of the text, or without one that was asked for by a
    name of its own, and for two columns of one name.
    """
    found: dict[str, int] = {}
    for wanted, needed in options.columns.items():
        if names.count(wanted) == 1:
            found[wanted] = names.index(wanted)
        elif needed or wanted in names:
            fault = "two columns are called" if wanted in names else "there is no column"
            shown = ", ".join(" ".join(name.split()) for name in names)[:200]
            remedy = f"it has {shown}; name the right ones with --text-column and the like"
            raise SourceError(f"{fault} {wanted!r}", place=address.uri, line=1, remedy=remedy)
    return found
