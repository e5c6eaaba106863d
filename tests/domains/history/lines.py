"""Sold lines as tests write them, and a company with three products and two locations to sell them."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from tests.makers import make_works

from fluxion.base.work import Works
from fluxion.domains import catalog, history, partners, purchases, stock  # noqa: F401  (their tables)
from fluxion.domains.sales import SALE_LINES, row_key_sql

PRODUCTS = [
    {"sku": "A", "name": "Arroz", "category": "Granos", "cost": Decimal("2"), "price": Decimal("3")},
    {"sku": "B", "name": "Caraotas", "category": "Granos", "cost": Decimal("4"), "price": Decimal("6")},
    {"sku": "C", "name": "Jabón", "category": "Limpieza", "price": Decimal("5")},
]
LOCATIONS = [{"code": "T1", "name": "Tienda Centro", "kind": "store"}, {"code": "T2", "name": "Tienda Este", "kind": "store"}]


def furnished(works: Works) -> Works:
    """Products A, B (Granos) and C (Limpieza, cost unknown) have ids 1, 2, 3; locations T1 and T2 have 1 and 2."""
    with works.write() as work:
        catalog.upsert_products(work, PRODUCTS)
        catalog.upsert_locations(work, LOCATIONS)
    return works


def company(folder: Path, **options: Any) -> Works:
    """The furnished company on SQLite, in a folder."""
    return furnished(make_works(folder, **options))


def line(document: str, number: int, day: date, product: int, quantity: str, price: str, **more: Any) -> dict[str, Any]:
    """One sold line at location 1 unless said otherwise."""
    given = {"document": document, "line": number, "day": day, "product_id": product, "location_id": 1}
    return given | {"quantity": Decimal(quantity), "unit_price": Decimal(price), "discount": Decimal(0)} | more


def lines(*each: dict[str, Any]) -> pa.Table:
    """The lines as history takes them, identified by document and line."""
    table = pa.Table.from_pylist([{"row_key": 0} | one for one in each], schema=SALE_LINES)
    con = duckdb.connect()
    con.register("given", table)
    return con.sql(f"select {row_key_sql(by_line=True)} as row_key, * exclude (row_key) from given").to_arrow_table().cast(SALE_LINES)


def kept(works: Works, version: int | None = None) -> list[tuple[str, int, str]]:
    """What the lake has: document, line, quantity."""
    from fluxion.domains.history.tables import SALES

    con = duckdb.connect()
    works.lake.snapshot(SALES, version).view(con, "seen")
    return con.execute("select document, line, quantity::varchar from seen order by all").fetchall()


def company_again(folder: Path) -> Works:
    """The company that is in the folder already."""
    return make_works(folder)
