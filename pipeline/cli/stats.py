"""``mubiao stats``: the figures of records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import RECORDS_HELP, app
from pipeline.cli.rejections import Rejections


@app.command()
def stats(
    records: Annotated[list[Path], typer.Argument(metavar="RECORDS...", help=RECORDS_HELP)],
    *,
    db: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Reviewers' decisions, to tell what they accepted.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Print how many labels RECORDS hold, how long they are, how sure, and by which rules."""
    import json

    from pipeline.export.reviewed import read_decisions
    from pipeline.export.statistics import count_records, format_statistics
    from pipeline.record_files import read_records

    rejections = Rejections()
    rows = (row.record for row in read_records(records, reject=rejections.add))
    figures = count_records(rows, None if db is None else read_decisions(db)).row
    typer.echo(json.dumps(figures, ensure_ascii=False) if as_json else format_statistics(figures))
    rejections.end()
