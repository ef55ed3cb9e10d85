from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
import spacy

from pipeline.bench import (
    BARE,
    WHOLE,
    WITHOUT_WORDS,
    annotate_in_steps,
    gather,
    main,
    speed_lines,
    take_turns,
)
from pipeline.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("临河市召开教育工作会议。", encoding="utf-8")
    (tmp_path / "b.txt").write_text("市长乔远帆出席会议并讲话。", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("characters", "texts"), [(1, 1), (12, 1), (13, 2), (26, 3), (100, 8)])
def test_texts_are_repeated_until_there_are_enough(folder: Path, characters: int, texts: int) -> None:
    sources = gather(str(folder), characters)
    assert len(sources) == texts
    assert sum(len(source.text) for source in sources) >= characters
    assert len({source.id for source in sources}) == texts


def test_a_folder_without_readable_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").write_bytes(b"\xff\x00\xff")
    with pytest.raises(UsageError, match="no readable text"):
        gather(str(tmp_path), 100)


def test_contenders_take_turns() -> None:
    turns: list[str] = []
    ticks = count()
    runs = {"a": lambda: turns.append("a"), "b": lambda: turns.append("b")}
    seconds = take_turns(runs, 3, lambda: float(next(ticks)))
    assert turns == ["a", "b"] * 3
    assert seconds == {"a": [1.0] * 3, "b": [1.0] * 3}


def test_steps_are_all_timed(folder: Path) -> None:
    ticks = count()
    nlp = spacy.blank("zh")
    nlp.add_pipe("date_recognizer")
    seconds = annotate_in_steps(nlp, gather(str(folder), 10), lambda: float(next(ticks)))
    assert seconds == {"clean": 1.0, "make_doc": 1.0, "date_recognizer": 1.0, "serializer": 1.0}


def test_lines_tell_median_speed_and_median_ratio() -> None:
    seconds = {BARE: [4.0, 2.0, 2.0], WHOLE: [8.0, 2.5, 5.0], WITHOUT_WORDS: [1.0, 0.5, 0.4]}
    _, bare, whole, without_words = speed_lines(seconds, 10_000)
    assert bare.split()[-2:] == ["5,000", "1.00"]
    assert whole.split()[-3:] == ["2,000", "0.50", "0.6"]
    assert without_words.split()[-3:] == ["20,000", "4.00", "3.0"]


def test_command_names_a_missing_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none")]) == 2
    assert "none: no such file or folder" in capsys.readouterr().err
