from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import MubiaoError, RowError, SourceError
from tests import gate
from tests.gate import (
    Floors,
    GoldSet,
    Verdict,
    earlier_versions,
    highest,
    judge,
    lowered,
    raised,
    read_floors,
)

FIGURES = st.dictionaries(st.sampled_from(["people.strict", "dates.strict", "offsets"]), st.floats(0, 1))
FLOORS = st.dictionaries(st.sampled_from(["seeds", "shared"]), FIGURES)


@pytest.mark.parametrize(
    ("floor", "measured", "holds", "line"),
    [
        (0.9, 0.95, True, "+0.0500"),
        (0.9, 0.9, True, "+0.0000"),
        (0.9, 0.8999, False, "-0.0001  below"),
        (0.9, None, False, "none"),
    ],
)
def test_a_figure_holds_from_its_floor_on(
    floor: float, measured: float | None, holds: bool, line: str
) -> None:
    verdict = Verdict("seeds", "people.strict", floor, measured)
    assert verdict.holds is holds
    assert verdict.line().endswith(line)


def test_every_floor_is_judged() -> None:
    floors = {"seeds": {"people.strict": 0.9, "dates.lost": 0.1}}
    verdicts = list(judge(floors, {"seeds": {"people.strict": 0.95, "dates.new": 0.2}}))
    assert verdicts == [
        Verdict("seeds", "people.strict", 0.9, 0.95),
        Verdict("seeds", "dates.lost", 0.1, None),
    ]


def test_a_set_that_is_not_here_is_not_judged_but_an_unknown_one_is() -> None:
    assert list(judge({"shared": {"people.strict": 0.9}}, {"seeds": {}})) == []
    (verdict,) = judge({"sedes": {"people.strict": 0.9}}, {"seeds": {}})
    assert not verdict.holds


@pytest.mark.parametrize(
    ("now", "complaint"),
    [
        ({"seeds": {"people.strict": 0.9}}, None),
        ({"seeds": {"people.strict": 0.91}}, None),
        ({"seeds": {"people.strict": 0.9, "dates.strict": 0.1}}, None),
        ({"seeds": {"people.strict": 0.89}}, "the floor of seeds people.strict was lowered from 0.9 to 0.89"),
        ({"seeds": {}}, "the floor of seeds people.strict was removed; it was 0.9"),
        ({}, "the floor of seeds people.strict was removed; it was 0.9"),
    ],
)
def test_a_floor_is_not_lowered_or_removed(now: Floors, complaint: str | None) -> None:
    assert list(lowered(now, {"seeds": {"people.strict": 0.9}})) == ([complaint] if complaint else [])


@given(FLOORS, FLOORS)
def test_raising_never_lowers(floors: Floors, measured: Floors) -> None:
    higher = raised(floors, measured)
    assert list(lowered(higher, floors)) == []
    assert all(
        verdict.holds
        for verdict in judge(higher, measured)
        if verdict.floor > floors[verdict.name][verdict.figure]
    )


@given(st.lists(FLOORS))
def test_the_highest_version_counts(versions: list[Floors]) -> None:
    top = highest(versions)
    assert all(list(lowered(top, version)) == [] for version in versions)


def test_a_raised_floor_leaves_a_margin() -> None:
    measured = {"seeds": {"people.strict": 0.95, "dates.strict": 0.903}}
    higher = raised({"seeds": {"people.strict": 0.9, "dates.strict": 0.9, "offsets": 1.0}}, measured)
    assert higher == {"seeds": {"people.strict": 0.945, "dates.strict": 0.9, "offsets": 1.0}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"seeds": ', "gate.json:1: no JSON"),
        ("[]", "floors were expected"),
        ('{"seeds": 0.9}', "floors were expected"),
        ('{"seeds": {"people.strict": "0.9"}}', "seeds people.strict: '0.9' is no floor"),
        ('{"seeds": {"people.strict": 95}}', "95 is no floor"),
    ],
)
def test_malformed_floors(text: str, message: str) -> None:
    with pytest.raises(RowError, match=message):
        read_floors(text, place="gate.json")


