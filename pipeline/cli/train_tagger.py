"""``mubiao train-tagger``: a tagger of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import app


@app.command("train-tagger")
def train_tagger(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help='Rows {"text": ..., "spans": [...]}.')
    ],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="The model's folder.")],
    start: Annotated[
        str | None, typer.Option("--from", metavar="SET", help="Begin with a shipped label set, else anew.")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, metavar="N", help="How often GOLD is learned from.")] = 3,
) -> None:
    """Train the character tagger on labelled sentences of one's own (needs `pip install mubiao[train]`)."""
    import json

    from pipeline.tagger.retrain import retrain

    figures = retrain(gold, output, start=start, epochs=epochs, tell=lambda told: typer.echo(told, err=True))
    typer.echo(json.dumps(figures))
