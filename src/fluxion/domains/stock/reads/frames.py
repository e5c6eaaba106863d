"""Stock as Arrow tables, for arithmetic over all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyarrow as pa
from sqlalchemy import false, func, or_, select

from fluxion.base.frames import frame
from fluxion.base.work import Work
from fluxion.domains.stock.tables import StockLevel, StockMovement, Transfer, TransferLine

OPEN = ("draft", "approved", "shipped")


@dataclass(frozen=True)
class FirstGoods:
    """When goods were first recorded: at each location, and of products at locations that had their first ones lately."""

    locations: pa.Table
    pairs: pa.Table


def level_frame(work: Work, names: Sequence[str]) -> pa.Table:
    """Every level that the person may see, by product and location; the columns named, quantities as float64."""
    work.require("stock.read")
    query = select(StockLevel.product_id, StockLevel.location_id, *(getattr(StockLevel, name) for name in names))
    if work.actor.locations is not None:
        query = query.where(StockLevel.location_id.in_(work.actor.locations))
    # read as they lie and sorted here: in the order of the index each row is looked up in the table
    return frame(work.db, query).sort_by([("product_id", "ascending"), ("location_id", "ascending")])


def first_goods(work: Work, since: datetime) -> FirstGoods:
    """The moment of the first movement at every location, and of every product at a location whose first movement was not before `since`
    nor on the first day of the records: what was there when they began is of unknown age.

    Movements are numbered as they come, so the first of each place has the least number, which an index tells.
    """
    work.require("stock.read")
    table, seen = StockMovement, work.actor.locations
    began = work.db.scalar(select(table.at).order_by(table.id).limit(1)) or since
    oldest = work.db.scalar(select(func.min(table.id)).where(table.at >= max(since, began + timedelta(days=1))))
    first = select(func.min(table.id)).group_by(table.product_id, table.location_id).having(func.min(table.id) >= (oldest or 0))
    pairs = select(table.product_id, table.location_id, table.at).where(false() if oldest is None else table.id.in_(first))
    at_all = select(table.location_id, table.at).where(table.id.in_(select(func.min(table.id)).group_by(table.location_id)))
    if seen is not None:
        pairs, at_all = pairs.where(table.location_id.in_(seen)), at_all.where(table.location_id.in_(seen))
    pairs = pairs.order_by(table.product_id, table.location_id)
    return FirstGoods(frame(work.db, at_all.order_by(table.location_id)), frame(work.db, pairs))


def transfer_frame(work: Work) -> pa.Table:
    """The lines of the transfers that have not arrived, drafts included."""
    work.require("stock.read")
    query = (
        select(
            Transfer.id.label("transfer_id"),
            TransferLine.id.label("line_id"),
            Transfer.state,
            Transfer.from_location_id,
            Transfer.to_location_id,
            TransferLine.product_id,
            TransferLine.quantity,
            TransferLine.shipped,
            Transfer.expected_on,
            TransferLine.suggestion_id,
        )
        .join(TransferLine, TransferLine.transfer_id == Transfer.id)
        .where(Transfer.state.in_(OPEN))
    )
    if (seen := work.actor.locations) is not None:
        query = query.where(or_(Transfer.from_location_id.in_(seen), Transfer.to_location_id.in_(seen)))
    return frame(work.db, query.order_by(TransferLine.id))
