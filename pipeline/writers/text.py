"""Text files, written beside their target and renamed when they are whole."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import OutputError


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8 with the line breaks that it has; folders on the way are made.

    Raises OutputError where nothing can be written there; then what was there before stays.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(text.encode())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        reason = f"nothing can be written there: {error.strerror}"
        raise OutputError(reason, place=path, remedy="name another file or folder") from error
