"""Figures of a small page of our own: right in everything, then spoiled in one thing at a time."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from pipeline.evaluate import Evaluation, evaluate_files
from tests.evaluate.desk import Desk, Row, mention, place

Change = Callable[[Desk], object]


def score(desk: Desk, change: Change) -> Evaluation:
    change(desk)
    return desk.score()


def figures(evaluation: Evaluation) -> dict[str, float]:
    """The main measure of each figure: F1 or accuracy."""
    return {name: row.get("f1", row.get("acc", -1.0)) for name, row in evaluation.table().items()}


def kinds(evaluation: Evaluation) -> list[tuple[str, str, str]]:
    return [(row.layer, row.kind, row.text) for row in evaluation.errors]


def false_person(desk: Desk) -> Row:
    return mention(place("云川市"), name="云川市")


def test_a_right_record_is_right_in_every_figure(desk: Desk) -> None:
    evaluation = desk.score()
    assert set(figures(evaluation).values()) == {1.0}
    assert evaluation.errors == []


def test_figures_stand_in_a_fixed_order(desk: Desk) -> None:
    names = list(desk.score().table())
    assert names[:4] == ["people.strict", "people.loose", "positions.strict", "positions.loose"]
    assert names[4:6] == ["posts.person_position", "posts.person_position_org"]
    assert names[10:14] == ["quantities.strict", "quantities.loose", "goals.tuple", "goals.target_detection"]
    assert names[14:16] == ["offsets", "people.name"]


def test_without_records_all_is_missed_and_nothing_checked(desk: Desk) -> None:
    desk.records = []
    evaluation = desk.score()
    assert set(figures(evaluation).values()) == {0.0}
    assert "offsets" not in evaluation.table()
    assert {row.kind for row in evaluation.errors} == {"FN"}


# A change to the right record; the figures that it touches; the rows that tell of it (layer, kind, text).
SPOILED = [
    pytest.param(
        lambda desk: desk.record["people"].pop(),
        {"people.strict": 0.6667, "people.loose": 0.6667, "people.name": 1.0},
        [("people", "FN", "华一宁")],
        id="a person missed",
    ),
    pytest.param(
        lambda desk: desk.record["people"].append(false_person(desk)),
        {"people.strict": 0.8},
        [("people", "FP", "云川市")],
        id="a false person",
    ),
    pytest.param(
        lambda desk: desk.record["people"].append(desk.record["people"][0]),
        {"people.strict": 1.0, "people.loose": 1.0},
        [],
        id="a duplicate counts once",
    ),
    pytest.param(
        lambda desk: desk.record["people"][0].update(name="季安\n澜"),
        {"people.name": 1.0},
        [],
        id="a name is compared without blanks",
    ),
    pytest.param(
        lambda desk: desk.record["people"][0].update(name="季安"),
        {"people.strict": 1.0, "people.name": 0.5},
        [],
        id="a wrong name",
    ),
    pytest.param(
        lambda desk: desk.record["organizations"][0].update(name="水利局"),
        {"organizations.strict": 1.0, "organizations.name": 0.0},
        [("organizations", "NAME", "云川市水利局")],
        id="another body's name",
    ),
    pytest.param(
        lambda desk: desk.record["organizations"].append(mention(place("云川"), name="云川")),
        {"organizations.strict": 1.0},
        [],
        id="an optional item may be found",
    ),
    pytest.param(
        lambda desk: desk.record["dates"][0].update(end_date=None),
        {"dates.resolved": 0.5, "dates.timex": 1.0},
        [("dates", "VALUE", "3月5日")],
        id="a wrong last day",
    ),
    pytest.param(
        lambda desk: desk.record["dates"][1].update(value="P1Y"),
        {"dates.resolved": 1.0, "dates.timex": 0.5},
        [],
        id="a wrong TIMEX3 value",
    ),
    pytest.param(
        lambda desk: desk.record["dates"][2].update(value="2019", start_date="2019-01-01"),
        {"dates.resolved": 1.0, "dates.timex": 1.0},
        [],
        id="a date that gold leaves open",
    ),
    pytest.param(
        lambda desk: desk.record["positions"][0].update(people=[]),
        {"positions.strict": 1.0, "posts.person_position": 0.6667, "posts.person_position_org": 0.6667},
        [("posts", "FN", "季安澜 · 局长")],
        id="no holder",
    ),
    pytest.param(
        lambda desk: desk.record["positions"][0].update(organization="云川市"),
        {"posts.person_position": 1.0, "posts.person_position_org": 0.5},
        [("posts", "ORG", "季安澜 · 局长")],
        id="another body",
    ),
    pytest.param(
        lambda desk: desk.record["positions"][0].update(organization=None),
        {"posts.person_position_org": 0.5},
        [("posts", "ORG", "季安澜 · 局长")],
        id="no body where one is named",
    ),
    pytest.param(
        lambda desk: desk.record["positions"][1].update(organization="云川日报", people=["华一宁", "季安澜"]),
        {"posts.person_position": 0.8, "posts.person_position_org": 0.8},
        [("posts", "FP", "季安澜 · 记者")],
        id="an implied body named; a holder too many",
    ),
    pytest.param(
        lambda desk: desk.record["goals"][0].update(status="achieved"),
        {"goals.status": 1.0},
        [],
        id="the list decides on the status, not the field",
    ),
    pytest.param(
        lambda desk: desk.record["results"].append(desk.record["goals"].pop()),
        {"goals.status": 0.5, "goals.tuple": 0.5, "goals.target_detection": 0.0, "quantities.strict": 1.0},
        [("goals", "status", "120座")],
        id="a goal among the results",
    ),
    pytest.param(
        lambda desk: desk.record["goals"][0]["quantity"].update(value=12, unit="个"),
        {"goals.value": 0.5, "goals.unit": 0.5, "goals.tuple": 0.5},
        [("goals", "value/unit", "120座")],
        id="wrong value and unit",
    ),
    pytest.param(
        lambda desk: desk.record["goals"][0]["quantity"].update(value="120", value_max=None),
        {"goals.value": 1.0},
        [],
        id="a value as text",
    ),
    pytest.param(
        lambda desk: desk.record["results"][0]["quantity"].update(comparator="="),
        {"goals.comparator": 1.0},
        [],
        id="another accepted comparator",
    ),
    pytest.param(
        lambda desk: desk.record["results"][0]["quantity"].update(comparator=">="),
        {"goals.comparator": 0.5},
        [("goals", "comparator", "2亿元")],
        id="a wrong comparator",
    ),
    pytest.param(
        lambda desk: desk.record["goals"][0].update(indicator=mention(place("座泵站"))),
        {"goals.indicator": 1.0, "goals.indicator_strict": 0.5, "goals.tuple": 1.0},
        [],
        id="an indicator with one character more",
    ),
    pytest.param(
        lambda desk: desk.record["goals"][0].update(indicator=None),
        {"goals.indicator": 0.5, "goals.indicator_strict": 0.5},
        [("goals", "indicator", "120座")],
        id="no indicator",
    ),
    pytest.param(
        lambda desk: desk.record["goals"][0]["deadline"].update(start_date=None),
        {"goals.deadline": 1.0},
        [],
        id="the deadline's last day decides",
    ),
    pytest.param(
        lambda desk: desk.record["goals"][0].update(deadline=None, owner=None, change="rank"),
        {"goals.deadline": 0.0, "goals.owner": 0.0, "goals.change": 0.5, "goals.tuple": 1.0},
        [],
        id="attributes outside the tuple",
    ),
    pytest.param(
        lambda desk: desk.record["results"].append(desk.record["results"][0]),
        {"quantities.strict": 0.8, "quantities.loose": 0.8},
        [("quantities", "FP", "2亿元")],
        id="a quantity twice",
    ),
    pytest.param(
        lambda desk: desk.record["people"][0].update(start=0, end=3),
        {"offsets": 0.9, "people.strict": 1.0},
        [("offsets", "BAD", "季安澜")],
        id="offsets of another text",
    ),
]


@pytest.mark.parametrize(("change", "expected", "errors"), SPOILED)
def test_one_thing_spoiled(
    desk: Desk, change: Change, expected: dict[str, float], errors: list[tuple[str, str, str]]
) -> None:
    evaluation = score(desk, change)
    assert {name: figures(evaluation)[name] for name in expected} == expected
    assert kinds(evaluation) == errors


def test_a_border_beside_the_right_one_is_loosely_right(desk: Desk) -> None:
    desk.record["dates"][0] = mention(place("月5日"), start_date="2021-03-05", end_date="2021-03-05")
    found = figures(desk.score())
    assert (found["dates.strict"], found["dates.loose"]) == (0.6667, 1.0)


def test_white_space_in_and_around_a_span_does_not_count(desk: Desk) -> None:
    desk.record["people"][1] = mention(place(" 华一宁"), name="华一宁")
    assert figures(desk.score())["people.strict"] == 1.0


def test_an_item_of_gold_is_matched_once(desk: Desk) -> None:
    desk.gold["people"] = [desk.gold["people"][1]]
    desk.record["people"] = [mention(place(name), name="华一宁") for name in ("华一", "华一宁")]
    evaluation = desk.score()
    assert evaluation.table()["people.loose"] == {
        "p": 0.5,
        "r": 1.0,
        "f1": 0.6667,
        "tp": 1,
        "pred": 2,
        "gold": 1,
    }


def test_records_of_one_page_are_scored_together(desk: Desk) -> None:
    other = {**desk.record, **{layer: [] for layer in ("people", "positions", "dates", "goals", "results")}}
    other["organizations"] = desk.record["organizations"]
    desk.record["organizations"] = []
    desk.records.append(other)
    assert set(figures(desk.score()).values()) == {1.0}


def test_records_of_other_documents_are_left_aside(desk: Desk) -> None:
    desk.records.append({"source": {"uri": "elsewhere.txt"}, "people": "not looked at"})
    assert set(figures(desk.score()).values()) == {1.0}


def test_several_gold_files_add_up(desk: Desk) -> None:
    desk.write()
    evaluation = evaluate_files(desk.record_file, [desk.gold_file, desk.gold_file], desk.folder)
    assert evaluation.table()["people.strict"]["gold"] == 4


def test_error_rows_show_context_and_rule(desk: Desk) -> None:
    desk.record["dates"][0].update(start_date="2020-03-05")
    (row,) = desk.score().errors
    assert (row.document, row.rule, row.detail) == (
        "page.txt",
        "test.rule",
        "2020-03-05..2021-03-05 != 2021-03-05..2021-03-05",
    )
    assert row.context == "⟦3月5日⟧，云川市水利局局长季安⏎"


def test_the_table_is_plain_data(desk: Desk) -> None:
    table = desk.score().table()
    assert json.loads(json.dumps(table)) == table
    assert table["offsets"] == {"acc": 1.0, "ok": 10, "n": 10}
