"""A run to a folder, shard by shard: it can be killed at any moment and resumed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline import __version__
from pipeline.counts import Counts
from pipeline.errors import UsageError
from pipeline.scale.configuration import configuration, differences, hash_of
from pipeline.scale.folder import RunFolder, read_json, write_json
from pipeline.scale.job import Job
from pipeline.scale.ledger import was_read
from pipeline.scale.letters import Letter, letter_row, settled
from pipeline.scale.manifest import Manifest, count_results, describe_file, write_manifest
from pipeline.scale.metrics import MetricsFile
from pipeline.scale.results import Result
from pipeline.scale.shards import Shard
from pipeline.scale.workers import Workers, open_workers
from pipeline.settings import Shards
from pipeline.writers.jsonl import write_jsonl

ANEW = "name another folder with -o, or begin anew with --overwrite"


def run_to_folder(job: Job) -> Counts:
    """Do the shards of the job that are not done yet; return what was counted, then and now.

    Raises UsageError where the folder holds something else or a run with which this one does not agree,
    OutputError where the folder cannot be written to: what is done stays done.
    """
    settings = job.settings
    if settings.output is None:
        raise ValueError("a run to a folder needs a folder")
    folder = RunFolder(settings.output, settings.output_form)
    refuse_foreign(folder)
    configured = configuration(job.inputs, settings)
    with folder.locked():
        _prepare(folder, configured, settings.shards, metadata_file=settings.metadata)
        run = ShardedRun(job, folder, hash_of(configured))
        run.do(run.pending(job.shards()))
        run.finish()
    return run.counts


def refuse_foreign(folder: RunFolder) -> None:
    """Raise UsageError where the folder holds files and none of them is a run's."""
    if folder.is_foreign:
        raise UsageError(
            "the folder holds files, and no run", place=folder.root, remedy="name another folder"
        )


def _prepare(
    folder: RunFolder, configured: Mapping[str, Any], shards: Shards, *, metadata_file: object
) -> None:
    """Begin a run in the folder, or make sure that the one that is there is this one."""
    folder.remove_leftovers()
    if shards.overwrite:
        folder.clear()
    if folder.plan.exists():
        if not shards.resume:
            raise UsageError("a run is here already", place=folder.root, remedy=f"add --resume, or {ANEW}")
        before = read_json(folder.plan).get("configuration", {})
        if different := differences(before, configured):
            reason = f"the run that is here was asked for something else: {'; '.join(different)}"
            raise UsageError(reason, place=folder.root, remedy=ANEW)
    else:
        named = None if metadata_file is None else str(metadata_file)
        write_json(folder.plan, {"configuration": dict(configured), "metadata_file": named})


class ShardedRun:
    """The shards of a run: which are done, which are to do, and how one is committed."""

    def __init__(self, job: Job, folder: RunFolder, configuration_hash: str) -> None:
        self._job, self._folder, self._hash = job, folder, configuration_hash
        self._ledger = job.ledger()
        self._metrics = MetricsFile(folder.metrics)
        self.done = {manifest.shard: manifest for manifest in folder.done()}
        for manifest in self.done.values():
            self._take_up(manifest)

    @property
    def counts(self) -> Counts:
        """What all shards have come to so far."""
        return self._ledger.counts

    def _take_up(self, manifest: Manifest) -> None:
        self.counts.add_all(manifest.counts)
        self.counts.settle(manifest.settled)
        self._ledger.ids.add(manifest.documents)
        for ident, uri in manifest.documents:
            self._job.metadata.meet(uri, ident)

    def pending(self, shards: Iterable[Shard]) -> Iterator[Shard]:
        """Yield the shards that are not done. Raises UsageError where the inputs are not what they were."""
        known = self._known_number()
        count = 0
        for shard in shards:
            count += 1
            if known is not None and shard.number >= known:
                raise self._changed("there are more documents than before")
            manifest = self.done.get(shard.number)
            if manifest is None:
                yield shard
            elif manifest.input != shard.input_hash:
                raise self._changed(
                    f"what {self._folder.part(shard.number).name} was made of is not the same"
                )
        if count < len(self._first):
            raise self._changed("there are fewer documents than before")

    def _known_number(self) -> int | None:
        """Return the number of shards where the run was whole before."""
        summary = self._folder.summary
        return int(read_json(summary)["shards"]) if summary.exists() else None

    def _changed(self, what: str) -> UsageError:
        return UsageError(f"the inputs have changed: {what}", place=self._folder.root, remedy=ANEW)

    @property
    def _first(self) -> list[Manifest]:
        """The shards of the run itself, without those that try again."""
        return [manifest for manifest in self.done.values() if manifest.retried is None]

    def do(self, shards: Iterable[Shard], *, letters: Mapping[str, Letter] | None = None) -> None:
        """Have the shards done and commit each in its turn.

        `letters` are what documents settle that are tried again, by their address; None in a first run.
        """
        reporter = self._job.reporter
        begun = self.counts.seconds
        with open_workers(self._job.settings, warn=reporter.warn) as workers, reporter:
            for shard, results in workers.results(shards):
                self._commit(shard, list(self._ledger.accept(results)), letters)
                done, memory = self.done[shard.number], workers.peak_memory
                counted = {"documents": done.rows_in, "records": done.rows_out}
                reporter.note("shard", shard=shard.number, **counted, worker_peak_memory_bytes=memory)
                self.counts.seconds = begun + _seconds(workers)
                self._metrics.write(self.counts, workers, shards=len(self.done))
                self._ledger.check_rate()
            self.counts.seconds = begun + _seconds(workers)
            self._metrics.write(self.counts, workers, shards=len(self.done), now=True)
        self._ledger.check_rate(at_end=True)

    def _commit(self, shard: Shard, results: list[Result], letters: Mapping[str, Letter] | None) -> None:
        """Write what a shard came to, its manifest last: with that it is done, without it it never was."""
        folder, number = self._folder, shard.number
        with write_jsonl(folder.part(number), keep_empty=False, form=folder.form) as records:
            for result in results:
                if result.lines:
                    records.write_lines(result.lines)
        with write_jsonl(folder.rejected(number), keep_empty=False) as rejected:
            for result, piece in zip(results, shard.pieces, strict=True):
                if result.rejection is not None:
                    rejected.write(letter_row(result.rejection, piece))
        manifest = self._manifest(shard, results, records.count, letters)
        write_manifest(folder.manifest(number), manifest)
        self.done[number] = manifest
        self.counts.settle(manifest.settled)

    def _manifest(
        self, shard: Shard, results: list[Result], rows: int, letters: Mapping[str, Letter] | None
    ) -> Manifest:
        counts = count_results(results)
        return Manifest(
            shard=shard.number,
            version=__version__,
            configuration=self._hash,
            input=shard.input_hash,
            output=describe_file(self._folder.part(shard.number)),
            rows_in=counts.documents,
            rows_out=rows,
            characters=counts.characters,
            rejected=dict(sorted(counts.stages.items())),
            found=dict(counts.found),
            documents=[(result.id, result.uri) for result in results if result.id and was_read(result)],
            retried=None if letters is None else settled(shard, letters),
        )

    def finish(self) -> None:
        """Say that the run is whole: how many shards, and what they came to."""
        counts = self.counts
        summary = {
            "shards": len(self._first),
            "documents": counts.documents,
            "rejected": dict(sorted(counts.stages.items())),
            "characters": counts.characters,
            "found": dict(counts.found),
        }
        write_json(self._folder.summary, summary)


def _seconds(workers: Workers) -> float:
    return 0.0 if workers.started is None else time.perf_counter() - workers.started
