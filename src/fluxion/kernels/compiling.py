"""The one way kernels turn a loop into machine code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import update_wrapper
from threading import RLock
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])
_HELD = RLock()


def compiled(function: F) -> F:
    """The function as machine code from its first call on, kept on disk between runs and free of Python's lock.

    The compiler is loaded with that call: whoever imports a kernel and never calls it, as most commands and a process that serves
    pages do, is spared half a second and its memory. numba keeps the code per source file and does not notice a change in
    another: functions that call each other live in one file. Where nothing can be written to disk it compiles anew in every process.
    """
    return cast(F, _Late(function))


class _Late:
    """A function of a kernel that nobody called yet; then all of its file become machine code, since they call each other."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.machine_code: Callable[..., Any] | None = None
        update_wrapper(self, function)

    def __call__(self, *given: Any) -> Any:
        return (self.machine_code or self._ready())(*given)

    def _ready(self) -> Callable[..., Any]:
        module = vars(sys.modules[self.function.__module__])
        with _HELD:
            late = {
                name: each for name, each in module.items() if isinstance(each, _Late) and each.function.__module__ == module["__name__"]
            }
            made = {name: _machine_code(each.function) for name, each in late.items()}
            module.update(made)  # at once: another thread must not reach one of them before all that it calls are there
            for name, each in late.items():
                each.machine_code = made[name]
        assert self.machine_code is not None
        return self.machine_code


def _machine_code(function: Callable[..., Any]) -> Callable[..., Any]:
    from numba import njit

    try:
        return cast(Callable[..., Any], njit(cache=True, nogil=True, error_model="numpy")(function))
    except RuntimeError:  # "cannot cache function: no locator available"
        return cast(Callable[..., Any], njit(nogil=True, error_model="numpy")(function))
