"""Products by their sales, most or least first."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from fluxion.base.work import Work
from fluxion.domains.catalog import ProductRef
from fluxion.domains.insights import rules
from fluxion.domains.insights.reads.scope import HERE, OF_CATEGORY, Scope, ask, scope_of
from fluxion.domains.insights.shapes import ProductFigure, ProductRanking
from fluxion.values.period import Period

Order = Literal["top", "bottom"]
WINDOWS = (7, 30, 90, 365)
_SOLD = {
    "days": f"day_sales where day between $first and $last and {HERE}",
    "window of a place": f"sales_window where days = $days and {HERE}",
    "window": "product_window where days = $days",
}
_HELD = {
    True: "select product_id from product_now where on_hand > 0",
    False: f"select distinct product_id from stock_now where on_hand > 0 and {HERE}",
}
# Net alone ranks; the other sums are read for the few that are shown, which halves the time.
_RANKED = """
    with sold as materialized (select product_id, sum(net) as net from {sold} group by product_id),
    shown as materialized (
        (select product_id, net, 'top' as side from sold join product_dim using (product_id)
         where {of_category} order by net desc, product_id limit $limit)
        union all
        (select product_id, coalesce(net, 0), 'bottom' from product_dim left join sold using (product_id)
         where active and (net is not null or product_id in ({held})) and {of_category}
         order by coalesce(net, 0), sku limit $limit)),
    detail as (
        select product_id, sum(units) as units, sum(cost) as cost, sum(costed) as costed
        from {sold} and product_id in (select product_id from shown) group by product_id)
    select side, product_id, sku, name, category, coalesce(units, 0), shown.net, cost, costed
    from shown join product_dim using (product_id) left join detail using (product_id)
    order by side, case when side = 'top' then -shown.net else shown.net end, case when side = 'top' then product_id end, sku"""
_STATEMENTS = {
    (source, everywhere): _RANKED.format(sold=sold, held=held, of_category=OF_CATEGORY)
    for source, sold in _SOLD.items()
    for everywhere, held in _HELD.items()
}


def ranked(work: Work, scope: Scope, limit: int, whole: Decimal, category_id: int | None = None) -> dict[Order, list[ProductFigure]]:
    """The products that sold most, and those in stock or sold that sold least; `share` is of `whole`."""
    window, everywhere = _window(scope.period, scope), scope.locations is None
    source = "days" if window is None else "window" if everywhere else "window of a place"
    params: dict[str, Any] = scope.params | {"days": window, "limit": limit, "category_id": category_id}
    found: dict[Order, list[ProductFigure]] = {"top": [], "bottom": []}
    for side, key, sku, name, category, units, net, cost, costed in ask(work, _STATEMENTS[source, everywhere], params):
        found[side].append(
            ProductFigure(
                product=ProductRef(id=key, sku=sku, name=name, category=category),
                units=units,
                net=scope.money(net),
                margin=scope.margin(costed, cost),
                share=rules.share(net, whole),
            )
        )
    return found


def top_products(
    work: Work,
    *,
    order: Order = "top",
    first: date | None = None,
    last: date | None = None,
    location_id: int | None = None,
    category_id: int | None = None,
    limit: int = 20,
) -> ProductRanking:
    """The products that sold most or least in a period, with their share of what was sold."""
    scope = scope_of(work, first, last, location_id)
    rows = ask(work, _WHOLE, scope.params | {"category_id": category_id})
    whole = rows[0][0] if rows and rows[0][0] is not None else Decimal(0)
    items = ranked(work, scope, limit, whole, category_id)[order]
    return ProductRanking(items=items, period=scope.spans[0], currency=scope.currency)


_WHOLE = f"select sum(net) from day_category where day between $first and $last and {HERE} and {OF_CATEGORY}"


def _window(period: Period, scope: Scope) -> int | None:
    """The stored window that is exactly this period, if there is one: it is answered without reading days."""
    return period.days if period.last == scope.data_until and period.days in WINDOWS else None
