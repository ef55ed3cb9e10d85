"""``mubiao tag``: the character tagger alone."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.cli.app import REJECTED, app
from pipeline.errors import MubiaoError, UsageError


@app.command()
def tag(
    *,
    labels: Annotated[
        str, typer.Option(metavar="SET", help="Label in the manner of msra, cluener or resume.")
    ],
    output_format: Annotated[str, typer.Option("--format", metavar="jsonl", help="How rows look.")] = "jsonl",
    words: Annotated[bool, typer.Option(help="Segment words as further evidence (slower).")] = True,
) -> None:
    """Tag the sentences on standard input, {"text": ...} a line, by the character tagger alone."""
    from pipeline.tagger.tag_lines import tag_lines
    from pipeline.tagger.tagger import load_tagger

    if output_format != "jsonl":
        raise UsageError(f"there is no format {output_format!r}", remedy="known: jsonl")
    rejected: list[MubiaoError] = []
    for row in tag_lines(sys.stdin.buffer, load_tagger(labels), words=words, reject=rejected.append):
        typer.echo(row)
    for error in rejected:
        typer.echo(f"mubiao: {error}", err=True)
    if rejected:
        raise typer.Exit(REJECTED)
