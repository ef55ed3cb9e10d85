"""What a run tells on standard error."""

from __future__ import annotations

import io
import sys

import pytest

from pipeline.counts import Counts
from pipeline.progress import Progress
from pipeline.rejection import Rejection

REJECTION = Rejection("a.txt", "read", "the file is empty")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def tell(progress: Progress) -> None:
    """Tell everything that there is to tell."""
    with progress:
        progress.warn("no document is called [b].txt")
        progress.advance()
        progress.advance(REJECTION)
    progress.close("documents 2", Counts())


WARNING = "mubiao: warning: no document is called [b].txt"
REJECTED = "mubiao: rejected: a.txt: the file is empty"


@pytest.mark.parametrize(
    ("quiet", "lines"), [(False, [WARNING, REJECTED, "mubiao: documents 2"]), (True, [WARNING, REJECTED])]
)
def test_away_from_a_terminal_there_is_no_bar(
    capsys: pytest.CaptureFixture[str], quiet: bool, lines: list[str]
) -> None:
    tell(Progress(total=2, quiet=quiet))
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == lines


@pytest.mark.parametrize("total", [2, None])
def test_on_a_terminal_there_is_a_bar_and_every_line(
    monkeypatch: pytest.MonkeyPatch, total: int | None
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    tell(Progress(total=total))
    written = terminal.getvalue()
    assert "reading" in written
    assert WARNING in written
    assert REJECTED in written
    assert written.endswith("mubiao: documents 2\n")


def test_quiet_leaves_out_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    tell(Progress(quiet=True))
    assert terminal.getvalue().splitlines() == [WARNING, REJECTED]
