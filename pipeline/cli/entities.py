"""``mubiao entities``: who is who across records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import RECORDS_HELP, app


@app.command()
def entities(
    records: Annotated[list[Path], typer.Argument(metavar="RECORDS...", help=RECORDS_HELP)],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", help="The folder of the tables; extended if it is one."
        ),
    ],
    parquet: Annotated[bool, typer.Option("--parquet", help="Write Parquet too (needs DuckDB).")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No closing line.")] = False,
) -> None:
    """Merge RECORDS into tables of people, organizations, posts and conflicts."""
    from pipeline.entities.merge import merge

    merged = merge(records, output, parquet=parquet)
    if not quiet:
        typer.echo(f"mubiao: {merged.line}", err=True)
