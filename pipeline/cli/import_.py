"""``mubiao import``: what annotators made of an export, as gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import app
from pipeline.cli.rejections import Rejections

TEXTS_HELP = "The folder of the sources: needed for marks that annotators added or moved."


@app.command("import")
def import_(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="What the tool has exported; for brat a folder.")
    ],
    *,
    tool: Annotated[
        str, typer.Option("--from", metavar="TOOL", help="label-studio, doccano, prodigy or brat.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the gold.")],
    texts: Annotated[Path | None, typer.Option(metavar="DIR", help=TEXTS_HELP)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No closing line.")] = False,
) -> None:
    """Write gold from what annotators made of `mubiao export --to TOOL`.

    Exits with 0: all read, 1: failed, 2: wrong usage, 3: a document was rejected, or not annotated yet.
    """
    from pipeline.export.annotation.load import import_gold
    from pipeline.export.gold import Sources

    rejections = Rejections()
    sources = Sources(texts, rejections.warn, rejections.add)
    imported = import_gold(tool, paths, output, sources)
    if not quiet:
        typer.echo(f"mubiao: {imported.line}", err=True)
    rejections.end()
