"""Worker processes that hang, die and run out of memory: what becomes of the documents."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import ModelError, WorkerError
from pipeline.readers.options import ReadingOptions
from pipeline.readers.unit import Unit
from pipeline.rejection import Rejection
from pipeline.scale import handle
from pipeline.scale.pool import Pool
from pipeline.scale.results import Result
from pipeline.scale.shards import Shard
from pipeline.settings import Extraction, Work
from tests.scale import poisoned

TIMEOUT = 1.5


@pytest.fixture(autouse=True)
def poisoned_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handle, "work", poisoned.work)


def unit(number: int, text: str) -> Unit:
    return Unit(f"{number}.txt", f"{number}.txt", ".txt", ReadingOptions(), data=text.encode())


def shards(*texts: str, size: int = 4) -> list[Shard]:
    units = [unit(number, f"{number}号文：{text}") for number, text in enumerate(texts)]
    return [Shard(n, list(units[at : at + size])) for n, at in enumerate(range(0, len(units), size))]


def told(pool: Pool, work: list[Shard]) -> list[tuple[int, list[Result]]]:
    return [(shard.number, results) for shard, results in pool.results(work)]


def run(*texts: str, workers: int = 1, timeout: float | None = TIMEOUT) -> list[Result]:
    """Return the results of the texts; each of them is in its place."""
    with Pool(Extraction(), Work(workers, timeout), warn=pytest.fail) as pool:
        numbered = told(pool, shards(*texts))
    assert [number for number, _ in numbered] == list(range(len(numbered)))
    results = [result for _, results in numbered for result in results]
    assert [result.uri for result in results] == [f"{n}.txt" for n in range(len(texts))]
    return results


def outcomes(results: list[Result]) -> list[str]:
    return ["" if result.rejection is None else result.rejection.stage for result in results]


@pytest.mark.parametrize(
    ("text", "stage", "error"),
    [
        (poisoned.HANG, "deadline", "no result after 1.5 seconds (try it again with a longer --timeout)"),
        (poisoned.KILL, "worker", "its worker was killed, for want of memory as a rule (try it again with"),
        (poisoned.MEMORY, "poisoned", "there is not enough memory for this document (split it"),
        (poisoned.DEFECT, "poisoned", "KeyError: 'no such rule'"),
    ],
)
def test_a_bad_document_is_rejected_and_the_others_are_done(text: str, stage: str, error: str) -> None:
    results = run("甲", "乙", text, "丁", "戊")
    assert outcomes(results) == ["", "", stage, "", ""]
    bad = results[2]
    assert bad.rejection is not None
    assert bad.rejection.error.startswith(error)
    assert bad.rejection.id == bad.id, "it was read, so it has an id"
    assert bad.id
    assert (bad.lines, bad.found) == (b"", {})
    assert all(result.lines.count(b"\n") == 1 for result in results if result is not bad)


def test_two_bad_documents_in_one_batch_are_both_found() -> None:
    results = run(poisoned.HANG, "乙", poisoned.KILL, poisoned.HANG, "戊", workers=2)
    assert outcomes(results) == ["deadline", "", "worker", "deadline", ""]


def test_a_worker_that_dies_once_costs_no_document(tmp_path: Path) -> None:
    results = run("甲", f"{poisoned.FLAG}@{tmp_path}/flag@", "丙")
    assert (tmp_path / "flag").exists()
    assert outcomes(results) == ["", "", ""]


def test_a_reader_that_hangs_is_rejected(tmp_path: Path) -> None:
    """A named pipe that nobody writes to: what hangs is the reading."""
    from pipeline.readers.address import Address

    os.mkfifo(tmp_path / "a.txt")
    address = Address.of(tmp_path / "a.txt")
    hanging = Unit(address.uri, address.name, ".txt", ReadingOptions(), address=address)
    with Pool(Extraction(), Work(1, TIMEOUT), warn=pytest.fail) as pool:
        ((_, results),) = told(pool, [Shard(0, [unit(0, "甲"), hanging, unit(2, "丙")])])
    assert outcomes(results) == ["", "deadline", ""]
    assert (results[1].uri, results[1].id) == (address.uri, None)


def test_what_is_rejected_already_stays_in_its_place() -> None:
    refused = Rejection("x", "read", "no rows")
    with Pool(Extraction(), Work(1, TIMEOUT), warn=pytest.fail) as pool:
        ((_, results),) = told(pool, [Shard(0, [unit(0, "甲"), refused, unit(2, "丙")])])
    assert [result.rejection for result in results] == [None, refused, None]


def test_results_are_the_same_for_any_number_of_workers() -> None:
    texts = [f"{n}" * 40 for n in range(30)]
    assert run(*texts, workers=1) == run(*texts, workers=3, timeout=None)


def test_warnings_reach_the_run() -> None:
    row = Unit("r#1", "r", ".jsonl", ReadingOptions(), data=b'{"text": "x", "published": "?"}', line=1)
    heard: list[str] = []
    with Pool(Extraction(), Work(1), warn=heard.append) as pool:
        told(pool, [Shard(0, [row])])
    assert [message.split(": ")[1][:9] for message in heard] == ["published"]


def test_a_worker_that_cannot_live_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handle, "work", poisoned.work_and_die)
    with pytest.raises(WorkerError, match="ended with exit code 7 while it loaded the pipeline"):
        run("甲")


def test_a_worker_that_cannot_load_tells_why(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.scale.worker import work

    monkeypatch.setattr(handle, "work", work)
    with (
        Pool(Extraction(words=False, tagger=False, ner_model="no_such"), Work(2), warn=pytest.fail) as pool,
        pytest.raises(ModelError, match="no_such"),
    ):
        told(pool, shards("甲"))


def test_no_worker_is_started_for_nothing_and_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    init = handle.Handle.__init__

    def counted(self: handle.Handle, *arguments: object) -> None:
        init(self, *arguments)  # type: ignore[arg-type]
        started.append(self._process.pid or 0)

    monkeypatch.setattr(handle.Handle, "__init__", counted)
    with Pool(Extraction(), Work(3), warn=pytest.fail) as pool:
        assert told(pool, []) == []
        assert started == []
        told(pool, shards("甲"))
        assert len(started) == 1, "one shard needs one worker"
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], signal.SIG_DFL)


@pytest.fixture
def endless() -> Iterator[Shard]:
    return (Shard(number, [unit(number, "甲")]) for number in range(10**9))


def test_shards_are_taken_as_they_are_needed(endless: Iterator[Shard]) -> None:
    with Pool(Extraction(), Work(2), warn=pytest.fail) as pool:
        results = pool.results(endless)
        assert [next(results)[0].number for _ in range(20)] == list(range(20))
        assert next(endless).number < 20 + 2 * 2 + 2
