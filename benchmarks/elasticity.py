"""What own-price elasticity finds on real shelves: `python -m benchmarks.elasticity`.

Eleven juices in 60 stores over 121 weeks (data of ../shared/data/orange_juice, skipped where it is absent), measured on the first 80 weeks and
checked on the last 41: how far the demand that the elasticity expects of each new price was off, against expecting no change.
"""

import time
from pathlib import Path

import duckdb
import numpy as np

from fluxion.kernels.pricing import Weeks, own_price_elasticity

DATA = Path(__file__).parents[2] / "shared" / "data" / "orange_juice"
LEARNT = 120


def weeks_of(brand: int, first: int, last: int) -> Weeks:
    """The weeks of one juice in every store."""
    rows = duckdb.execute(
        f"select week::bigint as week, store::bigint as store, price_per_oz::double as price, units::double as units"
        f" from '{DATA}/weekly.parquet' where brand = ? and week between ? and ? order by store, week",
        [brand, first, last],
    ).fetchnumpy()
    return Weeks(rows["week"], rows["store"], rows["price"], rows["units"], np.zeros(len(rows["week"]), np.bool_))


def misses(weeks: Weeks, elasticity: float) -> tuple[float, float]:
    """Median error of the change in units from one week to the next in a store, expected from the price and not, where the price moved."""
    same = (np.diff(weeks.place) == 0) & (np.diff(weeks.week) == 1)
    units, price = np.diff(np.log(weeks.units))[same], np.diff(np.log(weeks.price))[same]
    moved = np.abs(price) > 0.05
    return float(np.median(np.abs(units - elasticity * price)[moved])), float(np.median(np.abs(units[moved])))


def main() -> None:
    """Print every juice, and how often one store's interval holds what all stores say."""
    if not DATA.exists():
        print("skipped: ../shared/data/orange_juice is not there")
        return
    names = dict(duckdb.sql(f"select brand, product from '{DATA}/products.parquet'").fetchall())
    inside = told = stores = 0
    for brand, name in sorted(names.items()):
        weeks = weeks_of(brand, 40, LEARNT)
        began = time.perf_counter()
        found = own_price_elasticity(weeks)
        took = time.perf_counter() - began
        if found.value is None:
            print(f"{name}: refused ({found.refused}), interval {found.low} to {found.high}")
            continue
        with_it, without = misses(weeks_of(brand, LEARNT + 1, 160), found.value)
        print(
            f"{name}: {found.value:.2f} ({found.low:.2f} to {found.high:.2f}), {found.weeks} weeks, {took * 1e3:.0f} ms;"
            f" later changes of price: off by {with_it:.2f} in logs, {without:.2f} if no change is expected"
        )
        for store in np.unique(weeks.place):
            at = weeks.place == store
            one = own_price_elasticity(Weeks(*(getattr(weeks, each)[at] for each in ("week", "place", "price", "units", "out"))))
            stores += 1
            if one.value is not None and one.low is not None and one.high is not None:
                told += 1
                inside += one.low <= found.value <= one.high
    print(f"single stores: told in {told} of {stores}, and {inside / max(told, 1):.0%} of their intervals hold the figure of all stores")


if __name__ == "__main__":
    main()
