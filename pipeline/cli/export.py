"""``mubiao export``: records as training sets, tables and files of other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import RECORDS_HELP, REJECTED, app


@app.command()
def export(
    records: Annotated[list[Path], typer.Argument(metavar="RECORDS...", help=RECORDS_HELP)],
    *,
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="The format; see docs/export.md.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="The folder; an earlier export is replaced."),
    ],
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No closing line.")] = False,
) -> None:
    """Write RECORDS in another format."""
    from pipeline.export.run import export as export_records

    # The options that only some formats have, by their names in the table of formats.
    own: dict[str, object] = {}
    exported = export_records(records, output, to, options=own)
    if not quiet:
        typer.echo(f"mubiao: {exported.line}", err=True)
    if exported.rejected:
        raise typer.Exit(REJECTED)
