"""The whole run, from the lake to a published plan, step by step: seconds and peak memory, children included.

python -m benchmarks.whole_run [--lines 81800000] [--products 46993] [--days 396] [--data-dir D] [--increment] [--json]

Makes the company first (`fluxion bench company`) unless the folder holds one. The run is made in a fresh process:
everything is aggregated from the lake again, then planned, saved and published. `--increment` loads one more day of
sales afterwards, in another fresh process, brings the pages up to date and plans again; the day is then taken back.
"""

import argparse
import json
import multiprocessing
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import psutil

TIMED = (
    ("read inputs", "fluxion.domains.planning.jobs.gather"),
    ("compute", "fluxion.domains.planning.jobs.compute"),
    ("build the mart", "fluxion.domains.history.actions.publishing._build"),
    ("save", "fluxion.domains.planning.jobs.save_plan"),
    ("keep forecasts", "fluxion.domains.history.record_rows"),
)
INSIDE = (
    ("save suggestions", "fluxion.domains.planning.actions.saving.save_suggestions"),
    ("save transfers", "fluxion.domains.planning.actions.saving.save_transfers"),
    ("save targets", "fluxion.domains.stock.set_targets"),
    ("prepare to save", "fluxion.domains.planning.jobs.prepare_plan"),
    ("months", "fluxion.domains.history.actions.filling._months"),
    ("cubes", "fluxion.domains.history.actions.filling._cubes"),
    ("windows", "fluxion.domains.history.actions.filling.fill_windows"),
    ("masters", "fluxion.domains.history.actions.filling._dims"),
    ("sections", "fluxion.domains.history.actions.filling._sections"),
)


@dataclass
class Watch:
    """Seconds and peak memory of each step, in the order in which steps ended; a thread looks at the memory."""

    steps: list[dict[str, Any]] = field(default_factory=list)
    open: list[tuple[str, float, list[float]]] = field(default_factory=list)
    peak: float = 0.0

    def look(self) -> None:
        me = psutil.Process()
        while True:
            used = 0.0
            for each in (me, *me.children(recursive=True)):
                try:
                    used += each.memory_info().rss / 1e9
                except psutil.Error:
                    continue
            self.peak = max(self.peak, used)
            for _, _, most in self.open:
                most[0] = max(most[0], used)
            time.sleep(0.05)

    def around(self, name: str, call: Any) -> Any:
        def timed(*given: Any, **named: Any) -> Any:
            mark = (name, time.perf_counter(), [0.0])
            self.open.append(mark)
            try:
                return call(*given, **named)
            finally:
                self.open.remove(mark)
                took = time.perf_counter() - mark[1]
                self.steps.append({"step": name, "seconds": round(took, 1), "gigabytes": round(mark[2][0], 2)})

        return timed


def run(folder: str, increment: bool, results: Any) -> None:
    """One run in this process; sends back its steps."""
    from fluxion.app import compose
    from fluxion.base.jobs.waiting import run_now
    from fluxion.base.settings import load_settings
    from fluxion.domains import history, planning

    app = compose(load_settings(Path(folder)))
    works = replace(app.works, clock=lambda: app.works.clock() + timedelta(days=1)) if increment else app.works
    watch = Watch()
    threading.Thread(target=watch.look, daemon=True).start()
    batch = _one_more_day(works) if increment else None
    _time_steps(watch)
    began = time.perf_counter()
    history.publish(works, full=not increment)
    published = time.perf_counter() - began
    with works.write() as work:
        asked = planning.start_run(work, planning.RunAsk())
    job = run_now(works, asked.job_id or "")
    whole = time.perf_counter() - began
    if batch is not None:
        history.undo_sales(works, batch)
    app.close()
    told = {"seconds": round(whole, 1), "roll-up": round(published, 1), "gigabytes": round(watch.peak, 2)}
    results.send(told | {"state": job.state, "result": job.result, "error": job.error, "steps": watch.steps})


def _time_steps(watch: Watch) -> None:
    """Put a watch around the real steps of this process, which ends with the run; a step that was renamed is an error, not a gap."""
    import importlib

    for name, place in (*TIMED, *INSIDE):
        module, _, function = place.rpartition(".")
        owner = importlib.import_module(module)
        setattr(owner, function, watch.around(name, getattr(owner, function)))


def _one_more_day(works: Any) -> int:
    """Loads the newest day's sales again as those of the day after; gives the number of the load."""
    from fluxion.domains import history

    with works.read() as work:
        last = history.data_until(work)
        rows = history.rows_since(work, history.SALES, last)
    with duckdb.connect() as con:
        con.register("given", rows)
        again = con.sql(
            "select * exclude (batch_id) replace (xor(row_key, 4611686018427387903) as row_key, day + 1 as day, document || 'b' as document)"
            " from given where day = $last",
            params={"last": last},
        ).to_arrow_table()
    return int(history.record_sales(works, f"bench:more:{time.time_ns()}", again).batch_id)


def measure(folder: str, increment: bool) -> dict[str, Any]:
    """The figures of one run in a fresh process."""
    context = multiprocessing.get_context("spawn")
    results, told = context.Pipe(duplex=False)
    process = context.Process(target=run, args=(folder, increment, told))
    process.start()
    told.close()  # so that a run that ends without results is the end of the file, and nobody waits for them
    found: dict[str, Any] = results.recv()
    process.join()
    return found


def tell(name: str, found: dict[str, Any]) -> None:
    """Print one run as a table."""
    print(f"{name}: {found['seconds']} s, {found['gigabytes']} GB at most ({found['state']}; {found['error'] or found['result']})")
    for step in found["steps"]:
        print(f"  {step['step']:<18} {step['seconds']:7.1f} s {step['gigabytes']:6.2f} GB")


def main() -> None:
    """Make the company where it is wanted, run, print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--lines", type=int, default=81_800_000)
    asked.add_argument("--products", type=int, default=46_993)
    asked.add_argument("--days", type=int, default=396)
    asked.add_argument("--data-dir", type=Path)
    asked.add_argument("--increment", action="store_true")
    asked.add_argument("--json", action="store_true")
    wish = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = str(wish.data_dir or scratch)
        if not (Path(folder) / "records.sqlite").exists():
            size = ["--lines", str(wish.lines), "--products", str(wish.products), "--days", str(wish.days)]
            command = [sys.executable, "-m", "fluxion.faces.cli.main", "bench", "company", "--data-dir", folder, *size]
            subprocess.run(command, check=True)
        found = {"whole run": measure(folder, increment=False)}
        if wish.increment:
            found["one more day"] = measure(folder, increment=True)
    if wish.json:
        print(json.dumps(found))
        return
    for name, each in found.items():
        tell(name, each)


if __name__ == "__main__":
    main()
