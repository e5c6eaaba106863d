"""What people decide on alerts: dismissed ones stay away while their cause lasts, and come back when it does."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import delete, select

from fluxion.base.bulk import batches
from fluxion.base.work import Work
from fluxion.domains.planning.events import AlertDismissed, AlertRestored
from fluxion.domains.planning.reads.alerts import alert, exception_row, found_rows, rows_by_id
from fluxion.domains.planning.shapes import AlertChoice, AlertsChanged, AlertView
from fluxion.domains.planning.tables import AlertDecisionRow
from fluxion.values.errors import require_version

RIGHT = "planning.dismiss_alert"
MOST = 1000


def dismiss_alert(work: Work, alert_id: int, *, version: int | None = None) -> AlertView:
    """Take an alert off the list until its cause has gone and come back."""
    work.require(RIGHT)
    row = exception_row(work, alert_id)
    decided = _decisions(work, [alert_id]).get(alert_id)
    require_version(decided.version if decided else 1, version)
    _dismiss(work, [row])
    return alert(work, alert_id)


def dismiss_alerts(work: Work, choice: AlertChoice) -> AlertsChanged:
    """Dismiss some alerts by id, or all that a filter finds, at most 1,000; gives those that were on the list."""
    work.require(RIGHT)
    return AlertsChanged(ids=_dismiss(work, _chosen(work, choice)))


def restore_alerts(work: Work, choice: AlertChoice) -> AlertsChanged:
    """Put dismissed alerts back on the list."""
    work.require(RIGHT)
    rows = _chosen(work, choice)
    known, back = _decisions(work, [row["id"] for row in rows]), []
    for row in rows:
        decided = known.get(row["id"])
        if decided is not None and decided.dismissed_at is not None:
            decided.dismissed_at, decided.dismissed_by, decided.version = None, None, decided.version + 1
            work.emit(AlertRestored(**_told(row)))
            back.append(row["id"])
    work.db.flush()
    return AlertsChanged(ids=back)


def keep_decisions(work: Work, found: pa.Table) -> int:
    """Forget what was decided on alerts whose cause has gone; gives how many of those found are on the list."""
    work.require("planning.start_run")
    ids = found["id"].to_numpy()
    decided = np.array(work.db.scalars(select(AlertDecisionRow.exception_id)).all(), np.int64)
    for some in batches(np.setdiff1d(decided, ids).tolist()):
        work.db.execute(delete(AlertDecisionRow).where(AlertDecisionRow.exception_id.in_(some)))
    hidden = work.db.scalars(select(AlertDecisionRow.exception_id).where(AlertDecisionRow.dismissed_at.is_not(None))).all()
    return len(ids) - int(np.isin(np.array(hidden, np.int64), ids).sum())


def _chosen(work: Work, choice: AlertChoice) -> list[dict[str, Any]]:
    """Those of the alerts that the person may see; what lies elsewhere is passed over in silence."""
    return found_rows(work, choice.filter, MOST) if choice.filter is not None else rows_by_id(work, choice.ids or [])


def _dismiss(work: Work, rows: Sequence[dict[str, Any]]) -> list[int]:
    known, gone = _decisions(work, [row["id"] for row in rows]), []
    for row in rows:
        decided = known.get(row["id"])
        if decided is None:
            place = {name: row[name] for name in ("kind", "product_id", "location_id")}
            decided = AlertDecisionRow(exception_id=row["id"], version=1, **place)
            work.db.add(decided)
        if decided.dismissed_at is None:
            decided.dismissed_at, decided.dismissed_by, decided.version = work.now, work.actor.name, decided.version + 1
            work.emit(AlertDismissed(**_told(row)))
            gone.append(row["id"])
    work.db.flush()
    return gone


def _decisions(work: Work, ids: Sequence[int]) -> dict[int, AlertDecisionRow]:
    found: dict[int, AlertDecisionRow] = {}
    for some in batches(ids):
        query = select(AlertDecisionRow).where(AlertDecisionRow.exception_id.in_(some)).with_for_update()
        found |= {row.exception_id: row for row in work.db.scalars(query)}
    return found


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {"subject_id": row["id"], "location_id": row["location_id"], "alert": row["kind"], "sku": row["sku"], "location": row["code"]}
