"""`Marts`: what pages read from. One DuckDB per process, with the current generation attached read-only."""

import fcntl
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

import duckdb
import pyarrow as pa
import structlog
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from fluxion.base.mart.build import BUILDING, Draft, draft, seal, sql_text, sync
from fluxion.base.mart.cache import Params, Question, ResultCache, Rows, bound, frozen
from fluxion.base.mart.errors import GenerationMoved, MartBroken, MartMissing
from fluxion.base.mart.tables import CURRENT, REMOVED, RETIRED, GenerationRow
from fluxion.base.scratch import scratch
from fluxion.base.settings import Settings

DETACH_AFTER_S = 30.0
SWEEP_AFTER = timedelta(minutes=5)
ABANDONED_AFTER_S = 3600.0
AHEAD = 300
log = structlog.get_logger(__name__)
_PINNED = "mart.generation"
_GONE = (duckdb.CatalogException, duckdb.ConnectionException, duckdb.InvalidInputException, duckdb.BinderException)
_BROKEN = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException, duckdb.OutOfRangeException)
_ROWS = GenerationRow.__table__.c
_WHICH = select(_ROWS.id, _ROWS.file).where(_ROWS.state == CURRENT)  # put together once, over columns: every request asks it
T = TypeVar("T")


class Reader(Protocol):
    """What a question needs of a Work: the records, which say which generation is current, and the time."""

    db: Session
    now: datetime


@dataclass(frozen=True)
class Generation:
    """A published generation: its number and the name of its file."""

    number: int
    file: str


