"""Writing the past: sales and stock into the lake, and the mart that pages read.

These take whoever opens units of work, not an open one: each makes short commits of its own around long computing, and
leaves marks by which a run that was killed is finished by the next.
"""

from fluxion.domains.history.actions.publishing import publish, queue_publish
from fluxion.domains.history.actions.recording import compare_sales, record_sales
from fluxion.domains.history.actions.rows import record_rows, record_stock_snapshot
from fluxion.domains.history.actions.undoing import restore_sales, undo_sales

__all__ = [
    "compare_sales",
    "publish",
    "queue_publish",
    "record_rows",
    "record_sales",
    "record_stock_snapshot",
    "restore_sales",
    "undo_sales",
]
