"""Alerts of the latest plan, the most money at risk first: what the mart found, less what people took off the list."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from sqlalchemy import select

from fluxion.base.mart import MartBroken, MartMissing
from fluxion.base.paging import Ask, Page
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.planning.reads.finding import products_found, require_cost_order
from fluxion.domains.planning.reads.mart import DIMS
from fluxion.domains.planning.reads.series import mart_page
from fluxion.domains.planning.rules.alert_words import ALERT_KINDS
from fluxion.domains.planning.rules.explain import alert_text
from fluxion.domains.planning.shapes import AlertFilter, AlertKind, AlertKindTotal, AlertView, ProductNamed
from fluxion.domains.planning.tables import AlertDecisionRow
from fluxion.domains.planning.tables.mart import EXCEPTION_FIGURES
from fluxion.values.errors import NotFound, say

SORTS = {"money_at_risk": "money_at_risk", "severity": "severity", "since": "since", "sku": "sku", "location": "code"}
_NAMED = "product_dim.sku, product_dim.name as product_name, product_dim.category, location_dim.code, location_dim.name as location_name"
_ROWS = f"select plan_exception.*, {_NAMED} from plan_exception {DIMS}"
PIECE = 2_000


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
    default = require_cost_order(work, ask, "money_at_risk", "-money_at_risk", "-severity")
    where, params = _conditions(work, wanted)
    try:
        rows, cursor, total = mart_page(work, f"{_ROWS} where {where}", params, ask, SORTS, default, "id")
    except MartMissing:
        return Page(items=[], total=0 if ask.count else None)
    decided = _decided(work, [row["id"] for row in rows])
    return Page(items=[_view(work, row, decided.get(row["id"])) for row in rows], next_cursor=cursor, total=total)


def alert_rows(work: Work, wanted: AlertFilter) -> Iterator[dict[str, Any]]:
    """All alerts that match with the names in them, the most severe first."""
    work.require("planning.read")
    where, params = _conditions(work, wanted)
    try:
        found = work.marts.arrow(work, f"{_ROWS} where {where} order by severity desc, code, id", params)
    except MartMissing:
        return
    for batch in found.to_batches(max_chunksize=PIECE):
        yield from batch.to_pylist()


def alert(work: Work, alert_id: int) -> AlertView:
    """One alert; refused as NotFound outside the actor's locations."""
    work.require("planning.read")
    row = exception_row(work, alert_id)
    return _view(work, row, _decided(work, [alert_id]).get(alert_id))


def exception_row(work: Work, alert_id: int) -> dict[str, Any]:
    """The alert as the mart has it; refused as NotFound when there is none or the actor may not see it."""
    try:
        rows = work.marts.records(work, f"{_ROWS} where id = $id", {"id": alert_id})
    except MartMissing:
        rows = []
    if not rows or not work.sees(rows[0]["location_id"]):
        raise NotFound
    return rows[0]


def alert_counts(work: Work, location_id: int | None = None) -> dict[str, int]:
    """How many alerts of each kind are open."""
    work.require("planning.read")
    where, params = _conditions(work, AlertFilter(location_id=location_id))
    try:
        return dict(
            work.marts.query(work, f"select kind, count(*)::int from plan_exception where {where} group by kind order by kind", params)
        )
    except MartMissing:
        return {}


def alert_totals(work: Work, wanted: AlertFilter) -> list[AlertKindTotal]:
    """The kinds of alerts with how many there are and the money they put at risk, the most money first."""
    work.require("planning.read")
    where, params = _conditions(work, wanted)
    sql = "select kind, count(*)::int as count, sum(money_at_risk)::decimal(18,4) as money from plan_exception"
    has_cost = work.actor.may("insights.see_cost")
    order = "money desc" if has_cost else "count(*) desc"
    try:
        rows = work.marts.records(work, f"{sql} where {where} group by kind order by {order}, kind", params)
    except MartMissing:
        rows = []
    return [
        AlertKindTotal(
            kind=row["kind"],
            label=say(ALERT_KINDS[row["kind"]], work.lang),
            count=row["count"],
            money_at_risk=row["money"] if has_cost else None,
            currency=work.settings.currency,
        )
        for row in rows
    ]


