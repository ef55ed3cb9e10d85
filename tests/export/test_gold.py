"""Gold that is written: its form, and that our evaluation and the annotation's scorer take it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pipeline.clean import clean
from pipeline.cli import FAILED, REJECTED, USAGE, app
from pipeline.evaluate import evaluate_files
from pipeline.export.annotation.document import document_of
from pipeline.export.gold import Judged, Sources, write_gold
from pipeline.record_files import read_records
from pipeline.records import Record
from pipeline.rejection import Rejection
from pipeline.run import Settings, run
from tests.export.annotation.documents import edit, save, write
from tests.record_desk import SOURCE, Desk, full_desk

ARTICLES = Path(__file__).parents[2] / "seeds" / "articles"
SCORER = Path(__file__).parents[2].parent / "shared" / "annotation" / "tools" / "score.py"


def made(judged: list[Judged], folder: Path, texts: Path | None = None) -> tuple[int, list[Rejection]]:
    rejected: list[Rejection] = []
    count = write_gold(judged, folder, Sources(texts, lambda message: None, rejected.append))
    return count, rejected


def gold_of(folder: Path, name: str = "a") -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return gold


def test_the_form(tmp_path: Path) -> None:
    assert made([Judged(document_of(full_desk().checked()))], tmp_path / "gold") == (1, [])
    gold = gold_of(tmp_path / "gold")
    assert (gold["doc"], gold["fully_read"], gold["hard_negatives"]) == ("a.txt", True, {})
    assert gold["layers"]["people"] == [
        {"source_start": 8, "source_end": 12, "text": "何一苇", "name": "何一苇"}
    ]
    assert gold["layers"]["positions"] == [
        {
            **{"source_start": 6, "source_end": 8, "text": "局长"},
            **{"people": ["何一苇"], "organization": "青川市水利局"},
        }
    ]
    target, result = gold["layers"]["goals"]
    assert target == {
        **{"source_start": 23, "source_end": 27, "text": "120座"},
        **{"status": "target", "value": 120, "unit": "座", "comparator": "="},
        **{"action": "新建", "change": "level", "deadline": ["2022-01-01", "2022-12-31"]},
        "owner": "青川市水利局",
        "indicator": {"source_start": 27, "source_end": 29, "text": "泵站"},
    }
    assert (result["status"], result["of"]) == ("achieved", [23, 27])
    assert SOURCE[23:27] == "120座"


def test_articles_of_one_page_are_one_gold(tmp_path: Path) -> None:
    first, second = Desk("何一苇", "何一苇\n\n华一宁"), Desk("华一宁", "何一苇\n\n华一宁")
    first.add("people", "何一苇")
    second.add("people", "华一宁")
    judged = [Judged(document_of(desk.checked())) for desk in (second, first)]
    assert made(judged, tmp_path / "gold") == (1, [])
    gold = gold_of(tmp_path / "gold")
    assert [(row["text"], row["source_start"]) for row in gold["layers"]["people"]] == [
        ("何一苇", 0),
        ("华一宁", 5),
    ]


def test_a_page_of_which_an_article_was_not_read_was_not_read(tmp_path: Path) -> None:
    document = document_of(full_desk().checked())
    made([Judged(document), Judged(document, read=False)], tmp_path / "gold")
    assert gold_of(tmp_path / "gold")["fully_read"] is False


def test_two_documents_of_one_name_have_two_files(tmp_path: Path) -> None:
    other = Desk("别的文章", "别的文章")
    judged = [Judged(document_of(desk.checked())) for desk in (full_desk(), other)]
    assert made(judged, tmp_path / "gold")[0] == 2
    assert len(list((tmp_path / "gold").glob("a*.json"))) == 2


def test_the_folder_must_be_empty(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "thesis.txt").touch()
    write("brat", [full_desk().checked()], tmp_path / "brat")
    told = call(tmp_path / "brat", "--from", "brat", "-o", tmp_path / "gold")
    assert told.exit_code == FAILED
    assert "the folder is not empty" in told.stderr


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["import", *map(str, arguments)])


# Cleaning leaves the indents out, so places between the ends of the text are not known from the record alone.
INDENTED = "　　青川市水利局局长何一苇说，年内新建泵站。\n\n　　云溪区的工程已经开工，进度符合计划。\n"


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """What a tool gives back where an annotator marked a name that the pipeline had missed."""
    (article,) = clean(INDENTED)
    write("doccano", [Desk(article.text, INDENTED).checked()], tmp_path)
    path = save("doccano", tmp_path)
    start = article.text.index("何一苇")
    entity = {"id": 1, "label": "PERSON", "start_offset": start, "end_offset": start + 3}
    edit(path, lambda row: row.update(entities=[entity]))
    return path


def test_a_new_mark_needs_the_source(marked: Path, tmp_path: Path) -> None:
    told = call(marked, "--from", "doccano", "-o", tmp_path / "gold")
    assert told.exit_code == REJECTED
    assert "'何一苇' (8–11) stands in it is not known (give the folder of the sources" in told.stderr
    sources = tmp_path / "pages"
    sources.mkdir()
    (sources / "a.txt").write_bytes(INDENTED.encode())
    told = call(marked, "--from", "doccano", "-o", tmp_path / "gold", "--texts", sources)
    assert (told.exit_code, told.stderr) == (0, "mubiao: documents 1, gold files 1, PERSON 1\n")
    (person,) = gold_of(tmp_path / "gold")["layers"]["people"]
    assert INDENTED[person["source_start"] : person["source_end"]] == "何一苇"
    assert (tmp_path / "gold" / "texts" / "a.txt").read_bytes() == INDENTED.encode()


def test_other_encodings_and_rows_are_evaluated_by_the_texts_that_come_along(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "gbk.txt").write_bytes(SOURCE.encode("gb18030"))
    row = {"id": "r1", "text": SOURCE}
    (pages / "rows.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    records = tmp_path / "records.jsonl"
    run([str(pages)], Settings(records, words=False, tagger=False, quiet=True))
    judged = [Judged(document_of(line.record)) for line in read_records([records], reject=print)]
    assert made(judged, tmp_path / "gold", pages) == (2, [])
    files = sorted((tmp_path / "gold").glob("*.json"))
    figures = evaluate_files(records, files, tmp_path / "gold" / "texts").table()
    assert figures["people.strict"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "tp": 2, "pred": 2, "gold": 2}


def test_a_record_that_came_back_twice_counts_once(tmp_path: Path) -> None:
    write("prodigy", [full_desk().checked()], tmp_path)
    path = save("prodigy", tmp_path)
    told = call(path, path, "--from", "prodigy", "-o", tmp_path / "gold")
    assert told.exit_code == REJECTED
    assert "was read already" in told.stderr
    assert len(gold_of(tmp_path / "gold")["layers"]["people"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [("x.jsonl", "--from", "word"), ("missing.jsonl", "--from", "doccano"), ("x.jsonl",)],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert call(*arguments, "-o", tmp_path / "gold").exit_code == USAGE
    assert not (tmp_path / "gold").exists()


def test_a_brat_folder_without_what_the_export_wrote_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "brat").mkdir()
    told = call(tmp_path / "brat", "--from", "brat", "-o", tmp_path / "gold")
    assert told.exit_code == USAGE
    assert "documents.jsonl of the export is missing" in told.stderr


@pytest.fixture(scope="module")
def pages(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    assert made([Judged(document_of(record)) for record in records], folder / "gold")[1] == []
    return folder / "gold"


def test_the_records_agree_with_their_own_gold(pages: Path, record_file: Path) -> None:
    table = evaluate_files(record_file, sorted(pages.glob("*.json")), ARTICLES).table()
    assert {row.get("f1", row.get("acc")) for row in table.values()} == {1.0}
    assert table["goals.tuple"]["tp"] > 50


@pytest.mark.skipif(not SCORER.exists(), reason="the annotation's scorer is not beside this checkout")
def test_the_annotations_scorer_takes_it(pages: Path, record_file: Path) -> None:
    command = [
        sys.executable,
        str(SCORER),
        str(record_file),
        str(ARTICLES),
        *map(str, sorted(pages.glob("*.json"))),
    ]
    told = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout
    assert {row.get("f1", row.get("acc")) for row in json.loads(told).values()} == {1.0}