class Marts:
    """Holds the attached generations of this process and answers questions from the current one.

    Each thread has its cursor; DuckDB runs with one thread per question, which gives 100 readers the flattest tail.
    A generation that is no longer current stays attached for half a minute, for the requests that began with it.
    `shape` names what this version of the program keeps in a file; a file of another shape counts as a broken one.
    """

    def __init__(self, settings: Settings, memory: str) -> None:
        self.settings = settings
        self.repair: Callable[[], None] | None = None
        self.shape: str | None = None
        self._memory = memory
        self._lock = threading.RLock()
        self._local = threading.local()
        self._cache = ResultCache()
        self._epoch = 0
        self._attached: dict[int, float] = {}
        self._asked_now: Counter[int] = Counter()
        self._reported: set[int] = set()
        self._newest = 0
        self._ahead: tuple[Any, Mapping[Question, Rows]] = (None, {})
        self._con = self._connect()

    @classmethod
    def open(cls, settings: Settings, *, memory: str = "1GB") -> "Marts":
        """A holder with nothing attached yet."""
        return cls(settings, memory)

    def _connect(self) -> duckdb.DuckDBPyConnection:
        con = duckdb.connect(config={"threads": 1, "memory_limit": self._memory, "temp_directory": ""})
        con.execute("set enable_progress_bar = false")
        return con

    # -- questions

    def current(self, work: Reader) -> Generation | None:
        """The generation this Work reads; the same from its first question to its last."""
        pinned: Generation | None = work.db.info.get(_PINNED)
        if pinned is None:
            row = work.db.execute(_WHICH).first()
            if row is not None:
                pinned = work.db.info[_PINNED] = Generation(row.id, row.file)
                if pinned.number != self._newest:
                    self._welcome(pinned)
        return pinned

    def generation(self, work: Reader) -> int | None:
        """The number of the generation this Work reads, or None when nothing was published yet."""
        found = self.current(work)
        return None if found is None else found.number

    def query(self, work: Reader, sql: str, params: Params = ()) -> Rows:
        """The rows that answer a question; kept until the next generation. `sql` is constant text, values are bound."""
        return self._answer(work, Question(sql, params))

    def records(self, work: Reader, sql: str, params: Params = ()) -> list[dict[str, Any]]:
        """As `query`, each row with the names of its columns."""
        names, *rows = self._answer(work, Question(sql, params, named=True))
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _answer(self, work: Reader, question: Question) -> Rows:
        generation = self._require(work)
        return self._cache.get((generation.number, question), lambda: self._run(generation, question.ask))

    def ask_ahead(self, path: Path, seconds: float) -> None:
        """Ask a file that is about to become the next generation what was asked of this one of late; begin no question after `seconds`."""
        until, answers, name = time.monotonic() + seconds, {}, "ahead"
        con = self._con.cursor()
        try:
            con.execute(f"attach {sql_text(str(path))} as {name} (read_only)")
            try:
                questions = self._cache.questions(self._newest, AHEAD) if self._fits(con, name) else []
                con.execute(f"use {name}")
                for question in questions:
                    if time.monotonic() < until:
                        answers[question] = question.ask(con)
            finally:
                con.execute("use memory")
                con.execute(f"detach {name}")
            with self._lock:
                self._ahead = (_identity(path), answers)
        except (duckdb.Error, OSError):
            log.warning("the next generation could not be asked ahead", exc_info=True)  # whoever asks first waits instead
        finally:
            con.close()

    def _welcome(self, generation: Generation) -> None:
        """Take over what was asked ahead, when the generation that became current is the one that was asked."""
        with self._lock:
            if generation.number == self._newest:
                return
            self._newest = generation.number
            identity, answers = self._ahead
            if answers and identity == _identity(self.settings.mart_dir / generation.file):
                self._cache.put(generation.number, answers)
                self._ahead = (None, {})

    def remembered(self, work: Reader, name: str, asked: Any, compute: Callable[[], Rows]) -> Rows:
        """The rows that a computation makes of this generation; kept until the next one, as the answer to a question."""
        return self._cache.get((self._require(work).number, name, frozen(asked)), compute)

    def arrow(self, work: Reader, sql: str, params: Params = ()) -> pa.Table:
        """The answer as an Arrow table, for large ones; not kept."""
        table: pa.Table = self._run(self._require(work), lambda con: con.sql(sql, params=bound(params)).to_arrow_table())
        return table

    def _require(self, work: Reader) -> Generation:
        found = self.current(work)
        if found is None:
            raise MartMissing
        return found

    @contextmanager
    def batch(self, work: Reader) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own on the current generation, for one large question of a job: all cores, spills to disk."""
        generation = self._require(work)
        path = self.settings.mart_dir / generation.file
        with scratch(self.settings) as con:
            try:
                con.execute(f"attach {sql_text(str(path))} as mart (read_only)")
            except _BROKEN as error:
                raise self._broken(generation) from error
            if not self._fits(con, "mart"):
                raise self._broken(generation)
            con.execute("use mart")
            yield con

    def _run(self, generation: Generation, ask: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        for last in (False, True):
            try:
                with self._kept_attached(generation):
                    return ask(self._cursor(generation))
            except _GONE:
                if last:
                    raise
                self._forget(generation)
            except _BROKEN as error:
                if "Overflow" in str(error):  # arithmetic of the question, which says nothing about the file
                    raise
                self._start_over()
                if last:
                    raise self._broken(generation) from error
            except BaseException:
                self._local.epoch = None  # a cursor with a result left half read answers nothing more
                raise
        raise AssertionError("unreachable")

    def _cursor(self, generation: Generation) -> duckdb.DuckDBPyConnection:
        local = self._local
        if getattr(local, "epoch", None) != self._epoch:
            local.cursor, local.epoch, local.using = self._con.cursor(), self._epoch, None
        cursor: duckdb.DuckDBPyConnection = local.cursor
        if local.using != generation.number:
            cursor.execute(f"use g{generation.number}")
            local.using = generation.number
        return cursor

    @contextmanager
    def _kept_attached(self, generation: Generation) -> Iterator[None]:
        """Attach the generation if it is not, and let nobody detach it while a question is asked of it."""
        with self._lock:
            is_sound = generation.number in self._attached or self._attach(generation)
            if is_sound:
                self._attached[generation.number] = time.monotonic()
                self._asked_now[generation.number] += 1
            if len(self._attached) > 1:
                self._detach_idle()
        if not is_sound:
            raise self._broken(generation)
        try:
            yield
        finally:
            with self._lock:
                self._asked_now[generation.number] -= 1

    def _attach(self, generation: Generation) -> bool:
        """Whether the file is there and is one that this version reads."""
        path, name = self.settings.mart_dir / generation.file, f"g{generation.number}"
        if not path.is_file():
            return False
        self._con.execute(f"attach if not exists {sql_text(str(path))} as {name} (read_only)")
        if self._fits(self._con, name):
            return True
        self._con.execute(f"detach database if exists {name}")
        return False

    def _detach_idle(self) -> None:
        now = time.monotonic()
        for number in [each for each, used in self._attached.items() if now - used > DETACH_AFTER_S and not self._asked_now[each]]:
            del self._attached[number], self._asked_now[number]
            self._con.execute(f"detach database if exists g{number}")

    def _fits(self, con: duckdb.DuckDBPyConnection, database: str) -> bool:
        """Whether an attached file has the shape that this version of the program reads and writes."""
        if self.shape is None:
            return True
        try:
            return con.execute(f"select shape from {database}.mart_shape").fetchall() == [(self.shape,)]
        except duckdb.CatalogException:
            return False

    def _forget(self, generation: Generation) -> None:
        """Let the next attempt choose the database again, after a catalog error."""
        self._local.using = None
        with self._lock:
            self._attached.pop(generation.number, None)

    def _start_over(self) -> None:
        """Leave a DuckDB that met a damaged file: it answers nothing any more."""
        with self._lock:
            self._con = self._connect()
            self._attached.clear()
            self._epoch += 1

    def _broken(self, generation: Generation) -> MartBroken:
        with self._lock:
            is_news = generation.number not in self._reported
            self._reported.add(generation.number)
        if is_news and self.repair is not None:
            try:
                self.repair()
            except BaseException:
                self._reported.discard(generation.number)
                raise
        return MartBroken()

    # -- generations

    @contextmanager
    def build(self, work: Reader, *, full: bool) -> Iterator[Draft]:
        """A draft of the next generation: a copy of the current one, or empty when `full` or when that cannot be read."""
        base = self.current(work)
        path = None if base is None else self.settings.mart_dir / base.file
        sound = path if path is not None and _is_sound(path) else None
        with draft(self.settings, None if base is None else base.number, sound, full=full) as made:
            yield made
            if self.shape is not None:
                made.con.execute("create or replace table mart_shape as select $shape as shape", {"shape": self.shape})
            seal(made)

    def adopt(self, work: Reader, made: Draft) -> int:
        """Make a finished draft the current generation, in the caller's commit.

        Raises GenerationMoved when it was built on one that is no longer current.
        """
        db = work.db
        now = work.now
        base = db.scalar(select(GenerationRow.id).where(GenerationRow.state == CURRENT))
        if base != made.previous:
            raise GenerationMoved
        number = (db.scalar(select(func.max(GenerationRow.id))) or 0) + 1
        final = self.settings.mart_dir / f"mart.g{number:06d}.duckdb"
        size = made.path.stat().st_size
        try:
            db.execute(update(GenerationRow).where(GenerationRow.state == CURRENT).values(state=RETIRED, retired_at=now))
            db.add(GenerationRow(id=number, file=final.name, state=CURRENT, built_at=now, lake_version=made.lake_version, size_bytes=size))
            db.flush()
        except IntegrityError as error:
            raise GenerationMoved from error
        made.path.replace(final)  # the number is ours only now: before, another publisher's file may be about to have this name
        sync(final.parent)
        db.info.pop(_PINNED, None)
        return number

    def sweep(self, work: Reader) -> int:
        """Remove the files of generations retired for some minutes that no process has open; gives how many."""
        db, removed = work.db, 0
        limit = work.now - SWEEP_AFTER
        rows = db.scalars(select(GenerationRow).where(GenerationRow.state == RETIRED, GenerationRow.retired_at < limit))
        for row in rows.all():
            if row.id not in self._attached and _remove_unless_open(self.settings.mart_dir / row.file):
                row.state = REMOVED
                removed += 1
        known = set(db.scalars(select(GenerationRow.file).where(GenerationRow.state != REMOVED)))
        for path in [*self.settings.mart_dir.glob(f"*{BUILDING}"), *self.settings.mart_dir.glob("mart.g*.duckdb")]:
            is_old = time.time() - path.stat().st_mtime > ABANDONED_AFTER_S
            if path.name not in known and is_old:
                _remove_unless_open(path)
        return removed

    def close(self) -> None:
        """Let go of every file."""
        with self._lock:
            self._con.close()
            self._attached.clear()


def _identity(path: Path) -> tuple[int, int, int] | None:
    """What stays the same of a file when it gets another name, and no other file has."""
    try:
        told = path.stat()
    except FileNotFoundError:
        return None
    return told.st_ino, told.st_mtime_ns, told.st_size


def _is_sound(path: Path) -> bool:
    """Whether DuckDB of this version can open the file."""
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error:
        return False
    return True


def _remove_unless_open(path: Path) -> bool:
    """Delete a file unless another process holds DuckDB's lock on it."""
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return True
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    except OSError:
        return False
    finally:
        os.close(handle)
    return True
