"""The records database: engines for reading and for writing, on SQLite or PostgreSQL, and its one migration history."""

import fcntl
import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from fluxion.base.settings import Settings
from fluxion.values.errors import Kind, Refusal, Text

BUSY_MS = 5000
LOOK_FIRST_S, LOOK_LAST_S = 0.0005, 0.005
RETRY_AFTER_S = 5


class RecordsBusy(Refusal):
    """Somebody else has been writing for so long that this one gave up; it changed nothing."""

    code = "records.busy"
    kind = Kind.UNAVAILABLE
    text: ClassVar[Text] = {
        "es": "Otro proceso está guardando muchos datos; no se cambió nada. Intente de nuevo en {retry_after} segundos.",
        "en": "Another process is saving a lot of data; nothing was changed. Try again in {retry_after} seconds.",
        "pt": "Outro processo está gravando muitos dados; nada foi alterado. Tente de novo em {retry_after} segundos.",
    }


@dataclass(frozen=True)
class Database:
    """Two engines on one database: `reader` never takes a write lock, `writer` takes it at once.

    On SQLite writers take turns, because SQLite's own waiting is a lottery (99th percentile of a write was 35–233 ms).
    """

    reader: Engine
    writer: Engine
    turns: "Turns | None" = None

    @property
    def is_sqlite(self) -> bool:
        return self.turns is not None

    @contextmanager
    def session(self, writes: bool, patience_s: float | None = None) -> Iterator[Session]:
        """A session whose transaction is rolled back unless the caller commits it.

        Refused as `RecordsBusy` to a writer whose turn did not come within so many seconds (None: it waits).
        """
        if not writes or self.turns is None:
            with Session(self.writer if writes else self.reader, expire_on_commit=False) as session:
                yield session
            return
        with self.turns.take(patience_s), Session(self.writer, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        self.reader.dispose()
        self.writer.dispose()
        if self.turns is not None:
            self.turns.close()


class Turns:
    """Whose turn it is to write, among the threads of this process and all processes that have the company open."""

    def __init__(self, path: Path) -> None:
        self._among_threads = threading.Lock()
        self._among_processes = path.open("a")

    @contextmanager
    def take(self, patience_s: float | None = None) -> Iterator[None]:
        """Wait for the turn and keep it for the block; the kernel ends the turn of a process that dies.

        Raises RecordsBusy when it did not come within so many seconds.
        """
        until = math.inf if patience_s is None else time.monotonic() + patience_s
        if not self._among_threads.acquire(timeout=-1 if patience_s is None else patience_s):
            raise RecordsBusy(retry_after=RETRY_AFTER_S)
        try:
            self._wait(until)
            try:
                yield
            finally:
                fcntl.flock(self._among_processes, fcntl.LOCK_UN)
        finally:
            self._among_threads.release()

    def _wait(self, until: float) -> None:
        """Have the turn among processes; looks again and again, because the kernel knows no waiting with an end."""
        pause = LOOK_FIRST_S
        while True:
            try:
                fcntl.flock(self._among_processes, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise RecordsBusy(retry_after=RETRY_AFTER_S) from None
                time.sleep(pause)
                pause = min(2 * pause, LOOK_LAST_S)

    def close(self) -> None:
        self._among_processes.close()


def open_database(settings: Settings) -> Database:
    """The database the settings name; its folder is made, its schema is not (see `migrate`)."""
    if not settings.is_sqlite:
        engine = create_engine(settings.records_url, pool_size=10, max_overflow=10, pool_pre_ping=True)
        return Database(engine, engine)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    reader = _sqlite(settings.records_url, "BEGIN")
    writer = _sqlite(settings.records_url, "BEGIN IMMEDIATE", "temp_store=MEMORY")  # what a plan stages is a hundred megabytes at most
    return Database(reader, writer, Turns(settings.data_dir / "writers.lock"))


def _sqlite(url: str, begin: str, *more: str) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False}, pool_size=10, max_overflow=50)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_MS}", "foreign_keys=ON", "cache_size=-32000", *more):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def alembic_config(settings: Settings) -> Config:
    """Where the migrations are, and the database they are for."""
    config = Config()
    config.set_main_option("script_location", str(resources.files("fluxion").joinpath("migrations")))
    config.set_main_option("sqlalchemy.url", settings.records_url.replace("%", "%%"))
    return config


def migrate(settings: Settings) -> None:
    """Bring the schema to the newest version; running it again changes nothing."""
    if settings.is_sqlite:
        Path(settings.data_dir).mkdir(parents=True, exist_ok=True)
    command.upgrade(alembic_config(settings), "head")


def schema_is_current(settings: Settings, database: Database) -> bool:
    """Whether the database has every migration this version of Fluxion knows."""
    head = ScriptDirectory.from_config(alembic_config(settings)).get_current_head()
    with database.reader.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
