"""Rows of arrays worked off in slices by a few threads."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_SLICE = 4096


def over_slices(n: int, work: Callable[[int, int], None], threads: int | None = None) -> None:
    """`work(first, last)` done for every slice of 0..n, several at a time.

    Slices have a fixed size, so the result cannot depend on the number of threads. numba's own parallel loops are
    avoided: its portable layer aborts the process when two threads of a server enter it at once.
    """
    bounds = [(first, min(first + _SLICE, n)) for first in range(0, n, _SLICE)]
    workers = min(len(bounds), threads or os.cpu_count() or 1)
    if workers <= 1:
        for first, last in bounds:
            work(first, last)
        return
    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(work, first, last) for first, last in bounds]:
            done.result()
