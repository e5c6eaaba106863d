"""A small company with two periods of sales, stock now and before; small enough to check every figure by hand."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
from tests.domains.history.lines import company, line, lines

from fluxion.base.mart import MartSections
from fluxion.base.work import Actor, Works
from fluxion.domains import history, planning, stock

UNTIL = date(2026, 2, 28)
"""The last day with sales; the default period is 30 January to 28 February."""


def back(days: int) -> date:
    """The day so many days before the last one."""
    return UNTIL - timedelta(days=days)


SOLD = (
    line("P1", 1, back(59), 1, "10", "3"),
    line("P2", 1, back(40), 2, "5", "6", location_id=2),
    line("N1", 1, back(20), 1, "20", "3", salesperson="Ana"),
    line("N2", 1, back(10), 1, "-2", "3", salesperson="Ana"),
    line("N3", 1, back(10), 3, "4", "5", salesperson="Luis"),
    line("N4", 1, back(0), 2, "10", "6", location_id=2, discount=Decimal(6)),
)

VIEWER = Actor(2, "Eva", frozenset({"insights.read"}), lang="en")
AT_T2 = Actor(3, "Luz", frozenset({"insights.read", "insights.see_cost", "catalog.read", "purchases.read"}), frozenset({2}), lang="en")


def trading(folder: Path) -> Works:
    """Costs: A 2, B 4, C unknown. In stock: A 30 at T1, B 0 at T2, C 7 at T1."""
    works = replace(company(folder), ports={MartSections: MartSections((planning.MART_SECTION,))})
    with works.write() as work:
        stock.set_levels(
            work,
            [
                {"product_id": 1, "location_id": 1, "on_hand": Decimal(30)},
                {"product_id": 2, "location_id": 2, "on_hand": Decimal(0)},
                {"product_id": 3, "location_id": 1, "on_hand": Decimal(7)},
            ],
        )
    history.record_sales(works, "import:1", lines(*SOLD))
    past = [
        {"day": day, "product_id": 1, "location_id": 1, "on_hand": Decimal(held), "unit_cost": Decimal(2)}
        for day, held in ((back(45), 20), (back(31), 40), (back(15), 10), (back(5), 50))
    ]
    history.record_rows(works, history.STOCK_SNAPSHOTS, "past", pa.Table.from_pylist(past, schema=history.STOCK_SNAPSHOTS.schema))
    history.publish(works)
    return works
