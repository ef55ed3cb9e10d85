"""The folder of a run: what lies where, and that only one run writes there.

``run.json`` says what was asked for, ``part-000000.jsonl`` … hold the records, ``rejected/`` what was refused
and why, ``manifests/`` what is done, ``summary.json`` that all is; ``metrics.prom`` is for monitoring.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.scale.manifest import Manifest, read_manifest
from pipeline.writers.beside import remove_leftovers, told
from pipeline.writers.jsonl import write_jsonl

PART = "part-"


class RunFolder:
    """The files of a run, by the number of the shard; `form` is that of the records."""

    def __init__(self, root: Path, form: str) -> None:
        self.root, self.form = root, form
        self.manifests, self.rejections = root / "manifests", root / "rejected"
        self.plan, self.summary, self.metrics = (
            root / name for name in ("run.json", "summary.json", "metrics.prom")
        )

    def part(self, number: int) -> Path:
        """The records of a shard."""
        return self.root / f"{PART}{number:06}.{self.form}"

    def rejected(self, number: int) -> Path:
        """The rejected documents of a shard; there is no such file where there are none."""
        return self.rejections / f"{PART}{number:06}.rejected.jsonl"

    def manifest(self, number: int) -> Path:
        """The manifest of a shard."""
        return self.manifests / f"{PART}{number:06}.json"

    def done(self) -> Iterator[Manifest]:
        """Yield the manifests of the shards that are done, in their order.

        A shard whose records are gone or cut off is not done. Raises UsageError for what is no manifest.
        """
        for path in sorted(self.manifests.glob(f"{PART}*.json")):
            manifest = read_manifest(path)
            if manifest.output is None or self._is_there(manifest.output.file, manifest.output.bytes):
                yield manifest

    def _is_there(self, name: str, size: int) -> bool:
        path = self.root / name
        return path.is_file() and path.stat().st_size == size

    def clear(self) -> None:
        """Remove what a run has written, and nothing else."""
        for path in (*self.manifests.glob(f"{PART}*"), *self.rejections.glob(f"{PART}*")):
            _remove(path)
        for path in (*self.root.glob(f"{PART}*"), self.summary, self.metrics, self.plan):
            _remove(path)

    def remove_leftovers(self) -> None:
        """Remove what a run that was killed had begun to write."""
        for folder in (self.root, self.manifests, self.rejections):
            remove_leftovers(folder)

    @property
    def is_foreign(self) -> bool:
        """Whether there are files here, yet no run."""
        visible = self.root.is_dir() and any(not path.name.startswith(".") for path in self.root.iterdir())
        return visible and not self.plan.exists()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other run out. Raises UsageError where one is at work, OutputError for a bad folder."""
        with told(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            stream = (self.root / ".lock").open("w")
        with stream:
            _lock(stream.fileno(), self.root)
            yield


def write_json(path: Path, data: Mapping[str, Any]) -> None:
    """Write an object as one line, whole or not at all. Raises OutputError."""
    with write_jsonl(path) as writer:
        writer.write(data)


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a file that `write_json` wrote. Raises UsageError for anything else."""
    fault = UsageError("this is no file of a run", place=path, remedy="begin anew with --overwrite")
    try:
        data = json.loads(path.read_bytes())
    except ValueError as error:
        raise fault from error
    if not isinstance(data, dict):
        raise fault
    return data


def _remove(path: Path) -> None:
    with told(path):
        path.unlink(missing_ok=True)


def _lock(descriptor: int, place: Path) -> None:
    """Lock an open file; the system lets the lock go with the process, however that ends."""
    try:
        import fcntl
    except ImportError:  # Windows: two runs at once write the same bytes, and each file is whole
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        remedy = "wait for it, or end it"
        raise UsageError("another run writes to this folder", place=place, remedy=remedy) from error
