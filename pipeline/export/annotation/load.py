"""What annotators made of an export, as gold: ``mubiao import --from TOOL PATH -o DIR``."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from pipeline.errors import UsageError
from pipeline.export.annotation.document import Document
from pipeline.export.annotation.rows import STAGE
from pipeline.export.gold import Judged, Sources, write_gold
from pipeline.readers.source import uri_of
from pipeline.rejection import Rejection

# The tools by their names on the command line; each module has a `read`.
TOOLS: Mapping[str, str] = {
    "label-studio": "pipeline.export.annotation.label_studio",
    "doccano": "pipeline.export.annotation.doccano",
    "prodigy": "pipeline.export.annotation.prodigy",
    "brat": "pipeline.export.annotation.brat",
}


class Reader(Protocol):
    """Reads the documents of a tool's file or folder; what is none goes to `reject`."""

    def __call__(self, path: Path, *, reject: Callable[[Rejection], None]) -> Iterator[Document]:
        """Yield the documents, one at a time."""


@dataclass(slots=True)
class Imported:
    """What was read and written: documents, gold files, marks by their labels."""

    documents: int = 0
    files: int = 0
    marks: Counter[str] = field(default_factory=Counter)

    @property
    def line(self) -> str:
        """The counts as one line."""
        marks = "".join(f", {label} {count:,}" for label, count in sorted(self.marks.items()))
        return f"documents {self.documents:,}, gold files {self.files:,}{marks}"


def import_gold(tool: str, paths: Sequence[Path], folder: Path, sources: Sources) -> Imported:
    """Write the gold of what a tool gave back.

    Raises UsageError for an unknown tool and paths that are not there, OutputError where nothing can be
    written or the folder holds gold already.
    """
    if tool not in TOOLS:
        raise UsageError(f"there is no tool {tool!r}", remedy=f"known: {', '.join(TOOLS)}")
    if missing := [path for path in paths if not path.exists()]:
        raise UsageError("there is no such file", place=missing[0], remedy=f"give what {tool} has exported")
    read = cast(Reader, importlib.import_module(TOOLS[tool]).read)
    imported = Imported()
    imported.files = write_gold(_judged(read, paths, imported, sources), folder, sources)
    return imported


def _judged(read: Reader, paths: Sequence[Path], imported: Imported, sources: Sources) -> Iterator[Judged]:
    seen: set[str] = set()
    for path in paths:
        for document in read(path, reject=sources.reject):
            if document.id in seen:
                reason = f"the record {document.id} was read already (give what one annotator made of it)"
                sources.reject(Rejection(uri_of(path), STAGE, reason, id=document.id))
                continue
            seen.add(document.id)
            imported.documents += 1
            imported.marks.update(key.label for key in document.marks)
            yield Judged(document)
