"""Stock as Arrow tables, for arithmetic over all of it."""

from collections.abc import Sequence

import pyarrow as pa
from sqlalchemy import or_, select

from fluxion.base.frames import frame
from fluxion.base.work import Work
from fluxion.domains.stock.tables import StockLevel, Transfer, TransferLine

OPEN = ("draft", "approved", "shipped")


def level_frame(work: Work, names: Sequence[str]) -> pa.Table:
    """Every level that the person may see, by product and location; the columns named, quantities as float64."""
    work.require("stock.read")
    query = select(StockLevel.product_id, StockLevel.location_id, *(getattr(StockLevel, name) for name in names))
    if work.actor.locations is not None:
        query = query.where(StockLevel.location_id.in_(work.actor.locations))
    return frame(work.db, query.order_by(StockLevel.product_id, StockLevel.location_id))


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
