"""``mubiao explain``: why a mention stands in a record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import RECORDS_HELP, app


@app.command()
def explain(
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help=RECORDS_HELP)],
    ident: Annotated[str, typer.Argument(metavar="ID", help="The id of a record.")],
    mention: Annotated[
        str, typer.Argument(metavar="MENTION", help="An id (p1, t2, o3, d1, h1, g1) or a text.")
    ],
) -> None:
    """Say why a mention, post or goal stands in a record: evidence, rule, links."""
    from pipeline.explain import explain as explain_mention

    for line in explain_mention(records, ident, mention):
        typer.echo(line)
