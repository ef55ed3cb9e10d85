"""``mubiao report``: the corpus at a glance."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import app
from pipeline.cli.rejections import Rejections


@app.command()
def report(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS...", help="Files of records, or folders of them.")
    ],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page (HTML).")],
    title: Annotated[str, typer.Option(metavar="TEXT", help="The heading of the page.")] = "Corpus report",
) -> None:
    """Write a page of what RECORDS hold: counts, goals by indicator, owner and year, names, rejections.

    Exits with 0 where all was read, 2 for wrong usage, 3 where a line was no record.
    """
    from pipeline.html.page import require_pages
    from pipeline.report import report as write

    require_pages()
    rejections = Rejections()
    write(records, output, title=title, reject=rejections.add)
    rejections.end()
