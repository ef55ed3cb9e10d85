from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from xml.etree import ElementTree

import pytest
import spacy

from pipeline.bench import child
from pipeline.bench.__main__ import main
from pipeline.bench.arena import BenchError, Measured, compete
from pipeline.bench.contenders import BARE, CONTENDERS, ONE, TWO, Contender, Run
from pipeline.bench.plot import write_plot
from pipeline.bench.steps import annotate_in_steps
from pipeline.bench.table import lines
from pipeline.bench.texts import gather, size
from pipeline.errors import UsageError
from pipeline.readers.source import Source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("临河市召开教育工作会议。", encoding="utf-8")
    (tmp_path / "b.txt").write_text("市长乔远帆出席会议并讲话。", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("characters", "texts"), [(1, 1), (12, 1), (13, 2), (26, 3), (100, 8)])
def test_texts_are_repeated_until_there_are_enough(folder: Path, characters: int, texts: int) -> None:
    sources = gather(str(folder), characters)
    assert len(sources) == texts
    assert size(sources) >= characters
    assert len({source.id for source in sources}) == texts


def test_a_folder_without_readable_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").write_bytes(b"\xff\x00\xff")
    with pytest.raises(UsageError, match="no readable text"):
        gather(str(tmp_path), 100)


def test_steps_are_all_timed(folder: Path) -> None:
    ticks = count()
    nlp = spacy.blank("zh")
    nlp.add_pipe("date_recognizer")
    seconds = annotate_in_steps(nlp, gather(str(folder), 10), lambda: float(next(ticks)))
    assert seconds == {"clean": 1.0, "make_doc": 1.0, "date_recognizer": 1.0, "serializer": 1.0}


def test_contenders_take_turns_in_their_own_processes(folder: Path) -> None:
    told: list[str] = []
    chosen = [contender for contender in CONTENDERS if contender.name in (BARE, TWO)]
    missing = Contender("nobody", chosen[0].load, module="no_such_module")
    sources = gather(str(folder), 60)
    results = compete([*chosen, missing], sources, 2, tell=told.append)
    assert [measured.contender.name for measured in results] == [BARE, TWO]
    for measured in results:
        assert len(measured.rounds) == 2 and min(measured.rounds) > 0 < measured.loading
        assert measured.characters == size(sources)
    assert any("nobody is left out: no_such_module" in message for message in told)


def test_a_contender_that_stops_is_named(folder: Path) -> None:
    unknown = Contender("not in the table", lambda sources: lambda: None)
    with pytest.raises(BenchError, match="not in the table: the contender stopped"):
        compete([unknown], gather(str(folder), 10), 1, tell=lambda message: None)


# Those that read in this process; the others are told what they read at once.
READERS = [c for c in CONTENDERS if c.module is None and c.name not in (ONE, TWO)]


@pytest.mark.parametrize("contender", READERS, ids=lambda c: c.name)
def test_contenders_read_all_their_texts(folder: Path, contender: Contender) -> None:
    class Watched(list[Source]):
        read = 0

        def __iter__(self):  # type: ignore[no-untyped-def]
            for source in super().__iter__():
                self.read += 1
                yield source

    sources = Watched(gather(str(folder), 40))
    run: Run = contender.load(sources)
    sources.read = 0
    run()
    assert sources.read == len(sources)


def test_texts_go_to_the_child_as_one_line(folder: Path) -> None:
    sources = gather(str(folder), 30)
    line = child.request(sources)
    assert line.count(b"\n") == 1
    assert [Source(**row) for row in json.loads(line)] == sources


def measured(name: str, rounds: Sequence[float], at_least: float | None = None) -> Measured:
    contender = Contender(name, lambda sources: lambda: None, at_least=at_least)
    return Measured(contender, 10_000, loading=1.5, rounds=list(rounds), memory=120.4)


def test_lines_tell_median_speed_and_median_ratio() -> None:
    results = [
        measured(BARE, [4.0, 2.0, 2.0]),
        measured("whole", [8.0, 2.5, 5.0], at_least=0.6),
        measured("fast", [1.0, 0.5, 0.4]),
    ]
    _, bare, whole, fast = lines(results)
    assert bare.removeprefix(BARE).split() == ["5,000", "1.00", "1.50", "s", "120"]
    assert whole.split() == ["whole", "2,000", "0.50", "1.50", "s", "120", "at", "least", "0.6"]
    assert fast.split() == ["fast", "20,000", "4.00", "1.50", "s", "120"]


def test_a_target_may_stand_beside_another() -> None:
    one = measured("one", [4.0, 4.0])
    two = measured("two", [2.0, 2.5])
    two.contender = dataclasses.replace(two.contender, at_least=1.8, beside="one")
    *_, line = lines([measured(BARE, [1.0, 1.0]), one, two])
    assert line.endswith("  1.80 × one, at least 1.8")


def test_the_plot_names_all_and_is_the_same_twice(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    results = [measured(BARE, [4.0]), measured("mubiao <b>", [2.0])]
    drawn = []
    for name in ("a.svg", "b.svg"):
        write_plot(results, tmp_path / name)
        drawn.append((tmp_path / name).read_text(encoding="utf-8"))
    assert drawn[0] == drawn[1]
    words = "".join(ElementTree.fromstring(drawn[0]).itertext())
    assert BARE in words and "mubiao <b>" in words


def test_command_names_a_missing_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none")]) == 2
    assert "none: no such file or folder" in capsys.readouterr().err
