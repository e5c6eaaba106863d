"""Items that replace items that replaced others: which ancestors each one inherits from, and how much of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Lineage:
    """One row per heir and ancestor, the nearest ancestors first.

    `share` is the part of the ancestor's demand that reaches the heir, `via` the one whose predecessor the ancestor is (the heir
    itself for the nearest), `since` the latest beginning of all the changes in between: from then on the heir sells it.
    """

    heir: Ints
    ancestor: Ints
    via: Ints
    share: Floats
    since: Ints


def lineage(predecessor: ArrayLike, share: ArrayLike | None = None, since: ArrayLike | None = None) -> Lineage:
    """The ancestors of every row that has a `predecessor` (-1: none); what is handed on is handed on in full along the chain.

    Item 1 replaced 0 and keeps 80 % of its demand, item 2 replaces 1 from day 9 on and keeps half:

    >>> found = lineage([-1, 0, 1], [1.0, 0.8, 0.5], [0, 3, 9])
    >>> list(zip(found.heir.tolist(), found.ancestor.tolist(), found.share.round(2).tolist(), found.since.tolist()))
    [(1, 0, 0.8, 3), (2, 1, 0.5, 9), (2, 0, 0.4, 9)]

    Raises ValueError when an item would inherit from itself.
    """
    before = np.asarray(predecessor, np.int64)
    part = np.ones(len(before)) if share is None else np.asarray(share, np.float64)
    first = np.zeros(len(before), np.int64) if since is None else np.asarray(since, np.int64)
    heir = np.flatnonzero(before >= 0)
    found = [Lineage(heir, before[heir], heir, part[heir], first[heir])]
    while len(found[-1].heir):
        last = found[-1]
        if np.any(last.ancestor == last.heir):
            raise ValueError("lineage: an item replaces itself")
        on = before[last.ancestor] >= 0
        via = last.ancestor[on]
        found.append(
            Lineage(last.heir[on], before[via], via, last.share[on] * part[via], np.maximum(last.since[on], first[via])),
        )
    return Lineage(
        *(np.concatenate([getattr(each, name) for each in found]) for name in ("heir", "ancestor", "via", "share", "since")),
    )
