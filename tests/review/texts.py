"""Small records for the tests of the review page: places and people invented."""

from __future__ import annotations

from typing import Any

from pipeline.records import Record

TEXT = "青川市市长何一苇到云溪区调研。何一苇说，2022年全区将新建项目300个，已建成120个。"


def mention(
    text: str, words: str, ident: str, *, nth: int = 0, rule: str = "r", confidence: float = 0.9
) -> Any:
    """Return the `nth` mention of some words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    end = start + len(words)
    place = {"start": start, "end": end, "source_start": start, "source_end": end}
    return {"id": ident, "text": words, **place, "confidence": confidence, "rule": rule}


def goal(text: str, words: str, ident: str, *, status: str, value: float, unit: str = "个") -> Any:
    """Return a quantified statement."""
    nothing = dict.fromkeys(("value_max", "value_si", "value_max_si", "unit_si", "currency"))
    quantity = {
        **mention(text, words, f"q{ident}"),
        **nothing,
        "value": value,
        "unit": unit,
        "comparator": "=",
    }
    return {
        **{
            "id": ident,
            "status": status,
            "quantity": quantity,
            "indicator": mention(text, "项目", f"i{ident}"),
        },
        **{"action": "新建", "change": "level", "deadline": None, "of": None, "owner": "云溪区"},
        "sentence": {"start": 0, "end": len(text)},
    }


def record(text: str = TEXT, *, ident: str = "a-1", target: str = "300个", **changes: Any) -> Record:
    """Return a record of a text that holds the words of `TEXT`."""
    person = mention(text, "何一苇", "p1", rule="person.after_title+char_tagger", confidence=0.97)
    again = mention(text, "何一苇", "p2", nth=1, rule="person.again", confidence=0.8)
    body = {"name": "青川市政府", "canonical": "青川市人民政府", "kind": "government", "place": "青川市"}
    evidence = {"person": "p1", "position": "t1", "organization": None, "date": None}
    day = {"type": "DATE", "value": "2022", "start_date": "2022-01-01", "end_date": "2022-12-31"}
    made: dict[str, Any] = {
        **{
            "schema_version": "1.0",
            "id": ident,
            "kind": "article",
            "title": "调研",
            "published": "2022-03-20",
        },
        "source": {"uri": f"news/{ident}.txt", "sha256": "0" * 64, "start": 0, "end": len(text)},
        **{"published_basis": "text", "place": None, "text": text, "warnings": [], "organizations": []},
        "people": [{**person, "name": "何一苇"}, {**again, "name": "何一苇"}],
        "positions": [{**mention(text, "市长", "t1"), "people": ["何一苇"], "organization": body["name"]}],
        "dates": [{**mention(text, "2022年", "d1"), **day}],
        "goals": [goal(text, target, "g1", status="target", value=300)],
        "results": [goal(text, "120个", "g2", status="achieved", value=120)],
        "posts": [
            {
                **{"id": "h1", "person": "何一苇", "position": "市长", "organization": body["name"]},
                **{"level": "市", "status": "current", "time": None},
                "evidence": {**evidence, "start": text.index("市长"), "end": text.index("市长") + 5},
            }
        ],
    }
    return {**made, **changes}  # type: ignore[typeddict-item,return-value]
