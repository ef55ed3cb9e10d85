"""What a run would do: files, shards, rows, configuration. Nothing is written, no document is opened."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.rejection import Rejection
from pipeline.scale.configuration import configuration, hash_of
from pipeline.scale.folder import RunFolder
from pipeline.scale.job import Job


def describe(job: Job) -> Iterator[str]:
    """Yield lines that say what the job comes to."""
    documents = refused = size = shards = 0
    for shard in job.shards():
        shards += 1
        documents += len(shard.pieces)
        refused += sum(isinstance(piece, Rejection) for piece in shard.pieces)
        size += shard.size
    yield f"files: {len(job.files):,}"
    yield f"documents: {documents:,}" + (f", {refused:,} of them cannot be read" if refused else "")
    yield f"bytes: {size:,}"
    yield from _output_lines(job, shards)
    configured = configuration(job.inputs, job.settings)
    yield f"configuration: {hash_of(configured)}"
    yield from (f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in configured.items())


def _output_lines(job: Job, shards: int) -> Iterator[str]:
    settings = job.settings
    yield f"output: {settings.output or 'standard output'}, {settings.output_form}"
    yield f"workers: {settings.work.processes}"
    if settings.output is not None and settings.writes_folder:
        done = sum(1 for _ in RunFolder(settings.output, settings.output_form).done())
        yield f"shards: {shards:,}" + (f", {done:,} of them done" if done else "")
