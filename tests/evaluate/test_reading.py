"""Records and gold that are not what they should be: the error names file, line and key."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from pipeline.errors import MubiaoError, RowError, SourceError
from tests.evaluate.desk import NAME, Desk, Row

SPOILED_RECORDS = [
    pytest.param(lambda r: r.pop("source"), "missing key 'source'", id="no source"),
    pytest.param(lambda r: r["source"].pop("uri"), "source: missing key 'uri'", id="no address"),
    pytest.param(lambda r: r.update(source="page.txt"), "source must be an object", id="source a text"),
    pytest.param(lambda r: r.pop("text"), "missing key 'text'", id="no text"),
    pytest.param(lambda r: r.pop("results"), "missing key 'results'", id="no results"),
    pytest.param(lambda r: r.update(dates={}), "dates must be a list", id="dates no list"),
    pytest.param(
        lambda r: r["dates"].insert(1, "3月"), "dates[1]: an object was expected", id="a text for a date"
    ),
    pytest.param(lambda r: r["people"][1].pop("text"), "people[1]: missing key 'text'", id="no surface"),
    pytest.param(lambda r: r["people"][0].pop("start"), "people[0]: missing key 'start'", id="no start"),
    pytest.param(
        lambda r: r["people"][0].update(source_start="3"),
        "people[0]: source_start must be a whole number, not '3'",
        id="an offset as text",
    ),
    pytest.param(
        lambda r: r["people"][0].update(source_end=True),
        "source_end must be a whole number",
        id="an offset that is true",
    ),
    pytest.param(
        lambda r: r["people"][0].update(source_end=999),
        "source_end 999 is outside page.txt",
        id="beyond the text",
    ),
    pytest.param(
        lambda r: r["people"][0].update(source_start=-1),
        "source_start -1 is outside page.txt",
        id="before the text",
    ),
    pytest.param(
        lambda r: r["positions"][0].update(people="华"), "people must be a list", id="a holder as text"
    ),
    pytest.param(
        lambda r: r["goals"][0].pop("quantity"), "goals[0]: missing key 'quantity'", id="no quantity"
    ),
    pytest.param(
        lambda r: r["results"][0]["indicator"].pop("source_end"),
        "results[0].indicator: missing key 'source_end'",
        id="an indicator without its end",
    ),
    pytest.param(
        lambda r: r["goals"][0].update(deadline="2021"), "deadline must be an object", id="a deadline as text"
    ),
]


@pytest.mark.parametrize(("spoil", "message"), SPOILED_RECORDS)
def test_a_malformed_record_is_named_with_its_line(
    desk: Desk, spoil: Callable[[Row], object], message: str
) -> None:
    desk.records.insert(0, {**desk.record, "source": {"uri": "other.txt"}})
    spoil(desk.records[1])
    with pytest.raises(RowError) as raised:
        desk.score()
    assert f"{desk.record_file}:2: " in str(raised.value)
    assert message in str(raised.value)


@pytest.mark.parametrize("key", ["name", "rule", "confidence"])
def test_a_missing_attribute_is_a_wrong_answer_not_an_error(desk: Desk, key: str) -> None:
    for person in desk.record["people"]:
        person.pop(key, None)
    assert desk.score().table()["people.name"]["ok"] == (0 if key == "name" else 2)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"source": ', "records.jsonl:2: no JSON: "),
        ("[1, 2]", "records.jsonl:2: a record was expected"),
        ("null", "records.jsonl:2: a record was expected"),
    ],
)
def test_a_line_that_is_no_record(desk: Desk, line: str, message: str) -> None:
    desk.write()
    desk.record_file.write_text(f"// written by hand\n{line}\n", encoding="utf-8")
    with pytest.raises(RowError, match=message.replace("[", r"\[")):
        desk.score_files()


def test_blank_lines_and_comments_are_no_records(desk: Desk) -> None:
    desk.write()
    desk.record_file.write_text(
        "\n  // none\n" + desk.record_file.read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert desk.score_files().errors == []


@pytest.mark.parametrize("separator", ["\u2028", "\u0085", "\x1c"])
def test_a_line_separator_inside_a_text_ends_no_line(desk: Desk, separator: str) -> None:
    desk.record["title"] = f"云川{separator}新闻"
    assert desk.score().errors == []


def test_records_in_another_encoding(desk: Desk) -> None:
    desk.write()
    desk.record_file.write_bytes(desk.record_file.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(SourceError, match=r"records\.jsonl: no UTF-8 at byte"):
        desk.score_files()


@pytest.mark.parametrize("name", ["record_file", "gold_file"])
def test_a_missing_file(desk: Desk, name: str) -> None:
    desk.write()
    getattr(desk, name).unlink()
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        desk.score_files()


def test_a_missing_text(desk: Desk) -> None:
    desk.write()
    (desk.folder / NAME).unlink()
    with pytest.raises(SourceError, match=r"page\.txt: cannot be read: .*--texts"):
        desk.score_files()


def test_gold_of_another_text(desk: Desk) -> None:
    desk.write()
    (desk.folder / NAME).write_text("云川市，别的新闻。", encoding="utf-8")
    with pytest.raises(RowError, match=r"page\.json: the gold is of another text"):
        desk.score_files()


def test_gold_of_a_text_in_another_encoding(desk: Desk) -> None:
    desk.write()
    page = desk.folder / NAME
    page.write_bytes(page.read_bytes().decode("utf-8").encode("gb18030"))
    assert desk.score_files().errors == []


SPOILED_GOLD = [
    pytest.param(lambda g: g.pop("doc"), "missing key 'doc'", id="no document"),
    pytest.param(lambda g: g.pop("sha256"), "missing key 'sha256'", id="no hash"),
    pytest.param(lambda g: g.pop("layers"), "missing key 'layers'", id="no layers"),
    pytest.param(lambda g: g["layers"].pop("dates"), "layers: missing key 'dates'", id="a layer less"),
    pytest.param(
        lambda g: g["layers"]["people"][1].update(source_end=99),
        "layers.people[1]: source_end 99",
        id="beyond the text",
    ),
    pytest.param(
        lambda g: g["layers"]["positions"][0].update(organization=["市政府", None]),
        "layers.positions[0]: organization must be",
        id="null among the names",
    ),
    pytest.param(
        lambda g: g["layers"]["goals"][0].pop("status"),
        "layers.goals[0]: missing key 'status'",
        id="no status",
    ),
    pytest.param(
        lambda g: g["layers"]["goals"][0].update(deadline=["2021-12-31"]),
        "layers.goals[0]: deadline must be [first day, last day]",
        id="a deadline of one day",
    ),
    pytest.param(
        lambda g: g["layers"]["goals"][1]["indicator"].update(source_start=None),
        "layers.goals[1].indicator: source_start must be a whole number",
        id="an indicator without its start",
    ),
]


@pytest.mark.parametrize(("spoil", "message"), SPOILED_GOLD)
def test_malformed_gold_is_named(desk: Desk, spoil: Callable[[Row], object], message: str) -> None:
    desk.write()
    gold = json.loads(desk.gold_file.read_text(encoding="utf-8"))
    spoil(gold)
    desk.gold_file.write_text(json.dumps(gold), encoding="utf-8")
    with pytest.raises(RowError) as raised:
        desk.score_files()
    assert str(raised.value).startswith(f"{desk.gold_file}: ")
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("gold", "message"), [('{\n "doc": }', "page.json:2: no JSON"), ("[]", "a JSON object was expected")]
)
def test_gold_that_is_no_json_object(desk: Desk, gold: str, message: str) -> None:
    desk.write()
    desk.gold_file.write_text(gold, encoding="utf-8")
    with pytest.raises(MubiaoError, match=message):
        desk.score_files()
