"""Records that the tests of exports share: our sample articles, run through the pipeline once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.annotate import annotate
from pipeline.readers.documents import read_documents
from pipeline.readers.inputs import list_files
from pipeline.readers.source import Source
from pipeline.records import Record
from pipeline.writers.jsonl import to_line

ARTICLES = Path(__file__).parents[2] / "seeds" / "articles"
PAGES = 8


@pytest.fixture(scope="session")
def records(nlp: Language) -> list[Record]:
    """The records of some sample articles, as a reader of JSON has them."""
    pages = [str(page) for page in sorted(ARTICLES.glob("*.txt"))[:PAGES]]
    sources = [
        replace(document, uri=f"articles/{Path(document.uri).name}")
        for document in read_documents(list_files(pages), warn=pytest.fail)
        if isinstance(document, Source)
    ]
    return [
        json.loads(json.dumps(record)) for outcome in annotate(nlp, sources) for record in outcome.records
    ]


@pytest.fixture(scope="session")
def record_file(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records in a file, as `mubiao run` writes them."""
    path = tmp_path_factory.mktemp("records") / "records.jsonl"
    path.write_bytes(b"".join(to_line(record) for record in records))
    return path
