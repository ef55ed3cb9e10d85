"""Where the data files are: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UsageError

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return the path of a data file or folder such as ``patterns/dates.jsonl`` or ``seeds``.

    Raises UsageError when neither the wheel nor the checkout holds it.
    """
    for root in (_PACKAGE, _PACKAGE.parent):
        path = root / name
        if path.exists():
            return path
    raise UsageError(f"the data file {name} is missing from this installation", remedy="reinstall mubiao")
