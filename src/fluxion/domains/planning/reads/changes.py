"""What changed between the latest plan and the one before: for the next plan to compare with, and for people to read."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb

from fluxion.base.exports import Column as Cell
from fluxion.base.exports import Sheet
from fluxion.base.mart import MartMissing
from fluxion.base.paging import Ask, Page
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.planning.errors import NoPlan
from fluxion.domains.planning.reads.finding import SEE_COST, products_found, require_cost_order
from fluxion.domains.planning.reads.mart import DIMS, plan_meta, seen
from fluxion.domains.planning.reads.series import mart_page, money
from fluxion.domains.planning.rules.changes import COLUMNS, KINDS, REASONS, Before
from fluxion.domains.planning.shapes import ChangeFilter, ChangeGroup, ChangeSummary, ChangeView, PlanNamed, ProductNamed
from fluxion.values.errors import say

SORTS = {"value": "abs(value)", "size": "abs(difference)", "difference": "difference", "sku": "sku", "location": "code"}
_ROWS = (
    "select * from (select plan_change.*, difference * plan_change.unit_cost as value, product_dim.sku, product_dim.name as product_name, "
    f"product_dim.category, product_dim.category_id, location_dim.code, location_dim.name as location_name from plan_change {DIMS})"
)
SHEET = (
    *(Cell("location"), Cell("sku"), Cell("name"), Cell("category"), Cell("kind"), Cell("reason"), Cell("before", "ratio")),
    *(Cell("after", "ratio"), Cell("difference", "ratio"), Cell("value", "number"), Cell("currency")),
    *(Cell("by_demand", "ratio"), Cell("by_stock", "ratio"), Cell("by_parameter", "ratio"), Cell("by_supplier", "ratio")),
)
PIECE = 2_000


def plan_before(work: Work) -> Before | None:
    """The plan that the mart holds, as the next one compares itself with it; None before the first."""
    work.require("planning.start_run")
    try:
        meta = plan_meta(work)
        rows = work.marts.arrow(work, f"select {', '.join(COLUMNS)} from plan_series", [])
    except (NoPlan, MartMissing, duckdb.BinderException):  # none yet, or one of an older version that lacks some figures
        return None
    told = work.marts.query(work, "select value from plan_meta where key = 'told'")
    return Before(meta.run_id, meta.as_of, rows, frozenset(tuple(each) for each in json.loads(told[0][0] if told else "[]")))


def plan_changes(work: Work, ask: Ask, wanted: ChangeFilter) -> Page[ChangeView]:
    """Orders that are not what they were in the plan before, the most money first."""
    work.require("planning.read")
    plan_meta(work)
    default = require_cost_order(work, ask, "value", "-value", "-size")
    where, params = _conditions(work, wanted)
    key = "product_id::bigint * 1000000 + location_id"
    rows, cursor, total = mart_page(work, f"{_ROWS} where {where}", params, ask, SORTS, default, key)
    return Page(items=[_view(work, row) for row in rows], next_cursor=cursor, total=total)


def change_summary(work: Work, wanted: ChangeFilter) -> ChangeSummary:
    """Both plans, and how many orders changed by kind and by reason, with what they are worth."""
    work.require("planning.read")
    meta = plan_meta(work)
    told: dict[str, str] = dict(work.marts.query(work, "select key, value from plan_meta where key like 'before%'"))
    where, params = _conditions(work, wanted)

    def groups(name: str, words: Any) -> list[ChangeGroup]:
        sql = f"select {name} as name, count(*) as n, sum(value) as value from ({_ROWS} where {where}) group by all order by n desc, name"
        rows = work.marts.query(work, sql, params)
        has_cost = work.actor.may(SEE_COST)
        return [
            ChangeGroup(name=row[0], label=say(words[row[0]], work.lang), count=row[1], value=money(row[2]) if has_cost else None)
            for row in rows
        ]

    return ChangeSummary(
        run=PlanNamed(id=meta.run_id, as_of=meta.as_of),
        before=PlanNamed(id=int(told["before_run_id"]), as_of=date.fromisoformat(told["before_as_of"])) if told else None,
        kinds=groups("kind", KINDS),
        reasons=groups("reason", REASONS),
        currency=work.settings.currency,
    )


def change_sheet(work: Work, wanted: ChangeFilter) -> Sheet:
    """The changes that match, by location and SKU, to export."""
    work.require("planning.read")
    plan_meta(work)
    where, params = _conditions(work, wanted)
    found = work.marts.arrow(work, f"{_ROWS} where {where} order by code, sku", params)
    return Sheet("plan_changes", SHEET, _cells(work, found))


def _cells(work: Work, found: Any) -> Iterator[tuple[Any, ...]]:
    has_cost = work.actor.may(SEE_COST)
    for batch in found.to_batches(max_chunksize=PIECE):
        for row in batch.to_pylist():
            yield (
                *(row["code"], row["sku"], row["product_name"], row["category"], row["kind"], row["reason"], row["before"]),
                *(row["after"], row["difference"], money(row["value"]) if has_cost else None, work.settings.currency),
                *(row["by_demand"], row["by_stock"], row["by_parameter"], row["by_supplier"]),
            )


def _conditions(work: Work, wanted: ChangeFilter) -> tuple[str, dict[str, Any]]:
    where, params = seen(work, wanted.location_id)
    clauses = [where]
    for name in ("kind", "reason", "category_id", "product_id"):
        if (value := getattr(wanted, name)) is not None:
            clauses.append(f"{name} = ${name}")
            params[name] = value
    if wanted.q:
        clauses.append("list_contains($found, product_id)")
        params["found"] = list(work.db.scalars(products_found(wanted.q)))
    return " and ".join(clauses), params


def _view(work: Work, row: dict[str, Any]) -> ChangeView:
    return ChangeView(
        product=ProductNamed(id=row["product_id"], sku=row["sku"], name=row["product_name"], category=row["category"]),
        location=Named(id=row["location_id"], code=row["code"], name=row["location_name"]),
        kind_text=say(KINDS[row["kind"]], work.lang),
        reason_text=say(REASONS[row["reason"]], work.lang),
        value=money(row["value"]) if work.actor.may(SEE_COST) else None,
        currency=work.settings.currency,
        **{name: row[name] for name in ("kind", "reason", "before", "after", "difference")},
        **{name: row[name] for name in ("by_demand", "by_stock", "by_parameter", "by_supplier")},
    )