def test_our_own_floors_can_be_read() -> None:
    floors = read_floors(gate.FLOORS.read_text(encoding="utf-8"), place=gate.FLOORS)
    assert floors.keys() == gate.SETS.keys()


def test_gold_of_our_own_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no gold"):
        GoldSet(tmp_path, tmp_path, everywhere=True).files()
    assert GoldSet(tmp_path, tmp_path, everywhere=False).files() == []


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    git(tmp_path, "init", "-q")
    return tmp_path / "gate.json"


def git(folder: Path, *arguments: str) -> None:
    author = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)


def commit(path: Path, floor: float) -> None:
    path.write_text(json.dumps({"seeds": {"people.strict": floor}}), encoding="utf-8")
    git(path.parent, "add", path.name)
    git(path.parent, "commit", "-qm", "floors")


def test_earlier_versions_are_those_of_the_last_two_commits(repository: Path) -> None:
    for floor in (0.7, 0.8, 0.9):
        commit(repository, floor)
    assert [version["seeds"]["people.strict"] for version in earlier_versions(repository)] == [0.9, 0.8]


def test_the_fork_of_a_branch_counts_too(repository: Path) -> None:
    commit(repository, 0.9)
    git(repository.parent, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(repository.parent, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    for floor in (0.8, 0.7, 0.6):
        commit(repository, floor)
    before = highest(earlier_versions(repository))
    assert list(lowered({"seeds": {"people.strict": 0.6}}, before)) == [
        "the floor of seeds people.strict was lowered from 0.9 to 0.6"
    ]


def test_without_earlier_versions_nothing_is_compared(tmp_path: Path, repository: Path) -> None:
    assert list(earlier_versions(repository)) == []
    assert list(earlier_versions(Path("/") / "gate.json")) == []


class Bench:
    """The gate with figures that are given, in a folder of its own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.floors = folder / "gate.json"
        self.floors.write_text('{"seeds": {"people.strict": 0.9}}', encoding="utf-8")
        monkeypatch.setattr(gate, "FLOORS", self.floors)
        monkeypatch.setattr(gate, "SETS", {"seeds": GoldSet(folder, folder, everywhere=True)})
        self.monkeypatch = monkeypatch

    def run(self, measured: float, *arguments: str, before: float = 0.0) -> int:
        versions = [{"seeds": {"people.strict": before}}]
        self.monkeypatch.setattr(gate, "measure", lambda _: {"people.strict": measured})
        self.monkeypatch.setattr(gate, "earlier_versions", lambda _: iter(versions))
        return gate.main(list(arguments))


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(tmp_path, monkeypatch)


def test_the_gate_is_open(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run(0.95) == 0
    heading, line = capsys.readouterr().out.splitlines()
    assert heading.split() == ["set", "figure", "floor", "measured", "margin"]
    assert line.split() == ["seeds", "people.strict", "0.9000", "0.9500", "+0.0500"]


def test_a_figure_below_its_floor_shuts_it(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run(0.85) == 1
    assert capsys.readouterr().err == "gate: seeds people.strict does not reach its floor 0.9\n"


def test_a_lowered_floor_shuts_it(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run(0.95, before=0.94) == 1
    assert "was lowered from 0.94 to 0.9" in capsys.readouterr().err


def test_raise_writes_the_floors(bench: Bench) -> None:
    assert bench.run(0.95, "--raise", before=0.9) == 0
    assert json.loads(bench.floors.read_text(encoding="utf-8")) == {"seeds": {"people.strict": 0.945}}


def test_raise_does_not_hide_a_figure_below_its_floor(bench: Bench) -> None:
    assert bench.run(0.85, "--raise") == 1
    assert json.loads(bench.floors.read_text(encoding="utf-8")) == {"seeds": {"people.strict": 0.9}}


def test_trouble_is_one_line(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(_: GoldSet) -> dict[str, float]:
        raise MubiaoError("3 texts were rejected", place="articles")

    bench.monkeypatch.setattr(gate, "measure", fail)
    assert gate.main([]) == 1
    assert capsys.readouterr().err == "gate: articles: 3 texts were rejected\n"
