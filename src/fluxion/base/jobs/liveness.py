"""Who is alive among the workers.

On SQLite one worker per company, proven by a file lock that the kernel drops when its process dies, so a restart
takes over at once. On PostgreSQL any number, each proven by a heartbeat row timed by the database's own clock.
"""

import fcntl
import os
import socket
import time
from datetime import UTC, datetime, timedelta
from typing import IO, TYPE_CHECKING, ClassVar
from uuid import uuid4

from sqlalchemy import delete, func, insert, select, update

from fluxion.base.jobs.tables import WorkerRow
from fluxion.base.settings import Settings
from fluxion.values.errors import Kind, Refusal, Text

if TYPE_CHECKING:
    from fluxion.base.work import Works

LEASE_S = 10.0
BEAT_S = 2.0
SEAT_TRIES = 4


class AnotherWorker(Refusal):
    """A company on SQLite has one worker process at a time, and it already runs."""

    code = "jobs.another_worker"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Ya hay un proceso de trabajos para esta empresa; deténgalo, o use PostgreSQL para tener varios.",
        "en": "A worker already runs for this company; stop it, or use PostgreSQL to have several.",
        "pt": "Já há um processo de tarefas para esta empresa; pare-o, ou use PostgreSQL para ter vários.",
    }


def worker_id() -> str:
    """A name that no other worker process has or will have."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"


def take_seat(settings: Settings) -> IO[str] | None:
    """The lock that makes this process the worker of a company on SQLite (None on PostgreSQL); refused as `AnotherWorker`."""
    if not settings.is_sqlite:
        return None
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    seat = (settings.data_dir / "worker.lock").open("a")
    for tries_left in reversed(range(SEAT_TRIES)):
        try:
            fcntl.flock(seat, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if not tries_left:
                seat.close()
                raise AnotherWorker from error
            time.sleep(0.05)
        else:
            _seats.add(seat)
            break
    return seat


def leave_seat(seat: IO[str] | None) -> None:
    """Let another process be the worker."""
    if seat is not None:
        _seats.discard(seat)
        seat.close()


def _leave_seats_to_parent() -> None:
    """In a forked child: its copy would keep the lock when the parent has died."""
    while _seats:
        _seats.pop().close()


_seats: set[IO[str]] = set()
os.register_at_fork(after_in_child=_leave_seats_to_parent)


def sign_in(works: "Works", me: str) -> None:
    """Put this worker among the live ones."""
    with works.write(patient=True) as work:
        row = {"id": me, "host": socket.gethostname(), "pid": os.getpid(), "started_at": work.now, "heartbeat_at": _now(works)}
        work.db.execute(insert(WorkerRow).values(row))


def beat(works: "Works", me: str) -> bool:
    """Say that this worker is alive; False when the others have already held it for dead."""
    with works.write(patient=True) as work:
        statement = update(WorkerRow).where(WorkerRow.id == me).values(heartbeat_at=_now(works))
        return work.db.execute(statement.returning(WorkerRow.id)).first() is not None


def sign_out(works: "Works", me: str) -> None:
    """Take this worker from the live ones."""
    with works.write(patient=True) as work:
        work.db.execute(delete(WorkerRow).where(WorkerRow.id == me))


def alive(works: "Works", me: str) -> set[str]:
    """Ids of the live workers, this one among them."""
    if works.database.is_sqlite:
        return {me}
    with works.read() as work:
        rows = work.db.execute(select(WorkerRow.id, WorkerRow.heartbeat_at, func.clock_timestamp().label("now")))
        return {me} | {row.id for row in rows if row.now - row.heartbeat_at < timedelta(seconds=LEASE_S)}


def sweep_dead(works: "Works", living: set[str]) -> None:
    """Delete the rows of workers that are not alive."""
    with works.write(patient=True) as work:
        work.db.execute(delete(WorkerRow).where(WorkerRow.id.not_in(living)))


def somebody_works(works: "Works") -> bool:
    """Whether a worker is alive for this company."""
    if not works.database.is_sqlite:
        return bool(alive(works, "") - {""})
    try:
        seat = take_seat(works.settings)
    except AnotherWorker:
        return True
    leave_seat(seat)
    return False


def last_heartbeat(works: "Works") -> datetime | None:
    """When a worker was last heard of."""
    with works.read() as work:
        return work.db.scalar(select(func.max(WorkerRow.heartbeat_at)))


def _now(works: "Works") -> object:
    return datetime.now(UTC) if works.database.is_sqlite else func.clock_timestamp()
