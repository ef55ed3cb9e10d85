"""Libraries that only some formats need: they come with the extra ``mubiao[formats]``."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pipeline.errors import SourceError


def imported(module: str, *, need: str) -> Any:
    """Return a module of the extra; raises SourceError with the command that installs it.

    `need` names what cannot be read without it: "a PDF".
    """
    try:
        return import_module(module)
    except ImportError as error:
        remedy = "install it with: pip install 'mubiao[formats]'"
        raise SourceError(f"{need} needs {module}, which is not installed", remedy=remedy) from error
