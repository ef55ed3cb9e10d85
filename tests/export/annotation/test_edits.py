"""What annotators change comes into gold: borders, labels, fields, links; what cannot be is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.export.annotation.document import Key, Link, document_of
from pipeline.export.annotation.rows import FILE
from pipeline.export.gold import Judged, gold_of
from tests.export.annotation.documents import edit, read, save, write
from tests.record_desk import TEXT, full_desk

Edit = Callable[[Any], Any]


def exported(tool: str, folder: Path) -> Path:
    write(tool, [full_desk().checked()], folder)
    return save(tool, folder)


def key(label: str, phrase: str) -> Key:
    return Key(label, TEXT.index(phrase), TEXT.index(phrase) + len(phrase))


def gold(document: Any) -> dict[str, list[dict[str, Any]]]:
    layers: dict[str, list[dict[str, Any]]] = gold_of("a.txt", [Judged(document)], None)["layers"]
    return layers


# ---- Label Studio: fields and relations


def result(task: Any) -> list[Any]:
    rows: list[Any] = task["annotations"][0]["result"]
    return rows


def region(task: Any, label: str) -> str:
    return next(
        row["id"] for row in result(task) if row["type"] == "labels" and row["value"]["labels"] == [label]
    )


def test_a_field_that_was_edited(tmp_path: Path) -> None:
    path = exported("label-studio", tmp_path)

    def change(task: Any) -> None:
        for row in result(task):
            if row["from_name" if row["type"] != "relation" else "type"] == "name":
                row["value"]["text"] = ["何二苇"]

    edit(path, change)
    (document,), _ = read("label-studio", path)
    assert gold(document)["people"][0]["name"] == "何二苇"


def test_a_field_that_was_emptied_has_no_value(tmp_path: Path) -> None:
    path = exported("label-studio", tmp_path)

    def empty(task: Any) -> None:
        for row in result(task):
            if row.get("from_name") in ("action", "change"):
                row["value"].update({"text": []} if row["from_name"] == "action" else {"choices": []})

    edit(path, empty)
    (document,), rejected = read("label-studio", path)
    assert not rejected
    assert [(goal["action"], goal["change"]) for goal in gold(document)["goals"]] == [(None, None)] * 2


def test_what_was_marked_twice_is_one_mark(tmp_path: Path) -> None:
    path = exported("prodigy", tmp_path)
    edit(
        path,
        lambda row: row["spans"].append({name: row["spans"][0][name] for name in ("start", "end", "label")}),
    )
    (document,), rejected = read("prodigy", path)
    assert not rejected
    assert document == document_of(full_desk().checked())


def test_a_relation_that_was_taken_away(tmp_path: Path) -> None:
    path = exported("label-studio", tmp_path)
    edit(
        path,
        lambda task: task["annotations"][0].update(
            result=[row for row in result(task) if row.get("labels") not in (["HOLDS"], ["IN"], ["OWNED_BY"])]
        ),
    )
    (document,), _ = read("label-studio", path)
    layers = gold(document)
    assert layers["positions"][0]["people"] == []
    assert layers["positions"][0]["organization"] is None
    assert layers["goals"][0]["owner"] is None


def test_a_relation_that_was_drawn_the_other_way_round(tmp_path: Path) -> None:
    path = exported("label-studio", tmp_path)

    def turn(task: Any) -> None:
        for row in result(task):
            if row["type"] == "relation":
                row.update(from_id=row["to_id"], to_id=row["from_id"], direction="left")

    edit(path, turn)
    (document,), rejected = read("label-studio", path)
    assert not rejected
    assert document.links == document.exported


def test_utf16_offsets_of_an_old_label_studio_are_known_by_their_text(tmp_path: Path) -> None:
    desk = full_desk()
    text = "🚧" + desk.text
    odd = type(desk)(text, text)
    odd.add("people", "何一苇")
    write("label-studio", [odd.checked()], tmp_path)
    path = save("label-studio", tmp_path)

    def shift(task: Any) -> None:
        for row in result(task):
            row["value"]["start"] += 1
            row["value"]["end"] += 1

    edit(path, shift)
    (document,), rejected = read("label-studio", path)
    assert not rejected
    assert [text[k.start : k.end] for k in document.marks] == ["何一苇"]


def test_of_several_annotations_the_truth_or_the_newest_counts(tmp_path: Path) -> None:
    path = exported("label-studio", tmp_path)

    def more(task: Any) -> None:
        first = task["annotations"][0]
        old = {**first, "result": [], "updated_at": "2021-01-01T00:00:00Z"}
        cancelled = {**first, "result": [], "was_cancelled": True, "updated_at": "2029-01-01T00:00:00Z"}
        task["annotations"] = [cancelled, first, old]

    edit(path, more)
    assert read("label-studio", path)[0][0].marks
    edit(path, lambda task: task["annotations"][2].update(ground_truth=True))
    assert not read("label-studio", path)[0][0].marks


LABEL_STUDIO_FAULTS: list[tuple[str, Edit]] = [
    ("nobody has annotated it", lambda task: task["annotations"].clear()),
    ("it has no 'mubiao'", lambda task: task["data"].pop("mubiao")),
    ("its text is not the one that was exported", lambda task: task["data"].update(text=TEXT + "。")),
    ("there is no label 'PLACE'", lambda task: result(task)[0]["value"].update(labels=["PLACE"])),
    ("has not the form of the tool's export", lambda task: task.pop("data")),
    ("is not '何二苇'", lambda task: result(task)[0]["value"].update(text="何二苇")),
    ("has no kind", lambda task: result(task)[-1].update(labels=[])),
    ("cannot link", lambda task: result(task)[-1].update(labels=["HOLDS"])),
    ("its 'mubiao' is damaged", lambda task: task["data"]["mubiao"].pop("runs")),
]


@pytest.mark.parametrize(("told", "change"), LABEL_STUDIO_FAULTS, ids=[row[0] for row in LABEL_STUDIO_FAULTS])
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path, told: str, change: Edit) -> None:
    write("label-studio", [full_desk().checked(), full_desk(uri="pages/b.txt").checked()], tmp_path)
    path = save("label-studio", tmp_path)
    tasks = json.loads(path.read_bytes())
    change(tasks[0])
    path.write_text(json.dumps(tasks), encoding="utf-8")
    found, rejected = read("label-studio", path)
    assert len(found) == 1
    (rejection,) = rejected
    assert (told in rejection.error, rejection.line) == (True, 1), rejection.error


# ---- doccano: a new entity without fields, relations by new ids


def test_a_new_entity_in_doccano(tmp_path: Path) -> None:
    path = exported("doccano", tmp_path)
    person = key("PERSON", "何一苇")

    def change(row: Any) -> None:
        row["relations"] = []
        row["entities"] = [
            {"id": 1, "label": "PERSON", "start_offset": person.start, "end_offset": person.end},
            {"id": 2, "label": "DATE", "start_offset": person.end, "end_offset": person.end + 1},
            {"id": 3, "label": "GOAL", "start_offset": 0, "end_offset": 2},
        ]

    edit(path, change)
    (document,), rejected = read("doccano", path)
    layers = gold(document)
    assert not rejected
    assert layers["people"][0]["name"] == "何一苇"
    assert layers["dates"][0]["value_optional"] is True
    assert layers["goals"][0]["optional"] is True
    assert layers["positions"] == []


def test_half_a_character_is_told(tmp_path: Path) -> None:
    desk = type(full_desk())("🚧a", "🚧a")
    write("doccano", [desk.checked()], tmp_path)
    path = save("doccano", tmp_path)
    edit(
        path,
        lambda row: row.update(entities=[{"id": 1, "label": "PERSON", "start_offset": 1, "end_offset": 3}]),
    )
    found, (rejection,) = read("doccano", path)
    assert not found
    assert "no character begins at the code unit 1" in rejection.error


# ---- Prodigy


@pytest.mark.parametrize(
    ("answer", "told"), [("reject", "its answer is 'reject'"), (None, "nobody has answered")]
)
def test_only_accepted_answers_come_back(tmp_path: Path, answer: str | None, told: str) -> None:
    path = exported("prodigy", tmp_path)
    edit(path, lambda row: row.update(answer=answer))
    found, (rejection,) = read("prodigy", path)
    assert not found
    assert told in rejection.error


def test_a_span_that_was_drawn_anew_in_prodigy(tmp_path: Path) -> None:
    path = exported("prodigy", tmp_path)

    def change(row: Any) -> None:
        row["spans"] = [{"start": 0, "end": 3, "token_start": 0, "token_end": 2, "label": "ORGANIZATION"}]
        row["relations"] = []

    edit(path, change)
    (document,), _ = read("prodigy", path)
    assert gold(document)["organizations"][0]["name"] == "青川市"


# ---- brat


def ann(folder: Path) -> Path:
    return next(folder.glob("*.ann"))


def test_a_mark_over_a_line_break_has_fragments(tmp_path: Path) -> None:
    desk = type(full_desk())("何一\n苇说", "何一\n苇说")
    desk.add("people", "何一\n苇", name="何一苇")
    write("brat", [desk.checked()], tmp_path)
    assert ann(tmp_path).read_text(encoding="utf-8").splitlines()[0] == "T1\tPERSON 0 2;3 4\t何一 苇"
    (document,), _ = read("brat", tmp_path)
    assert list(document.marks) == [Key("PERSON", 0, 4)]


def test_a_relation_that_was_added_in_brat(tmp_path: Path) -> None:
    desk = full_desk()
    desk.record["posts"].clear()
    desk.record["positions"][0].update(people=[], organization=None)
    write("brat", [desk.checked()], tmp_path)
    lines = ann(tmp_path).read_text(encoding="utf-8")
    idents = {line.split()[1]: line.split()[0] for line in lines.splitlines() if line.startswith("T")}
    added = [
        f"R90\tHOLDS Arg1:{idents['PERSON']} Arg2:{idents['POSITION']}\t",
        f"R91\tIN Arg1:{idents['POSITION']} Arg2:{idents['ORGANIZATION']}",
        "#99\tAnnotatorNotes R90\tsure?",
        "E1\tPERSON:T1",
    ]
    ann(tmp_path).write_text(lines + "\n".join([*added[:2], added[3]]) + "\n", encoding="utf-8")
    (document,), rejected = read("brat", tmp_path)
    assert not rejected
    assert Link("HOLDS", key("PERSON", "何一苇"), key("POSITION", "局长")) in document.links
    position = gold(document)["positions"][0]
    assert (position["people"], position["organization"]) == (["何一苇"], "青川市水利局")


BRAT_FAULTS = [
    ("T1\tPERSON 0 3\t别的字", "not '别的字'"),
    ("T1 PERSON 0 3", ".ann:1: "),
    ("T1\tPERSON 0 3\t青川市\n#1\tAnnotatorNotes T1\t{", ".ann:2: "),
    ("T1\tPERSON 0 3\t青川市\n#1\tAnnotatorNotes T1\t3", "must be an object"),
    ("R1\tHOLDS Arg1:T1 Arg2:T2", "links what is not there"),
    ("T1\tPERSON 0 3\t青川市\nA1\tstatus T1 target", "has no field 'status'"),
    ("T1\tDATE 0 3\t青川市\nA1\ttype T1 DAY", "'DAY' is no one of DATE"),
    ('T1\tDATE 0 3\t青川市\n#1\tAnnotatorNotes T1\t{"end_date": "2022-02-30"}', "is no day"),
    ("T1\tPERSON 0 900\t青川市", "the text at 0 900"),
]


@pytest.mark.parametrize(("lines", "told"), BRAT_FAULTS)
def test_malformed_lines_are_told(tmp_path: Path, lines: str, told: str) -> None:
    exported("brat", tmp_path)
    ann(tmp_path).write_text(lines + "\n", encoding="utf-8")
    found, (rejection,) = read("brat", tmp_path)
    assert not found
    assert told in rejection.error


def test_names_of_files_cannot_leave_the_folder(tmp_path: Path) -> None:
    exported("brat", tmp_path)
    edit(tmp_path / FILE, lambda row: row.update(name="../secret"))
    found, (rejection,) = read("brat", tmp_path)
    assert not found
    assert "is no name of a document" in rejection.error
