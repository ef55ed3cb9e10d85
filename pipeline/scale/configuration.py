"""What decides a run's output, by name: a run is resumed only with the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.resources import resource
from pipeline.settings import Settings

# What the package ships that decides what is found.
SHIPPED = ("patterns", "seeds")
MODELS = ("segmentation/model", "tagger/model")


def configuration(inputs: Sequence[str], settings: Settings) -> dict[str, Any]:
    """Return all that decides the bytes of the output but the content of the inputs."""
    metadata = settings.metadata
    return {
        "version": __version__,
        "data": _shipped_hash(),
        "inputs": list(inputs),
        "limit": settings.limit,
        "words": settings.words,
        "tagger": settings.tagger,
        "ner_model": settings.ner_model,
        "metadata": None if metadata is None else hashlib.sha256(metadata.read_bytes()).hexdigest(),
        "format": settings.output_form,
        "shard_size": settings.shards.size,
        **asdict(settings.reading),
    }


def hash_of(configured: Mapping[str, Any]) -> str:
    """Return the hash of a configuration."""
    return hashlib.sha256(json.dumps(configured, sort_keys=True).encode()).hexdigest()


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return what differs, as a reader is told of it: ``words was true and is false``."""
    return [
        f"{name} was {_shown(before.get(name))} and is {_shown(now.get(name))}"
        for name in (*now, *(name for name in before if name not in now))
        if before.get(name) != now.get(name)
    ]


def _shown(value: object, width: int = 60) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= width else shown[: width - 1] + "…"


@cache
def _shipped_hash() -> str:
    """Return the hash of patterns, lists and models: they decide as much as the code does."""
    digest = hashlib.sha256()
    for folder in (*map(resource, SHIPPED), *(Path(__file__).parents[1] / name for name in MODELS)):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
