"""``mubiao retry``: what a run has rejected, tried again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import options
from pipeline.cli.app import REJECTED, app


@app.command(cls=options.GroupedCommand)
def retry(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that `mubiao run` has written.")],
    *,
    workers: options.Workers = 1,
    timeout: options.Timeout = options.TIMEOUT_SECONDS,
    quiet: options.Quiet = False,
    log: options.Log = "auto",
) -> None:
    """Try the rejected documents of a run again, as it was asked to; new records go into further shards."""
    from pipeline.scale.retry import retry as retry_run
    from pipeline.settings import Work

    counts = retry_run(folder, Work(workers, timeout or None), quiet=quiet, log=log)
    if counts.rejected:
        raise typer.Exit(REJECTED)
