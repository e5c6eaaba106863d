"""The latest plan in detail: planned series, ABC/XYZ classes, forecasts with bands, and why each product is (not) proposed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from fluxion.base.mart import MartMissing
from fluxion.base.paging import Ask, BadSort, Page, open_cursor, seal_cursor
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.reads.bands import COLUMNS, LEVELS, bands_of_series
from fluxion.domains.planning.reads.finding import SEE_COST
from fluxion.domains.planning.reads.mart import DIMS, PlanMeta, plan_meta, seen
from fluxion.domains.planning.rules.calendar import begin_of, buckets
from fluxion.domains.planning.rules.outcomes import OUTCOMES
from fluxion.domains.planning.shapes import DayForecast, DayUnits, ForecastView, ProductNamed, SeriesChoice, SeriesView, TimeStep
from fluxion.values.codes import search_key
from fluxion.values.errors import NotFound, say

SORTS = {
    "sku": "sku",
    "value": "value",
    "daily_mean": "daily_mean",
    "days_of_cover": "coalesce(days_of_cover, 1e9)",
    "suggested": "suggested",
    "position": "position",
}
_COLUMNS = """product_id, location_id, product_dim.sku, product_dim.name as product_name, product_dim.category, location_dim.code,
    location_dim.name as location_name, abc, xyz, demand_class, model, daily_mean, lead_time_days, review_days, service_level, protection_days,
    service_kind, cycle_level, cycle_service, fill_rate_target, fill_rate, planned, available, stock_cost,
    forecast, safety_stock, reorder_point, order_up_to, on_hand, on_order, in_transit, position, days_of_cover, suggested, outcome"""


def planned_series(
    work: Work,
    ask: Ask,
    *,
    location_id: int | None = None,
    category_id: int | None = None,
    supplier_id: int | None = None,
    abc: str | None = None,
    xyz: str | None = None,
    demand_class: str | None = None,
    outcome: str | None = None,
    q: str | None = None,
) -> Page[SeriesView]:
    """Series of the latest plan with their class, model, levels and outcome."""
    work.require("planning.read")
    equal = {"plan_series.category_id": category_id, "plan_series.supplier_id": supplier_id, "abc": abc, "xyz": xyz}
    where, params = _matching(work, location_id, equal | {"demand_class": demand_class, "outcome": outcome}, q)
    sql = f"select {_COLUMNS} from plan_series {DIMS} where {where}"
    rows, cursor, total = mart_page(work, sql, params, ask, SORTS, "-value", "product_id::bigint * 1000000 + location_id")
    return Page(items=[_series(work, row) for row in rows], next_cursor=cursor, total=total)


def matching_products(work: Work, chosen: SeriesChoice, most: int) -> list[int]:
    """The products of which the latest plan has a series that the filter finds, at most so many."""
    work.require("planning.read")
    equal = {"category_id": chosen.category_id, "abc": chosen.abc, "xyz": chosen.xyz, "demand_class": chosen.demand_class}
    where, params = _matching(work, chosen.location_id, equal, chosen.q)
    rows = work.marts.query(
        work, f"select distinct product_id from plan_series where {where} order by product_id limit {int(most)}", params
    )
    return [row[0] for row in rows]


def _matching(work: Work, location_id: int | None, equal: dict[str, Any], q: str | None) -> tuple[str, dict[str, Any]]:
    """The conditions on `plan_series`, within what the actor may see, and their parameters."""
    plan_meta(work)
    where, params = seen(work, location_id)
    clauses = [where]
    for column, value in equal.items():
        if value is not None:
            name = column.rpartition(".")[2]
            clauses.append(f"{column} = ${name}")
            params[name] = value
    if q:
        clauses.append("list_contains($found, product_id)")
        params["found"] = _found(work, q)
    return " and ".join(clauses), params


def mart_page(
    work: Work, sql: str, params: dict[str, Any], ask: Ask, sorts: dict[str, str], default_sort: str, key: str
) -> tuple[list[dict[str, Any]], str | None, int | None]:
    """One page of a question to the mart by keyset, its next cursor, and the count where it was asked for."""
    sort = ask.sort or default_sort
    name, falls = sort.removeprefix("-"), sort.startswith("-")
    if name not in sorts:
        raise BadSort(sort=sort, known=", ".join(sorts))
    inner = sql.replace("select ", f"select ({sorts[name]}) as _sort, ({key})::bigint as _key, ", 1)
    total = int(work.marts.query(work, f"select count(*) from ({inner})", params)[0][0]) if ask.count else None
    given, after = dict(params), ""
    if ask.cursor:
        given["after"], given["tie"] = open_cursor(work.settings, sort, ask.cursor)
        sign = "<" if falls else ">"
        after = f"where _sort {sign} $after or (_sort = $after and _key {sign} $tie)"
    way = "desc" if falls else "asc"
    rows = work.marts.records(work, f"select * from ({inner}) {after} order by _sort {way}, _key {way} limit {ask.limit + 1}", given)
    shown = rows[: ask.limit]
    cursor = seal_cursor(work.settings, sort, [shown[-1]["_sort"], shown[-1]["_key"]]) if len(rows) > ask.limit else None
    return shown, cursor, total


def series_row(work: Work, product_id: int, location_id: int) -> dict[str, Any] | None:
    """The row of one series in the latest plan, None when the plan has none."""
    work.require_location(location_id)
    try:
        rows = work.marts.records(
            work, "select * from plan_series where product_id = $product_id and location_id = $location_id", _pair(product_id, location_id)
        )
    except MartMissing:
        return None
    return rows[0] if rows else None


def forecast_of(
    work: Work, product_id: int, location_id: int | None = None, history_days: int = 90, step: TimeStep = "day"
) -> ForecastView:
    """Sales and forecast of a product at one location, or over all locations the person may see, by day, week or month.

    At a centre both include the locations it supplies. Means add up, over locations and over days; bands are those of the sums.
    """
    work.require("planning.read")
    meta = plan_meta(work)
    product = product_named(work, product_id)
    where, params = seen(work, location_id)
    params["product_id"] = product_id
    own_only = "" if location_id is not None or work.actor.locations is not None else " and root"
    if location_id is None and work.actor.locations is not None:
        own_only = " and not is_centre"
    columns = ", ".join(("location_id", "model", "is_centre", *COLUMNS))
    rows = work.marts.records(work, f"select {columns} from plan_series where product_id = $product_id and {where}{own_only}", params)
    covered, stated = _covered(work, location_id, rows), _stated(work, product_id)
    return ForecastView(
        product=product,
        location=location_named(work, location_id) if location_id is not None else None,
        includes=[location_named(work, each) for each in covered if each != location_id],
        demand_class=rows[0]["demand_class"] if len(rows) == 1 else None,
        model=rows[0]["model"] if len(rows) == 1 else None,
        as_of=meta.as_of,
        data_until=meta.data_until,
        step=step,
        history=_by_step(_history(work, product_id, covered, meta, history_days), step),
        forecast=_ahead(work, rows, meta, stated, step),
        levels=[float(level) for level in LEVELS],
    )


def _stated(work: Work, product_id: int) -> dict[int, list[float]]:
    """What the statistics alone expect of the overridden series of a product, by location."""
    sql = "select location_id, statistical from plan_overridden where product_id = $product_id"
    return dict(work.marts.query(work, sql, {"product_id": product_id}))


def _ahead(work: Work, rows: list[dict[str, Any]], meta: PlanMeta, stated: dict[int, list[float]], step: TimeStep) -> list[DayForecast]:
    """What the series sell together in each step, named by the day on which it begins in the calendar."""
    if not rows:
        return []
    spans = buckets(meta.as_of, meta.horizon, step)
    changed = [row for row in rows if row["location_id"] in stated]
    daily = [sum(round(row["mean"][day], 3) for row in rows) for day in range(meta.horizon)]
    away = [sum(stated[row["location_id"]][day] - row["mean"][day] for row in changed) for day in range(meta.horizon)]
    found = []
    for (first, last), quantiles in zip(spans, bands_of_series(work, rows, meta, spans), strict=True):
        part = slice((first - meta.as_of).days, (last - meta.as_of).days + 1)
        mean = sum(daily[part])
        before = round(mean + sum(away[part]), 3) if changed else None
        found.append(DayForecast(day=begin_of(first, step), mean=round(mean, 3), statistical=before, quantiles=quantiles))
    return found


def _by_step(days: list[DayUnits], step: TimeStep) -> list[DayUnits]:
    """Days of sales put together."""
    units: dict[date, float] = {}
    for each in days:
        begin = begin_of(each.day, step)
        units[begin] = units.get(begin, 0.0) + each.units
    return [DayUnits(day=day, units=round(total, 3)) for day, total in units.items()]


def _covered(work: Work, location_id: int | None, rows: list[dict[str, Any]]) -> list[int]:
    """Locations whose sales the forecast speaks of: a centre's with all it supplies."""
    frame = catalog.location_frame(work)
    children: dict[int, list[int]] = {}
    for each, parent in zip(frame["id"].to_pylist(), frame["supplied_by_id"].to_pylist(), strict=True):
        children.setdefault(parent or 0, []).append(each)
    if location_id is None:
        return list(frame["id"].to_pylist())
    is_centre = bool(rows and rows[0]["is_centre"])
    reached, waiting = [], [location_id]
    while waiting:
        place = waiting.pop()
        reached.append(place)
        waiting += children.get(place, []) if is_centre else []
    return sorted(reached)


