"""The worker's seat on SQLite, and who alone knows DBOS."""

import multiprocessing
import re
from pathlib import Path

import pytest

from fluxion.base.jobs.liveness import AnotherWorker, leave_seat, take_seat
from fluxion.base.settings import Settings

SOURCE = Path(__file__).parents[3] / "src" / "fluxion"


def test_the_seat_is_taken_by_one(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    seat = take_seat(settings)
    with pytest.raises(AnotherWorker):
        take_seat(settings)
    leave_seat(seat)
    leave_seat(take_seat(settings))


def test_a_forked_helper_that_outlives_its_worker_does_not_keep_the_seat(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    seat = take_seat(settings)
    go_on = multiprocessing.get_context("fork").Event()
    helper = multiprocessing.get_context("fork").Process(target=go_on.wait, args=(60,))
    helper.start()
    leave_seat(seat)
    try:
        leave_seat(take_seat(settings))
    finally:
        go_on.set()
        helper.join()


def test_only_the_engine_knows_dbos() -> None:
    importing = re.compile(r"^\s*(?:from|import) dbos\b", re.MULTILINE)
    assert [path.name for path in SOURCE.rglob("*.py") if importing.search(path.read_text(encoding="utf-8"))] == ["engine.py"]
