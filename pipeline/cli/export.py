"""``mubiao export``: records as training sets, tables and files of other tools."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import RECORDS_HELP, REJECTED, app
from pipeline.cli.rejections import Rejections
from pipeline.errors import UsageError
from pipeline.export.formats import FORMATS

DAY = ["%Y-%m-%d"]
GOLD = "gold"


@app.command()
def export(  # noqa: PLR0913 (the options of a command are its parameters)
    records: Annotated[list[Path] | None, typer.Argument(metavar="RECORDS...", help=RECORDS_HELP)] = None,
    *,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help=f"One of gold, {', '.join(FORMATS)}.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="The folder; an earlier export is replaced."),
    ],
    layers: Annotated[
        str | None, typer.Option(metavar="NAMES", help="Only these layers: people,dates …")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, metavar="X", help="Only items this sure.")
    ] = 0.0,
    agreed: Annotated[
        bool, typer.Option("--agreed", help="Only items that two rules or more agree on.")
    ] = False,
    db: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Reviewers' decisions; items that they refused are left out."),
    ] = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="Only items that reviewers accepted; needs --db.")
    ] = False,
    since: Annotated[
        datetime | None, typer.Option(formats=DAY, metavar="DAY", help="Published on this day or later.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=DAY, metavar="DAY", help="Published on this day or earlier.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(metavar="GLOB", help="Only of such sources; may be repeated.")
    ] = None,
    max_length: Annotated[
        int | None, typer.Option(min=20, metavar="N", help="Cut texts into passages of N characters.")
    ] = None,
    gaps: Annotated[
        bool, typer.Option(help="Keep passages of which an item was not sure enough to be taken.")
    ] = True,
    negatives: Annotated[
        float | None, typer.Option(min=0, max=0.99, metavar="SHARE", help="Share of examples without items.")
    ] = None,
    split: Annotated[
        str | None, typer.Option(metavar="SHARES", help="Train, dev and test; 80/10/10 if not given.")
    ] = None,
    split_by: Annotated[
        str | None, typer.Option(metavar="METHOD", help="text (as given), date, date:DAY,DAY, place, source.")
    ] = None,
    splits_from: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The splits.jsonl of an earlier export: its texts stay."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="Other numbers give other splits; 0 if not given.")
    ] = None,
    tokens: Annotated[
        str | None, typer.Option(metavar="KIND", help="characters (as given) or words; conll and bioes.")
    ] = None,
    license_name: Annotated[
        str, typer.Option("--license", metavar="ID", help="The texts' licence, for the card.")
    ] = "other",
    plots: Annotated[bool, typer.Option("--plots", help="Add plots to the card.")] = False,
    texts: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder of the sources; gold.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No closing line.")] = False,
) -> None:
    """Write RECORDS in another format: training sets, tables, files of other tools.

    --to gold takes no RECORDS: it writes what reviewers decided, as it stands in --db.
    """
    if to == GOLD:
        _export_gold(records, db, output, texts, quiet=quiet)
        return
    if not records:
        raise UsageError("there are no records to export", remedy="name files that `mubiao run` has written")
    from pipeline.export.run import export as export_records
    from pipeline.export.selection import Selection, parse_layers
    from pipeline.export.settings import Settings

    wanted = parse_layers(layers) if layers else None
    own = {
        **{"tokens": tokens, "max_length": max_length, "negatives": negatives, "split": split},
        **{"split_by": split_by, "splits_from": splits_from, "seed": seed},
    }
    selection = Selection(
        wanted,
        min_confidence,
        agreed,
        reviewed=reviewed,
        since=_day(since),
        until=_day(until),
        sources=source or (),
    )
    settings = Settings(to, selection, own, gaps=gaps, db=db, license=license_name, plots=plots)
    exported = export_records(records, output, settings)
    if not quiet:
        typer.echo(f"mubiao: {exported.line}", err=True)
    if exported.rejected:
        raise typer.Exit(REJECTED)


def _export_gold(
    records: list[Path] | None, db: Path | None, output: Path, texts: Path | None, *, quiet: bool
) -> None:
    from pipeline.export.gold import Sources
    from pipeline.export.reviewed_gold import export_gold

    if db is None or records:
        raise UsageError("--to gold writes what is in --db", remedy="give --db, and no RECORDS")
    rejections = Rejections()
    files = export_gold(db, output, Sources(texts, rejections.warn, rejections.add))
    if not quiet:
        typer.echo(f"mubiao: gold files {files:,}, rejected {rejections.count:,}", err=True)
    rejections.end()


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else moment.date().isoformat()
