"""``mubiao run``: sources in, records out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import REJECTED, app
from pipeline.errors import UsageError

INPUT_HELP = "Files, folders, patterns (data/**/*.txt), addresses (s3://…), or - for standard input."
METADATA_HELP = 'JSONL rows {"uri": file name or path, "published": day, "title": text}.'


@app.command()
def run(  # noqa: PLR0913 (the options of a command are its parameters)
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help=INPUT_HELP)],
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there, not to standard output."),
    ] = None,
    metadata: Annotated[Path | None, typer.Option(metavar="FILE", help=METADATA_HELP)] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Stop after N documents.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no closing line.")] = False,
    words: Annotated[bool, typer.Option(help="Segment words as further evidence (slower).")] = True,
    tagger: Annotated[bool, typer.Option(help="Run the learned character tagger too.")] = True,
    ner_model: Annotated[
        str | None, typer.Option(metavar="NAME", help="An installed spaCy pipeline as further evidence.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="The encoding of all inputs; else it is found.")
    ] = None,
    id_column: Annotated[str, typer.Option(metavar="NAME", help="What rows call their id.")] = "id",
    text_column: Annotated[str, typer.Option(metavar="NAME", help="What rows call their text.")] = "text",
    published_column: Annotated[
        str, typer.Option(metavar="NAME", help="What rows call their day of publication.")
    ] = "published",
    title_column: Annotated[str, typer.Option(metavar="NAME", help="What rows call their title.")] = "title",
    show: Annotated[bool, typer.Option("--show", help="Print what was found; needs --output.")] = False,
) -> None:
    """Write one record for every article in the INPUTs."""
    from pipeline.readers.options import ReadingOptions
    from pipeline.run import Settings
    from pipeline.run import run as run_inputs

    if show and output is None:
        raise UsageError(
            "--show prints to standard output, where the records go", remedy="name a file with -o"
        )
    reading = ReadingOptions(encoding, id_column, text_column, published_column, title_column)
    settings = Settings(
        output, metadata, limit, words=words, tagger=tagger, ner_model=ner_model, quiet=quiet, reading=reading
    )
    counts = run_inputs(inputs, settings)
    if show and output is not None:
        from pipeline.summary import show_file

        show_file(output)
    if counts.rejected:
        raise typer.Exit(REJECTED)
