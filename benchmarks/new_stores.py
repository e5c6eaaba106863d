"""How good the first 28 days are that a plan expects of a new store, and of products new at an old one: `python -m benchmarks.new_stores`.

Real stores of fresh_retail (../shared/data, skipped by name where it is absent) are taken for new: nothing they sold before their opening
is told, what they carry is listed. Each is expected on the day it opens, and after one and two weeks; stores and products are what
plans read (`Inputs`), "before" is the same without knowing what is new. Stores of even number may be used to choose (`--choose`), those
of odd number are judged; 40 new ones at a time among all others.
"""

import argparse
import sys
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import numpy as np

from benchmarks.accuracy import measures
from benchmarks.accuracy.cases import SEED, SHARED
from fluxion.domains.planning.rules.happenings import demand_with_events
from fluxion.domains.planning.rules.inputs import Coming, Inputs, Locations, Minimums, Pairs, Products, Sold, pair_rows
from fluxion.domains.planning.rules.newness import opened
from fluxion.domains.planning.rules.series import list_series
from fluxion.kernels.forecasting import forecast

FIRST, ORIGIN, AHEAD = date(2024, 3, 28), 62, 28
DRAWS, AT_ONCE, NEW_PAIRS = 3, 40, 0.03
Floats, Ints, Flags = measures.Floats, np.ndarray, np.ndarray


@dataclass(frozen=True)
class Stores:
    """Every product at every store: what sold and the share of the day without goods [n, days], and the category of each product."""

    product: Ints
    store: Ints
    y: Floats
    out: Floats
    products: Ints
    category: Ints


def read_stores() -> Stores:
    """The whole data set."""
    rows = duckdb.sql(f"""select store_id::bigint + 1 as store, product_id::bigint + 1 as product, (date - date '{FIRST}')::int as step,
        sale::double as y, stockout_hours_6_21 / 16.0 as out from '{SHARED}/fresh_retail/daily.parquet'""").fetchnumpy()
    words = duckdb.sql(f"""select product_id::bigint + 1 as product, third_category_id::bigint as category
        from '{SHARED}/fresh_retail/products.parquet' order by 1""").fetchnumpy()
    key, row = np.unique(rows["product"] << 32 | rows["store"], return_inverse=True)
    y, out = np.zeros((len(key), 90)), np.zeros((len(key), 90))
    y[row, rows["step"]], out[row, rows["step"]] = rows["y"], rows["out"]
    return Stores(key >> 32, key & 0xFFFFFFFF, y, out, words["product"], words["category"])


def inputs_of(stores: Stores, begin: Ints, is_told: bool) -> Inputs:
    """What a plan reads on the day of the origin, each series known from its step `begin` on; all of them are in stock."""
    past = np.arange(ORIGIN)
    known = past >= begin[:, None]
    row, day = np.nonzero((stores.y[:, :ORIGIN] > 0) & known)
    outs_row, outs_day = np.nonzero((stores.out[:, :ORIGIN] > 0) & known)
    none, places = np.zeros(0, np.int64), np.unique(stores.store)
    sold = Sold(
        stores.product, stores.store, np.searchsorted(row, np.arange(len(begin) + 1)), day.astype(np.int32), stores.y[row, day], ORIGIN,
        np.zeros(ORIGIN, np.bool_), outs_row, outs_day.astype(np.int32), stores.out[outs_row, outs_day],
    )  # fmt: skip
    as_of, is_late = FIRST + timedelta(days=ORIGIN), begin > 0
    stocked = Pairs(stores.product[is_late], stores.store[is_late], {"day": (as_of.toordinal() - ORIGIN + begin[is_late]).astype(float)})
    yes, unknown = np.ones(len(places), np.bool_), np.full(len(places), np.nan)
    since = opened(sold, places, yes, unknown, as_of.toordinal()) if is_told else None
    return Inputs(
        as_of=as_of, horizon=AHEAD, sold=sold, stock=Pairs(stores.product, stores.store, {"on_hand": np.ones(len(begin))}),
        value=Pairs.none("net"), rejected=Pairs.none("quantity"), rejected_moves=Pairs.none("from", "quantity"), products=_goods(stores),
        locations=Locations(places, np.full(len(places), -1), yes, unknown, unknown, unknown, since), coming=Coming.none(),
        leaving=Pairs.none("quantity"), minimums=Minimums(none, np.zeros(0)), stocked=stocked if is_told else Pairs.none("day"),
    )  # fmt: skip


def _goods(stores: Stores) -> Products:
    n = len(stores.products)
    nan, one = np.full(n, np.nan), np.ones(n)
    return Products(
        stores.products, stores.category, one > 0, one, one, one, one, 0 * one, one.astype(np.int64), nan, nan, nan,
        brand=np.full(n, -1), new_since=nan,
    )  # fmt: skip


def expected(stores: Stores, begin: Ints, is_told: bool) -> Floats:
    """Means of every product and store, day by day, as plans have them."""
    inputs = inputs_of(stores, begin, is_told)
    series = list_series(inputs)
    mean = forecast(demand_with_events(inputs, series), AHEAD, ()).mean
    return np.asarray(mean[pair_rows(stores.product, stores.store, series.product_id, series.location_id)], np.float64)


def line(name: str, came: Floats, said: Floats) -> str:
    """The errors of one way of expecting."""
    wape, bias = measures.wape_of_sums(came, said), measures.bias(came, said)
    return f"  {name:<8} WAPE of the 28-day sum {wape:.3f}  bias {bias:+.3f}"


def judge(stores: Stores, draws: list[Flags], days: int, what: str) -> None:
    """Print before and after for some draws of series that are new for so many days."""
    came, said = [], {False: [], True: []}
    for is_new in draws:
        begin = np.where(is_new, ORIGIN - days, 0)
        came.append(stores.y[is_new, ORIGIN:])
        for is_told, each in said.items():
            each.append(expected(stores, begin, is_told)[is_new] * (1.0 - stores.out[is_new, ORIGIN:]))
    print(f"\n{what}, {days} days after opening: {sum(map(len, came)):,} series")
    for is_told, each in said.items():
        print(line("now" if is_told else "before", np.concatenate(came), np.concatenate(each)), flush=True)


def main() -> int:
    """Every case."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--choose", action="store_true", help="the stores that may be looked at while choosing")
    asked = words.parse_args()
    if not (SHARED / "fresh_retail").exists():
        print(f"fresh_retail: skipped, {SHARED / 'fresh_retail'} is not there")
        return 0
    stores = read_stores()
    chance, mine = np.random.default_rng(SEED), stores.store % 2 == (0 if asked.choose else 1)
    order = chance.permutation(np.unique(stores.store[mine]))
    new_stores = [np.isin(stores.store, order[at * AT_ONCE : (at + 1) * AT_ONCE]) for at in range(DRAWS)]
    new_pairs = [mine & (chance.random(len(mine)) < NEW_PAIRS) for _ in range(DRAWS)]
    for days in (0, 7, 14):
        judge(stores, new_stores, days, "new stores")
    for days in (0, 7, 14):
        judge(stores, new_pairs, days, "products new at old stores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
