"""Decode tags: Viterbi's best path and every span's probability, batched over stretches of text in numpy.

In most places no label comes near O. Where O leads by SURE nats the best path and nearly all probability pass
through it, so the text falls into short stretches there, and all stretches are decoded side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.tagger.tags import OUTSIDE

Scores = NDArray[np.float32]
Tags = NDArray[np.intp]

SURE = 9.0
# The score of what is not allowed: far below any other, but finite, so that no NaN comes of it.
NEVER = np.float32(-1e4)


class Transitions(NamedTuple):
    """Scores of tags that follow one another: `inner` [tag, next tag], `first` and `last` [tag]."""

    inner: Scores
    first: Scores
    last: Scores

    @classmethod
    def of(cls, weights: Scores, allowed: NDArray[np.bool_]) -> Transitions:
        """Return the transitions with NEVER where they are not allowed; texts begin and end as beside O."""
        inner = np.where(allowed, weights, NEVER).astype(np.float32)
        first = np.where(allowed[OUTSIDE], np.float32(0), NEVER)
        last = np.where(allowed[:, OUTSIDE], np.float32(0), NEVER)
        return cls(inner, first, last)


class Stretches(NamedTuple):
    """Stretches of characters, the longest first: `starts` and `lengths`, both in characters."""

    starts: Tags
    lengths: Tags

    def steps(self) -> Iterator[tuple[int, int]]:
        """Yield each step's number and how many stretches reach it."""
        longest = int(self.lengths[0]) if len(self.lengths) else 0
        reached = np.searchsorted(-self.lengths, -np.arange(longest), side="left")
        yield from enumerate(reached.tolist())


def stretches(scores: Scores, breaks: NDArray[np.bool_]) -> Stretches:
    """Return the stretches to decode: between borders of texts, and between places that are surely O."""
    rivals = scores[:, 1:].max(axis=1) if scores.shape[1] > 1 else np.full(len(scores), NEVER)
    open_places = (scores[:, OUTSIDE] - rivals < SURE) & ~breaks
    # A sure O on either side belongs to the stretch: entering and leaving O are scored too.
    wide = open_places.copy()
    wide[1:] |= open_places[:-1]
    wide[:-1] |= open_places[1:]
    wide &= ~breaks
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wide, [False]])))
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    order = np.argsort(-lengths, kind="stable")
    return Stretches(starts[order], lengths[order])


def best_tags(scores: Scores, transitions: Transitions, parts: Stretches) -> Tags:
    """Return the tags of each stretch's best path (Viterbi 1967); O everywhere else."""
    tags = np.zeros(len(scores), np.intp)
    if not len(parts.starts):
        return tags
    best = scores[parts.starts] + transitions.first
    came_from: list[NDArray[np.int8]] = []
    ends = np.zeros(len(parts.starts), np.intp)
    inner = transitions.inner.T[None]
    for step, count in parts.steps():
        if step:
            _close(best[count:], transitions, ends[count : len(best)])
            paths = best[:count, None, :] + inner
            arrows = paths.argmax(axis=2)
            came_from.append(arrows.astype(np.int8))
            best = np.take_along_axis(paths, arrows[:, :, None], axis=2)[:, :, 0]
            best += scores[parts.starts[:count] + step]
    _close(best, transitions, ends[: len(best)])
    _follow(tags, ends, came_from, parts)
    return tags


def _close(best: Scores, transitions: Transitions, ends: Tags) -> None:
    ends[:] = (best + transitions.last).argmax(axis=1)


def _follow(tags: Tags, ends: Tags, came_from: list[NDArray[np.int8]], parts: Stretches) -> None:
    current = ends
    for step, count in reversed(list(parts.steps())):
        tags[parts.starts[:count] + step] = current[:count]
        if step:
            current[:count] = came_from[step - 1][np.arange(count), current[:count]]


class Beliefs(NamedTuple):
    """Forward and backward sums; each row is scaled by its own factor, whose logarithms add up."""

    forward: Scores
    backward: Scores
    log_forward: NDArray[np.float64]
    log_backward: NDArray[np.float64]


def beliefs(scores: Scores, transitions: Transitions, parts: Stretches) -> Beliefs:
    """Return the forward-backward sums (Rabiner 1989) at every character of the stretches."""
    peaks = scores.max(axis=1)
    weights = np.exp(scores - peaks[:, None])
    inner, last = np.exp(transitions.inner), np.exp(transitions.last)
    forward, backward = np.zeros_like(scores), np.zeros_like(scores)
    log_forward, log_backward = np.zeros(len(scores)), np.zeros(len(scores))
    steps = list(parts.steps())
    for step, count in steps:
        here = parts.starts[:count] + step
        row = forward[here - 1] @ inner if step else np.exp(transitions.first)[None]
        log_before = log_forward[here - 1] if step else 0.0
        row = row * weights[here]
        size = row.sum(axis=1, keepdims=True)
        forward[here] = row / size
        log_forward[here] = log_before + np.log(size[:, 0]) + peaks[here]
    for step, count in reversed(steps):
        here = parts.starts[:count] + step
        going_on = parts.lengths[:count] > step + 1
        after = here[going_on] + 1
        row = np.tile(last, (count, 1))
        row[going_on] = (backward[after] * weights[after]) @ inner.T
        size = row.sum(axis=1, keepdims=True)
        backward[here] = row / size
        log_backward[here] = np.log(size[:, 0])
        log_backward[here[going_on]] += log_backward[after] + peaks[after]
    return Beliefs(forward, backward, log_forward, log_backward)
