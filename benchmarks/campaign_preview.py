"""How long a page waits for the preview of a campaign over 47,000 products, records and all: `python -m benchmarks.campaign_preview`.

A made-up catalogue with a list for a third of it, cost sheets for a fifth, and two campaigns that overlap. The first run
compiles and is not counted.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert
from tests.makers import NOON, make_works

import fluxion.migrations.every_table  # noqa: F401  (registers every table)
from fluxion.base.paging import Ask
from fluxion.base.work import SYSTEM, Works
from fluxion.domains import catalog
from fluxion.domains.prices.actions import campaigns as actions
from fluxion.domains.prices.reads.campaign_previews import draft_preview, draft_preview_sheet
from fluxion.domains.prices.shapes.campaign_previews import PreviewFilter
from fluxion.domains.prices.shapes.campaigns import CampaignIn
from fluxion.domains.prices.tables import CostSheet, CostVersion, PriceConfiguration, PriceList, PriceListRow, PriceListVersion

PRODUCTS, PIECE, TIMES = 47_000, 5_000, 7


def campaign(**change: Any) -> CampaignIn:
    """30 % off everything, with every layer of protection."""
    plain = {
        "name": "Black Friday",
        "code": "BF",
        "kind": "percentage",
        "value": Decimal(30),
        "channels": [{"configuration_id": 1}],
        "products": {"scope": "all"},
        "starts_at": "2026-03-02T12:00",
        "ends_at": "2026-03-03T12:00",
        "minimum_margin_percent": Decimal(5),
        "expected_units": Decimal(10),
    }
    return CampaignIn.model_validate(plain | change)


def company(folder: Path) -> Works:
    """The catalogue, its channel, a base list, cost sheets, and two campaigns."""
    works = make_works(folder)
    for first in range(1, PRODUCTS + 1, PIECE):
        with works.write() as work:
            catalog.upsert_products(work, [_product(n) for n in range(first, min(first + PIECE, PRODUCTS + 1))])
    with works.write() as work:
        percents = {"platform": 2, "payment": 3, "shipping": 0, "marketing": 10, "other": 0, "vat": 16, "other_taxes": 0}
        terms = {"price_type": "B2C", "tax_mode": "pass_through", "fee_base": "net", "method": "gross_up", "currency": "USD"}
        columns = {f"{name}_percent": Decimal(value) for name, value in percents.items()} | terms
        made = {"created_at": NOON, "charm_step": Decimal(1), "charm_endings": "0.99", "markup_percent": Decimal(60)}
        work.db.add(PriceConfiguration(name="Tienda", name_key="tienda", **columns, **made))
        words = {"code": "B", "code_key": "B", "name": "Base", "name_key": "base", "search": "base"}
        work.db.add(PriceList(**words, audience="base", currency="USD", created_at=NOON, created_by="x"))
        work.db.flush()
        since = {"starts_at": NOON - timedelta(days=1), "created_at": NOON, "created_by": "x"}
        work.db.add(PriceListVersion(list_id=1, number=1, state="published", **since))
        work.db.flush()
        listed = [
            {"list_id": 1, "version_id": 1, "product_id": n, "price": _cost(n) * 2, "source": "typed"} for n in range(1, PRODUCTS + 1, 3)
        ]
        work.db.execute(insert(PriceListRow), listed)
        sheets = [{"product_id": n, "currency": "USD", "minimum_price": _cost(n), "created_at": NOON} for n in range(1, PRODUCTS + 1, 5)]
        work.db.execute(insert(CostSheet), sheets)
        version = {"valid_from": NOON.date(), "source": "manual", "currency": "USD", "author_name": "x", "created_at": NOON}
        work.db.execute(insert(CostVersion), [{"sheet_id": n, "cost": _cost(n * 5 - 4), **version} for n in range(1, len(sheets) + 1)])
    with works.write(SYSTEM) as work:
        actions.create_campaign(work, campaign(code="ONE", value=Decimal(25)))
        actions.create_campaign(work, campaign(code="TWO", value=Decimal(35), products={"scope": "categories", "category_ids": [1, 2, 3]}))
    return works


def _cost(number: int) -> Decimal:
    return Decimal(number % 9973 + 50) / 8


def _product(number: int) -> dict[str, Any]:
    return {"sku": f"SKU{number:06}", "name": f"Producto {number}", "category": f"Categoría {number % 40}", "cost": _cost(number)}


def told(name: str, run: Callable[[], object]) -> None:
    """Print the median and the slowest of several runs, after one that compiles."""
    run()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        run()
        took.append(time.perf_counter() - began)
    print(f"{name:<64} {median(took):6.2f} s   slowest {max(took):6.2f} s")


def main() -> int:
    """Build the company and print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        works = company(Path(folder))

        def page(sort: str) -> object:
            with works.read(SYSTEM) as work:
                return draft_preview(work, campaign(), PreviewFilter(), Ask(sort=sort))

        def sheet() -> object:
            with works.read(SYSTEM) as work:
                return len(list(draft_preview_sheet(work, campaign(), PreviewFilter(), Ask()).rows))

        print(f"{PRODUCTS:,} products, two campaigns at the same time")
        told("preview, first page by SKU", lambda: page("sku"))
        told("preview, first page by what is lost", lambda: page("profit_change"))
        told("preview, every row for a file", sheet)
        works.database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
