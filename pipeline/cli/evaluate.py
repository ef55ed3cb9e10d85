"""``mubiao evaluate``: records against gold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from pipeline.cli.app import app


class _Evaluate(TyperCommand):
    """A command whose ``--errors`` may stand without its number: then it means all of them."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        complete: list[str] = []
        for argument, following in zip(args, [*args[1:], ""], strict=True):
            alone = argument == "--errors" and not following.isdecimal()
            complete += [argument, str(sys.maxsize)] if alone else [argument]
        return super().parse_args(ctx, complete)


@app.command(cls=_Evaluate)
def evaluate(
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help="A file that `mubiao run` has written.")],
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold files, one for each document.")],
    texts: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the texts that the gold is of.")],
    errors: Annotated[
        int,
        typer.Option(min=0, metavar="[N]", help="List N (else all) false and missed items and their rules."),
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Score RECORDS against GOLD: precision, recall and F1 of each layer."""
    from pipeline.evaluate import evaluate_files, format_errors, format_json, format_table

    evaluation = evaluate_files(records, gold, texts)
    typer.echo(format_json(evaluation) if as_json else format_table(evaluation))
    if errors:
        typer.echo("\n" + format_errors(evaluation.errors, errors))
