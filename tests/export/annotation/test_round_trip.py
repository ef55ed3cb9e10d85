"""Record → tool → gold is record → gold: nothing is lost on the way, whatever the text."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.export.annotation.brat import without_cut
from pipeline.export.annotation.document import document_of
from pipeline.export.gold import Judged, gold_of
from pipeline.records import Record
from tests.export.annotation.documents import TOOLS, read, records, save, write
from tests.record_desk import full_desk


def round_trip(tool: str, record: Record) -> None:
    document = document_of(record)
    if tool == "brat":
        document = without_cut(document)
    with TemporaryDirectory() as folder:
        write(tool, [record], Path(folder))
        found, rejected = read(tool, save(tool, Path(folder)))
    assert not rejected
    assert found == [document]
    name = "a.txt"
    assert gold_of(name, [Judged(found[0])], None) == gold_of(name, [Judged(document)], None)


@pytest.mark.parametrize("tool", TOOLS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(record=records())
def test_odd_texts(tool: str, record: Record) -> None:
    round_trip(tool, record)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_record_with_all_it_can_have(tool: str) -> None:
    round_trip(tool, full_desk().checked())


@pytest.mark.parametrize("tool", TOOLS)
def test_records_of_the_pipeline(tool: str, records: list[Record], tmp_path: Path) -> None:
    write(tool, records, tmp_path)
    found, rejected = read(tool, save(tool, tmp_path))
    assert not rejected
    assert found == [document_of(record) for record in records]
    assert sum(len(document.marks) for document in found) > 300
    assert {link.kind for document in found for link in document.links} >= {"HOLDS", "IN", "MEASURES", "OF"}
