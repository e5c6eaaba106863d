"""How many series a second a planning run computes, from gathered arrays to the tables it publishes, and in what memory.

A made-up company: Zipf demand over SKUs, 18 locations of which two are centres. `python -m benchmarks.planning_run [SERIES]`.
"""

import resource
import sys
import time
from datetime import date

import numpy as np

from fluxion.domains.planning.rules.columns import product_table, series_table
from fluxion.domains.planning.rules.inputs import Coming, Inputs, Locations, Minimums, Pairs, Products, Sold
from fluxion.domains.planning.rules.plan import compute

DAYS, PLACES, CENTRES, SUPPLIERS = 396, 18, 2, 200


def made_up(n_series: int, seed: int = 1) -> Inputs:
    """Inputs of about so many series: 65 sales of each on average, stock for most, a supplier for every product."""
    chance = np.random.default_rng(seed)
    stores = PLACES - CENTRES
    goods = max(n_series // PLACES, 1)
    product = np.repeat(np.arange(goods), stores)
    place = np.tile(np.arange(CENTRES, PLACES), goods)
    often = np.clip(0.9 / (1 + product / goods * 30) ** 0.85 * chance.uniform(0.3, 1.5, len(product)), 0.01, 0.95)
    sold = _sold(chance, product, place, often)
    ids = np.arange(1, goods + 1)
    held = Pairs(product + 1, place + 1, {name: np.zeros(len(product)) for name in ("on_hand", "reserved", "on_order_stated")})
    held.values["on_hand"][:] = chance.poisson(often * 30)
    cost = chance.lognormal(2, 1, goods)
    empty = np.zeros(0, np.int64)
    return Inputs(
        as_of=date(2026, 11, 20),
        horizon=30,
        sold=sold,
        stock=held,
        value=Pairs(product + 1, place + 1, {"net": often * cost[product] * 365}),
        rejected=Pairs.none("quantity", "id"),
        rejected_moves=Pairs.none("from", "quantity"),
        products=_products(chance, ids, cost),
        locations=Locations(
            id=np.arange(1, PLACES + 1),
            parent=np.where(np.arange(PLACES) < CENTRES, -1, np.arange(PLACES) % CENTRES),
            active=np.ones(PLACES, np.bool_),
            review=np.full(PLACES, 7.0),
            lead=np.full(PLACES, 2.0),
            service=np.full(PLACES, 0.95),
        ),
        coming=Coming.none(),
        leaving=Pairs(empty, empty, {"quantity": np.zeros(0)}),
        minimums=Minimums(np.arange(1, SUPPLIERS + 1), np.full(SUPPLIERS, 500.0)),
    )


def _products(chance: np.random.Generator, ids: np.ndarray, cost: np.ndarray) -> Products:
    goods, nan = len(ids), np.full(len(ids), np.nan)
    return Products(
        id=ids,
        category_id=1 + ids % 30,
        active=np.ones(goods, np.bool_),
        cost=cost,
        buy_cost=cost,
        price=cost * 1.4,
        pack=chance.choice([1.0, 6.0, 12.0], goods),
        moq=np.zeros(goods),
        supplier_id=1 + ids % SUPPLIERS,
        supply_lead=nan,
        supplier_lead=np.full(goods, 9.0),
        supplier_lead_sd=np.full(goods, 2.0),
    )


def _sold(chance: np.random.Generator, product: np.ndarray, place: np.ndarray, often: np.ndarray) -> Sold:
    counts = chance.binomial(DAYS, often)
    ptr = np.concatenate([[0], np.cumsum(counts)])
    day = np.concatenate([np.sort(chance.choice(DAYS, count, replace=False)) for count in counts]).astype(np.int32)
    return Sold(
        product_id=product + 1,
        location_id=place + 1,
        ptr=ptr,
        day=day,
        units=1.0 + chance.poisson(1.5, len(day)),
        n_days=DAYS,
        closed=np.zeros(DAYS, np.bool_),
        outs_row=np.zeros(0, np.int64),
        outs_day=np.zeros(0, np.int32),
        outs_share=np.zeros(0),
    )


def main(n_series: int = 90_000) -> None:
    """Print what each step takes and the series a second of the whole."""
    compute(made_up(1_000), lambda share, step: None)  # the first run compiles
    inputs = made_up(n_series)
    steps: list[tuple[float, str]] = []
    start = time.perf_counter()
    made = compute(inputs, lambda share, step: steps.append((time.perf_counter(), step)))
    steps.append((time.perf_counter(), "tables"))
    series_table(made)
    product_table(made)
    end = time.perf_counter()
    print(f"planning run: {made.series.n:,} series, {len(inputs.sold.day):,} days with sales")
    for (began, step), (ended, _) in zip(steps, [*steps[1:], (end, "")], strict=True):
        print(f"  {step:<10} {ended - began:6.2f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"  whole      {end - start:6.2f} s = {made.series.n / (end - start):,.0f} series/s, {memory:.2f} GB at most")


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
