"""Whether demand behind stock-outs is recovered, on real hours: `python -m benchmarks.censoring`.

Hours of fully stocked days of fresh_retail are hidden and their total is recovered; then what forecasts make of the real
stock-outs. Data: ../shared/data/fresh_retail, skipped where it is absent.
"""

from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting import Demand, StockOuts, censoring, forecast

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
DATA = Path(__file__).parents[2] / "shared" / "data" / "fresh_retail"
OPEN = slice(6, 22)


def hours() -> tuple[Floats, Flags, NDArray[np.int64]]:
    """Units and flags [series, 90 days, 24 hours] of the 100 stores with hours, and the product of each series."""
    rows = duckdb.sql(f"""select store_id::int * 10000 + product_id as series, product_id::int as product, (date - date '2024-03-28')::int as day,
        hour::int as "hour", sale::double as sale, stockout as "out" from '{DATA}/hourly_sample.parquet'""").fetchnumpy()
    keys, series = np.unique(rows["series"], return_inverse=True)
    sold, out, product = np.zeros((len(keys), 90, 24)), np.zeros((len(keys), 90, 24), np.bool_), np.zeros(len(keys), np.int64)
    sold[series, rows["day"], rows["hour"]] = rows["sale"]
    out[series, rows["day"], rows["hour"]] = rows["out"]
    product[series] = rows["product"]
    return sold, out, product


def masks(real: Flags, count: int, rng: np.random.Generator) -> dict[str, Flags]:
    """Hours to hide: spans anywhere, spans of real stock-outs, and those of them that last until closing time."""
    length = rng.integers(1, 13, count)
    begin = (rng.random(count) * (17 - length)).astype(int)
    hour = np.arange(16)
    late = real[real[:, -1]]
    print(f"  {len(late) / len(real):.1%} of {len(real):,} real stock-outs last until closing time")
    return {
        "spans anywhere": (hour >= begin[:, None]) & (hour < (begin + length)[:, None]),
        "spans as real ones": real[rng.integers(0, len(real), count)],
        "late spans as real ones": late[rng.integers(0, len(late), count)],
    }


def recover(sold: Floats, out: Flags, product: NDArray[np.int64], seed: int) -> None:
    """Half of the fully stocked days teach the profile, hours of the other half are hidden."""
    rng = np.random.default_rng(seed)
    empty = out[:, :, OPEN]
    series, day = np.nonzero(~empty.any(2))
    test = rng.random(len(series)) < 0.5
    taught, tried = sold[series[~test], day[~test]], sold[series[test], day[test]]
    units, sales, days = np.zeros((len(sold), 24)), np.zeros(len(sold)), np.bincount(series[~test], minlength=len(sold))
    np.add.at(units, series[~test], taught)
    np.add.at(sales, series[~test], np.count_nonzero(taught, axis=1))
    profile = censoring.hour_profiles(units, sales, product)
    usual = units.sum(1) / np.maximum(days, 1)
    opening = units.sum(0)[OPEN]
    print(f"seed {seed}: {test.sum():,} fully stocked days, {tried.sum():,.0f} units")
    for name, hidden in masks(empty[empty.any(2) & ~empty.all(2)], int(test.sum()), rng).items():
        whole = np.zeros((len(hidden), 24), np.bool_)
        whole[:, OPEN] = hidden
        left, owner = np.where(whole, 0, tried).sum(1), series[test]
        ways = {
            "hours known": censoring.lost_by_hours(profile[owner], whole),
            "share and profile of all": censoring.lost_at_closing(hidden.mean(1), opening),
            "share alone": censoring.lost_at_closing(hidden.mean(1)),
        }
        told = [f"{way} {censoring.demand_of_days(left, lost, usual[owner]).sum() / tried.sum() - 1:+.2%}" for way, lost in ways.items()]
        print(f"  {name:<24} hidden {1 - left.sum() / tried.sum():.1%}   recovered: {'   '.join(told)}")


def forecasts(sold: Floats, out: Flags, product: NDArray[np.int64]) -> None:
    """Forecasts of 14 days against what sold, each day ahead counted as far as there were goods: busy days are in, as they run out."""
    units, empty = sold.sum(2), out[:, :, OPEN]
    full = sold[~empty.any(2)]
    profile = full.sum(0) / full.sum()
    lost = np.where(empty.all(2), 1.0, censoring.lost_by_hours(profile[OPEN], empty))
    share = empty.mean(2)
    ways = {
        "ignored": None,
        "share of the hours": share,
        "share, late, by profile": censoring.lost_at_closing(share, profile[OPEN]),
        "hours known": lost,
    }
    for origin in (48, 62, 76):
        print(f"forecasts of 14 days from day {origin}, {len(units)} series")
        ahead, left = units[:, origin : origin + 14], 1 - lost[:, origin : origin + 14]
        stocked = share[:, origin : origin + 14] == 0
        for name, told in ways.items():
            series, day = np.nonzero(units[:, :origin])
            gaps = None
            if told is not None:
                row, when = np.nonzero(told[:, :origin])
                gaps = StockOuts(np.searchsorted(row, np.arange(len(units) + 1)), when, told[row, when])
            demand = Demand.from_rows(
                series, day, units[series, day], n_series=len(units), n_days=origin, first_weekday=3, stock_outs=gaps, group=product,
                start=np.zeros(len(units)),
            )  # fmt: skip
            mean = forecast(demand, 14).mean.astype(np.float64)
            error = np.abs(mean * left - ahead).sum() / ahead.sum()
            print(
                f"  {name:<24} all days, as far as in stock: bias {(mean * left).sum() / ahead.sum() - 1:+.3f} WAPE {error:.3f}"
                f"   fully stocked days only: bias {(mean * stocked).sum() / (ahead * stocked).sum() - 1:+.3f}"
            )


def main() -> None:
    """Print recovery and forecasts."""
    if not DATA.exists():
        print(f"fresh_retail: skipped, {DATA} is not there")
        return
    sold, out, product = hours()
    for seed in (1, 2, 3):
        recover(sold, out, product, seed)
    forecasts(sold, out, product)


if __name__ == "__main__":
    main()
