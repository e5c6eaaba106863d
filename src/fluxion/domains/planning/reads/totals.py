"""One and the same forecast at every level and step: each sum is the exact sum of what lies below it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from fluxion.base.work import Work
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
    Items are the 200 with most units ahead; the totals are of all.
    """
    work.require("planning.read")
    meta = plan_meta(work)
    where, params = _where(work, location_id)
    for column, value in (("product_dim.category_id", category_id), ("product_id", product_id)):
        if value is not None:
            where += f" and {column} = ${column.rpartition('.')[2]}"
            params[column.rpartition(".")[2]] = value
    key, code, name = _KEYS[level]
    sql = (
        f"select {key} as id, {code} as code, {name} as name, day, sum(units)::decimal(24,3) as units from ("
        "select plan_series.*, unnest(mean)::decimal(18,3) as units, generate_subscripts(mean, 1) - 1 as day from plan_series) plan_series "
        f"join product_dim using (product_id) join location_dim using (location_id) where {where} group by all"
    )
    items = _items(work.marts.records(work, sql, params), step, meta)
    return ForecastTotals(
        level=level,
        step=step,
        as_of=meta.as_of,
        data_until=meta.data_until,
        total=sum((item.total for item in items), Decimal(0)),
        buckets=_added(item.buckets for item in items),
        items=sorted(items, key=lambda item: (-item.total, item.name, item.id or 0))[:MOST_ITEMS],
    )


def _where(work: Work, location_id: int | None) -> tuple[str, dict[str, Any]]:
    where, params = seen(work, location_id)
    if location_id is not None:
        return where, params
    return where + (" and root" if work.actor.locations is None else " and not is_centre"), params


def _items(rows: list[dict[str, Any]], step: TimeStep, meta: PlanMeta) -> list[LevelForecast]:
    days: dict[tuple[Any, ...], dict[int, Decimal]] = {}
    for row in rows:
        days.setdefault((row["id"], row["code"], row["name"]), {})[row["day"]] = row["units"]
    spans = buckets(meta.as_of, meta.horizon, step)
    return [
        LevelForecast(
            id=key[0], code=key[1], name=key[2], total=sum(units.values(), Decimal(0)), buckets=_buckets(units, spans, meta.as_of)
        )
        for key, units in days.items()
    ]


def _buckets(units: dict[int, Decimal], spans: list[tuple[date, date]], as_of: date) -> list[Bucket]:
    def inside(first: date, last: date) -> Decimal:
        days = range((first - as_of).days, (last - as_of).days + 1)
        return sum((units.get(day, Decimal(0)) for day in days), Decimal(0))

    return [Bucket(starts_on=first, ends_on=last, days=(last - first).days + 1, mean=inside(first, last)) for first, last in spans]


def _added(lists: Iterable[list[Bucket]]) -> list[Bucket]:
    columns = list(zip(*lists, strict=True))
    return [
        Bucket(
            starts_on=column[0].starts_on,
            ends_on=column[0].ends_on,
            days=column[0].days,
            mean=sum((each.mean for each in column), Decimal(0)),
        )
        for column in columns
    ]
