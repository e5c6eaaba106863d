"""Words about series (category, brand, shop) turned into the group they share and the peers of a new item."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]

_ENOUGH = 20.0  # series a group holds on average before it can speak for them
_NAMED = ("group", "category")


def codes(words: list[Any]) -> Codes:
    """A number for each distinct word in the order of the alphabet, -1 where there is none.

    >>> codes(["b", None, "a", "b"]).tolist()
    [1, -1, 0, 1]
    """
    order = {word: code for code, word in enumerate(sorted({word for word in words if word is not None}))}
    return np.array([order.get(word, -1) for word in words], np.int32)


def group_codes(static: dict[str, list[Any]], n: int) -> Codes | None:
    """The group that series lend each other in: a column called group or category, else the finest one whose groups hold
    20 series on average, else the coarsest; None when no column groups anything."""
    found = {name: codes(words) for name, words in static.items()}
    counts = {name: len(np.unique(code)) for name, code in found.items()}
    fit = {name: count for name, count in counts.items() if 1 < count <= n / 2}
    named = [name for name in _NAMED if name in fit]
    if not fit:
        return None
    ample = [name for name, count in fit.items() if n / count >= _ENOUGH]
    chosen = named[0] if named else max(ample, key=lambda name: fit[name]) if ample else min(fit, key=lambda name: fit[name])
    result: Codes = (found[chosen] - found[chosen].min()).astype(np.int32)
    return result


def cold_codes(static: dict[str, list[Any]], levels: Floats) -> Codes | None:
    """Attributes of each series [n, attributes], first the one that tells most about how much is sold.

    That is the share of the variance of the logarithm of the mean level between the attribute's groups, less what as many groups
    would explain by chance (adjusted R²).
    """
    sold = np.flatnonzero(levels > 0)
    target = np.log(levels[sold])
    told = []
    for name, words in static.items():
        code = codes(words)
        if len(np.unique(code)) > 1:
            told.append((-_adjusted_share(code[sold], target), name, code))
    told.sort(key=lambda each: each[:2])
    return np.stack([code for _, _, code in told], axis=1) if told else None


def _adjusted_share(code: Codes, target: Floats) -> float:
    kinds, row = np.unique(code, return_inverse=True)
    n, k = len(target), len(kinds)
    total = float(((target - target.mean()) ** 2).sum()) if n else 0.0
    if total <= 0 or n <= k:
        return -1.0
    mean = np.bincount(row, target) / np.bincount(row)
    rest = float(((target - mean[row]) ** 2).sum())
    return 1.0 - (rest / total) * (n - 1) / (n - k)
