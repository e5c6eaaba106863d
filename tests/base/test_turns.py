"""Turns to write on SQLite: one at a time, not waited for without end, and free again when whoever had one dies."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tests.makers import NOON, make_works

from fluxion.base.db import RecordsBusy
from fluxion.base.mart import GenerationRow
from fluxion.base.priority import promptly
from fluxion.base.work import Work, Works


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    made = make_works(tmp_path)
    yield replace(made, patience_s=0.05)
    made.database.close()


@pytest.fixture
def held(tmp_path: Path, works: Works) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the turn."""
    process = subprocess.Popen([sys.executable, "-m", "tests.base.holding", str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def write(work: Work, number: int = 7) -> None:
    work.db.add(GenerationRow(id=number, file=f"file {number}", state="retired", built_at=NOON, lake_version={}, size_bytes=0))


def rows(works: Works) -> int:
    with works.read() as work:
        return work.db.scalar(select(func.count()).select_from(GenerationRow)) or 0


def test_who_waits_for_a_thread_too_long_gives_up_and_changed_nothing(works: Works) -> None:
    refused: list[RecordsBusy] = []

    def impatient() -> None:
        try:
            with works.write() as work:
                write(work)
        except RecordsBusy as busy:
            refused.append(busy)

    with works.write():
        late = threading.Thread(target=impatient)
        late.start()
        late.join()
    assert [busy.params for busy in refused] == [{"retry_after": 5}]
    assert rows(works) == 0
    with works.write() as work:
        write(work)
    assert rows(works) == 1


def test_who_waits_for_a_process_too_long_gives_up_and_changed_nothing(works: Works, held: subprocess.Popen[str]) -> None:
    with pytest.raises(RecordsBusy), works.write() as work:
        write(work)
    assert rows(works) == 0


def test_the_turn_of_a_process_that_is_killed_is_free_at_once(works: Works, held: subprocess.Popen[str]) -> None:
    done: list[float] = []

    def patient() -> None:
        works.commit(write)
        done.append(time.monotonic())

    waiting = threading.Thread(target=patient)
    waiting.start()
    waiting.join(0.2)
    assert not done
    held.kill()
    waiting.join()
    assert rows(works) == 1, "what the killed one wrote was never committed"
    with works.write() as work:
        write(work, 8)
    assert rows(works) == 2


def test_every_writer_of_many_gets_its_turn(works: Works) -> None:
    def add(first: int) -> None:
        for number in range(first, first + 10):
            works.commit(lambda work: write(work, number))  # noqa: B023 (called before the next number)

    writers = [threading.Thread(target=add, args=(100 * each,)) for each in range(1, 6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert rows(works) == 50


def test_without_a_thread_that_yields_a_call_is_made_where_it_is_asked_for() -> None:
    assert promptly(threading.get_ident) == threading.get_ident()
