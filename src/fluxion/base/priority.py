"""Who goes first on a busy machine: heavy work goes last, but not while others wait for what it holds.

Nobody may raise a priority again that was once lowered (not without rights that a service should not have). Priorities
are each thread's own on Linux, though: the heavy work is done by a thread that yields, and what others wait for by the
thread that started it, which never yielded.
"""

import contextlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")
LOWEST = 19
_desk: "SimpleQueue[Callable[[], None] | None] | None" = None
_keeper: int | None = None


def yield_to_everybody() -> None:
    """Give this thread the lowest priority there is: it gets what processors nobody else wants."""
    with contextlib.suppress(OSError):
        os.nice(LOWEST - os.nice(0))
    if hasattr(os, "SCHED_IDLE"):
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def work_yielding(work: Callable[[], None]) -> None:
    """Do the work in a thread that yields to everybody; this one keeps its priority, and does what `promptly` is asked for."""
    global _desk, _keeper
    desk: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
    _desk, _keeper = desk, threading.get_ident()
    ended: Future[None] = Future()

    def yielding() -> None:
        yield_to_everybody()
        _settle(ended, work)
        desk.put(None)

    thread = threading.Thread(target=yielding, name="yielding", daemon=True)
    thread.start()
    while (errand := desk.get()) is not None:
        errand()
    thread.join()
    _desk = _keeper = None
    ended.result()


def promptly(call: Callable[[], T]) -> T:
    """What the call gives, made at normal priority: by the thread that kept it, when this process has one that yields."""
    desk = _desk
    if desk is None or threading.get_ident() == _keeper:
        return call()
    done: Future[T] = Future()
    desk.put(lambda: _settle(done, call))
    return done.result()


def _settle(future: Future[T], call: Callable[[], T]) -> None:
    try:
        future.set_result(call())
    except BaseException as error:
        future.set_exception(error)