def _history(work: Work, product_id: int, locations: list[int], meta: PlanMeta, history_days: int) -> list[DayUnits]:
    first = meta.as_of - timedelta(days=history_days)
    rows: dict[date, float] = dict(
        work.marts.query(
            work,
            "select day, greatest(sum(units - returned), 0)::double from day_sales "
            "where product_id = $product_id and list_contains($locations, location_id) and day >= $first and day < $as_of group by day",
            {"product_id": product_id, "locations": locations, "first": first, "as_of": meta.as_of},
        )
    )
    until = min(meta.data_until or meta.as_of, meta.as_of - timedelta(days=1))
    days = [first + timedelta(days=offset) for offset in range((until - first).days + 1)]
    return [DayUnits(day=day, units=rows.get(day, 0.0)) for day in days]


def product_named(work: Work, product_id: int) -> ProductNamed:
    """A product as answers name it; refused as NotFound when there is none."""
    query = select(catalog.Product.sku, catalog.Product.name, catalog.Category.name.label("category"))
    row = work.db.execute(query.outerjoin(catalog.Category).where(catalog.Product.id == product_id)).one_or_none()
    if row is None:
        raise NotFound
    return ProductNamed(id=product_id, sku=row.sku, name=row.name, category=row.category)


def location_named(work: Work, location_id: int) -> Named:
    """A location as answers name it; refused as NotFound when there is none or the person may not see it."""
    work.require_location(location_id)
    row = work.db.execute(select(catalog.Location.code, catalog.Location.name).where(catalog.Location.id == location_id)).one_or_none()
    if row is None:
        raise NotFound
    return Named(id=location_id, code=row.code, name=row.name)


