"""Alerts: kept while the plan keeps finding them, gone when it does not, dismissed by people meanwhile."""

from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import delete, insert, select, update

from fluxion.base.work import Work
from fluxion.domains.planning.actions.proposals import BATCH, Names
from fluxion.domains.planning.events import AlertDismissed
from fluxion.domains.planning.reads.alerts import alert
from fluxion.domains.planning.rules.columns import rows_of
from fluxion.domains.planning.rules.plan import Plan
from fluxion.domains.planning.shapes import AlertView
from fluxion.domains.planning.tables import AlertRow
from fluxion.values.errors import NotFound, require_version

TOLD = (
    "available",
    "on_hand",
    "in_lead_time",
    "reorder_point",
    "daily_mean",
    "lead_time_days",
    "days_of_cover",
    "max_cover_days",
    "days_since_sale",
    "window_days",
    "shelf_life_days",
    "on_order",
    "abc",
)


def dismiss_alert(work: Work, alert_id: int, *, version: int | None = None) -> AlertView:
    """Take an alert off the list until its cause has gone and come back."""
    work.require("planning.dismiss_alert")
    row = work.db.get(AlertRow, alert_id, with_for_update=True)
    if row is None or not work.sees(row.location_id):
        raise NotFound
    require_version(row.version, version)
    if row.dismissed_at is None:
        row.dismissed_at, row.dismissed_by, row.version = work.now, work.actor.name, row.version + 1
        work.emit(AlertDismissed(subject_id=row.id, location_id=row.location_id, alert=row.kind, sku=row.sku, location=row.location_code))
        work.db.flush()
    return alert(work, alert_id)


def save_alerts(work: Work, plan: Plan, table: pa.Table, run_id: int, names: Names) -> int:
    """Make the plan's alerts the current ones; how many are not dismissed."""
    work.require("planning.start_run")
    known = {
        (row.kind, row.product_id, row.location_id): row
        for row in work.db.execute(select(AlertRow.id, AlertRow.kind, AlertRow.product_id, AlertRow.location_id, AlertRow.dismissed_at))
    }
    found = plan.warnings
    fresh, again, open_now = [], [], 0
    for at, row in enumerate(rows_of(table, found.row)):
        values = _values(names, row, str(found.kind[at]), float(found.money[at]), int(found.severity[at]), run_id)
        before = known.pop((values["kind"], values["product_id"], values["location_id"]), None)
        open_now += before is None or before.dismissed_at is None
        if before is None:
            fresh.append(values | {"since": work.now, "version": 1})
        else:
            again.append(values | {"id": before.id})
    gone = [row.id for row in known.values()]
    for start in range(0, len(gone), BATCH):
        work.db.execute(delete(AlertRow).where(AlertRow.id.in_(gone[start : start + BATCH])))
    for start in range(0, len(again), BATCH):
        work.db.execute(update(AlertRow), again[start : start + BATCH])
    for start in range(0, len(fresh), BATCH):
        work.db.execute(insert(AlertRow), fresh[start : start + BATCH])
    return open_now


def _values(names: Names, row: dict[str, Any], kind: str, money: float, severity: int, run_id: int) -> dict[str, Any]:
    place = names.location[row["location_id"]]
    return names.told(row["product_id"]) | {
        "run_id": run_id,
        "kind": kind,
        "location_id": row["location_id"],
        "location_code": place["code"],
        "location_name": place["name"],
        "severity": severity,
        "money_at_risk": Decimal(f"{money if np.isfinite(money) else 0.0:.2f}"),
        "currency": names.currency,
        "data": {name: row[name] for name in TOLD},
    }
