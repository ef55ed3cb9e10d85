"""The proof that splits do not leak, worked out from what was written and not from how it was placed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipeline.export.fingerprints import band_table


class Components(NamedTuple):
    """Texts that are alike, directly or over others: all components, those of several texts, the largest one.

    `crossing` counts the components with texts in more than one split: none if nothing leaks.
    """

    components: int
    several: int
    texts_in_several: int
    largest: int
    crossing: int


def find_components(bands: Sequence[bytes], splits: Sequence[int]) -> Components:
    """Return the components of the texts by union-find: texts that share a band are joined."""
    parents = list(range(len(bands)))
    for column in band_table(list(bands)).T if bands else ():
        order = np.argsort(column, kind="stable")
        ordered = column[order]
        for index in np.flatnonzero(ordered[1:] == ordered[:-1]).tolist():
            a, b = _root(parents, int(order[index])), _root(parents, int(order[index + 1]))
            parents[max(a, b)] = min(a, b)
    members: dict[int, int] = {}
    found: dict[int, set[int]] = {}
    for index, split in enumerate(splits):
        root = _root(parents, index)
        members[root] = members.get(root, 0) + 1
        found.setdefault(root, set()).add(split)
    several = [count for count in members.values() if count > 1]
    crossing = sum(len(of_component) > 1 for of_component in found.values())
    return Components(len(members), len(several), sum(several), max(members.values(), default=0), crossing)


def _root(parents: list[int], index: int) -> int:
    """Return the root of an element, halving the path to it (van Leeuwen and Weide 1977)."""
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index
