"""The one way kernels turn a loop into machine code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The function as machine code, kept on disk between runs and free of Python's lock.

    numba keeps the code per source file and does not notice a change in another: functions that call each other live in
    one file. Where nothing can be written to disk it compiles anew in every process.
    """
    try:
        return cast(F, njit(cache=True, nogil=True, error_model="numpy")(function))
    except RuntimeError:  # "cannot cache function: no locator available"
        return cast(F, njit(nogil=True, error_model="numpy")(function))
