"""Rows of data: every mistake in a file is an error that names the key, the file and the line."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import RowError
from pipeline.rows import PatternRow, parse_row, read_rows, unmark


@dataclasses.dataclass(frozen=True)
class Word:
    """A row with one key that must be there."""

    word: str
    kind: str = "noun"
    forms: list[str] = dataclasses.field(default_factory=list)


PATTERN = {"id": "a.b", "expression": "x", "confidence": 0.9, "example": "⟦x⟧", "counter_example": "y"}


def write(folder: Path, *rows: object) -> Path:
    path = folder / "words.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_rows_are_read_in_their_order(tmp_path: Path) -> None:
    path = write(tmp_path, {"word": "市"}, "", "  ", {"word": "说", "kind": "verb", "forms": ["说"]})
    assert read_rows(path, Word) == [Word("市"), Word("说", "verb", ["说"])]


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    assert read_rows(write(tmp_path), Word) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"wrod": "市"}', r"words\.jsonl:2: unknown key 'wrod' \(known: word, kind, forms\)"),
        ('{"word": "市", "note": ""}', r"words\.jsonl:2: unknown key 'note'"),
        ('{"kind": "noun"}', r"words\.jsonl:2: missing key 'word'"),
        ('["市"]', r"words\.jsonl:2: a JSON object was expected, not '\[\"市\"\]'"),
        ('{"word": }', r"words\.jsonl:2: no JSON: Expecting value at column 10"),
        ("word", r"words\.jsonl:2: no JSON"),
    ],
)
def test_a_malformed_row_is_named(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(RowError, match=message):
        read_rows(write(tmp_path, {"word": "一"}, line), Word)


def test_an_id_stands_once(tmp_path: Path) -> None:
    path = write(tmp_path, PATTERN, {**PATTERN, "id": "a.c"}, PATTERN)
    with pytest.raises(RowError, match=r"words\.jsonl:3: id 'a\.b' stands in line 1 already"):
        read_rows(path, PatternRow)


def test_rows_without_ids_may_repeat(tmp_path: Path) -> None:
    assert len(read_rows(write(tmp_path, {"word": "市"}, {"word": "市"}), Word)) == 2


def test_a_pattern_row_may_have_a_note() -> None:
    row = parse_row(json.dumps({**PATTERN, "note": "why"}), PatternRow, place="mine", line=1)
    assert row == PatternRow("a.b", "x", 0.9, "⟦x⟧", "y", "why")


def test_a_row_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        PatternRow(**PATTERN).id = "c"  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("example", "text", "spans"),
    [
        ("抓好⟦300项⟧重点项目", "抓好300项重点项目", [(2, 6)]),
        ("⟦市委⟧、⟦市政府⟧", "市委、市政府", [(0, 2), (3, 6)]),
        ("没有标记", "没有标记", []),
        ("", "", []),
        ("⟦⟧", "", [(0, 0)]),
    ],
)
def test_marks_become_spans(example: str, text: str, spans: list[tuple[int, int]]) -> None:
    assert unmark(example) == (text, spans)


@given(st.lists(st.tuples(st.booleans(), st.text("市委书记说，", min_size=1)), max_size=8))
def test_unmarking_gives_the_text_and_its_marked_parts(parts: list[tuple[bool, str]]) -> None:
    example = "".join(f"⟦{part}⟧" if marked else part for marked, part in parts)
    text, spans = unmark(example)
    assert text == "".join(part for _, part in parts)
    assert [text[start:end] for start, end in spans] == [part for marked, part in parts if marked]
