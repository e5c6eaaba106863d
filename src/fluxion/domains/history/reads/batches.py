"""The loads there were, and how far the sales reach."""

from datetime import date

from sqlalchemy import select

from fluxion.base.mart import MartMissing
from fluxion.base.work import Work
from fluxion.domains.history.shapes import Batch, LineCounts
from fluxion.domains.history.tables import SalesBatch


def sales_batches(work: Work, limit: int = 200) -> list[Batch]:
    """The newest loads of sold lines, newest first."""
    work.require("history.read")
    rows = work.db.scalars(select(SalesBatch).order_by(SalesBatch.id.desc()).limit(limit))
    return [
        Batch(
            id=row.id,
            source=row.source,
            state=row.state,
            counts=LineCounts(**row.counts),
            first_day=row.first_day,
            last_day=row.last_day,
            lake_version_before=row.lake_version_before,
            lake_version=row.lake_version,
            loaded_at=row.loaded_at,
            undone_at=row.undone_at,
        )
        for row in rows
    ]


def data_until(work: Work) -> date | None:
    """The last day with sales in what pages read, or None when there are none."""
    try:
        rows = work.marts.query(work, "select max(day) from day_location")
    except MartMissing:
        return None
    found: date | None = rows[0][0]
    return found
