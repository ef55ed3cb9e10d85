"""``mubiao diff``: what a change of rules did to a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import FAILED, app
from pipeline.cli.rejections import Rejections

SIDE_HELP = "A file of records, or a folder of them."
SHARE_HELP = "Exit with 1 where more than this share (0 to 1) of the items differs."


@app.command()
def diff(  # noqa: PLR0913 (the options of a command are its parameters)
    old: Annotated[Path, typer.Argument(metavar="OLD", help=SIDE_HELP)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help=SIDE_HELP)],
    *,
    tolerance: Annotated[
        float, typer.Option(min=0, max=1, metavar="T", help="Confidences may differ by this much.")
    ] = 0.05,
    sample: Annotated[
        int, typer.Option(min=0, metavar="N", help="Show N changes of each layer and kind.")
    ] = 5,
    seed: Annotated[int, typer.Option(metavar="S", help="Which changes are shown follows from this.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page too.")] = None,
    fail_above: Annotated[float | None, typer.Option(min=0, max=1, metavar="SHARE", help=SHARE_HELP)] = None,
) -> None:
    """Tell what differs between two runs over the same sources: items gone, new, changed.

    Exits with 0: compared, 1: above --fail-above or failed, 2: wrong usage, 3: a line was no record.
    """
    from pipeline.diff import Settings, compare
    from pipeline.diff.output import format_json, format_text, write_page
    from pipeline.html.page import require_pages

    if html is not None:
        require_pages()
    rejections = Rejections()
    difference = compare(old, new, Settings(tolerance, sample, seed), reject=rejections.add)
    if html is not None:
        write_page(html, difference, old, new)
    typer.echo(format_json(difference) if as_json else format_text(difference))
    if fail_above is not None and difference.share > fail_above:
        typer.echo(f"mubiao: {difference.share:.4f} of the items differ, above {fail_above}", err=True)
        raise typer.Exit(FAILED)
    rejections.end()
