"""A worker: hands queued jobs to the engine, runs attempts, keeps their pulse, and takes over from workers that died."""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import IO

import structlog

from fluxion.base.jobs import attempt, engine, ledger, liveness, timetable
from fluxion.base.jobs.apart import Apart
from fluxion.base.jobs.bell import bell
from fluxion.base.jobs.context import JobContext
from fluxion.base.jobs.registry import Queue, UnknownJob, job_kind, timed_kinds
from fluxion.base.jobs.tables import JobRow
from fluxion.base.work import Works
from fluxion.values.errors import say

log = structlog.get_logger("fluxion.jobs")

LOOK_S = 0.2
PULSE_S = 0.5
SWEEP_S = 2.0
STRAY_S = 60.0
TIDY_S = 3600.0


class Worker:
    """One worker of this process: `start` it, `stop` it.

    With `clock` it also queues the timed jobs; with `apart` it runs heavy jobs in processes of their own.
    """

    def __init__(self, works: Works, *, clock: bool = True, apart: Apart | None = None) -> None:
        self.id = liveness.worker_id()
        self._works = works
        self._clock = clock
        self._apart = apart
        self._seat: IO[str] | None = None
        self._running: dict[str, JobContext | None] = {}
        self._stop = threading.Event()
        self._silence = threading.Event()
        self._threads: list[threading.Thread] = []
        self._ticks: dict[str, datetime] = {}
        self._since = works.clock()
        self._due: dict[str, float] = {}

    def start(self) -> None:
        """Begin to work; refused as `AnotherWorker` when a company on SQLite already has one."""
        self._seat = liveness.take_seat(self._works.settings)
        try:
            if self._apart is not None:
                self._apart.prepare()
            liveness.sign_in(self._works, self.id)
            engine.start(self._works.settings, self.id, self._attempt)
            self._take_over(strays=True)
        except BaseException:
            engine.stop()
            liveness.leave_seat(self._seat)
            raise
        for name, loop in (("jobs-relay", self._relay), ("jobs-pulse", self._pulse)):
            thread = threading.Thread(target=loop, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self, grace_s: float = 10.0) -> bool:
        """Stop taking jobs, give those under way the time to come to a stop, queue the rest again.

        False when a job ignored the request: its thread still runs, though it can commit nothing any more.
        """
        self._stop.set()
        bell.set()
        for ctx in list(self._running.values()):
            if ctx is not None:
                ctx.stopping.set()
        deadline = time.monotonic() + grace_s
        while self._running and time.monotonic() < deadline:
            time.sleep(0.05)
        left = {job_id: ctx for job_id, ctx in self._running.items() if ctx is not None}
        for job_id, ctx in left.items():
            ctx.lost.set()
            with self._works.write(patient=True) as work:
                ledger.give_back(work.db, job_id, ctx.handed)
        self._silence.set()
        for thread in self._threads:
            thread.join(timeout=5.0)
        engine.stop()
        liveness.sign_out(self._works, self.id)
        liveness.leave_seat(self._seat)
        return not left

    def _attempt(self, job_id: str, handed: int) -> None:
        """What the engine calls, in a thread of its own, for each attempt."""
        if self._stop.is_set():
            with self._works.write(patient=True) as work:
                ledger.hand_again(work.db, job_id, handed)
            return
        self._running[job_id] = None
        try:
            begun = attempt.begin(self._works, job_id, handed, self.id)
            if begun is not None:
                self._running[job_id] = begun[1]
                if self._stop.is_set():
                    begun[1].stopping.set()
                self._carry_out(*begun)
        finally:
            del self._running[job_id]

    def _carry_out(self, job: JobRow, ctx: JobContext) -> None:
        if self._apart is not None and _queue_of(job.kind) == "heavy":
            self._apart.carry_out(self._works.settings, ctx)
            self._due["sweep"] = 0.0  # should its process have been killed, its row is found at once
        else:
            attempt.carry_out(self._works, job, ctx)

    def _relay(self) -> None:
        while not self._stop.is_set():
            self._guarded(self._hand_over)
            if self._clock:
                self._guarded(self._tick)
            if self._is_time("sweep", SWEEP_S):
                self._guarded(lambda: self._take_over(strays=self._is_time("strays", STRAY_S)))
            if self._is_time("tidy", TIDY_S):
                self._guarded(engine.tidy)
            bell.wait(LOOK_S)
            bell.clear()

    def _hand_over(self) -> None:
        now = self._works.clock()
        with self._works.read() as work:
            due = ledger.handing_due(work.db, now)
        if not due:
            return
        with self._works.write(patient=True) as work:
            marked = [row for row in due if ledger.mark_handed(work.db, row[0], row[2] + 1, now)]
        for job_id, kind, handed in marked:
            engine.put(_queue_of(kind), [(job_id, handed + 1)])

    def _tick(self) -> None:
        now = self._works.clock()
        for kind in timed_kinds():
            assert kind.cron is not None
            tick = timetable.latest_tick(kind.cron, self._works.settings.timezone, now)
            if self._ticks.get(kind.name) == tick:
                continue
            with self._works.write(patient=True) as work:
                timetable.queue_tick(work.db, kind, self._works.settings, tick, now, self._since)
            self._ticks[kind.name] = tick

    def _take_over(self, strays: bool) -> None:
        """Queue again what dead workers left behind, and what was handed over but is nowhere."""
        living = liveness.alive(self._works, self.id)
        abandoned = engine.begun_by_others(living)
        engine.drop(abandoned)
        with self._works.read() as work:
            running = ledger.running_jobs(work.db)
        for job in running:
            if job.worker not in living or (job.worker == self.id and job.id not in self._running):
                self._rescue(job)
        if strays or abandoned:
            self._find_strays(living)
        liveness.sweep_dead(self._works, living)

    def _rescue(self, job: JobRow) -> None:
        with self._works.write(patient=True) as work:
            if job.attempts > _retries(job.kind):
                told = say(attempt.WORKER_LOST, job.lang, {"times": job.attempts})
                ledger.bury_orphan(work.db, job, work.now, "jobs.worker_lost", told)
            elif ledger.requeue_orphan(work.db, job):
                log.warning("job queued again, its worker is gone", job=job.id, kind=job.kind, worker=job.worker)
        bell.set()

    def _find_strays(self, living: set[str]) -> None:
        with self._works.read() as work:
            waiting = ledger.handed_and_waiting(work.db)
        for job_id, handed in engine.astray(waiting, living):
            with self._works.write(patient=True) as work:
                ledger.hand_again(work.db, job_id, handed)
            bell.set()

    def _pulse(self) -> None:
        while not self._silence.wait(PULSE_S):
            if self._is_time("beat", liveness.BEAT_S):
                self._guarded(self._beat)
            self._guarded(self._tell)

    def _beat(self) -> None:
        if not liveness.beat(self._works, self.id):
            liveness.sign_in(self._works, self.id)

    def _tell(self) -> None:
        """Read the signals for the jobs under way, then write how far they are."""
        under_way = {job_id: ctx for job_id, ctx in list(self._running.items()) if ctx is not None}
        if not under_way:
            return
        with self._works.read() as work:
            signals = ledger.signals(work.db, list(under_way))
        for job_id, ctx in under_way.items():
            ctx.hear(signals.get(job_id))
        news = [ctx for ctx in under_way.values() if ctx.has_news()]
        if news:
            with self._works.write(patient=True) as work:
                for ctx in news:
                    ledger.note_progress(work.db, ctx.job_id, ctx.handed, *ctx.told, work.now)

    def _is_time(self, what: str, every_s: float) -> bool:
        now = time.monotonic()
        if now < self._due.get(what, 0.0):
            return False
        self._due[what] = now + every_s
        return True

    def _guarded(self, step: Callable[[], object]) -> None:
        """A step of a loop: what goes wrong is logged, and the loop goes on."""
        try:
            step()
        except Exception:
            if not self._stop.is_set():
                log.exception("the worker stumbled and goes on")


def _queue_of(kind: str) -> Queue:
    """The queue of that kind; a kind this version does not know goes through the light one, to fail there in sight."""
    try:
        return job_kind(kind).queue
    except UnknownJob:
        return "light"


def _retries(kind: str) -> int:
    try:
        return job_kind(kind).retries
    except UnknownJob:
        return 0
