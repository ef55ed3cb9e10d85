"""What links say of marks, when they are drawn and when they are taken away."""

from __future__ import annotations

from dataclasses import replace

from pipeline.export.annotation.document import (
    HOLDS,
    IN,
    MEASURES,
    OWNED_BY,
    Document,
    Key,
    Link,
    document_of,
)
from pipeline.export.annotation.links import resolve
from tests.record_desk import TEXT, full_desk


def key(label: str, phrase: str) -> Key:
    return Key(label, TEXT.index(phrase), TEXT.index(phrase) + len(phrase))


PERSON, POSITION, BODY = key("PERSON", "何一苇"), key("POSITION", "局长"), key("ORGANIZATION", "青川市水利局")
GOAL, OTHER = key("GOAL", "120座"), key("GOAL", "2亿元")


def document() -> Document:
    return document_of(full_desk().checked())


def without(kind: str) -> Document:
    given = document()
    return replace(given, links=tuple(link for link in given.links if link.kind != kind))


def test_a_record_gives_all_its_links() -> None:
    kinds = sorted(link.kind for link in document().links)
    assert kinds == ["HOLDS", "IN", "MEASURES", "MEASURES", "OF", "OWNED_BY"]


def test_untouched_links_change_nothing() -> None:
    given = document()
    assert {k: linked.fields for k, linked in resolve(given).items()} == given.marks


def test_a_holder_is_taken_away_and_put_back() -> None:
    taken = without(HOLDS)
    assert resolve(taken)[POSITION].fields["people"] == []
    drawn = replace(taken, exported=taken.links, links=(*taken.links, Link(HOLDS, PERSON, POSITION)))
    assert resolve(drawn)[POSITION].fields["people"] == ["何一苇"]


def test_a_second_holder_joins_the_first() -> None:
    given = document()
    second = Key("PERSON", 0, 2)
    more = replace(
        given,
        marks={**given.marks, second: {"name": "青川"}},
        links=(*given.links, Link(HOLDS, second, POSITION)),
    )
    assert resolve(more)[POSITION].fields["people"] == ["何一苇", "青川"]


def test_a_holder_whose_mark_is_gone_holds_nothing() -> None:
    given = document()
    marks = {k: fields for k, fields in given.marks.items() if k != PERSON}
    gone = replace(given, marks=marks, links=tuple(k for k in given.links if k.head != PERSON))
    assert resolve(gone)[POSITION].fields["people"] == []


def test_a_border_that_moved_keeps_the_holder() -> None:
    """The mark is another one then, and its link too; the name stays."""
    given = document()
    wider = Key("PERSON", PERSON.start, PERSON.end + 1)
    marks = {wider if k == PERSON else k: fields for k, fields in given.marks.items()}
    links = tuple(link._replace(head=wider) if link.head == PERSON else link for link in given.links)
    assert resolve(replace(given, marks=marks, links=links))[POSITION].fields["people"] == ["何一苇"]


def test_bodies_and_owners_follow_their_links() -> None:
    assert "organization" not in resolve(without(IN))[POSITION].fields
    assert "owner" not in resolve(without(OWNED_BY))[GOAL].fields
    given = document()
    drawn = replace(given, links=(*given.links, Link(OWNED_BY, OTHER, BODY)))
    assert resolve(drawn)[OTHER].fields["owner"] == "青川市水利局"


def test_names_without_a_mention_are_kept() -> None:
    desk = full_desk()
    desk.record["positions"][0]["people"].append("不在文中的人")
    desk.record["goals"][0]["owner"] = "省政府"
    resolved = resolve(document_of(desk.checked()))
    assert resolved[POSITION].fields["people"] == ["何一苇", "不在文中的人"]
    assert resolved[GOAL].fields["owner"] == "省政府"


def test_a_goal_has_its_indicator_and_its_whole() -> None:
    resolved = resolve(document())
    assert resolved[OTHER].whole == GOAL
    assert resolved[GOAL].indicator == key("INDICATOR", "泵站")
    assert resolve(without(MEASURES))[GOAL].indicator is None
