"""Alerts of the latest plan, the most money at risk first."""

from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.remembered import Remembered
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.planning.events import AlertDismissed, AlertRestored, PlanReady
from fluxion.domains.planning.reads.finding import products_found, require_cost_order
from fluxion.domains.planning.rules.alert_words import ALERT_KINDS
from fluxion.domains.planning.rules.explain import alert_text
from fluxion.domains.planning.shapes import AlertFilter, AlertKind, AlertKindTotal, AlertView, ProductNamed
from fluxion.domains.planning.tables import AlertRow
from fluxion.values.errors import NotFound, say

ORDERS: dict[str, Column] = {
    "money_at_risk": AlertRow.money_at_risk,
    "severity": AlertRow.severity,
    "since": AlertRow.since,
    "sku": AlertRow.sku,
    "location": AlertRow.location_code,
}

# Counting hundreds of thousands took most of the time of a dashboard.
_counted = Remembered[list[tuple[str, int]]](PlanReady, AlertDismissed, AlertRestored)


def alerts(
    work: Work,
    ask: Ask,
    *,
    kind: AlertKind | None = None,
    location_id: int | None = None,
    category_id: int | None = None,
    q: str | None = None,
    dismissed: bool = False,
) -> Page[AlertView]:
    """Alerts that need a person's eye; with `dismissed` those that somebody took off the list."""
    work.require("planning.read")
    wanted = AlertFilter(kind=kind, location_id=location_id, category_id=category_id, q=q, dismissed=dismissed)
    query = select(AlertRow).where(*conditions(work, wanted))
    default = require_cost_order(work, ask, "money_at_risk", "-money_at_risk", "-severity")
    return read_page(work.db, work.settings, query, ask, ORDERS, AlertRow.id, lambda row: _view(work, row), default)


def conditions(work: Work, wanted: AlertFilter) -> list[ColumnElement[bool]]:
    """The filter as conditions on `alert`, within what the actor may see."""
    table = AlertRow
    found: list[ColumnElement[bool]] = [table.dismissed_at.is_not(None) if wanted.dismissed else table.dismissed_at.is_(None)]
    if work.actor.locations is not None:
        found.append(table.location_id.in_(work.actor.locations))
    for column, value in ((table.kind, wanted.kind), (table.location_id, wanted.location_id), (table.category_id, wanted.category_id)):
        if value is not None:
            found.append(column == value)
    if wanted.q:
        found.append(table.product_id.in_(products_found(wanted.q)))
    return found


def alert(work: Work, alert_id: int) -> AlertView:
    """One alert; refused as NotFound outside the actor's locations."""
    work.require("planning.read")
    row = work.db.execute(_seen(work, select(AlertRow)).where(AlertRow.id == alert_id)).one_or_none()
    if row is None:
        raise NotFound
    return _view(work, row)


def alert_counts(work: Work, location_id: int | None = None) -> dict[str, int]:
    """How many alerts of each kind are open."""
    work.require("planning.read")
    query = _seen(work, select(AlertRow.kind, func.count())).where(AlertRow.dismissed_at.is_(None)).group_by(AlertRow.kind)
    if location_id is not None:
        query = query.where(AlertRow.location_id == location_id)
    rows = _counted.get(work, (work.actor.locations, location_id), lambda: [(row[0], row[1]) for row in work.db.execute(query)])
    return dict(rows)


def alert_totals(work: Work, wanted: AlertFilter) -> list[AlertKindTotal]:
    """The kinds of alerts with how many there are and the money they put at risk, the most money first."""
    work.require("planning.read")
    query = select(AlertRow.kind, func.count().label("count"), func.sum(AlertRow.money_at_risk).label("money")).where(*conditions(work, wanted))
    has_cost = work.actor.may("insights.see_cost")
    rows = sorted(work.db.execute(query.group_by(AlertRow.kind)), key=lambda row: (-row.money, row.kind))
    return [
        AlertKindTotal(
            kind=row.kind,
            label=say(ALERT_KINDS[row.kind], work.lang),
            count=row.count,
            money_at_risk=row.money if has_cost else None,
            currency=work.settings.currency,
        )
        for row in rows
    ]


def _seen(work: Work, query: Query) -> Query:
    return query if work.actor.locations is None else query.where(AlertRow.location_id.in_(work.actor.locations))


def _view(work: Work, found: Row[*tuple[Any, ...]]) -> AlertView:
    row: AlertRow = found[0]
    return AlertView(
        id=row.id,
        kind=row.kind,
        severity=row.severity,
        product=ProductNamed(id=row.product_id, sku=row.sku, name=row.product_name, category=row.category or None),
        location=Named(id=row.location_id, code=row.location_code, name=row.location_name),
        money_at_risk=row.money_at_risk if work.actor.may("insights.see_cost") else None,
        currency=row.currency,
        data=row.data,
        text=alert_text(row.kind, row.data, work.lang),
        since=row.since,
        dismissed_at=row.dismissed_at,
        dismissed_by=row.dismissed_by,
        version=row.version,
    )
