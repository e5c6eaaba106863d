"""One and the same forecast at every level and step: each sum is the exact sum of what lies below it, its bands are its own."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.reads.bands import COLUMNS, LEVELS, Quantiles, Span, bands_of_groups, bands_of_series
from fluxion.domains.planning.reads.mart import PlanMeta, plan_meta, seen
from fluxion.domains.planning.rules.calendar import buckets
from fluxion.domains.planning.shapes import Bucket, ForecastLevel, ForecastTotals, LevelForecast, TimeStep

MOST_ITEMS = 200
_KEYS = {
    "company": ("null::int", "null", "'.'"),
    "location": ("location_id", "location_dim.code", "location_dim.name"),
    "category": ("product_dim.category_id", "null", "coalesce(product_dim.category, '')"),
    "sku": ("product_id", "product_dim.sku", "product_dim.name"),
}
# Added up where the series are: what leaves the mart is 200 items, however many series there are
_BY_SPAN = (
    "select {0} as id, {1} as code, {2} as name, $span_of[day] as span, sum(units)::decimal(24,3) as units, "
    "sum(if(daily_mean > 0, units / daily_mean * daily_sd * daily_sd, 0)) as noise, "
    "sum(if(daily_mean > 0, units / daily_mean * ln(greatest(zero_share, 1e-9)), 0)) as log_zero, "
    "count(*) as cells, any_value(product_id) as product_id, any_value(location_id) as location_id from ("
    "select plan_series.*, unnest(mean)::decimal(18,3) as units, generate_subscripts(mean, 1) as day from plan_series) plan_series "
    "join product_dim using (product_id) join location_dim using (location_id) where {where} group by {0}, {1}, {2}, $span_of[day]"
)
_ITEMS = (
    "select id, code, name, sum(units)::decimal(24,3) as total, {lists}, sum(cells) as cells, "
    "any_value(product_id) as product_id, any_value(location_id) as location_id "
    "from ({by_span}) group by id, code, name order by total desc, name, coalesce(id, 0) limit {most}"
)
_SUMS = "select span, sum(units)::decimal(24,3) as units, sum(noise) as noise, sum(log_zero) as log_zero from ({by_span}) group by span"
_LISTS = ", ".join(f"list({name} order by span) as {name}" for name in ("span", "units", "noise", "log_zero"))


def forecast_totals(
    work: Work,
    level: ForecastLevel,
    step: TimeStep,
    *,
    location_id: int | None = None,
    category_id: int | None = None,
    product_id: int | None = None,
) -> ForecastTotals:
    """The forecast of the latest plan by product, category or location, or for the company, per day, week or month.

    Every series is rounded to thousandths of a unit first, so that products add up to categories, categories and
    locations to the company, and days to weeks and months, to the last digit. A centre counts with what it supplies.
    Quantiles are those of each sum: of one series alone, or of all its series together. Items are the 200 with most
    units ahead; the totals are of all.
    """
    work.require("planning.read")
    meta = plan_meta(work)
    where, params = _where(work, location_id)
    for column, value in (("product_dim.category_id", category_id), ("product_id", product_id)):
        if value is not None:
            where += f" and {column} = ${column.rpartition('.')[2]}"
            params[column.rpartition(".")[2]] = value
    spans = buckets(meta.as_of, meta.horizon, step)
    params["span_of"] = [at for at, (first, last) in enumerate(spans) for _ in range((last - first).days + 1)]
    by_span = _BY_SPAN.format(*_KEYS[level], where=where)
    sums = _whole(work.marts.records(work, _SUMS.format(by_span=by_span), params))
    rows = work.marts.records(work, _ITEMS.format(by_span=by_span, lists=_LISTS, most=MOST_ITEMS), params)
    bands = _bands(work, [sums, *rows], meta, spans) if rows else []
    if len(rows) == 1:
        bands[0] = bands[1]
    return ForecastTotals(
        level=level,
        step=step,
        as_of=meta.as_of,
        data_until=meta.data_until,
        total=sum(sums["units"], Decimal(0)),
        buckets=_buckets(sums, spans, bands[0]) if rows else [],
        items=[
            LevelForecast(id=row["id"], code=row["code"], name=row["name"], total=row["total"], buckets=_buckets(row, spans, band))
            for row, band in zip(rows, bands[1:], strict=True)
        ],
        levels=[float(each) for each in LEVELS],
    )


def _whole(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The sums of all items, told like those of one."""
    rows = sorted(rows, key=lambda row: int(row["span"]))
    return {name: [row[name] for row in rows] for name in ("span", "units", "noise", "log_zero")} | {"cells": 0}


def _bands(work: Work, rows: Sequence[dict[str, Any]], meta: PlanMeta, spans: Sequence[Span]) -> list[list[Quantiles]]:
    """The quantiles of each row's sums; where a row is one series, its own."""
    found = {"total": np.zeros((len(rows), len(spans)))} | {name: np.zeros((len(rows), len(spans))) for name in ("noise", "log_zero")}
    for at, row in enumerate(rows):
        for name, told in (("total", "units"), ("noise", "noise"), ("log_zero", "log_zero")):
            found[name][at, row["span"]] = [float(each) for each in row[told]]
    bands = bands_of_groups(work, found, meta, spans)
    alone = {(row["product_id"], row["location_id"]): at for at, row in enumerate(rows) if row["cells"] == meta.horizon}
    for each in _series_of(work, sorted(alone)):
        bands[alone[each["product_id"], each["location_id"]]] = bands_of_series(work, [each], meta, spans)
    return bands


def _series_of(work: Work, pairs: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    if not pairs:
        return []
    columns = ", ".join(("product_id", "location_id", *COLUMNS))
    wanted = "select unnest($products)::int as product_id, unnest($locations)::int as location_id"
    given = {"products": [product for product, _ in pairs], "locations": [location for _, location in pairs]}
    return work.marts.records(work, f"select {columns} from plan_series semi join ({wanted}) using (product_id, location_id)", given)


def _where(work: Work, location_id: int | None) -> tuple[str, dict[str, Any]]:
    where, params = seen(work, location_id)
    if location_id is not None:
        return where, params
    if work.actor.locations is None:
        return where + " and root", params
    places = catalog.Location
    fed = select(places.supplied_by_id).where(places.id.in_(work.actor.locations), places.supplied_by_id.is_not(None)).distinct()
    params["fed_from"] = sorted(work.db.scalars(fed))  # a centre of which a store is seen counts with that store
    return where + " and not (is_centre and list_contains($fed_from, location_id))", params


def _buckets(row: dict[str, Any], spans: Sequence[tuple[date, date]], bands: Sequence[Quantiles]) -> list[Bucket]:
    sums = dict(zip(row["span"], row["units"], strict=True))
    return [
        Bucket(starts_on=first, ends_on=last, days=(last - first).days + 1, mean=sums.get(at, Decimal(0)), quantiles=band)
        for at, ((first, last), band) in enumerate(zip(spans, bands, strict=True))
    ]
