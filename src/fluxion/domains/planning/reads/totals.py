"""One and the same forecast at every level and step: each sum is the exact sum of what lies below it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from fluxion.base.work import Work
from fluxion.domains.planning.reads.mart import plan_meta, seen
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
    "select {0} as id, {1} as code, {2} as name, $span_of[day] as span, sum(units)::decimal(24,3) as units from ("
    "select plan_series.*, unnest(mean)::decimal(18,3) as units, generate_subscripts(mean, 1) as day from plan_series) plan_series "
    "join product_dim using (product_id) join location_dim using (location_id) where {where} group by all"
)
_ITEMS = (
    "select id, code, name, sum(units)::decimal(24,3) as total, list(span order by span) as spans, list(units order by span) as units "
    "from ({by_span}) group by id, code, name order by total desc, name, coalesce(id, 0) limit {most}"
)


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
    spans = buckets(meta.as_of, meta.horizon, step)
    params["span_of"] = [at for at, (first, last) in enumerate(spans) for _ in range((last - first).days + 1)]
    by_span = _BY_SPAN.format(*_KEYS[level], where=where)
    sums: dict[int, Decimal] = dict(
        work.marts.query(work, f"select span, sum(units)::decimal(24,3) from ({by_span}) group by span", params)
    )
    rows = work.marts.records(work, _ITEMS.format(by_span=by_span, most=MOST_ITEMS), params)
    return ForecastTotals(
        level=level,
        step=step,
        as_of=meta.as_of,
        data_until=meta.data_until,
        total=sum(sums.values(), Decimal(0)),
        buckets=_buckets(sums, spans) if sums else [],
        items=[_item(row, spans) for row in rows],
    )


def _item(row: dict[str, Any], spans: list[tuple[date, date]]) -> LevelForecast:
    found = dict(zip(row["spans"], row["units"], strict=True))
    return LevelForecast(id=row["id"], code=row["code"], name=row["name"], total=row["total"], buckets=_buckets(found, spans))


def _where(work: Work, location_id: int | None) -> tuple[str, dict[str, Any]]:
    where, params = seen(work, location_id)
    if location_id is not None:
        return where, params
    return where + (" and root" if work.actor.locations is None else " and not is_centre"), params


def _buckets(sums: Mapping[int, Decimal], spans: list[tuple[date, date]]) -> list[Bucket]:
    return [
        Bucket(starts_on=first, ends_on=last, days=(last - first).days + 1, mean=sums.get(at, Decimal(0)))
        for at, (first, last) in enumerate(spans)
    ]
