"""Make trained weights small: the features that matter most, as small integers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.tagger.crf import Parameters
from pipeline.tagger.features import Hashes
from pipeline.tagger.table import distinct_slots
from pipeline.tagger.weights import Weights

# Weights are multiples of 1/32, between -4 and 4.
SCALE = 1 / 32
LARGEST = 127


def joint_weights(parameters: Parameters) -> NDArray[np.float32]:
    """Return a corpus's weights (features × tags): its own, and its part of the shared ones."""
    joint = parameters.own.weights.copy()
    for tag, column in enumerate(parameters.share.tolist()):
        if column >= 0:
            joint[:, tag] += parameters.shared.weights[:, column]
    return joint


def prune(keys: Hashes, parameters: Parameters, features: int, labels: tuple[str, ...]) -> Weights:
    """Return the `features` features with the widest weights (largest less smallest), as small integers."""
    joint = joint_weights(parameters)
    width = joint.max(axis=1) - joint.min(axis=1)
    widest = np.argsort(-width, kind="stable")[:features]
    kept = widest[distinct_slots(keys[widest], width[widest])]
    votes = np.clip(np.rint(joint[kept] / SCALE), -LARGEST, LARGEST).astype(np.int8)
    said = votes.any(axis=1)
    uncalibrated = np.tile([1.0, 0.0], (len(labels), 1))
    transitions = parameters.transitions.weights.copy()
    return Weights(labels, keys[kept][said], votes[said], SCALE, transitions, uncalibrated)
