"""Train linear-chain CRFs (Lafferty et al. 2001) by AdaGrad (Duchi et al. 2011); needs numba.

All corpora learn together: what their labels have in common lies in shared weights, the rest in each corpus's
own copy of every feature (Daumé 2007). A corpus says nothing of labels that it does not have.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import UsageError
from pipeline.tagger.tags import OUTSIDE

try:
    from numba import njit
except ImportError as error:
    raise UsageError("training needs numba", remedy="pip install 'mubiao[train]'") from error

Floats = NDArray[np.float32]

TINY = 1e-12
# Characters whose tags are all as sure as this teach nothing.
SMALLEST_ERROR = 1e-3


class Weighted(NamedTuple):
    """Weights, and AdaGrad's sums of squared gradients in the same shape."""

    weights: Floats
    squares: Floats

    @classmethod
    def zero(cls, *shape: int) -> Weighted:
        """Return weights of 0; sums that begin above 0 keep a feature's first steps small."""
        return cls(np.zeros(shape, np.float32), np.full(shape, 0.1, np.float32))


class Sentences(NamedTuple):
    """Encoded sentences: `rows` (characters × features, -1 for none), `tags`, `offsets` (sentences + 1)."""

    rows: NDArray[np.int32]
    tags: NDArray[np.int16]
    offsets: NDArray[np.int64]


class Parameters(NamedTuple):
    """What a corpus trains: the shared weights, its own, its transitions.

    `share` gives for each of its tags the column of the shared weights, -1 for none; `allowed` tells which
    tag (column) may follow which (row).
    """

    shared: Weighted
    own: Weighted
    transitions: Weighted
    share: NDArray[np.int64]
    allowed: NDArray[np.bool_]


def compiled(function: Any) -> Any:
    """Compile with numba; the same operations in the same order give the same weights on one machine."""
    return njit(fastmath=True, error_model="numpy")(function)


def train_sentences(
    data: Sentences, order: NDArray[np.int64], views: NDArray[np.bool_], parameters: Parameters, rate: float
) -> float:
    """Take one AdaGrad step for each sentence in `order`; return the sum of the characters' losses (nats).

    `views` (sentences of `order` × features) tells which features are hidden from which sentence.
    """
    loss: float = _train(data, order, views, parameters, np.float32(rate))
    return loss


@compiled
def _train(data: Any, order: Any, views: Any, parameters: Any, rate: Any) -> Any:
    loss = 0.0
    for k in range(len(order)):
        first, last = data.offsets[order[k]], data.offsets[order[k] + 1]
        rows, tags, hidden = data.rows[first:last], data.tags[first:last], views[k]
        errors, pairs = _expected(_score(rows, hidden, parameters), parameters)
        for i in range(len(tags)):
            loss -= np.log(max(errors[i, tags[i]], 1e-9))
            errors[i, tags[i]] -= 1.0
        _step_transitions(pairs, tags, parameters, rate)
        _step(rows, hidden, errors, parameters, rate)
    return loss


@compiled
def _score(rows: Any, hidden: Any, parameters: Any) -> Any:
    """Return the scores (characters × tags) of a sentence."""
    own, shared, share = parameters.own.weights, parameters.shared.weights, parameters.share
    scores = np.zeros((len(rows), len(share)), np.float32)
    common = np.empty(shared.shape[1], np.float32)
    for i in range(len(rows)):
        common[:] = 0
        for f in range(rows.shape[1]):
            row = rows[i, f]
            if row >= 0 and not hidden[f]:
                for t in range(len(share)):
                    scores[i, t] += own[row, t]
                for t in range(len(common)):
                    common[t] += shared[row, t]
        for t in range(len(share)):
            if share[t] >= 0:
                scores[i, t] += common[share[t]]
    return scores


@compiled
def _expected(scores: Any, parameters: Any) -> Any:
    """Return each tag's probability at each character, and the expected counts of pairs of tags."""
    count, size = scores.shape
    inner = np.exp(parameters.transitions.weights) * parameters.allowed
    for i in range(count):
        scores[i] = np.exp(scores[i] - scores[i].max())
    forward, backward = np.zeros((count, size)), np.zeros((count, size))
    totals, pairs = np.zeros(count), np.zeros((size, size))
    forward[0] = scores[0] * parameters.allowed[OUTSIDE]
    totals[0] = forward[0].sum()
    forward[0] /= totals[0]
    for i in range(1, count):
        for p in range(size):
            if forward[i - 1, p] > TINY:
                for t in range(size):
                    forward[i, t] += forward[i - 1, p] * inner[p, t]
        forward[i] *= scores[i]
        totals[i] = forward[i].sum()
        forward[i] /= totals[i]
    backward[-1] = parameters.allowed[:, OUTSIDE]
    backward[-1] /= (forward[-1] * backward[-1]).sum()
    for i in range(count - 2, -1, -1):
        for t in range(size):
            after = backward[i + 1, t] * scores[i + 1, t] / totals[i + 1]
            if after > TINY:
                for p in range(size):
                    passing = inner[p, t] * after
                    backward[i, p] += passing
                    pairs[p, t] += forward[i, p] * passing
    return forward * backward, pairs


@compiled
def _step_transitions(pairs: Any, tags: Any, parameters: Any, rate: Any) -> None:
    for i in range(len(tags) - 1):
        pairs[tags[i], tags[i + 1]] -= 1.0
    weights, squares = parameters.transitions
    for p in range(len(weights)):
        for t in range(len(weights)):
            if parameters.allowed[p, t]:
                squares[p, t] += pairs[p, t] ** 2
                weights[p, t] -= rate * pairs[p, t] / np.sqrt(squares[p, t])


@compiled
def _step(rows: Any, hidden: Any, errors: Any, parameters: Any, rate: Any) -> None:
    common = np.empty(parameters.shared.weights.shape[1], np.float32)
    own = np.empty(errors.shape[1], np.float32)
    for i in range(len(rows)):
        largest = 0.0
        common[:] = 0
        for t in range(len(own)):
            own[t] = errors[i, t]
            largest = max(largest, abs(own[t]))
            if parameters.share[t] >= 0:
                common[parameters.share[t]] += own[t]
        if largest >= SMALLEST_ERROR:
            for f in range(rows.shape[1]):
                if rows[i, f] >= 0 and not hidden[f]:
                    _descend(parameters.own, rows[i, f], own, rate)
                    _descend(parameters.shared, rows[i, f], common, rate)


@compiled
def _descend(weighted: Any, row: Any, gradient: Any, rate: Any) -> None:
    weights, squares = weighted
    for t in range(len(gradient)):
        squares[row, t] += gradient[t] * gradient[t]
        weights[row, t] -= rate * gradient[t] / np.sqrt(squares[row, t])
