"""Sales by any dimension, and over time."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fluxion.base.paging import Ask, Page, open_cursor, seal_cursor
from fluxion.base.work import Work
from fluxion.domains.insights import rules
from fluxion.domains.insights.reads.scope import HERE, OF_CATEGORY, Scope, ask, scope_of
from fluxion.domains.insights.rules import Totals
from fluxion.domains.insights.shapes import Grain, GroupBy, SummaryRow, Trend, TrendPoint
from fluxion.values.errors import Text, say
from fluxion.values.period import Period

NOBODY: Text = {"es": "Sin vendedor", "en": "No salesperson", "pt": "Sem vendedor"}
NO_CATEGORY: Text = {"es": "Sin categoría", "en": "No category", "pt": "Sem categoria"}
_UNNAMED = {"salesperson": NOBODY, "category": NO_CATEGORY}

_SUMS = """sum(net) filter (day >= $first) as net, sum(net) filter (day < $first) as previous,
    sum(units) filter (day >= $first) as units, sum(returned) filter (day >= $first) as returned,
    sum(costed) filter (day >= $first) as costed, sum(cost) filter (day >= $first) as cost"""
_IN = f"where day between $before and $last and {HERE}"
_GROUPS: dict[GroupBy, str] = {
    "category": f"""select category_id::varchar as key, any_value(category) as label, {_SUMS}
        from day_category left join (select category_id, any_value(category) as category from product_dim group by category_id)
        using (category_id) {_IN} and {OF_CATEGORY} group by category_id""",
    "location": f"""select location_id::varchar as key, any_value(name) as label, {_SUMS}
        from day_category join location_dim using (location_id) {_IN} and {OF_CATEGORY} group by location_id""",
    "month": f"""select strftime(day, '%Y-%m') as key, strftime(day, '%Y-%m') as label, {_SUMS}
        from day_category {_IN} and {OF_CATEGORY} group by 1""",
    "salesperson": f"""select coalesce(salesperson, '') as key, any_value(salesperson) as label, {_SUMS}
        from day_salesperson {_IN} group by 1""",
}
_PAGE = """
    select key, label, coalesce(net, 0) as net, coalesce(previous, 0), coalesce(units, 0), coalesce(returned, 0), costed, cost,
           sum(coalesce(net, 0)) over () as whole, count(*) over () as total
    from ({group}) where net is not null or previous is not null"""
_NARROW = "sum(net) filter (day >= $first) as net, sum(net) filter (day < $first) as previous"
# As with rankings: net alone orders the products, the other sums are read for the page that is shown.
_PRODUCTS = f"""
    with sold as (
        select product_id, {_NARROW} from day_sales {_IN}
        and product_id in (select product_id from product_dim where {OF_CATEGORY}) group by product_id),
    page as materialized (
        select product_id, product_id::varchar as key, coalesce(net, 0) as net, coalesce(previous, 0) as previous,
               sum(coalesce(net, 0)) over () as whole, count(*) over () as total from sold {{after}}{{order}}),
    detail as (
        select product_id, sum(units) as units, sum(returned) as returned, sum(costed) as costed, sum(cost) as cost
        from day_sales where day between $first and $last and {HERE} and product_id in (select product_id from page) group by product_id)
    select key, sku || ' · ' || name, page.net, previous, coalesce(units, 0), coalesce(returned, 0), costed, cost, whole, total
    from page join product_dim using (product_id) left join detail using (product_id) order by page.net desc, key desc"""
_AFTER = " qualify (coalesce(net, 0), key) < ($net::decimal(38,4), $key)"
_ORDER = " order by net desc, key desc limit $limit"
_SUMMARIES = {name: _PAGE.format(group=group) + _ORDER for name, group in _GROUPS.items()}
_NEXT = {name: _PAGE.format(group=group) + _AFTER + _ORDER for name, group in _GROUPS.items()}
_SUMMARIES["product"] = _PRODUCTS.format(after="", order=_ORDER)
_NEXT["product"] = _PRODUCTS.format(after=_AFTER, order=_ORDER)


def sales_summary(
    work: Work,
    page: Ask,
    *,
    group_by: GroupBy,
    first: date | None = None,
    last: date | None = None,
    location_id: int | None = None,
    category_id: int | None = None,
) -> Page[SummaryRow]:
    """Sales of each group of a period against the one before, most first.

    A salesperson's sales are not told by category: with `category_id` that grouping gives all of them.
    """
    scope = scope_of(work, first, last, location_id)
    sort = f"summary-{group_by}"
    params = scope.params | {"category_id": category_id, "limit": page.limit + 1}
    statement = _SUMMARIES[group_by]
    if page.cursor:
        statement = _NEXT[group_by]
        params["net"], params["key"] = open_cursor(work.settings, sort, page.cursor)
    rows = ask(work, statement, params)
    shown = rows[: page.limit]
    cursor = seal_cursor(work.settings, sort, [shown[-1][2], shown[-1][0]]) if len(rows) > page.limit else None
    total = (shown[0][9] if shown else 0) if page.count else None
    return Page(items=[_summary(work, scope, group_by, row) for row in shown], next_cursor=cursor, total=total)


def _summary(work: Work, scope: Scope, group_by: GroupBy, row: tuple[Any, ...]) -> SummaryRow:
    key, label, net, previous, units, returned, costed, cost, whole, _ = row
    totals = Totals(net, costed or Decimal(0), cost or Decimal(0))
    return SummaryRow(
        key=key,
        label=label or say(_UNNAMED.get(group_by, NO_CATEGORY), work.lang),
        net=scope.money(net),
        previous_net=scope.money(previous),
        change=rules.change(net, previous),
        units=units,
        returned=returned,
        margin=scope.margin(costed, cost),
        margin_share=rules.margin_share(totals) if scope.sees_cost else None,
        share=rules.share(net, whole),
        currency=scope.currency,
    )


_POINT = f"""date_trunc('{{grain}}', case when day >= $first then day else day + $days::int end)::date as start, {_SUMS}"""
_TREND = {
    (source, grain): f"select start, net, previous, units, costed, cost from (select {_POINT.format(grain=grain)} from {rows} group by 1)"
    for grain in ("day", "week", "month")
    for source, rows in {
        "all": f"day_location {_IN}",
        "category": f"day_category {_IN} and {OF_CATEGORY}",
        "product": f"day_sales {_IN} and product_id = $product_id",
    }.items()
}


def sales_trend(
    work: Work,
    *,
    grain: Grain,
    first: date | None = None,
    last: date | None = None,
    location_id: int | None = None,
    category_id: int | None = None,
    product_id: int | None = None,
) -> Trend:
    """Sales of each day, week or month of a period, beside those of the days as far into the period before.

    A product's trend is its own, whatever the category.
    """
    scope = scope_of(work, first, last, location_id)
    source = "product" if product_id is not None else "category" if category_id is not None else "all"
    given = {"days": scope.period.days, "category_id": category_id, "product_id": product_id}
    known = {start: amounts for start, *amounts in ask(work, _TREND[source, grain], scope.params | given)}
    items = []
    for start in _starts(scope.period, grain):
        net, previous, units, costed, cost = known.get(start, [None] * 5)
        items.append(
            TrendPoint(
                start=start,
                net=scope.money(net),
                previous_net=None if previous is None else scope.money(previous),
                units=units or Decimal(0),
                margin=scope.margin(costed, cost),
            )
        )
    return Trend(items=items, period=scope.spans[0], grain=grain, currency=scope.currency)


def _starts(period: Period, grain: Grain) -> list[date]:
    """The first day of every day, ISO week or month that the period touches."""
    day, starts = period.first, []
    if grain == "week":
        day -= timedelta(days=day.weekday())
    elif grain == "month":
        day = day.replace(day=1)
    while day <= period.last:
        starts.append(day)
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1) if grain == "month" else day + timedelta(days=_STEP[grain])
    return starts


_STEP = {"day": 1, "week": 7}
