"""A heavy attempt in a process of its own, at the lowest priority: what people wait for goes before it, always.

Only what it commits through `commit` is done at normal priority, because others wait for their turn to write meanwhile.

The worker takes the job's row, starts the process, hands on what the row says (cancel, stop, lost) and takes in how far
the run is; the process runs the function and writes its end, under the same fence as any attempt. A process that is
killed leaves a running row behind, which the worker queues again; one whose worker is killed ends by itself.
Processes are forked from a server that has everything imported already, so that a small job does not wait for that.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

import structlog

from fluxion.base.jobs import attempt
from fluxion.base.jobs.context import JobContext
from fluxion.base.log import set_up_log
from fluxion.base.priority import work_yielding
from fluxion.base.settings import Settings

if TYPE_CHECKING:
    from fluxion.base.work import Works

OpenWorks = Callable[[Settings], "AbstractContextManager[Works]"]
log = structlog.get_logger("fluxion.jobs")

TELL_S = 0.25
LOOK_S = 0.1
LOST_S = 2.0
SIGNALS = ("cancelled", "lost", "stopping")


class Apart:
    """Starts and watches processes for single attempts. `open_works` is called in each; `preload` names what to import before."""

    def __init__(self, open_works: OpenWorks, preload: Sequence[str] = ()) -> None:
        self._open_works = open_works
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["fluxion.base.jobs.apart", *preload])

    def prepare(self) -> None:
        """Start the server that attempts are forked from, so that the first of them need not wait for its imports."""
        forkserver.ensure_running()

    def carry_out(self, settings: Settings, ctx: JobContext) -> None:
        """Run the attempt that `ctx` stands for to its end; comes back when its process has ended, however it did."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_run, args=(theirs, self._open_works, settings, ctx.job_id, ctx.handed), name=f"job {ctx.job_id}"
        )
        process.start()
        theirs.close()
        try:
            _follow(ctx, ours, process)
        finally:
            ours.close()
            process.join()
        if process.exitcode:
            log.warning("the process of a job ended", job=ctx.job_id, code=process.exitcode)


def _follow(ctx: JobContext, pipe: Connection, process: BaseProcess) -> None:
    """Pass on signals and take in progress until the process has ended; one that lost its job is not waited for long."""
    told: set[str] = set()
    lost_at: float | None = None
    while not wait([process.sentinel], timeout=0):
        for name in SIGNALS:
            if getattr(ctx, name).is_set() and name not in told:
                told.add(name)
                with contextlib.suppress(OSError):
                    pipe.send(name)
        if "lost" in told:
            lost_at = lost_at or time.monotonic()
            if time.monotonic() - lost_at > LOST_S:
                process.kill()
        if pipe in wait([pipe, process.sentinel], timeout=LOOK_S):
            try:
                ctx.take_in(*pipe.recv())
            except (EOFError, OSError):
                process.join(LOOK_S)


def _run(pipe: Connection, open_works: OpenWorks, settings: Settings, job_id: str, handed: int) -> None:
    """What the process does: one attempt of one job."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)  # a terminal and systemd signal every process; the worker says when to stop
    set_up_log(settings)
    with open_works(settings) as works:
        begun = attempt.taken(works, job_id, handed)
        if begun is None:
            return
        for talk in (_listen, _tell):
            threading.Thread(target=talk, args=(pipe, begun[1]), daemon=True).start()
        work_yielding(lambda: attempt.carry_out(works, *begun))


def _listen(pipe: Connection, ctx: JobContext) -> None:
    while True:
        try:
            name = pipe.recv()
        except (EOFError, OSError):
            os._exit(1)  # the worker is gone; whoever takes the job over begins anew
        getattr(ctx, name).set()


def _tell(pipe: Connection, ctx: JobContext) -> None:
    while True:
        time.sleep(TELL_S)
        if ctx.has_news():
            with contextlib.suppress(OSError):
                pipe.send(ctx.told)
