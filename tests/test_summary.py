"""Records as they are shown."""

from __future__ import annotations

import copy
import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from pipeline.records import Record
from pipeline.summary import WIDTH, last_day, show, show_file
from tests.test_schema import GOAL, MENTION, RECORD


def shown(*records: Any) -> str:
    console = Console(file=io.StringIO(), width=WIDTH)
    show(records, console=console)
    stream = console.file
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def record(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(RECORD), **changes}


def post(text: str, organization: str | None, *people: str) -> dict[str, Any]:
    return {**MENTION, "text": text, "people": list(people), "organization": organization}


def test_an_article_is_shown_with_what_was_found() -> None:
    text = shown(record(title="青川开工\n300个项目"))
    assert "青川开工 300个项目\n2022-09-14 (metadata) · a.txt" in text
    assert "何一苇" in text
    target, achieved = (line for line in text.splitlines() if line.startswith(("target", "achieved")))
    assert target.split() == ["target", "何一苇", "level", "何一苇", "2022"]
    assert achieved.split() == ["achieved", "何一苇", "level"]


def test_posts_are_gathered_by_person() -> None:
    posts = [
        post("市委副书记", "青川市委", "何一苇"),
        post("秘书长", "青川市委", "何一苇"),
        post("区委\n书记", "云溪区委", "何一苇"),
        post("记者", None, "何一苇", "欧阳述"),
        post("市委副书记", "青川市委", "何一苇"),
    ]
    text = shown(record(positions=posts))
    assert "何一苇  青川市委 市委副书记、秘书长；云溪区委 区委书记；记者 " in text
    assert "欧阳述  记者 " in text


def test_without_a_title_the_text_speaks() -> None:
    text = shown(record(title=None, published=None, published_basis=None, text="何一苇说，\n要抓好项目"))
    assert "何一苇说， 要抓好项目\nno date · a.txt" in text


def test_empty_layers_make_no_table() -> None:
    text = shown(record(people=[], positions=[], goals=[], results=[]))
    assert "person" not in text
    assert "status" not in text


def test_what_is_no_article_is_one_line() -> None:
    text = shown(record(kind="other", text="天气：\n晴转多云"))
    assert text.splitlines() == ["  no article: 天气： 晴转多云…"]


def test_nothing_is_wider_than_the_page() -> None:
    long = {**MENTION, "text": "规模以上工业企业中开展研发活动的高新技术企业" * 4}
    goal = {**GOAL, "indicator": long, "owner": "青川市工业和信息化局" * 3}
    posts = [post("市委副书记", "青川市委" * n, "何一苇") for n in range(1, 20)]
    text = shown(record(title="题" * 90, goals=[goal], positions=posts))
    assert max(cell_len(line) for line in text.splitlines()) <= WIDTH


def test_goals_come_in_the_order_of_the_text() -> None:
    quantities = [{**GOAL["quantity"], "text": f"{n}项", "start": n} for n in (7, 3)]
    text = shown(record(goals=[{**GOAL, "quantity": quantity} for quantity in quantities], results=[]))
    assert text.index("3项") < text.index("7项")


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (None, ""),
        (("2022-01-01", "2022-12-31"), "2022"),
        (("2021-01-01", "2025-12-31"), "2025"),
        (("2022-03-15", "2022-03-17"), "2022-03-17"),
        ((None, "2025-06-30"), "2025-06-30"),
        (("2022-01-01", None), "from 2022-01-01"),
        ((None, None), ""),
    ],
)
def test_last_day(deadline: tuple[str | None, str | None] | None, expected: str) -> None:
    days = None if deadline is None else {"start_date": deadline[0], "end_date": deadline[1]}
    assert last_day(days) == expected  # type: ignore[arg-type]


def test_a_file_is_shown_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "out.jsonl"
    records: list[Record] = [record(), record()]  # type: ignore[list-item]
    path.write_text("".join(json.dumps(one) + "\n" for one in records))
    show_file(path)
    printed = capsys.readouterr().out
    assert printed.count("· a.txt") == 2
    assert "The records are in" in printed
