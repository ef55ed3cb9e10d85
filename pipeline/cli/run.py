"""``mubiao run``: sources in, records out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options
from pipeline.cli.app import REJECTED, app
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.settings import Settings

INPUT_HELP = "Files, folders, patterns (data/**/*.txt), addresses (s3://…), or - for standard input."
METADATA_HELP = 'JSONL rows {"uri": file name or path, "published": day, "title": text}.'
OUTPUT_HELP = "Write to a file, or to a folder in shards, not to standard output."
READING, WHAT, WHERE = "How inputs are read", "What is found", "A run to a folder"


@app.command(cls=options.GroupedCommand)
def run(  # noqa: PLR0913 (the options of a command are its parameters)
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help=INPUT_HELP)],
    *,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE|FOLDER/", help=OUTPUT_HELP)
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="FORMAT", help="jsonl, jsonl.gz, jsonl.zst, parquet; else by the name of -o."
        ),
    ] = None,
    metadata: Annotated[Path | None, typer.Option(metavar="FILE", help=METADATA_HELP)] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Stop after N documents.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")
    ] = False,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The encoding of all inputs; else it is found.", rich_help_panel=READING
        ),
    ] = None,
    id_column: Annotated[
        str, typer.Option(metavar="NAME", help="What rows call their id.", rich_help_panel=READING)
    ] = "id",
    text_column: Annotated[
        str, typer.Option(metavar="NAME", help="What rows call their text.", rich_help_panel=READING)
    ] = "text",
    published_column: Annotated[
        str, typer.Option(metavar="NAME", help="What rows call their day.", rich_help_panel=READING)
    ] = "published",
    title_column: Annotated[
        str, typer.Option(metavar="NAME", help="What rows call their title.", rich_help_panel=READING)
    ] = "title",
    words: Annotated[
        bool, typer.Option(help="Segment words as further evidence (slower).", rich_help_panel=WHAT)
    ] = True,
    tagger: Annotated[
        bool, typer.Option(help="Run the learned character tagger too.", rich_help_panel=WHAT)
    ] = True,
    ner_model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="An installed spaCy pipeline as further evidence.", rich_help_panel=WHAT
        ),
    ] = None,
    workers: options.Workers = 1,
    timeout: options.Timeout = options.TIMEOUT_SECONDS,
    max_error_rate: options.MaxErrorRate = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Do what a run here left undone.", rich_help_panel=WHERE)
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Remove the run that is here first.", rich_help_panel=WHERE)
    ] = False,
    shard_size: Annotated[
        int,
        typer.Option(min=1, metavar="BYTES", help="Bytes of input in a shard.", rich_help_panel=WHERE),
    ] = 1 << 20,
    show: Annotated[
        bool,
        typer.Option("--show", help="Print what was found; needs --output.", rich_help_panel=options.REPORT),
    ] = False,
    quiet: options.Quiet = False,
    log: options.Log = "auto",
) -> None:
    """Write one record for every article in the INPUTs."""
    from pipeline.readers.options import ReadingOptions
    from pipeline.run import run as run_inputs
    from pipeline.settings import Settings, Shards, Work

    settings = Settings(
        *(None if output is None else Path(output), metadata, limit),
        words=words,
        tagger=tagger,
        ner_model=ner_model,
        quiet=quiet,
        reading=ReadingOptions(encoding, id_column, text_column, published_column, title_column),
        form=form,
        work=Work(workers, timeout or None, max_error_rate),
        shards=Shards(shard_size, resume, overwrite, wanted=output is not None and output.endswith("/")),
        log=log,
    )
    if show and settings.output is None:
        reason = "--show prints to standard output, where the records go"
        raise UsageError(reason, remedy="name a file or folder with -o")
    if dry_run:
        _tell_plan(inputs, settings)
        return
    counts = run_inputs(inputs, settings)
    if show and settings.output is not None:
        from pipeline.summary import show_file

        show_file(settings.output)
    if counts.rejected:
        raise typer.Exit(REJECTED)


def _tell_plan(inputs: list[str], settings: Settings) -> None:
    from pipeline.scale.dry_run import describe
    from pipeline.scale.job import make_job

    for line in describe(make_job(inputs, settings)):
        typer.echo(line)
