"""How fast prices are made, one and many, on one processor: `python -m benchmarks.pricing`.

A made-up catalogue of 47,000 products in the three channels of the guide (shop, marketplace, wholesale), a third with a competitor's price and
a fifth with a minimum; one promotion with every layer of protection. The first run of all compiles and is not counted.
"""

import time
from collections.abc import Callable
from decimal import Decimal
from statistics import median

import numpy as np

from fluxion.kernels.pricing import (
    ALL_LAYERS,
    DOWN_99,
    NONE,
    Asked,
    Configuration,
    Deductions,
    Promotion,
    Strategy,
    faults,
    price,
    price_many,
)

PRODUCTS = 47_000
SHOP = Configuration(
    "EUR",
    "B2C",
    Decimal(21),
    deductions=Deductions(Decimal(2), Decimal("3.4"), marketing=Decimal(10)),
    method="gross_up",
    markup_percent=Decimal(80),
    charm=DOWN_99,
)
MARKETPLACE = Configuration(
    "EUR",
    "B2C",
    Decimal(21),
    deductions=Deductions(Decimal(15), shipping=Decimal("4.25")),
    fee_base="gross",
    method="gross_up",
    markup_percent=Decimal("62.5"),
    charm=DOWN_99,
)
WHOLESALE = Configuration("EUR", "B2B", Decimal(21), deductions=Deductions(payment=Decimal("1.5")), markup_percent=Decimal("32.75"))
SALE = Promotion("percentage", Decimal(30), Decimal("0.49"), Decimal(10), ALL_LAYERS)
FULL = Strategy("aggressive", Decimal("21.90"), Decimal("9.50"), Decimal(80), Decimal("1.02"))


def catalogue(channels: int) -> Asked:
    """Every product in so many channels."""
    rng = np.random.default_rng(7)
    n = PRODUCTS * channels
    cost = np.tile((10 ** rng.uniform(3.5, 7, PRODUCTS)).astype(np.int64), channels)
    return Asked(
        configurations=[SHOP, MARKETPLACE, WHOLESALE],
        configuration=np.repeat(np.arange(channels), PRODUCTS),
        cost=cost,
        promotions=[SALE],
        promotion=np.zeros(n, np.int64),
        kind=np.where(rng.random(n) < 1 / 3, 1, 0),
        competitor_price=np.where(rng.random(n) < 1 / 3, cost * 2, NONE),
        minimum=np.where(rng.random(n) < 1 / 5, cost + cost // 10, NONE),
    )


def preview() -> tuple[np.ndarray, int, int]:
    """A campaign over the whole catalogue at its list prices: every answer, the products that lose, and the money between before and after."""
    asked = catalogue(1)
    before = price_many(Asked(asked.configurations, asked.configuration, asked.cost))
    rows = Asked(
        asked.configurations, asked.configuration, asked.cost, [SALE], asked.promotion, before.stored("price"), minimum=asked.minimum
    )
    found = price_many(rows)
    left = found.column("contribution")
    return found.table, int((left < 0).sum()), int((left - found.column("regular_contribution")).sum())


def timed(what: str, target: str, run: Callable[[], object], times: int) -> None:
    """Print the median and the worst of some runs."""
    run()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        took.append(time.perf_counter() - began)
    unit, factor = ("ms", 1e3) if median(took) < 0.5 else ("s", 1)
    late = sorted(took)[int(len(took) * 0.99)]
    print(f"{what}: median {median(took) * factor:.3f} {unit}, 99th percentile of {times} {late * factor:.3f} {unit}{target}", flush=True)


def main() -> None:
    """Print every figure."""
    cost = Decimal("11.37")
    timed("one price, protected, with its waterfall", " (target 1 ms)", lambda: price(SHOP, cost, FULL, SALE), 2_000)
    timed("the same with its terms checked first", "", lambda: (faults(SHOP, cost, FULL, SALE), price(SHOP, cost, FULL, SALE)), 2_000)
    timed(f"{PRODUCTS:,} products × 3 channels repriced with protection", " (target 2 s)", lambda: price_many(catalogue(3)), 9)
    timed(f"campaign preview over {PRODUCTS:,} products", " (target 1.5 s)", preview, 9)


if __name__ == "__main__":
    main()
