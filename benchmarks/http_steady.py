"""Measures dashboards and lists at a steady 100 requests a second while nothing, an import, a plan or swaps of the mart run.

Usage: python -m benchmarks.http_steady --data-dir D [--rate 100] [--seconds 30] [--processes N] [phase …]
D holds a company (`fluxion demo --size large --no-serve --data-dir D`); it is changed by what is loaded and planned.
Requests come at random moments whether or not earlier ones were answered, from one process on the same machine.
"""

import argparse
import gc
import multiprocessing
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.csv as csv

from benchmarks.http_load import FLUXION, free_port, token_of, wait_until_served
from benchmarks.load import Ask, arrive
from fluxion.app import App, compose
from fluxion.base.jobs.waiting import job_row
from fluxion.base.priority import yield_to_everybody
from fluxion.base.settings import load_settings
from fluxion.base.work import SYSTEM
from fluxion.domains import catalog, history, integration, planning
from fluxion.domains.integration.shapes import LoadWish
from fluxion.domains.planning.shapes import RunAsk

LINES = 1_000_000
SWAPS = 12
PRODUCTS = 40


def main(words: list[str] | None = None) -> None:
    """Serve and work as `fluxion up` does, and print the figures of each phase."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--processes", type=int, default=0)
    parser.add_argument("phases", nargs="*", default=["idle", "import", "plan", "swaps"])
    given = parser.parse_args(words)
    app = compose(load_settings(given.data_dir))
    gc.disable()  # its pauses would be taken for the server's
    with up(given.data_dir, given.processes) as (port, process):
        token, asks = token_of(given.data_dir, port), asks_of(app)
        arrive(port, token, asks, 50, 4)
        for phase in given.phases:
            with busy_with(given.data_dir, phase) as busy:
                answers = arrive(port, token, asks, given.rate, given.seconds, busy)
            print(f"{phase}: {given.rate:.0f}/s for {answers.wall:.0f} s, {answers.failures} failures; {_memory(process)}", flush=True)
            for name in dict.fromkeys(ask.name for ask in asks):
                print(answers.line(name, answers.wall))
            print(answers.together(answers.wall), flush=True)
    app.close()


def asks_of(app: App) -> list[Ask]:
    """What is asked for, each kind as often as any other: dashboard, sales, ABC, series of many products, lists."""
    with app.works.read(SYSTEM) as work:
        shown = work.marts.query(
            work, "select product_id, location_id from plan_series order by hash(product_id) limit $n", {"n": PRODUCTS}
        )
    series = [
        Ask("one product's series", f"/api/v1/planning/forecasts?product_id={product}&location_id={place}") for product, place in shown
    ]
    whole = [
        Ask("dashboard", "/api/v1/dashboard"),
        Ask("sales by category", "/api/v1/sales/summary?group_by=category"),
        Ask("top products", "/api/v1/sales/top-products"),
        Ask("ABC page", "/api/v1/planning/abc?limit=50"),
        Ask("suggestions", "/api/v1/planning/suggestions?limit=50"),
        Ask("stock", "/api/v1/stock?limit=50"),
    ]
    return whole * PRODUCTS + series


@contextmanager
def up(data_dir: Path, processes: int) -> Iterator[tuple[int, psutil.Process]]:
    """`fluxion up` on this company; gives its port and process."""
    port = free_port()
    environ = os.environ | {"FLUXION_RATE_PER_MINUTE": "0", "FLUXION_DATA_DIR": str(data_dir), "FLUXION_PROCESSES": str(processes)}
    server = subprocess.Popen([*FLUXION, "up", "--port", str(port)], env=environ, stderr=subprocess.DEVNULL)
    try:
        wait_until_served(port)
        yield port, psutil.Process(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


@contextmanager
def busy_with(data_dir: Path, phase: str) -> Iterator[Callable[[], bool]]:
    """Start what the phase is about, asked for by a process that takes no time from the others; gives whether it still runs."""
    asking = multiprocessing.get_context("spawn").Process(target=_ask_for, args=(data_dir, phase))
    asking.start()
    yield asking.is_alive
    asking.join()


def _ask_for(data_dir: Path, phase: str) -> None:
    yield_to_everybody()
    app = compose(load_settings(data_dir))
    if phase in ("import", "both"):
        with TemporaryDirectory() as folder:
            _load(app, Path(folder))
    if phase in ("plan", "both"):
        _to_end(app, _queued_plan(app))
    if phase == "swaps":
        _swap(app)
    app.close()


def _load(app: App, folder: Path) -> None:
    """A million lines that were never seen, as a file that somebody uploads."""
    path = folder / "sales.csv"
    csv.write_csv(_lines(app), path)
    received = integration.receive(app.settings, path.name, iter([path.read_bytes()]))
    with app.works.write(SYSTEM) as work:
        run = integration.upload_file(work, received, "sales")
    with app.works.write(SYSTEM) as work:
        job = integration.load_import(work, run.id, LoadWish()).job_id
    _to_end(app, job or "")


def _lines(app: App) -> pa.Table:
    with app.works.read(SYSTEM) as work:
        sku = catalog.product_frame(work)["sku"]
        place = catalog.location_frame(work)["code"]
        last = history.data_until(work) or work.today
    chance = np.random.default_rng()
    days = np.datetime64(last - timedelta(days=29)) + chance.integers(0, 30, LINES)
    return pa.table(
        {
            "fecha": pa.array(days),
            "documento": pa.array(np.char.mod(f"M{chance.integers(1e9)}-%d", np.arange(LINES) // 6)),
            "linea": np.arange(LINES) % 6 + 1,
            "ubicacion": place.take(pa.array(chance.integers(0, len(place), LINES))),
            "sku": sku.take(pa.array(chance.integers(0, len(sku), LINES))),
            "cantidad": chance.integers(1, 12, LINES),
            "precio_unitario": np.round(chance.uniform(1, 30, LINES), 2),
        }
    )


def _queued_plan(app: App) -> str:
    with app.works.write(SYSTEM) as work:
        return planning.start_run(work, RunAsk()).job_id or ""


def _swap(app: App) -> None:
    for _ in range(SWAPS):
        with app.works.write(SYSTEM) as work:
            job = history.queue_publish(work)
        _to_end(app, job)


def _to_end(app: App, job: str) -> None:
    while (row := job_row(app.works, job)).state in ("queued", "running"):
        time.sleep(0.2)
    took = (row.finished_at - row.created_at).total_seconds() if row.finished_at else 0.0
    print(f"  {row.kind}: {row.state} after {took:.1f} s {row.error or ''}", flush=True)


def _memory(process: psutil.Process) -> str:
    everybody = [process, *process.children(recursive=True)]
    return "memory of its processes now " + " + ".join(f"{each.memory_info().rss / 2**20:.0f}" for each in everybody) + " MB"


if __name__ == "__main__":
    main()
