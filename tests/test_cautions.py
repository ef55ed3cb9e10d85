"""What a record warns of, from page to record."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.build import make_doc
from pipeline.cautions import cautions
from pipeline.clean import clean
from pipeline.readers.source import Source
from pipeline.records import Record
from pipeline.serializer import to_record


def read(nlp: Language, page: str, published: str | None) -> Record:
    (article,) = clean(page, published=published)
    source = Source(uri="pages/a.txt", text=page, id="0123456789abcdef", sha256="f" * 64)
    return to_record(nlp(make_doc(nlp, article)), article, source, 1)


def warned(record: Record) -> list[tuple[str, str]]:
    return [
        (warning["code"], record["text"][warning["start"] : warning["end"]]) for warning in record["warnings"]
    ]


IMPOSSIBLE = [
    ("工程定于2月30日开工。", "2022-03-01", ["2月30日"]),
    ("工程定于4月31日开工，6月30日完工。", "2022-03-01", ["4月31日"]),
    ("工程已于2023年2月29日开工。", "2024-03-01", ["2023年2月29日"]),
    ("工程已于2月29日开工。", "2023-03-01", ["2月29日"]),
    ("工程已于2月29日开工。", "2024-03-01", []),
    ("工程于2023年2月29日开工。", None, ["2023年2月29日"]),
    ("工程于2月29日开工。", None, []),
    ("工程于3月18日开工。", None, []),
    ("工程于2月下旬开工，每月调度。", None, []),
    ("工程于2022年3月18日开工，总投资30亿元。", "2022-03-20", []),
]


@pytest.mark.parametrize(("text", "published", "days"), IMPOSSIBLE)
def test_a_day_that_no_calendar_has(nlp: Language, text: str, published: str | None, days: list[str]) -> None:
    assert warned(read(nlp, text, published)) == [("impossible_date", day) for day in days]


def test_an_impossible_day_is_kept_as_text_and_never_moved(nlp: Language) -> None:
    record = read(nlp, "工程定于2月30日开工。", "2022-03-01")
    (date,) = record["dates"]
    assert (date["text"], date["start_date"], date["end_date"]) == ("2月30日", None, None)
    assert record["warnings"][0]["message"].startswith("2月30日 is a day that no calendar has")


IMPLIED = "开工仪式举行\n云川3月2日讯（记者 江海）记者获悉，2022年，全市将实施重点项目120个。\n"
WRITTEN = "开工仪式举行\n云川2022年3月2日讯（记者 江海）记者获悉，2022年，全市将实施重点项目120个。\n"
YEAR_ONLY = "全市重点项目调度会议强调，2022年，全市将实施重点项目120个，今年要再上台阶。\n"


def test_a_year_that_only_the_text_implies(nlp: Language) -> None:
    record = read(nlp, IMPLIED, None)
    assert (record["published"], record["published_basis"]) == ("2022-03-02", "dateline")
    ((code, where),) = warned(record)
    assert code == "inferred_year"
    assert "3月2日讯" in where
    assert "2022" in record["warnings"][0]["message"]


def test_without_a_dateline_the_warning_stands_for_the_whole_text(nlp: Language) -> None:
    record = read(nlp, YEAR_ONLY, None)
    assert record["published"] is None
    assert warned(record) == [("inferred_year", record["text"])]


@pytest.mark.parametrize(
    ("page", "published"), [(WRITTEN, None), (IMPLIED, "2022-03-02"), ("全市召开会议，部署工作。\n", None)]
)
def test_a_year_that_is_written_or_unknown_is_no_warning(
    nlp: Language, page: str, published: str | None
) -> None:
    assert read(nlp, page, published)["warnings"] == []


def test_a_piece_that_is_no_article_has_no_warning_of_its_year() -> None:
    pieces = clean("扫码关注\n星河湾火热认筹\n订购热线：0599-8888666\n" + IMPLIED)
    others = [piece for piece in pieces if piece.kind == "other"]
    assert all(list(cautions(piece, [])) == [] for piece in others)
