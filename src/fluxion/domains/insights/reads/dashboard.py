"""The dashboard: tiles against the period before, the trend, and where sales came from."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fluxion.base.paging import Ask
from fluxion.base.work import Work
from fluxion.domains import planning
from fluxion.domains.insights import rules
from fluxion.domains.insights.reads.products import ranked
from fluxion.domains.insights.reads.scope import HERE, Scope, ask, scope_of
from fluxion.domains.insights.rules import StockFigures, Totals
from fluxion.domains.insights.shapes import CategoryFigure, Dashboard, LocationFigure, TrendDay
from fluxion.values.errors import Text, say
from fluxion.values.period import Period

RANKED = 10
ALERTS = 8
NO_CATEGORY: Text = {"es": "Sin categoría", "en": "No category", "pt": "Sem categoria"}
Rows = tuple[tuple[Any, ...], ...]

_DAYS = f"""select day, sum(net), sum(costed), sum(cost) from day_location
    where day between $before and $last and {HERE} group by day order by day"""
_BOTH = """sum(net) filter (day >= $first) as net, sum(net) filter (day < $first) as previous,
    sum(costed) filter (day >= $first) as costed, sum(cost) filter (day >= $first) as cost"""
_CATEGORIES = f"""select category_id, category, net, previous, costed, cost
    from (select category_id, {_BOTH} from day_category where day between $before and $last and {HERE} group by category_id)
    left join (select category_id, any_value(category) as category from product_dim group by category_id) using (category_id)
    order by net desc nulls last, category_id"""
_LOCATIONS = f"""select location_id, code, name, net, previous, costed, cost
    from (select location_id, {_BOTH} from day_location where day between $before and $last and {HERE} group by location_id)
    join location_dim using (location_id) order by net desc nulls last, code"""
_STOCK_NOW = f"select sum(value), sum(skus), sum(skus_out) from location_now where {HERE}"
_STOCK_DAYS = f"""select day, sum(value), sum(skus), sum(skus_out) from stock_day
    where day between $before and $last and {HERE} group by day order by day"""
_STOCK_AS_OF = "select value from meta where key = 'stock_as_of'"


def dashboard(work: Work, *, first: date | None = None, last: date | None = None, location_id: int | None = None) -> Dashboard:
    """The figures of a period against the one before, within what the person may see."""
    scope = scope_of(work, first, last, location_id)
    days = {day: Totals(*amounts) for day, *amounts in ask(work, _DAYS, scope.params)}
    now, before = _total(days, scope.period), _total(days, scope.before)
    stock_now, stock_before = _stock(work, scope)
    period, previous = scope.spans
    products = ranked(work, scope, RANKED, now.net)
    has_plan = work.actor.may("planning.read")
    as_of = ask(work, _STOCK_AS_OF, {})
    return Dashboard(
        period=period,
        previous=previous,
        data_until=scope.data_until,
        stock_as_of=as_of[0][0] if as_of else None,
        generation=work.marts.generation(work),
        currency=scope.currency,
        tiles=rules.tiles(
            (now, stock_now), (before, stock_before), scope.period.days, scope.currency, work.lang, with_cost=scope.sees_cost
        ),
        trend=_trend(days, scope),
        by_category=_by_category(work, scope, now.net),
        by_location=_by_location(work, scope, now.net),
        top_products=products["top"],
        bottom_products=products["bottom"],
        alerts=dict(planning.alert_counts(work, location_id)) if has_plan else {},
        top_alerts=planning.alerts(work, Ask(limit=ALERTS), location_id=location_id).items if has_plan else [],
    )


def _total(days: dict[date, Totals], period: Period) -> Totals:
    within = [totals for day, totals in days.items() if period.first <= day <= period.last]
    return Totals(
        sum((each.net for each in within), Decimal(0)),
        sum((each.costed for each in within), Decimal(0)),
        sum((each.cost for each in within), Decimal(0)),
    )


def _trend(days: dict[date, Totals], scope: Scope) -> list[TrendDay]:
    """Every day of the period; days before the first sales have nothing to be compared with."""
    known = min(days, default=None)
    shift = timedelta(days=scope.period.days)
    trend = []
    for offset in range(scope.period.days):
        day = scope.period.first + timedelta(days=offset)
        earlier = day - shift
        previous = days.get(earlier, Totals()).net if known is not None and earlier >= known else None
        net = scope.money(days.get(day, Totals()).net)
        trend.append(TrendDay(day=day, net=net, previous_net=None if previous is None else scope.money(previous)))
    return trend


def _stock(work: Work, scope: Scope) -> tuple[StockFigures, StockFigures]:
    """Stock at the end of the period and of the one before; the present one when the period reaches the last data."""
    rows = ask(work, _STOCK_DAYS, scope.params)
    current, before = _stock_of(rows, scope.period), _stock_of(rows, scope.before)
    if scope.data_until is None or scope.period.last >= scope.data_until:
        present = ask(work, _STOCK_NOW, scope.params)
        if present and present[0][0] is not None:
            value, skus, skus_out = present[0]
            average = current.average if current.average is not None else value
            return StockFigures(value, average, int(skus), int(skus_out)), before
    return current, before


def _stock_of(rows: Rows, period: Period) -> StockFigures:
    within = [row for row in rows if period.first <= row[0] <= period.last]
    if not within:
        return StockFigures()
    _, value, skus, skus_out = within[-1]
    average = sum((row[1] for row in within), Decimal(0)) / len(within)
    return StockFigures(value, average, int(skus), int(skus_out))


def _by_category(work: Work, scope: Scope, whole: Decimal) -> list[CategoryFigure]:
    return [
        CategoryFigure(
            category_id=key,
            category=name or say(NO_CATEGORY, work.lang),
            net=scope.money(net),
            previous_net=scope.money(previous),
            margin=scope.margin(costed, cost),
            share=rules.share(net or Decimal(0), whole),
        )
        for key, name, net, previous, costed, cost in ask(work, _CATEGORIES, scope.params)
    ]


def _by_location(work: Work, scope: Scope, whole: Decimal) -> list[LocationFigure]:
    return [
        LocationFigure(
            location_id=key,
            code=code,
            location=name,
            net=scope.money(net),
            previous_net=scope.money(previous),
            margin=scope.margin(costed, cost),
            share=rules.share(net or Decimal(0), whole),
        )
        for key, code, name, net, previous, costed, cost in ask(work, _LOCATIONS, scope.params)
    ]
