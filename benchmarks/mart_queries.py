"""Measures the way from sold lines to the dashboard on a generated company: loading, publishing, and the queries of pages.

Usage: python -m benchmarks.mart_queries [--lines 10000000] [--skus 47000] [--locations 18] [--days 365] [--folder D]

A folder that already holds the company is measured again without generating it.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from sqlalchemy import insert
from tests.makers import make_works

from fluxion.base.paging import Ask
from fluxion.base.work import SYSTEM, Actor, Works
from fluxion.domains import catalog, history, insights, partners, purchases, stock
from fluxion.domains.sales import SALE_LINES, row_key_sql

UNTIL = date(2026, 2, 28)
CHUNK = 5_000
MB = 1024


@dataclass(frozen=True)
class Size:
    """How large the generated company is."""

    lines: int
    skus: int
    locations: int
    days: int


def main(words: list[str] | None = None) -> None:
    """Generate the company if need be, and print every figure."""
    parser = argparse.ArgumentParser()
    for name, usual in (("lines", 10_000_000), ("skus", 47_000), ("locations", 18), ("days", 365)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args(words)
    size = Size(given.lines, given.skus, given.locations, given.days)
    print(f"{size.lines:,} lines, {size.skus:,} SKUs, {size.locations} locations, {size.days} days")
    with tempfile.TemporaryDirectory() as spare:
        works = make_works(given.folder or Path(spare), duckdb_memory="2GB")
        with works.read() as work:
            is_there = work.marts.generation(work) is not None
        if not is_there:
            generate(works, size)
        publishing(works, size)
        queries(works, size)
        works.marts.close()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB:,.0f} MB")


def told(name: str, began: float, rows: int = 0) -> None:
    """Print how long something took, and its rate."""
    took = time.perf_counter() - began
    rate = f"   {rows / took:>12,.0f} rows/s" if rows else ""
    print(f"{name:<58} {took:8.2f} s{rate}")


def generate(works: Works, size: Size) -> None:
    """Masters, stock, and a year of sales loaded month by month the way an import does."""
    began = time.perf_counter()
    with works.write() as work:
        catalog.upsert_locations(work, [{"code": f"T{n:02}", "name": f"Tienda {n}", "kind": "store"} for n in range(1, size.locations + 1)])
        partners.upsert_suppliers(work, [{"code": f"P{n:03}", "name": f"Proveedor {n}", "currency": "USD"} for n in range(1, 201)])
    for first in range(1, size.skus + 1, CHUNK):
        with works.write() as work:
            catalog.upsert_products(work, [_product(n) for n in range(first, min(first + CHUNK, size.skus + 1))])
            supplies = [{"product_id": n, "supplier_id": n % 200 + 1} for n in range(first, min(first + CHUNK, size.skus + 1))]
            purchases.set_supply(work, supplies)
    told("masters", began, size.skus)
    began = time.perf_counter()
    rng = np.random.default_rng(1)
    with works.write() as work:
        for place in range(1, size.locations + 1):
            held = rng.poisson(20, size.skus)
            rows = [{"product_id": n + 1, "location_id": place, "on_hand": Decimal(int(held[n]))} for n in range(size.skus)]
            work.db.execute(insert(stock.StockLevel), rows)
    told("stock levels (direct)", began, size.skus * size.locations)
    began, seconds = time.perf_counter(), 0.0
    for number, days in enumerate(_months(size)):
        table = sold(size, days, number)
        at = time.perf_counter()
        history.record_sales(works, f"bench:{number}", table)
        seconds += time.perf_counter() - at
    told("sales generated and loaded", began, size.lines)
    print(f"{'  of which record_sales':<58} {seconds:8.2f} s   {size.lines / seconds:>12,.0f} rows/s")


def _product(number: int) -> dict[str, Any]:
    cost = Decimal(number % 97 + 3) / 4
    return {
        "sku": f"SKU{number:06}",
        "name": f"Producto {number % 311} de prueba {number}",
        "category": f"Categoría {number % 12 + 1}",
        "cost": cost,
        "price": cost * Decimal("1.35"),
    }


def _months(size: Size) -> list[list[date]]:
    days = [UNTIL - timedelta(days=n) for n in reversed(range(size.days))]
    months: dict[str, list[date]] = {}
    for day in days:
        months.setdefault(day.strftime("%Y-%m"), []).append(day)
    return list(months.values())


def sold(size: Size, days: list[date], seed: int, count: int | None = None) -> Any:
    """Lines of some days: few products sell much, most sell little; one in a hundred is a return."""
    rng = np.random.default_rng(seed + 100)
    n = count or size.lines * len(days) // size.days
    con = duckdb.connect()
    con.register("drawn", {
        "product": np.minimum((size.skus * rng.random(n) ** 3).astype(np.int32) + 1, size.skus),
        "place": np.minimum((size.locations * rng.random(n) ** 1.4).astype(np.int32) + 1, size.locations),
        "day": rng.integers(0, len(days), n).astype(np.int32),
        "units": rng.geometric(0.3, n).astype(np.int32),
        "back": rng.random(n) < 0.01,
        "customer": rng.integers(1, 4000, n).astype(np.int32),
    })  # fmt: skip
    columns = f"""'F' || {seed} || '-' || (row_number() over () // 6)::varchar as document, row_number() over ()::int as line,
        ($first::date + day)::date as day, product as product_id, place as location_id, customer as customer_id,
        'V' || (customer % 40) as salesperson, null::varchar as channel,
        (case when back then -units else units end)::decimal(18,3) as quantity,
        ((product % 97 + 3) / 4 * 1.35)::decimal(18,4) as unit_price, 0::decimal(18,4) as discount, null::decimal(18,4) as unit_cost"""
    query = f"select {row_key_sql(by_line=True)} as row_key, * from (select {columns} from drawn)"
    return con.sql(query, params={"first": days[0]}).to_arrow_table().cast(SALE_LINES)


def publishing(works: Works, size: Size) -> None:
    """Print what a full build, an increment and the demand arrays take."""
    began = time.perf_counter()
    history.publish(works, full=True)
    told("publish: full build", began, size.lines)
    with works.read() as work:
        file = max(work.settings.mart_dir.glob("mart.g*.duckdb"))
        print(f"{'mart file':<58} {file.stat().st_size / 1e6:8.0f} MB")
    source = f"bench-increment:{time.time()}"
    began = time.perf_counter()
    history.record_sales(works, source, sold(size, [UNTIL], int(time.time()), 20_000))
    told("record 20,000 more lines of the last day", began)
    began = time.perf_counter()
    history.publish(works)
    told("publish: increment", began)
    began = time.perf_counter()
    with works.read() as work:
        found = history.demand(work, UNTIL, size.days)
    told(f"demand arrays: {found.n:,} series, {len(found.day):,} cells", began, len(found.day))


Question = Callable[[Any, random.Random], object]


def _period(draw: random.Random, days: int) -> dict[str, date]:
    last = UNTIL - timedelta(days=draw.randrange(0, 120))
    return {"first": last - timedelta(days=days - 1), "last": last}


def questions(size: Size) -> dict[str, Question]:
    """What pages ask, each time for another period or place, so that no answer is remembered from before."""
    place: Callable[[random.Random], int] = lambda draw: draw.randrange(1, size.locations + 1)  # noqa: E731
    sku: Callable[[random.Random], int] = lambda draw: draw.randrange(1, size.skus + 1)  # noqa: E731
    return {
        "dashboard, any 30 days, company": lambda work, draw: insights.dashboard(work, **_period(draw, 30)),
        "dashboard, any 30 days, one location": lambda work, draw: insights.dashboard(work, **_period(draw, 30), location_id=place(draw)),
        "dashboard, any 90 days, company": lambda work, draw: insights.dashboard(work, **_period(draw, 90)),
        "sales by category": lambda work, draw: insights.sales_summary(work, Ask(), group_by="category", **_period(draw, 30)),
        "sales by product, first page": lambda work, draw: insights.sales_summary(work, Ask(), group_by="product", **_period(draw, 30)),
        "top products, any 30 days": lambda work, draw: insights.top_products(work, **_period(draw, 30)),
        "top products of a category and location": lambda work, draw: insights.top_products(
            work, **_period(draw, 30), location_id=place(draw), category_id=draw.randrange(1, 13)
        ),
        "trend by week, a year, company": lambda work, draw: insights.sales_trend(work, grain="week", **_period(draw, 365)),
        "trend of one product, 180 days": lambda work, draw: insights.sales_trend(
            work, grain="day", product_id=sku(draw), **_period(draw, 180)
        ),
        "search by SKU": lambda work, draw: insights.search(work, f"sku{draw.randrange(47_000):06}"[:8]),
        "search by words": lambda work, draw: insights.search(work, f"producto {draw.randrange(311)}"),
    }


def queries(works: Works, size: Size) -> None:
    """Print p50, p95 and p99 of every question by one reader, of the default dashboard, and of ten readers mixed."""
    print(
        f"\n{'milliseconds (cpu: of its own thread, whatever else runs)':<58} {'p50':>8} {'p95':>8} {'p99':>8} {'cpu p50':>8} {'cpu p99':>8}"
    )
    asked = questions(size)
    seconds = [_timed(works, lambda work, draw: insights.dashboard(work), seed) for seed in range(60)]
    print(f"{'dashboard as it opens: first time':<58} {seconds[0][0] * 1000:8.1f} {'':>17} {seconds[0][1] * 1000:8.1f}")
    shown("dashboard as it opens: remembered", seconds[1:])
    for name, question in asked.items():
        shown(name, [_timed(works, question, seed) for seed in range(150)])
    names = list(asked)
    with ThreadPoolExecutor(10) as pool:
        mixed = list(pool.map(lambda seed: _timed(works, asked[names[seed % len(names)]], 10_000 + seed), range(1000)))
    shown("all of these, ten readers without pause", mixed)


Taken = tuple[float, float]


def _timed(works: Works, question: Question, seed: int, actor: Actor = SYSTEM) -> Taken:
    draw = random.Random(seed)
    began, cpu = time.perf_counter(), time.thread_time()
    with works.read(actor) as work:
        question(work, draw)
    return time.perf_counter() - began, time.thread_time() - cpu


def shown(name: str, taken: list[Taken]) -> None:
    """Print the middle, the 95th and the 99th percentile, and of the processor's time the middle and the 99th."""
    wall, cpu = ([value * 1000 for value in statistics.quantiles(each, n=100, method="inclusive")] for each in zip(*taken, strict=True))
    print(f"{name:<58} {wall[49]:8.1f} {wall[94]:8.1f} {wall[98]:8.1f} {cpu[49]:8.1f} {cpu[98]:8.1f}")


if __name__ == "__main__":
    main()
