"""A small distributor to plan for: a centre, two stores it supplies and one shop that buys itself; steady weekly sales."""

import atexit
import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pyarrow as pa
from sqlalchemy import insert, select, text
from tests.domains.history.lines import line, lines
from tests.makers import NOON, make_works

from fluxion.base import jobs
from fluxion.base.columns import Row
from fluxion.base.jobs.tables import JobRow
from fluxion.base.jobs.waiting import run_now
from fluxion.base.mart import MartSections
from fluxion.base.work import Actor, Works
from fluxion.domains import catalog, history, partners, planning, purchases, stock
from fluxion.domains.access.rules import rights_of
from fluxion.domains.planning import jobs as planning_jobs
from fluxion.domains.planning.actions.runs import start_run
from fluxion.domains.planning.shapes import RunAsk

TODAY = date(2026, 3, 2)  # a Monday; NOON is its noon in Caracas
DAYS = 140
PORTS = {MartSections: MartSections((planning.MART_SECTION,))}
ALL_RIGHTS = frozenset(right for door in (catalog, partners, stock, purchases, history, planning) for right in door.RIGHTS) | {
    "insights.see_cost"
}
BUYER = Actor(id=1, name="Ana", rights=ALL_RIGHTS)

DC, NORTH, SOUTH, SHOP = 1, 2, 3, 4
RICE, BEANS, SOAP, LAMP, OLD = 1, 2, 3, 4, 5
ACME, BETA = 1, 2

PRODUCTS = [
    {"sku": "RICE", "name": "Arroz 1 kg", "category": "Granos", "cost": Decimal("2"), "price": Decimal("3"), "pack_size": Decimal(12)},
    {"sku": "BEANS", "name": "Caraotas 1 kg", "category": "Granos", "cost": Decimal("4"), "price": Decimal("6"), "moq": Decimal(100)},
    {"sku": "SOAP", "name": "Jabón", "category": "Limpieza", "cost": Decimal("1"), "price": Decimal("2")},
    {"sku": "LAMP", "name": "Lámpara", "category": "Hogar", "cost": Decimal("20"), "price": Decimal("35")},
    {"sku": "OLD", "name": "Radio a pilas", "category": "Hogar", "cost": Decimal("15"), "price": Decimal("30")},
]
LOCATIONS = [
    {"code": "DC", "name": "Centro", "kind": "dc", "review_period_days": 7},
    {"code": "N", "name": "Tienda Norte", "kind": "store", "supplied_by": "DC", "lead_time_days": 1},
    {"code": "S", "name": "Tienda Sur", "kind": "store", "supplied_by": "DC", "lead_time_days": 1},
    {"code": "SHOP", "name": "Tienda Este", "kind": "store"},
]
SUPPLIERS = [
    {"code": "ACME", "name": "Acme", "lead_time_days": 10, "lead_time_std_days": Decimal(0), "currency": "USD"},
    {
        "code": "BETA",
        "name": "Beta",
        "lead_time_days": 5,
        "lead_time_std_days": Decimal(0),
        "minimum_order_value": Decimal(500),
        "currency": "USD",
    },
]
SUPPLY = [(RICE, ACME), (BEANS, ACME), (SOAP, BETA), (LAMP, BETA), (OLD, ACME)]
DAILY: Mapping[tuple[int, int], float] = {
    (RICE, NORTH): 10,
    (RICE, SOUTH): 6,
    (RICE, SHOP): 4,
    (BEANS, SHOP): 2,
    (SOAP, SHOP): 5,
    (LAMP, SHOP): 1,
}
STOCK: Mapping[tuple[int, int], float] = {
    (RICE, DC): 100,
    (RICE, NORTH): 20,
    (RICE, SOUTH): 140,
    (RICE, SHOP): 20,
    (BEANS, SHOP): 10,
    (SOAP, SHOP): 30,
    (LAMP, SHOP): 40,
    (OLD, SHOP): 12,
}


