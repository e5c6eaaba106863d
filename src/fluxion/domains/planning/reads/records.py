"""Events, overrides and successors as Arrow tables, as a planning run gathers them."""

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from sqlalchemy import or_, select

from fluxion.base.frames import frame
from fluxion.base.work import Work
from fluxion.domains.planning.rules.known import Known, known_of
from fluxion.domains.planning.rules.occurrences import occurrences
from fluxion.domains.planning.tables import EventRow, LinkRow, OverrideRow

EVENT_SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("kind", pa.string()),
        ("location_id", pa.int64()),
        ("category_id", pa.int64()),
        ("product_id", pa.int64()),
        ("starts_on", pa.date32()),
        ("ends_on", pa.date32()),
        ("factor", pa.float64()),
    ]
)


def event_frame(work: Work, first: date, last: date) -> pa.Table:
    """Every event that touches the days from `first` to `last`: one row for each time it happens, yearly ones repeated.

    Null ids mean everywhere; a null factor is to be learned from sales. The occurrences of one event share its `id`.
    """
    work.require("planning.read")
    rows = work.db.scalars(select(EventRow).order_by(EventRow.id))
    told = [
        (row.id, row.kind, row.location_id, row.category_id, row.product_id, begins, ends, row.factor)
        for row in rows
        for begins, ends in occurrences(row.starts_on, row.ends_on, row.yearly, first, last)
    ]
    columns: list[tuple[Any, ...]] = list(zip(*told, strict=True)) or [() for _ in EVENT_SCHEMA]
    return pa.table([pa.array(values, field.type) for values, field in zip(columns, EVENT_SCHEMA, strict=True)], schema=EVENT_SCHEMA)


def override_frame(work: Work, first: date, last: date) -> pa.Table:
    """The overrides in force that touch the days from `first` to `last`, in the order in which they were made."""
    work.require("planning.read")
    table = OverrideRow
    query = select(
        table.id, table.product_id, table.category_id, table.location_id, table.starts_on, table.ends_on, table.kind, table.value
    )
    alive = (table.ended_at.is_(None), or_(table.expires_on.is_(None), table.expires_on >= first))
    return frame(work.db, query.where(*alive, table.starts_on <= last, table.ends_on >= first).order_by(table.id))


def link_frame(work: Work) -> pa.Table:
    """Every successor with its predecessor, the share of the demand it inherits and from when."""
    work.require("planning.read")
    table = LinkRow
    return frame(work.db, select(table.successor_id, table.predecessor_id, table.share, table.starts_on).order_by(table.successor_id))


def gather_known(work: Work, as_of: date, history_days: int, horizon: int) -> Known:
    """Everything that people wrote down for a plan of this day: events since the history begins, overrides ahead, successors."""
    last = as_of + timedelta(days=horizon)
    events = event_frame(work, as_of - timedelta(days=history_days), last)
    return known_of(override_frame(work, as_of, last), events, link_frame(work), as_of)
