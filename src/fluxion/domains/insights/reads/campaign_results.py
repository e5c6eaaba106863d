"""What came of a campaign: against the days before, and against the products outside of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from fluxion.base.clock import local_day
from fluxion.base.work import Work
from fluxion.domains import prices
from fluxion.domains.catalog import ProductRef
from fluxion.domains.insights.errors import NoSalesOfCampaign
from fluxion.domains.insights.reads.scope import HERE, Scope, ask, scope_of
from fluxion.domains.insights.rules.campaign_results import Outcome, Side, share_of, summary
from fluxion.domains.insights.rules.spoken import day_of
from fluxion.domains.insights.shapes import CampaignLift, CampaignProductResult, CampaignResults, CampaignSide
from fluxion.kernels.pricing import half_up
from fluxion.kernels.pricing.lift import Lift, lift, usual_swing
from fluxion.values.period import Period

SHOWN = 50
EARLIER = 12
"""Periods before the campaign from which it is told how much such a comparison moves by itself."""
_GROUPS = "unnest(cast($inside as int[]))"
_SUMS = "sum(units - returned) as units, sum(net) as net, sum(costed) as costed, sum(cost) as cost"
_DAYS = f"""select day, product_id in (select {_GROUPS}) as inside, {_SUMS} from day_sales
    where day between $since and $last and {HERE} and product_id not in (select unnest(cast($elsewhere as int[])))
    group by all order by day"""
_COMPARED = f"""select count(*) from (select product_id from day_sales where day between $before and $last and {HERE}
    and product_id not in (select {_GROUPS}) and product_id not in (select unnest(cast($elsewhere as int[])))
    group by product_id having sum(units) filter (day < $first) > 0 and sum(units) filter (day >= $first) > 0)"""
_PRODUCTS = f"""select product_id, sku, name, category, sum(net) filter (day >= $first) as now,
        coalesce(sum(units - returned) filter (day >= $first), 0), coalesce(sum(units - returned) filter (day < $first), 0),
        coalesce(now, 0), coalesce(sum(net) filter (day < $first), 0),
        sum(costed) filter (day >= $first), sum(cost) filter (day >= $first), sum(costed) filter (day < $first), sum(cost) filter (day < $first)
    from day_sales join product_dim using (product_id)
    where day between $before and $last and {HERE} and product_id in (select {_GROUPS})
    group by product_id, sku, name, category order by now desc nulls last, sku limit $limit"""
Days = dict[tuple[date, bool], Side]


def campaign_results(work: Work, campaign_id: int) -> CampaignResults:
    """Sales and margin of a campaign's products against as many days before, and against products in no campaign at the time.

    Raises NotFound, and NoSalesOfCampaign while no day of it has sales.
    """
    reach = prices.campaign_reach(work, campaign_id)
    first = local_day(reach.starts_at, work.settings.timezone)
    end = local_day(reach.ends_at - timedelta(microseconds=1), work.settings.timezone)
    until = scope_of(work, None, None, None).data_until
    if until is None or until < first:
        raise NoSalesOfCampaign(code=reach.code, day=day_of(first, work.lang))
    scope = scope_of(work, first, min(end, until), None)
    given = scope.params | {"inside": sorted(reach.inside), "elsewhere": sorted(reach.elsewhere), "limit": SHOWN}
    given["since"] = scope.before.first - timedelta(days=(EARLIER - 1) * scope.period.days)
    days = {(day, inside): Side(*amounts) for day, inside, *amounts in ask(work, _DAYS, given)}
    inside, others = ((_total(days, scope.before, group), _total(days, scope.period, group)) for group in (True, False))
    lifts = {name: lift(*(getattr(each, name) for each in (*inside, *others))) for name in ("units", "net", "margin")}
    swing = _swing(days, given["since"], scope.period)
    known_until = until if until < end else None
    outcome = Outcome(
        *(scope.period.days, len(reach.inside), inside, others, lifts["units"], swing),
        known_until=known_until,
    )
    return CampaignResults(
        campaign_id=reach.id,
        code=reach.code,
        name=reach.name,
        period=scope.spans[0],
        previous=scope.spans[1],
        known_until=known_until,
        product_count=len(reach.inside),
        compared_count=_compared(work, given),
        inside=_side(scope, inside[1]),
        inside_previous=_side(scope, inside[0]),
        outside=_side(scope, others[1]),
        outside_previous=_side(scope, others[0]),
        units_lift=_units_lift(lifts["units"]),
        net_lift=_money_lift(scope, lifts["net"]),
        margin_lift=_money_lift(scope, lifts["margin"]) if scope.sees_cost else None,
        usual_swing=None if swing is None else round(swing, 4),
        summary=summary(outcome, work.lang),
        products=[_product(scope, row) for row in ask(work, _PRODUCTS, given)],
        currency=scope.currency,
    )


def _total(days: Days, span: Period, inside: bool) -> Side:
    found = [side for (day, group), side in days.items() if group == inside and span.first <= day <= span.last]
    return Side(*(sum((getattr(each, name) for each in found), Decimal(0)) for name in ("units", "net", "costed", "cost")))


def _swing(days: Days, since: date, period: Period) -> float | None:
    """How much the comparison of units moved by itself in the periods before the campaign."""
    known = [since + timedelta(days=number) for number in range((period.first - since).days)]
    if not days:
        return None
    oldest = min(day for day, _ in days)
    inside, others = (
        np.array([float(days[day, group].units) if (day, group) in days else 0.0 for day in known if day >= oldest])
        for group in (True, False)
    )
    return usual_swing(inside, others, period.days)


def _compared(work: Work, given: dict[str, Any]) -> int:
    rows = ask(work, _COMPARED, given)
    return int(rows[0][0]) if rows else 0


def _side(scope: Scope, side: Side) -> CampaignSide:
    return CampaignSide(units=side.units, net=scope.money(side.net), margin=scope.margin(side.costed, side.cost))


def _units_lift(found: Lift | None) -> CampaignLift | None:
    if found is None:
        return None
    return CampaignLift(expected=half_up(found.expected, 1), extra=half_up(found.extra, 1), share=share_of(found.share) or 0.0)


def _money_lift(scope: Scope, found: Lift | None) -> CampaignLift | None:
    if found is None:
        return None
    expected, extra = (scope.money(half_up(each, 4)) for each in (found.expected, found.extra))
    return CampaignLift(expected=expected, extra=extra, share=share_of(found.share) or 0.0)


def _product(scope: Scope, row: tuple[Any, ...]) -> CampaignProductResult:
    key, sku, name, category, _, units, previous_units, net, previous_net, costed, cost, previous_costed, previous_cost = row
    return CampaignProductResult(
        product=ProductRef(id=key, sku=sku, name=name, category=category),
        units=units,
        previous_units=previous_units,
        net=scope.money(net),
        previous_net=scope.money(previous_net),
        margin=scope.margin(costed, cost),
        previous_margin=scope.margin(previous_costed, previous_cost),
    )
