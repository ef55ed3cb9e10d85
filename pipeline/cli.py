"""The command line: each command parses its arguments and calls a plain function.

Nothing heavy is imported before a command needs it, so that ``mubiao --help`` answers at once.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from pipeline.errors import MubiaoError, UsageError

FAILED, USAGE, REJECTED = 1, 2, 3
INTERRUPTED = 128 + signal.SIGINT
BROKEN_PIPE = 128 + signal.SIGPIPE

INPUT_HELP = "Files (.txt, .md, .jsonl), folders of them, or - for standard input."
RECORDS_HELP = "Files that `mubiao run` has written."
METADATA_HELP = 'JSONL rows {"uri": file name or path, "published": day, "title": text}.'


class _Group(TyperGroup):
    """The commands, with our errors told as one line each."""

    def invoke(self, ctx: Any) -> Any:
        with _exit_codes():
            return super().invoke(ctx)


class _Evaluate(TyperCommand):
    """A command whose ``--errors`` may stand without its number: then it means all of them."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        complete: list[str] = []
        for argument, following in zip(args, [*args[1:], ""], strict=True):
            alone = argument == "--errors" and not following.isdecimal()
            complete += [argument, str(sys.maxsize)] if alone else [argument]
        return super().parse_args(ctx, complete)


app = typer.Typer(
    cls=_Group,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@contextmanager
def _exit_codes() -> Iterator[None]:
    """Turn what ends a command into one line on standard error and an exit code: 1 failed, 2 usage."""
    try:
        yield
        sys.stdout.flush()
    except UsageError as error:
        raise _failure(error, USAGE) from error
    except MubiaoError as error:
        raise _failure(error, FAILED) from error
    except KeyboardInterrupt as error:
        raise typer.Exit(INTERRUPTED) from error
    except BrokenPipeError as error:
        _discard_output()
        raise typer.Exit(BROKEN_PIPE) from error
    except OSError as error:
        _discard_output()
        raise _failure(f"{error.filename or 'standard output'}: {error.strerror}", FAILED) from error


def _failure(message: object, code: int) -> typer.Exit:
    typer.echo(f"mubiao: {message}", err=True)
    return typer.Exit(code)


def _discard_output() -> None:
    """Drop what Python still holds for standard output, which would fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version as version_of

        typer.echo(f"mubiao {version_of('mubiao')}")
        raise typer.Exit


@app.callback()
def commands(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Read Chinese local-government news into structured records."""


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
    show: Annotated[bool, typer.Option("--show", help="Print what was found; needs --output.")] = False,
) -> None:
    """Write one record for every article in the INPUTs."""
    from pipeline.run import Settings
    from pipeline.run import run as run_inputs

    if show and output is None:
        raise UsageError(
            "--show prints to standard output, where the records go", remedy="name a file with -o"
        )
    counts = run_inputs(
        inputs,
        Settings(output, metadata, limit, words=words, tagger=tagger, ner_model=ner_model, quiet=quiet),
    )
    if show and output is not None:
        from pipeline.summary import show_file

        show_file(output)
    if counts.rejected:
        raise typer.Exit(REJECTED)


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


@app.command()
def entities(
    records: Annotated[list[Path], typer.Argument(metavar="RECORDS...", help=RECORDS_HELP)],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", help="The folder of the tables; extended if it is one."
        ),
    ],
    parquet: Annotated[bool, typer.Option("--parquet", help="Write Parquet too (needs DuckDB).")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No closing line.")] = False,
) -> None:
    """Merge RECORDS into tables of people, organizations, posts and conflicts."""
    from pipeline.entities.merge import merge

    merged = merge(records, output, parquet=parquet)
    if not quiet:
        typer.echo(f"mubiao: {merged.line}", err=True)


@app.command()
def explain(
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help=RECORDS_HELP)],
    ident: Annotated[str, typer.Argument(metavar="ID", help="The id of a record.")],
    mention: Annotated[
        str, typer.Argument(metavar="MENTION", help="An id (p1, t2, o3, d1, h1, g1) or a text.")
    ],
) -> None:
    """Say why a mention, post or goal stands in a record: evidence, rule, links."""
    from pipeline.explain import explain as explain_mention

    for line in explain_mention(records, ident, mention):
        typer.echo(line)


@app.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of a record."""
    import json

    from pipeline.schema import schema as record_schema

    typer.echo(json.dumps(record_schema(), ensure_ascii=False, indent=2))


@app.command()
def version() -> None:
    """Show the version."""
    _tell_version(True)


def _end(number: int, _frame: object) -> NoReturn:
    """End as an error would, so that nothing half-written is left behind."""
    raise SystemExit(128 + number)


def main() -> None:
    """Run the command line; exits with 0 all well, 1 failed, 2 usage, 3 done but documents were rejected."""
    signal.signal(signal.SIGTERM, _end)
    app(prog_name="mubiao")
