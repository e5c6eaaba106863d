"""Transfers that the company of `company.py` is proposed, as people read them and as they are kept."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from tests.domains.planning.company import BUYER, NORTH, RICE, SHOP, SOUTH, TODAY

from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Works
from fluxion.domains import stock
from fluxion.domains.planning.reads.transfers import transfers
from fluxion.domains.planning.shapes import TransferFilter, TransferSuggestionView
from fluxion.domains.planning.tables import TransferSuggestionRow

TO_NORTH, TO_SHOP = (RICE, SOUTH, NORTH), (RICE, SOUTH, SHOP)
SURPLUS = {
    "kind": "balance",
    "quantity": 24.0,
    "pack_size": 12.0,
    "origin": "Tienda Sur",
    "target": "Tienda Este",
    "origin_available": 140.0,
    "origin_order_up_to": 55.39,
    "origin_forecast": 48.0,
    "origin_days_of_cover": 23.3,
    "target_available": 20.0,
    "target_position": 20.0,
    "target_reorder_point": 50.31,
    "target_order_up_to": 77.61,
    "target_forecast": 68.0,
    "target_days_of_cover": 5.0,
    "target_review_on": None,
    "target_next_review_on": None,
    "transfer_days": 2,
    "as_of": "2026-03-02",
    "data_until": "2026-03-01",
}
"""What its transfer to the shop rests on."""
NEXT_DAY = TODAY + timedelta(days=1)


def moves(works: Works, state: str = "open", actor: Actor = BUYER) -> dict[tuple[int, int, int], TransferSuggestionView]:
    with works.read(actor, lang="en") as work:
        found = transfers(work, Ask(limit=200), TransferFilter.model_validate({"state": state})).items
    return {(each.product.id, each.origin.id, each.target.id): each for each in found}


def stored(works: Works) -> dict[int, dict[str, Any]]:
    """Every row of the table as it is kept."""
    with works.read() as work:
        rows = work.db.execute(select(TransferSuggestionRow.__table__)).mappings()
        return {row["id"]: dict(row) for row in rows}


def holds(works: Works, location: int, units: int) -> None:
    with works.write() as work:
        stock.set_levels(work, [{"product_id": RICE, "location_id": location, "on_hand": Decimal(units)}])
