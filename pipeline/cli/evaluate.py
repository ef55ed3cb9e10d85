"""``mubiao evaluate``: records against gold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from pipeline.cli.app import app

DETAILS_HELP = "Add figures by rule, by band of confidence and by kind of error."


class _Evaluate(TyperCommand):
    """A command whose ``--errors`` may stand without its number: then it means all of them."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        complete: list[str] = []
        for argument, following in zip(args, [*args[1:], ""], strict=True):
            alone = argument == "--errors" and not following.isdecimal()
            complete += [argument, str(sys.maxsize)] if alone else [argument]
        return super().parse_args(ctx, complete)


@app.command(cls=_Evaluate)
def evaluate(  # noqa: PLR0913 (the options of a command are its parameters)
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help="A file that `mubiao run` has written.")],
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold files, one for each document.")],
    texts: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the texts that the gold is of.")],
    errors: Annotated[
        int,
        typer.Option(min=0, metavar="[N]", help="List N (else all) false and missed items and their rules."),
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    details: Annotated[bool, typer.Option("--details", help=DETAILS_HELP)] = False,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page with plots too.")] = None,
) -> None:
    """Score RECORDS against GOLD: precision, recall and F1 of each layer."""
    from pipeline.evaluate import evaluate_files, format_errors, format_evaluation
    from pipeline.html.page import require_pages

    if html is not None:
        require_pages()
    evaluation = evaluate_files(records, gold, texts)
    if html is not None:
        from pipeline.evaluate.page import write_evaluation

        write_evaluation(html, evaluation, title=f"{records.name} against gold")
    typer.echo(format_evaluation(evaluation, as_json=as_json, details=details))
    if errors:
        typer.echo("\n" + format_errors(evaluation.errors, errors))