def _found(work: Work, q: str) -> list[int]:
    words = search_key(q).split()
    return list(
        work.db.scalars(select(catalog.Product.id).where(*(catalog.Product.search.contains(word, autoescape=True) for word in words)))
    )


def _pair(product_id: int, location_id: int) -> dict[str, int]:
    return {"product_id": product_id, "location_id": location_id}


_SAME = (
    *("abc", "xyz", "demand_class", "model", "daily_mean", "lead_time_days", "review_days", "service_level", "protection_days"),
    *("cycle_level", "cycle_service", "fill_rate_target", "fill_rate", "planned", "available", "safety_stock", "reorder_point"),
    *("order_up_to", "on_hand", "on_order", "in_transit", "position", "days_of_cover", "suggested", "outcome"),
)


def _series(work: Work, row: dict[str, Any]) -> SeriesView:
    cost = row["stock_cost"] if work.actor.may(SEE_COST) else None
    worth = {name: None if cost is None else money(row[name] * cost) for name in ("on_hand", "safety_stock", "order_up_to")}
    return SeriesView(
        product=ProductNamed(id=row["product_id"], sku=row["sku"], name=row["product_name"], category=row["category"]),
        location=Named(id=row["location_id"], code=row["code"], name=row["location_name"]),
        forecast_protection=row["forecast"],
        outcome_text=say(OUTCOMES[row["outcome"]], work.lang),
        service_kind=int(row["service_kind"]),
        stock_value=worth["on_hand"],
        safety_stock_value=worth["safety_stock"],
        order_up_to_value=worth["order_up_to"],
        currency=work.settings.currency,
        **{name: row[name] for name in _SAME},
    )


def money(value: float | None) -> Decimal | None:
    """A computed amount as money, with two decimals."""
    return None if value is None else Decimal(f"{value:.2f}")


def day_text(day: date | None) -> str | None:
    """A day as JSON text."""
    return day.isoformat() if day else None
