"""Decode tags: Viterbi's best path and every span's probability, batched over stretches of text in numpy.

No label reaches over a comma or a full stop, so texts fall into short stretches there, and all stretches are
decoded side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.tagger.tags import OUTSIDE

Scores = NDArray[np.float32]
Tags = NDArray[np.intp]

# What no span holds (in training one in a thousand does): , 。 ! ? ; in their normal forms, and line breaks.
CLOSING = np.array([ord(character) for character in ",。!?;\n\r"], np.uint32)
# The score of what is not allowed: far below any other, but finite, so that no NaN comes of it.
NEVER = np.float32(-1e4)


class Transitions(NamedTuple):
    """Scores of tags that follow one another: `inner` [tag, next tag], `first` and `last` [tag].

    A tag either opens (O, B, S), and may follow every `closed` one (O, E, S), or continues (I, E), and may
    follow its two `sources` (B, I): an eighth of all pairs where labels are many.
    """

    inner: Scores
    first: Scores
    last: Scores
    closed: Tags
    opening: Tags
    continuing: Tags
    sources: Tags

    @classmethod
    def of(cls, weights: Scores, allowed: NDArray[np.bool_]) -> Transitions:
        """Return the transitions with NEVER where they are not allowed; texts begin and end as beside O."""
        inner = np.where(allowed, weights, NEVER).astype(np.float32)
        first = np.where(allowed[OUTSIDE], np.float32(0), NEVER)
        last = np.where(allowed[:, OUTSIDE], np.float32(0), NEVER)
        continuing = np.flatnonzero(~allowed[OUTSIDE])
        sources = [np.flatnonzero(allowed[:, tag]) for tag in continuing]
        closed, opening = np.flatnonzero(allowed[:, OUTSIDE]), np.flatnonzero(allowed[OUTSIDE])
        return cls(inner, first, last, closed, opening, continuing, np.array(sources, np.intp).reshape(-1, 2))

    def step(self, best: Scores) -> tuple[Scores, NDArray[np.int8]]:
        """Return the best scores (paths × tags) of going on to each tag, and from which tag that is."""
        scores, arrows = np.empty_like(best), np.empty(best.shape, np.int8)
        paths = best[:, None, self.closed] + self.inner[np.ix_(self.closed, self.opening)].T
        scores[:, self.opening] = paths.max(axis=2)
        arrows[:, self.opening] = self.closed[paths.argmax(axis=2)]
        begun, inside = self.sources.T
        from_begin = best[:, begun] + self.inner[begun, self.continuing]
        from_inside = best[:, inside] + self.inner[inside, self.continuing]
        scores[:, self.continuing] = np.maximum(from_begin, from_inside)
        arrows[:, self.continuing] = np.where(from_begin >= from_inside, begun, inside)
        return scores, arrows


class Stretches(NamedTuple):
    """Stretches of characters, the longest first.

    `starts` and `lengths` count characters; `opens` and `ends` tell whether a stretch begins or ends a text,
    else an O stands there.
    """

    starts: Tags
    lengths: Tags
    opens: NDArray[np.bool_]
    ends: NDArray[np.bool_]

    def holding(self, tags: Tags) -> Stretches:
        """Return only the stretches in which some tag is not O."""
        sums = np.concatenate([[0], np.cumsum(tags != OUTSIDE)])
        chosen = sums[self.starts + self.lengths] > sums[self.starts]
        return Stretches(*(column[chosen] for column in self))

    def steps(self) -> Iterator[tuple[int, int]]:
        """Yield each step's number and how many stretches reach it."""
        longest = int(self.lengths[0]) if len(self.lengths) else 0
        reached = np.searchsorted(-self.lengths, -np.arange(longest), side="left")
        yield from enumerate(reached.tolist())


def stretches(codes: NDArray[np.uint32]) -> Stretches:
    """Return the stretches to decode on a grid: between the borders of texts and the CLOSING characters."""
    border = codes == 0
    inside = ~(border | np.isin(codes, CLOSING))
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, after = edges[::2], edges[1::2]
    order = np.argsort(starts - after, kind="stable")
    starts, after = starts[order], after[order]
    outer = np.concatenate([border, [True]])
    return Stretches(starts, after - starts, outer[starts - 1], outer[after])


def best_tags(scores: Scores, transitions: Transitions, parts: Stretches) -> Tags:
    """Return the tags of each stretch's best path (Viterbi 1967); O everywhere else."""
    tags = np.zeros(len(scores), np.intp)
    if not len(parts.starts):
        return tags
    before, behind = _outer_scores(transitions, parts)
    best = scores[parts.starts] + before
    came_from: list[NDArray[np.int8]] = []
    ends = np.zeros(len(parts.starts), np.intp)
    for step, count in parts.steps():
        if step:
            ends[count : len(best)] = (best + behind[: len(best)])[count:].argmax(axis=1)
            best, arrows = transitions.step(best[:count])
            came_from.append(arrows)
            best += scores[parts.starts[:count] + step]
    ends[: len(best)] = (best + behind[: len(best)]).argmax(axis=1)
    _follow(tags, ends, came_from, parts)
    return tags


def _outer_scores(transitions: Transitions, parts: Stretches) -> tuple[Scores, Scores]:
    """Return what it scores (stretches × tags) to come from before each stretch, and to leave it."""
    before = np.where(parts.opens[:, None], transitions.first, transitions.inner[OUTSIDE])
    behind = np.where(parts.ends[:, None], transitions.last, transitions.inner[:, OUTSIDE])
    return before, behind


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
    inner = np.exp(transitions.inner)
    before, behind = (np.exp(outer) for outer in _outer_scores(transitions, parts))
    forward, backward = np.zeros_like(scores), np.zeros_like(scores)
    log_forward, log_backward = np.zeros(len(scores)), np.zeros(len(scores))
    steps = list(parts.steps())
    for step, count in steps:
        here = parts.starts[:count] + step
        row = forward[here - 1] @ inner if step else before
        log_before = log_forward[here - 1] if step else 0.0
        row = row * weights[here]
        size = row.sum(axis=1, keepdims=True)
        forward[here] = row / size
        log_forward[here] = log_before + np.log(size[:, 0]) + peaks[here]
    for step, count in reversed(steps):
        here = parts.starts[:count] + step
        going_on = parts.lengths[:count] > step + 1
        after = here[going_on] + 1
        row = behind[:count].copy()
        row[going_on] = (backward[after] * weights[after]) @ inner.T
        size = row.sum(axis=1, keepdims=True)
        backward[here] = row / size
        log_backward[here] = np.log(size[:, 0])
        log_backward[here[going_on]] += log_backward[after] + peaks[after]
    return Beliefs(forward, backward, log_forward, log_backward)
