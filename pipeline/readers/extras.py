"""Libraries that only some formats need, the extra ``mubiao[formats]``, and what they raise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from pipeline.errors import MubiaoError, SourceError


def imported(module: str, *, need: str) -> Any:
    """Return a module of the extra; raises SourceError with the command that installs it.

    `need` names what cannot be read without it: "a PDF".
    """
    try:
        return import_module(module)
    except ImportError as error:
        remedy = "install it with: pip install 'mubiao[formats]'"
        raise SourceError(f"{need} needs {module}, which is not installed", remedy=remedy) from error


@contextmanager
def faults_told(what: str, place: str) -> Iterator[None]:
    """Turn whatever a foreign library raises at a broken document into a SourceError.

    Parsers raise what they like at broken input, so every kind of exception is taken, our own and those of
    the file system aside; `what` names the format: "PDF".
    """
    try:
        yield
    except (MubiaoError, OSError):
        raise
    except Exception as error:
        told = " ".join(str(error).split())[:200] or type(error).__name__
        raise SourceError(
            f"no {what} that can be read: {told}", place=place, remedy="make it anew"
        ) from error
