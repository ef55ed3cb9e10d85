"""Files to documents, as the tests read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.readers.address import Address
from pipeline.readers.documents import read_documents
from pipeline.readers.options import ReadingOptions
from pipeline.readers.source import Source
from pipeline.rejection import Rejection


def read_files(*files: Path | str, options: ReadingOptions | None = None) -> list[Source | Rejection]:
    """Return what the files hold; a warning fails the test."""
    addresses = [Address.of(file) for file in files]
    return list(read_documents(addresses, options=options, warn=pytest.fail))


def read_good(*files: Path | str, options: ReadingOptions | None = None) -> list[Source]:
    """Return the documents of files of which none may be rejected."""
    found = read_files(*files, options=options)
    assert not [item for item in found if isinstance(item, Rejection)], found
    return [item for item in found if isinstance(item, Source)]


def read_bad(file: Path | str, options: ReadingOptions | None = None) -> Rejection:
    """Return the rejection of a file that holds one document."""
    (found,) = read_files(file, options=options)
    assert isinstance(found, Rejection), found
    return found
