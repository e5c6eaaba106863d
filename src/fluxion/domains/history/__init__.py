"""History: remembers. The only writer of the lake (lines sold, stock of each day, stock-outs), and of the mart made from it.

Loading is done once per source and once per line whenever it is killed; a load can be undone and the whole put back as
it was at any version of the last 30 days. `publish` makes the next generation of the mart, in one commit with the rows
it belongs to. `demand` gives the past as the arrays that planning computes with.
"""

from fluxion.domains.history.actions import (
    compare_sales,
    publish,
    queue_publish,
    record_rows,
    record_sales,
    record_stock_snapshot,
    restore_sales,
    undo_sales,
)
from fluxion.domains.history.reads import data_until, demand, known_ids, rows_since
from fluxion.domains.history.tables import FORECASTS, OVERRIDDEN, SALES, STOCK_OUTS, STOCK_SNAPSHOTS

RIGHTS: tuple[str, ...] = (
    "history.read",
    "history.record_sales",
    "history.record_rows",
    "history.undo_sales",
    "history.restore_sales",
    "history.publish",
)

__all__ = [
    "FORECASTS",
    "OVERRIDDEN",
    "RIGHTS",
    "SALES",
    "STOCK_OUTS",
    "STOCK_SNAPSHOTS",
    "compare_sales",
    "data_until",
    "demand",
    "known_ids",
    "publish",
    "queue_publish",
    "record_rows",
    "record_sales",
    "record_stock_snapshot",
    "restore_sales",
    "rows_since",
    "undo_sales",
]
