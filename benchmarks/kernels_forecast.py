"""How good the forecasts are on held-out weeks of real sales, beside statsforecast, and how many series a second.

`python -m benchmarks.kernels_forecast` prints RMSSE, WAPE and bias of 28 days, and coverage and quantile loss of 14-day sums;
`speed` after it only the series per second. Data: ../shared/data, skipped where it is absent.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting import Demand, Forecasts, StockOuts, accuracy, cumulative_demand, forecast

Floats = NDArray[np.float64]
SHARED = Path(__file__).parents[2] / "shared" / "data"
HORIZON, SUM_DAYS = 28, 14
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


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


def demand_of(table: Floats, first_weekday: int, stock_outs: StockOuts | None = None, **rest: object) -> Demand:
    series, day = np.nonzero(table)
    return Demand.from_rows(
        series, day, table[series, day], n_series=len(table), n_days=table.shape[1], first_weekday=first_weekday,
        stock_outs=stock_outs, **rest,
    )  # fmt: skip


def point_line(name: str, history: Floats, ahead: Floats, mean: Floats) -> str:
    scaled = [accuracy.rmsse(*each) for each in zip(ahead, mean, history, strict=True)]
    sums = ahead.sum(1), mean.sum(1)
    return f"  {name:<22} RMSSE {np.nanmean(scaled):.3f}  WAPE of the sum {accuracy.wape(*sums):.3f}  bias {accuracy.bias(*sums):+.3f}"


def sum_line(found: Forecasts, rows: NDArray[np.int64], ahead: Floats) -> str:
    sold = ahead[:, :SUM_DAYS].sum(1)
    quantiles = {level: cumulative_demand(found, SUM_DAYS, 0, 0, level).quantile[rows] for level in (*LEVELS, 0.9)}
    loss = np.mean([accuracy.wql(sold, quantiles[level], level) for level in LEVELS])
    kept = "  ".join(f"{level:g}: {accuracy.coverage(sold, quantiles[level]):.3f}" for level in sorted(quantiles))
    return f"  {'':<22} {SUM_DAYS}-day sums kept  {kept}   mean wQL {loss:.4f}"


def oracle_means(history: Floats) -> dict[str, Floats]:
    """What statsforecast's cheap models say; its import takes seconds, so only here."""
    from statsforecast import models

    made = {
        "SeasonalNaive(7)": models.SeasonalNaive(7),
        "SES": models.SimpleExponentialSmoothingOptimized(),
        "CrostonSBA": models.CrostonSBA(),
        "TSB(0.1, 0.1)": models.TSB(0.1, 0.1),
        "ADIDA": models.ADIDA(),
        "IMAPA": models.IMAPA(),
    }
    since = [row[int(np.flatnonzero(row)[0]) :] for row in history]
    said = {name: np.array([model.forecast(row, HORIZON)["mean"] for row in since]) for name, model in made.items()}
    window = [models.WindowAverage(min(56, len(row))).forecast(row, HORIZON)["mean"] for row in since]
    return said | {"WindowAverage(56)": np.array(window)}


def measure_online_retail() -> None:
    table = online_retail()
    for origin, date in ((247, "2011-08-05"), (275, "2011-09-02")):
        history = table[:, :origin]
        found = forecast(demand_of(history, first_weekday=2).with_closed_detected(), HORIZON)
        groups = {
            "SKUs with 10 sale days or more": np.flatnonzero(np.count_nonzero(history, axis=1) >= 10),
            "largest SKUs": np.sort(np.argsort(-history[:, -180:].sum(1))[:500]),
        }
        for label, rows in groups.items():
            ahead = table[rows, origin : origin + HORIZON]
            print(f"online_retail, origin {date}, {len(rows)} {label}")
            print(point_line("fluxion", history[rows], ahead, found.mean[rows].astype(float)))
            print(sum_line(found, rows, ahead))
            for name, mean in oracle_means(history[rows]).items():
                print(point_line(name, history[rows], ahead, mean))


def measure_fresh_retail() -> None:
    """Many stores with stock-out hours: whether making up for them pays on days that were fully in stock."""
    rows = duckdb.sql(f"""
        select store_id::int * 10000 + product_id as series, product_id product, (date - date '2024-03-28')::int as day,
            sale::double sale, stockout_hours_6_21 / 16.0 share_out from '{SHARED}/fresh_retail/daily.parquet'""").fetchnumpy()
    keys, series = np.unique(rows["series"], return_inverse=True)
    sold, out, group = np.zeros((len(keys), 90)), np.zeros((len(keys), 90)), np.zeros(len(keys), np.int32)
    sold[series, rows["day"]], out[series, rows["day"]], group[series] = rows["sale"], rows["share_out"], rows["product"]
    for origin in (62, 76):
        ahead, in_stock = sold[:, origin : origin + 14], out[:, origin : origin + 14] == 0
        print(f"fresh_retail, origin day {origin}, {len(keys)} series, 14 days")
        for name, told in (("stock-outs ignored", False), ("stock-outs told", True)):
            row, day = np.nonzero(out[:, :origin])
            gaps = None
            if told:
                gaps = StockOuts(np.searchsorted(row, np.arange(len(keys) + 1)), day, out[row, day])
            demand = demand_of(sold[:, :origin], 3, gaps, group=group, start=np.zeros(len(keys)))
            mean = forecast(demand, 14).mean.astype(float)
            days = ahead[in_stock], mean[in_stock]
            print(f"  {name:<22} days in stock: WAPE {accuracy.wape(*days):.4f}  bias {accuracy.bias(*days):+.3f}")


def measure_speed() -> None:
    rng = np.random.default_rng(0)
    n, days = 40_000, 400
    chance = np.clip(rng.gamma(0.5, 0.5, n), 0.005, 1)
    series, day = np.nonzero(rng.random((n, days)) < chance[:, None])
    units = rng.negative_binomial(2, 0.2, len(series)) + 1.0
    demand = Demand.from_rows(series, day, units, n_series=n, n_days=days, first_weekday=0, group=rng.integers(0, 50, n))
    forecast(demand, 30)  # compiled on the first call of a fresh installation
    print(f"{n} series of {days} days, {len(series) / n:.0f} sale days each, 30 days ahead, 5 quantiles")
    for threads in (1, 2):
        print(f"  forecast, {threads} thread(s): {n / _seconds(lambda t=threads: forecast(demand, 30, threads=t)):,.0f} series/s")
    found = forecast(demand, 30)
    print(f"  demand over the protection period: {n / _seconds(lambda: cumulative_demand(found, 9, 2, 7, 0.95)):,.0f} series/s")


def _seconds(work: Callable[[], object]) -> float:
    """The quickest of three."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def main() -> None:
    measure_speed()
    if "speed" not in sys.argv and (SHARED / "online_retail").exists():
        measure_online_retail()
        measure_fresh_retail()


if __name__ == "__main__":
    main()
