"""Ray Data itself, with one processor left free: the output is that of a plain run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.scale.arrow import Engine
from pipeline.scale.ray import extract
from tests.scale.engines import EXTRACTION, documents, plain_run, with_addresses

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'mubiao[ray]'")

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    yield
    ray.shutdown()


@pytest.mark.usefixtures("cluster")
def test_records_are_those_of_a_plain_run(tmp_path: Path) -> None:
    rows = documents(60)
    lines, rejected = plain_run(rows, tmp_path)
    dataset = ray.data.from_items(with_addresses(rows, tmp_path))
    found = extract(dataset, Engine(EXTRACTION, as_lines=True)).take_all()
    assert sorted(row["record"] for row in found if row["record"] is not None) == sorted(lines)
    refused = sorted(row["rejection"]["id"] for row in found if row["rejection"] is not None)
    assert refused == sorted(rejected)


@pytest.mark.usefixtures("cluster")
def test_an_actor_on_every_processor_is_refused() -> None:
    with pytest.raises(UsageError, match="2 actors on 2 processors leave none for Ray itself"):
        extract(ray.data.from_items([{"text": "x"}]), actors=2)
