"""How many series a second the forecasting engine works off, pass by pass, whole and in buckets, and in how much memory.

`python -m benchmarks.kernels_forecast [series]`. How good the forecasts are, beside the peers: `python -m benchmarks.accuracy`.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting import Demand, apply, cumulative_demand, forecast, pool, study

Floats = NDArray[np.float64]
SHARED = Path(__file__).parents[2] / "shared" / "data"
SERIES, DAYS, AHEAD, BUCKET = 40_000, 400, 30, 40_000


def online_retail() -> Floats:
    """Units per SKU and day, goods only, from 2010-12-01 (a Wednesday)."""
    rows = duckdb.sql(f"""
        select upper(stock_code) sku, (invoice_ts::date - date '2010-12-01')::int as day, sum(quantity)::double units
        from '{SHARED}/online_retail/lines.parquet' where regexp_matches(upper(stock_code), '^[0-9]{{5}}[A-Z]*$')
            and quantity > 0 and unit_price > 0 and invoice_no not in ('541431', '581483') group by all""").fetchnumpy()
    names, series = np.unique(rows["sku"].astype(str), return_inverse=True)
    table = np.zeros((len(names), 304))
    table[series, rows["day"]] = rows["units"]
    return table


def demand_of(table: Floats, first_weekday: int) -> Demand:
    series, day = np.nonzero(table)
    return Demand.from_rows(series, day, table[series, day], n_series=len(table), n_days=table.shape[1], first_weekday=first_weekday)


def made_up(seed: int, n: int) -> Demand:
    """Series from daily sellers to once in 200 days, 50 groups."""
    rng = np.random.default_rng(seed)
    chance = np.clip(rng.gamma(0.5, 0.5, n), 0.005, 1).astype(np.float32)
    series, day = np.nonzero(rng.random((n, DAYS), np.float32) < chance[:, None])
    units = rng.negative_binomial(2, 0.2, len(series)) + 1.0
    return Demand.from_rows(series, day, units, n_series=n, n_days=DAYS, first_weekday=0, group=rng.integers(0, 50, n))


def _told(what: str, n: int, work: Callable[[], object]) -> object:
    """The answer; says series per second of the clock and of the processors (other programs running do not change these)."""
    clock, cpu = time.perf_counter(), time.process_time()
    answer = work()
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    print(f"  {what:<34} {n / clock:>9,.0f} series/s   {n / cpu:>9,.0f} per second of processor")
    return answer


def measure_whole() -> None:
    demand = made_up(0, SERIES)
    forecast(demand, AHEAD)  # compiled on the first call of a fresh installation
    print(f"{SERIES:,} series of {DAYS} days, {len(demand.day) / SERIES:.0f} sale days each, {AHEAD} days ahead, 5 quantiles")
    for threads in (1, 2):
        _told(f"forecast, {threads} thread(s)", SERIES, lambda t=threads: forecast(demand, AHEAD, threads=t))
    found = forecast(demand, AHEAD)
    _told("demand over the protection period", SERIES, lambda: cumulative_demand(found, 9, 2, 7, 0.95))


def measure_buckets(n: int) -> None:
    """Buckets made up anew for each pass, so that only one is in memory at a time, as when they are read from files."""
    buckets = [(seed, min(BUCKET, n - BUCKET * seed)) for seed in range(-(-n // BUCKET))]
    print(f"{n:,} series in {len(buckets)} buckets, single steps without quantiles")
    spent = {"study": 0.0, "pool": 0.0, "apply": 0.0}
    studies = []

    def timed(name: str, work: Callable[[], object]) -> object:
        began = time.perf_counter()
        answer = work()
        spent[name] += time.perf_counter() - began
        return answer

    for seed, size in buckets:
        part = made_up(seed, size)
        studies.append(timed("study", lambda part=part: study(part)))
    pooled = timed("pool", lambda: pool(studies))
    for (seed, size), found in zip(buckets, studies, strict=True):
        part = made_up(seed, size)
        timed("apply", lambda part=part, found=found: apply(part, found, pooled, AHEAD, ()))
    total = sum(spent.values())
    print("  " + "  ".join(f"{name} {seconds:.1f} s" for name, seconds in spent.items()), f" {n / total:,.0f} series/s")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def main() -> None:
    measure_whole()
    wanted = [int(word) for word in sys.argv[1:] if word.isdigit()]
    measure_buckets(wanted[0] if wanted else 5 * BUCKET)


if __name__ == "__main__":
    main()