def found_rows(work: Work, wanted: AlertFilter, most: int) -> list[dict[str, Any]]:
    """The alerts that a filter finds, as the mart has them, the most money first and not more than so many."""
    where, params = _conditions(work, wanted)
    return _found(work, where, params, most)


def rows_by_id(work: Work, ids: Sequence[int]) -> list[dict[str, Any]]:
    """The alerts with these ids that the actor may see; the others are passed over in silence."""
    where, params = _conditions(work, AlertFilter(), takes_dismissed=True)
    return _found(work, f"{where} and id in (select unnest($ids::bigint[]))", params | {"ids": sorted(ids)}, len(ids))


def _found(work: Work, where: str, params: dict[str, Any], most: int) -> list[dict[str, Any]]:
    try:
        return work.marts.records(work, f"{_ROWS} where {where} order by money_at_risk desc, id limit {int(most)}", params)
    except MartMissing:
        return []


def exceptions_before(work: Work) -> pa.Table:
    """Since when each exception of the plan that is current has been there; none where there is no plan yet."""
    work.require("planning.read")
    try:
        return work.marts.arrow(work, "select id, since from plan_exception")
    except (MartMissing, MartBroken, duckdb.CatalogException):
        return pa.table({"id": np.zeros(0, np.int64), "since": pa.array([], pa.timestamp("us"))})


def _decided(work: Work, ids: Sequence[int]) -> dict[int, AlertDecisionRow]:
    """What people decided on the alerts of one page."""
    query = select(AlertDecisionRow).where(AlertDecisionRow.dismissed_at.is_not(None), AlertDecisionRow.exception_id.in_(ids))
    return {row.exception_id: row for row in work.db.scalars(query)}


def _dismissed(work: Work) -> list[int]:
    """The ids alone: there may be tens of thousands, and the mart is asked to leave them out."""
    query = select(AlertDecisionRow.exception_id).where(AlertDecisionRow.dismissed_at.is_not(None))
    return sorted(work.db.scalars(query))


def _conditions(work: Work, wanted: AlertFilter, *, takes_dismissed: bool = False) -> tuple[str, dict[str, Any]]:
    """The filter as a condition on `plan_exception`, within what the actor may see."""
    clauses, params = ["true"], dict[str, Any]()
    for name in ("kind", "location_id", "category_id"):
        if (value := getattr(wanted, name)) is not None:
            clauses.append(f"plan_exception.{name} = ${name}")
            params[name] = value
    if work.actor.locations is not None:
        clauses.append("list_contains($locations, plan_exception.location_id)")
        params["locations"] = sorted(work.actor.locations)
    decided = [] if takes_dismissed else _dismissed(work)
    if decided or wanted.dismissed:
        clauses.append(f"plan_exception.id {'in' if wanted.dismissed else 'not in'} (select unnest($decided::bigint[]))")
        params["decided"] = decided
    if wanted.q:
        clauses.append("plan_exception.product_id in (select unnest($found::int[]))")
        params["found"] = sorted(work.db.scalars(products_found(wanted.q)))
    return " and ".join(clauses), params


def _view(work: Work, row: dict[str, Any], decided: AlertDecisionRow | None) -> AlertView:
    data = {name: row[name] for name in EXCEPTION_FIGURES}
    return AlertView(
        id=row["id"],
        kind=row["kind"],
        severity=row["severity"],
        product=ProductNamed(id=row["product_id"], sku=row["sku"], name=row["product_name"], category=row["category"] or None),
        location=Named(id=row["location_id"], code=row["code"], name=row["location_name"]),
        money_at_risk=row["money_at_risk"] if work.actor.may("insights.see_cost") else None,
        currency=work.settings.currency,
        data=data,
        text=alert_text(row["kind"], data, work.lang),
        since=row["since"].replace(tzinfo=UTC),
        dismissed_at=decided.dismissed_at if decided else None,
        dismissed_by=decided.dismissed_by if decided else None,
        version=decided.version if decided else 1,
    )
