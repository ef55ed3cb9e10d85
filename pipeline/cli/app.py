"""The application that the commands join, and how it ends: one line on standard error and an exit code."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from pipeline.errors import MubiaoError, UsageError
from pipeline.threads import keep_to_one_thread

FAILED, USAGE, REJECTED = 1, 2, 3
INTERRUPTED = 128 + signal.SIGINT
BROKEN_PIPE = 128 + signal.SIGPIPE

RECORDS_HELP = "Files that `mubiao run` has written."


class _Group(TyperGroup):
    """The commands, with our errors told as one line each."""

    def invoke(self, ctx: Any) -> Any:
        with _exit_codes():
            return super().invoke(ctx)


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


def tell_version(wanted: bool) -> None:
    """Show the version and end, where it is asked for."""
    if wanted:
        from importlib.metadata import version as version_of

        typer.echo(f"mubiao {version_of('mubiao')}")
        raise typer.Exit


@app.callback()
def commands(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=tell_version, is_eager=True)
    ] = False,
) -> None:
    """Read Chinese local-government news into structured records."""


def _end(number: int, _frame: object) -> NoReturn:
    """End as an error would, so that nothing half-written is left behind."""
    raise SystemExit(128 + number)


def main() -> None:
    """Run the command line; exits with 0 all well, 1 failed, 2 usage, 3 done but documents were rejected."""
    signal.signal(signal.SIGTERM, _end)
    keep_to_one_thread()
    app(prog_name="mubiao")
