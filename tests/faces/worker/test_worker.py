"""The worker face: takes its seat, or waits for it, and leaves when it is told to."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.makers import make_works

from fluxion.app import App, compose
from fluxion.base.db import migrate
from fluxion.base.jobs.liveness import AnotherWorker, leave_seat, somebody_works, take_seat
from fluxion.base.settings import Settings
from fluxion.base.work import SYSTEM
from fluxion.domains import history
from fluxion.faces.worker import run_worker


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    works = make_works(tmp_path)
    yield App(works.settings, works.database, works, rights=())
    works.database.close()


def test_it_works_until_it_is_told_to_stop(app: App) -> None:
    stop, ends = threading.Event(), []
    thread = threading.Thread(target=lambda: ends.append(run_worker(app, stop)))
    thread.start()
    while not somebody_works(app.works):
        stop.wait(0.02)
    stop.set()
    thread.join(timeout=10)
    assert ends == [True]
    assert not somebody_works(app.works)


def test_a_mart_of_an_earlier_version_is_built_anew_without_anybody_opening_a_page(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    migrate(settings)
    app = compose(settings)
    history.publish(app.works)
    app.close()
    with duckdb.connect(str(next(settings.mart_dir.glob("mart.g*.duckdb")))) as mart:
        mart.execute("alter table day_sales drop column units")
        mart.execute("update mart_shape set shape = 'of an earlier version'")
    app, stop = compose(settings), threading.Event()
    thread = threading.Thread(target=run_worker, args=(app, stop))
    thread.start()
    until = time.monotonic() + 120
    while generation(app) == 1 and time.monotonic() < until:
        stop.wait(0.1)
    stop.set()
    thread.join(timeout=60)
    with app.works.read(SYSTEM) as work:
        assert work.marts.query(work, "select count(units) from day_sales") == ((0,),)
    app.close()


def generation(app: App) -> int | None:
    with app.works.read(SYSTEM) as work:
        return work.marts.generation(work)


def test_a_second_worker_is_refused_and_a_patient_one_waits_for_the_seat(app: App) -> None:
    stop = threading.Event()
    seat = take_seat(app.settings)
    assert seat is not None
    with pytest.raises(AnotherWorker):
        run_worker(app, stop)
    thread = threading.Thread(target=run_worker, args=(app, stop), kwargs={"patient": True})
    thread.start()
    thread.join(timeout=0.5)
    assert thread.is_alive()
    leave_seat(seat)
    while not somebody_works(app.works):
        stop.wait(0.02)
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
