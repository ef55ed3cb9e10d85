"""A run's dead letters tried again: after a correction, with a longer deadline or more memory."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from pipeline.counts import Counts
from pipeline.errors import UsageError
from pipeline.readers.options import ReadingOptions
from pipeline.scale.configuration import configuration, hash_of
from pipeline.scale.folder import RunFolder, read_json
from pipeline.scale.job import Job, make_job
from pipeline.scale.letters import Retrial, drop_settled, open_letters
from pipeline.scale.sharded import ShardedRun
from pipeline.scale.shards import cut_shards
from pipeline.settings import Settings, Shards, Work


def retry(output: Path, work: Work, *, quiet: bool = False, log: str = "auto") -> Counts:
    """Try the rejected documents of the run in `output` again, with the settings of that run.

    The records that they give go into further shards. Returns the counts of the whole run. Raises
    UsageError where there is no run, or one that is not whole.
    """
    plan = _plan(output)
    job = _job(output, plan, dataclasses.replace(Settings(), work=work, quiet=quiet, log=log))
    folder = RunFolder(output, job.settings.output_form)
    with folder.locked():
        folder.remove_leftovers()
        run = ShardedRun(job, folder, hash_of(configuration(job.inputs, job.settings)))
        _try_again(job, folder, run)
        run.finish()
    job.reporter.close(run.counts.line, run.counts)
    return run.counts


def _try_again(job: Job, folder: RunFolder, run: ShardedRun) -> None:
    drop_settled(folder, run.done.values())
    done = frozenset(uri for manifest in run.done.values() for _, uri in manifest.documents)
    retrial = Retrial(open_letters(folder), done)
    first = max(run.done, default=-1) + 1
    shards = cut_shards(retrial.pick(job.pieces()), size=job.settings.shards.size, first=first)
    run.do(shards, letters=retrial.settles)
    drop_settled(folder, run.done.values())


def _plan(output: Path) -> dict[str, Any]:
    folder = RunFolder(output, "")
    if not folder.plan.exists():
        remedy = "name a folder that mubiao run has written"
        raise UsageError("there is no run here", place=output, remedy=remedy)
    if not folder.summary.exists():
        raise UsageError("the run is not whole", place=output, remedy="end it first: mubiao run --resume")
    return read_json(folder.plan)


def _job(output: Path, plan: dict[str, Any], settings: Settings) -> Job:
    """Return the job that the run was, to be done as `settings` says."""
    asked = plan["configuration"]
    metadata = plan["metadata_file"]
    reading = {
        field.name: asked[field.name] for field in dataclasses.fields(ReadingOptions) if field.name in asked
    }
    settings = dataclasses.replace(
        settings,
        output=output,
        form=asked["format"],
        metadata=None if metadata is None else Path(metadata),
        limit=asked["limit"],
        words=asked["words"],
        tagger=asked["tagger"],
        ner_model=asked["ner_model"],
        reading=ReadingOptions(**reading),
        shards=Shards(asked["shard_size"], wanted=True),
    )
    return make_job(asked["inputs"], settings)
