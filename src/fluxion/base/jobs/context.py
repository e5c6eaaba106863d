"""What a running job may do: open fenced units of work, tell how far it is, and learn that it should stop."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from fluxion.base.jobs import ledger
from fluxion.base.jobs.tables import DONE, JobRow
from fluxion.base.priority import promptly

if TYPE_CHECKING:
    from fluxion.base.work import Actor, Work, Works


T = TypeVar("T")


class Cancelled(Exception):
    """A person cancelled the job; let it through, or undo what is half done and raise it again."""


class Lost(Exception):
    """The run no longer owns its job: another worker has taken it over. Nothing more can be committed."""


class Stopping(Exception):
    """The worker is being stopped; the job is queued again and continues after the next start."""


class JobWorks:
    """Opens units of work for one run of a job; what it writes is only kept while the run owns the job."""

    def __init__(self, works: "Works", ctx: "JobContext") -> None:
        self._works = works
        self._ctx = ctx

    @contextmanager
    def read(self, actor: "Actor | None" = None) -> Iterator["Work"]:
        """Work that only looks, as the person who asked for the job unless another actor is given."""
        with self._works.read(actor or self._ctx.actor, lang=self._ctx.lang) as work:
            yield work

    @contextmanager
    def write(self, actor: "Actor | None" = None) -> Iterator["Work"]:
        """Work that is committed at the end of the block, unless the run lost its job: then `Lost`, and nothing is kept."""
        with self._works.write(actor or self._ctx.actor, lang=self._ctx.lang, patient=True) as work:
            yield work
            if not ledger.still_owns(work.db, self._ctx.job_id, self._ctx.handed, work.now):
                raise Lost(self._ctx.job_id)

    def commit(self, change: "Callable[[Work], T]", /, actor: "Actor | None" = None) -> T:
        """What `change` gives once what it wrote is kept, as with `write`.

        A heavy job, which yields to everybody, does this at normal priority: others wait for their turn to write meanwhile.
        """

        def done() -> T:
            with self.write(actor) as work:
                return change(work)

        return promptly(done)

    def last_commit(self, result: dict[str, Any], change: "Callable[[Work], None]", /, actor: "Actor | None" = None) -> None:
        """Like `commit`, and the job is done in the same commit, with this result as `change` leaves it."""

        def done() -> None:
            with self.last_write(result, actor) as work:
                change(work)

        promptly(done)

    @contextmanager
    def last_write(self, result: dict[str, Any], actor: "Actor | None" = None) -> Iterator["Work"]:
        """Like `write`, and the job is done in the same commit, with this result as the block leaves it.

        So what it writes is kept exactly once even if the process dies the moment after.
        """
        with self._works.write(actor or self._ctx.actor, lang=self._ctx.lang, patient=True) as work:
            yield work
            if not ledger.finish(work.db, self._ctx.job_id, self._ctx.handed, DONE, work.now, **ledger.success(result)):
                raise Lost(self._ctx.job_id)
        self._ctx.ended = True


class JobContext:
    """One run of a job. Its signals are set by the worker's pulse; the job itself only reads them."""

    def __init__(self, works: "Works", job: JobRow, actor: "Actor") -> None:
        self.job_id = job.id
        self.handed = job.handed
        self.attempt = job.attempts
        self.lang = job.lang
        self.actor = actor
        self.works = JobWorks(works, self)
        self.ended = False
        self.cancelled = threading.Event()
        self.lost = threading.Event()
        self.stopping = threading.Event()
        self._clock = works.clock
        self._told: tuple[float, str | None] = (0.0, None)
        self._written: tuple[float, str | None] = (0.0, None)
        if job.cancel_requested:
            self.cancelled.set()

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._clock()

    def progress(self, share: float, step: str | None = None) -> None:
        """Tell how far the run is (0 to 1) and what it is doing; also the place where it learns that it should stop.

        Kept in memory and written by the worker's pulse, so it may be called for every row.
        """
        self._told = (min(max(share, 0.0), 1.0), step)
        self.check_cancelled()

    @property
    def told(self) -> tuple[float, str | None]:
        """The latest progress and step."""
        return self._told

    def take_in(self, share: float, step: str | None) -> None:
        """Keep what the process that runs the job tells of its progress."""
        self._told = (share, step)

    def has_news(self) -> bool:
        """Whether there is progress that was not written yet; asking counts as writing it."""
        told, before = self._told, self._written
        self._written = told
        return told != before

    def hear(self, signal: tuple[int, bool] | None) -> None:
        """Take in what the row says: its handing number and whether it is to be cancelled (None: not running any more)."""
        if signal is None or signal[0] != self.handed:
            self.lost.set()
        elif signal[1]:
            self.cancelled.set()

    def check_cancelled(self) -> None:
        """Raise `Cancelled`, `Lost` or `Stopping` when the run should end."""
        if self.lost.is_set():
            raise Lost(self.job_id)
        if self.cancelled.is_set():
            raise Cancelled(self.job_id)
        if self.stopping.is_set():
            raise Stopping(self.job_id)
