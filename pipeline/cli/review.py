"""``mubiao review``: a page on which people check records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import RECORDS_HELP, REJECTED, app

DB_HELP = "The file of decisions; beside the records (review.sqlite) if not told."


@app.command()
def review(  # noqa: PLR0913 (the options of a command are its parameters)
    records: Annotated[list[Path], typer.Argument(metavar="RECORDS...", help=RECORDS_HELP)],
    *,
    gold: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Gold files to be shown beside the records.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="0 takes any free port.")] = 8420,
    database: Annotated[Path | None, typer.Option("--db", metavar="FILE", help=DB_HELP)] = None,
    others: Annotated[
        list[Path] | None, typer.Option("--with", metavar="FILE", help="Decisions of another reviewer.")
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides; the login name if not told.")
    ] = None,
) -> None:
    """Serve a page on 127.0.0.1 on which RECORDS are checked and corrected; print its address."""
    import getpass

    from pipeline.rejection import Rejection
    from pipeline.review.server import Settings
    from pipeline.review.server import review as serve

    rejected: list[Rejection] = []

    def reject(rejection: Rejection) -> None:
        rejected.append(rejection)
        typer.echo(f"mubiao: {rejection.message}", err=True)

    name = reviewer or getpass.getuser()
    settings = Settings(records, name, database, gold, port, others or ())
    serve(settings, tell=typer.echo, reject=reject)
    if rejected:
        raise typer.Exit(REJECTED)
