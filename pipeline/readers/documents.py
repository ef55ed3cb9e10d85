"""From units to documents: what is heavy or can go wrong, one document at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from typing import Protocol

from pipeline.errors import SourceError
from pipeline.readers import delimited, docx, html, jsonl, parquet, pdf, text
from pipeline.readers.address import Address
from pipeline.readers.extras import faults_told
from pipeline.readers.metadata import Metadata
from pipeline.readers.options import ReadingOptions
from pipeline.readers.source import Source
from pipeline.readers.unit import Unit
from pipeline.readers.units import list_units, unreadable
from pipeline.rejection import Rejection, explain


class Reader(Protocol):
    """Reads one format: a unit in, its document out; SourceError is a rejection."""

    def __call__(self, unit: Unit, *, warn: Callable[[str], None]) -> Source | Rejection:
        """Return the document; `warn` is told what stops nothing."""
        ...


READERS: dict[str, Reader] = {
    **dict.fromkeys(text.SUFFIXES, text.read_text),
    **dict.fromkeys(html.SUFFIXES, html.read_html),
    pdf.SUFFIX: pdf.read_pdf,
    docx.SUFFIX: docx.read_docx,
    jsonl.SUFFIX: jsonl.read_row,
    **dict.fromkeys((*delimited.DELIMITERS, parquet.SUFFIX), delimited.read_cells),
}


def read_documents(
    files: Iterable[Address],
    *,
    metadata: Metadata | None = None,
    options: ReadingOptions | None = None,
    warn: Callable[[str], None],
) -> Iterator[Source | Rejection]:
    """Yield each document of the files, or why it is rejected; a second document of the same id is.

    Nothing is raised for a document: the others are still read.
    """
    metadata = metadata or Metadata()
    documents = (
        read_unit(unit, warn=warn) if isinstance(unit, Unit) else unit
        for unit in list_units(files, options=options)
    )
    for document in without_repeated(documents):
        yield metadata.applied_to(document) if isinstance(document, Source) else document


def read_unit(unit: Unit, *, warn: Callable[[str], None]) -> Source | Rejection:
    """Return the document of a unit, or why it is rejected; nothing is raised for a bad document."""
    read = READERS.get(unit.format)
    if read is None:
        return unit.rejected(f"not one of the kinds {', '.join(READERS)} (rename it)")
    try:
        with faults_told("document", unit.uri):
            return read(unit, warn=warn)
    except SourceError as error:
        return unit.rejected(explain(error), line=error.line)
    except OSError as error:
        return unit.rejected(explain(unreadable(error)))


def without_repeated(
    documents: Iterable[Source | Rejection], *, places: MutableMapping[str, str] | None = None
) -> Iterator[Source | Rejection]:
    """Yield the documents; one whose id an earlier one has becomes a rejection that names the earlier.

    `places` remembers the address of each id; give one of your own to go on with it or to keep it elsewhere.
    """
    places = {} if places is None else places
    for document in documents:
        if isinstance(document, Source) and document.id in places:
            yield repeated(document.uri, document.id, document.line, earlier=places[document.id])
            continue
        if isinstance(document, Source):
            places[document.id] = document.uri
        yield document


def repeated(uri: str, ident: str, line: int | None, *, earlier: str) -> Rejection:
    """Return the rejection of a document whose id the one at `earlier` has."""
    error = SourceError(f"{earlier} has the same id", remedy="leave one out or change its id")
    return Rejection(uri, "read", explain(error), line=line, id=ident)