def company(
    folder: Path,
    *,
    daily: Mapping[tuple[int, int], float] = DAILY,
    on_hand: Mapping[tuple[int, int], float] = STOCK,
    until: date = TODAY - timedelta(days=1),
    clock: Callable[[], datetime] = lambda: NOON,
    **options: Any,
) -> Works:
    """The distributor with `DAYS` days of sales up to `until`, published and ready to plan."""
    works = make_works(folder, ports=PORTS, clock=clock, **options)
    fill(works, daily=daily, on_hand=on_hand, until=until)
    return works


def fill_as_usual(works: Works) -> None:
    """The same as `fill(works)` for an empty company: what was filled once is copied, since filling takes longer than most tests."""
    known = _filled()
    for name in ("lake", "mart"):
        shutil.copytree(known.settings.data_dir / name, works.settings.data_dir / name, dirs_exist_ok=True)
    with known.database.reader.connect() as source, works.database.writer.begin() as target:
        for table in Row.metadata.sorted_tables:
            kept = [column for column in table.columns if column.computed is None]
            if rows := [dict(each) for each in source.execute(select(*kept)).mappings()]:
                target.execute(insert(table), rows)
                if table.autoincrement_column is not None and target.dialect.name == "postgresql":
                    target.execute(text(f"select setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) from {table.name}"))


@cache
def _filled() -> Works:
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return company(folder)


def fill(
    works: Works,
    *,
    daily: Mapping[tuple[int, int], float] = DAILY,
    on_hand: Mapping[tuple[int, int], float] = STOCK,
    until: date = TODAY - timedelta(days=1),
) -> None:
    """Give an empty company its masters, stock and sales."""
    with works.write() as work:
        catalog.upsert_products(work, PRODUCTS)
        catalog.upsert_locations(work, LOCATIONS)
        partners.upsert_suppliers(work, SUPPLIERS)
        purchases.set_supply(work, [{"product_id": product, "supplier_id": supplier, "is_preferred": True} for product, supplier in SUPPLY])
        rows = [
            {"product_id": product, "location_id": place, "on_hand": Decimal(str(units))} for (product, place), units in on_hand.items()
        ]
        stock.set_levels(work, rows)
    history.record_sales(works, "import:1", sales(daily, until))
    history.publish(works)


def sales(daily: Mapping[tuple[int, int], float], until: date, days: int = DAYS) -> pa.Table:
    """The same quantity of each pair every day, one document a day and pair."""
    rows = []
    for offset in range(days):
        day = until - timedelta(days=offset)
        for (product, place), units in daily.items():
            price = str(PRODUCTS[product - 1]["price"])
            rows.append(line(f"F{place}-{product}-{day}", 1, day, product, str(units), price, location_id=place))
    return lines(*rows)


def plan(works: Works, as_of: date | None = None, actor: Actor = BUYER) -> dict[str, Any]:
    """Run the planning here and now; gives the result of its job."""
    row = plan_job(works, as_of, actor)
    assert row.state == jobs.tables.DONE, (row.error_code, row.error)
    assert row.result is not None
    return row.result


def plan_job(works: Works, as_of: date | None = None, actor: Actor = BUYER) -> JobRow:
    """Run the planning here and now; gives its job as it ended."""
    assert planning_jobs
    with works.write(actor) as work:
        asked = start_run(work, RunAsk(as_of=as_of))
    assert asked.job_id is not None
    return run_now(works, asked.job_id)


def confined(*locations: int, role: str = "buyer") -> Actor:
    """A person of a role who sees only these locations."""
    granted = rights_of((role,))
    rights = {
        right for right in ALL_RIGHTS for each in granted if each in (right, f"{right.partition('.')[0]}.*", f"*.{right.partition('.')[2]}")
    }
    return Actor(id=7, name="Beto", rights=frozenset(rights), locations=frozenset(locations))
