"""Taking many alerts off the list at once, and putting them back."""

from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains.planning.events import AlertDismissed, AlertRestored
from fluxion.domains.planning.reads.alerts import conditions
from fluxion.domains.planning.shapes import AlertChoice, AlertsChanged
from fluxion.domains.planning.tables import AlertRow

RIGHT = "planning.dismiss_alert"
MOST = 1000


def dismiss_alerts(work: Work, choice: AlertChoice) -> AlertsChanged:
    """Dismiss some alerts by id, or all that a filter finds, at most 1,000; gives those that were on the list."""
    work.require(RIGHT)
    rows = [row for row in _chosen(work, choice) if row.dismissed_at is None]
    for row in rows:
        row.dismissed_at, row.dismissed_by, row.version = work.now, work.actor.name, row.version + 1
        work.emit(AlertDismissed(subject_id=row.id, location_id=row.location_id, alert=row.kind, sku=row.sku, location=row.location_code))
    work.db.flush()
    return AlertsChanged(ids=[row.id for row in rows])


def restore_alerts(work: Work, choice: AlertChoice) -> AlertsChanged:
    """Put dismissed alerts back on the list."""
    work.require(RIGHT)
    rows = [row for row in _chosen(work, choice) if row.dismissed_at is not None]
    for row in rows:
        row.dismissed_at, row.dismissed_by, row.version = None, None, row.version + 1
        work.emit(AlertRestored(subject_id=row.id, location_id=row.location_id, alert=row.kind, sku=row.sku, location=row.location_code))
    work.db.flush()
    return AlertsChanged(ids=[row.id for row in rows])


def _chosen(work: Work, choice: AlertChoice) -> list[AlertRow]:
    """Those of the alerts that the person may see; what lies elsewhere is passed over in silence."""
    if choice.filter is not None:
        found = conditions(work, choice.filter)
    else:
        found = [AlertRow.id.in_(choice.ids or [])]
        if work.actor.locations is not None:
            found.append(AlertRow.location_id.in_(work.actor.locations))
    return list(
        work.db.scalars(select(AlertRow).where(*found).order_by(AlertRow.money_at_risk.desc(), AlertRow.id).limit(MOST).with_for_update())
    )
