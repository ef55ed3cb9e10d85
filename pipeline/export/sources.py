"""The texts of sources, found again by their hash in a folder of inputs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from pipeline.readers.inputs import list_files, read_documents
from pipeline.readers.metadata import Metadata
from pipeline.rejection import Rejection


def find_texts(
    folder: Path | None, wanted: Collection[str], *, warn: Callable[[str], None]
) -> Mapping[str, str]:
    """Return the texts, as decoded, of those sources in the folder whose SHA-256 is wanted; {} without one.

    Files are read as `mubiao run` reads them, rows of JSONL too. Raises UsageError for a folder that is not
    there or holds no texts.
    """
    if folder is None:
        return {}
    found = {}
    for source in read_documents(list_files([str(folder)]), metadata=Metadata(), warn=warn):
        if not isinstance(source, Rejection) and source.sha256 in wanted:
            found[source.sha256] = source.text
    return found
