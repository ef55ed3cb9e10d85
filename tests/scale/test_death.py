"""Death at any step of a run that changes the disk, and what a resumed run makes of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.scale.conftest import contents
from tests.scale.test_sharded import RESUME, run_to

pytestmark = pytest.mark.usefixtures("no_recognizers")


class Death:
    """Ends the process at the n-th call of what changes a disk, as a kill does: nothing is cleaned up."""

    def __init__(self, at: int) -> None:
        self.left = at

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def deadly(*arguments: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                os._exit(9)
            return function(*arguments, **named)

        return deadly


def die_at(step: int, run_it: Callable[[], object]) -> bool:
    """Run it in a child that dies at the step; return whether it came so far."""
    child = os.fork()
    if child == 0:
        death = Death(step)
        os.fsync = death.before(os.fsync)
        Path.replace = death.before(Path.replace)  # type: ignore[method-assign]
        Path.unlink = death.before(Path.unlink)  # type: ignore[method-assign]
        Path.mkdir = death.before(Path.mkdir)  # type: ignore[method-assign]
        try:
            run_it()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_death_at_any_step_loses_and_doubles_nothing(pages: Path, tmp_path: Path) -> None:
    run_to(tmp_path / "whole", pages)
    whole = contents(tmp_path / "whole")
    step = 0
    while die_at(step, partial(run_to, tmp_path / f"{step}", pages)):
        out = tmp_path / f"{step}"
        assert all(whole[name] == value for name, value in contents(out).items() if not hidden(name))
        run_to(out, pages, shards=RESUME)
        assert contents(out) == whole, f"after death at step {step}"
        step += 1
    assert step > 4 * 3 * 2, "each shard has three files, each with its steps"


def test_death_at_every_step_of_one_run(pages: Path, tmp_path: Path) -> None:
    """The run dies again and again, each time a few steps further on, and is resumed each time."""
    run_to(tmp_path / "whole", pages)
    out, step = tmp_path / "out", 1
    while die_at(step, lambda: run_to(out, pages, shards=RESUME)):
        step += 1
    assert contents(out) == contents(tmp_path / "whole")


def hidden(name: str) -> bool:
    return name.rpartition("/")[2].startswith(".")
