from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.tagger.corpora import CORPORA, SHARED_LABELS, CorpusKind, Example, RejectedRow, read_corpus

KIND = CorpusKind("small", ("small.jsonl",), {"PER": "PERSON", "ORG": "ORGANIZATION"}, ("PER", "ORG"))
GOOD = '{"text": "云川市长何远到会", "spans": [[4, 6, "PER"], [0, 3, "ORG"]]}'


def write(folder: Path, *lines: str) -> Path:
    (folder / "small.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_a_row_is_an_example_with_sorted_spans(tmp_path: Path) -> None:
    examples, rejected = read_corpus(write(tmp_path, GOOD, ""), KIND)
    assert examples == [Example("云川市长何远到会", ((0, 3, "ORG"), (4, 6, "PER")))]
    assert rejected == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "no JSON"),
        ("[]", "no JSON object with `text` and `spans`"),
        ('{"text": "甲"}', "no JSON object with `text` and `spans`"),
        ('{"text": "", "spans": []}', "`text` is missing or empty"),
        ('{"text": " 　", "spans": []}', "`text` is missing or empty"),
        ('{"text": 7, "spans": []}', "`text` is missing or empty"),
        ('{"text": "甲乙", "spans": [[0, 3, "PER"]]}', "out of range: the text has 2 characters"),
        ('{"text": "甲乙", "spans": [[-1, 1, "PER"]]}', "out of range"),
        ('{"text": "甲乙", "spans": [[1, 1, "PER"]]}', "out of range"),
        ('{"text": "甲乙", "spans": [[0, 1, "GAME"]]}', "unknown label 'GAME'; known: PER, ORG"),
        ('{"text": "甲乙", "spans": [[0, 1]]}', "a span reads [start, end, label]"),
        ('{"text": "甲乙", "spans": [[0, true, "PER"]]}', "a span reads [start, end, label]"),
        ('{"text": "甲乙丙", "spans": [[0, 2, "PER"], [1, 3, "ORG"]]}', "two spans overlap at character 1"),
    ],
)
def test_a_bad_row_is_rejected_with_line_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    examples, rejected = read_corpus(write(tmp_path, GOOD, row), KIND)
    assert len(examples) == 1
    [(file, line, why)] = rejected
    assert (file, line) == ("small.jsonl", 2)
    assert reason in why


def test_ignored_labels_are_outside(tmp_path: Path) -> None:
    kind = CorpusKind("small", KIND.files, {"PER": "PERSON"}, ("PER",), frozenset({"ORG"}))
    examples, _ = read_corpus(write(tmp_path, GOOD), kind)
    assert examples[0].spans == ((4, 6, "PER"),)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"small.jsonl: cannot be read.*give the folder"):
        read_corpus(tmp_path, KIND)


def test_a_file_without_usable_rows_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to learn from"):
        read_corpus(write(tmp_path, "{"), KIND)


@pytest.mark.parametrize("kind", CORPORA, ids=[kind.name for kind in CORPORA])
def test_corpora_share_known_labels(kind: CorpusKind) -> None:
    assert {meaning for meaning in kind.labels.values() if meaning} <= set(SHARED_LABELS)
    assert set(kind.scored) <= kind.labels.keys()


def test_a_rejected_row_is_written_as_json() -> None:
    assert json.loads(json.dumps(RejectedRow("a.jsonl", 3, "empty")._asdict()))["line"] == 3
