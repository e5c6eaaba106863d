"""Products by their sales, most or least first."""

from decimal import Decimal
from typing import Any, Literal

from fluxion.base.work import Work
from fluxion.domains.catalog import ProductRef
from fluxion.domains.insights import rules
from fluxion.domains.insights.reads.scope import HERE, Scope, ask, scope_of
from fluxion.domains.insights.shapes import ProductFigure, ProductRanking
from fluxion.values.period import Period

WINDOWS = (7, 30, 90, 365)
_CATEGORY = "($category_id::int is null or coalesce(category_id, 0) = $category_id::int)"
_SHOWN = "product_id, sku, name, category, coalesce(units, 0), coalesce(net, 0), cost, costed"


def _sold(source: str) -> str:
    return f"""select product_id, sum(units) as units, sum(net) as net, sum(cost) as cost, sum(costed) as costed
        from {source} and {HERE} group by product_id"""


_SOURCES = {"window": "sales_window where days = $days", "days": "day_sales where day between $first and $last"}
_TOP = {
    name: f"""select {_SHOWN} from ({_sold(source)}) join product_dim using (product_id)
        where {_CATEGORY} order by net desc, product_id limit $limit"""
    for name, source in _SOURCES.items()
}
_BOTTOM = {
    name: f"""select {_SHOWN} from product_dim left join ({_sold(source)}) as sold using (product_id)
        left join (select product_id, max(on_hand) as on_hand from stock_now where {HERE} group by product_id) as held using (product_id)
        where active and (on_hand > 0 or units > 0) and {_CATEGORY}
        order by coalesce(net, 0), sku limit $limit"""
    for name, source in _SOURCES.items()
}


def ranked(
    work: Work, scope: Scope, order: Literal["top", "bottom"], limit: int, whole: Decimal, category_id: int | None = None
) -> list[ProductFigure]:
    """The products that sold most, or those in stock or sold that sold least; `share` is of `whole`."""
    window = _window(scope.period, scope)
    statement = (_TOP if order == "top" else _BOTTOM)["days" if window is None else "window"]
    params: dict[str, Any] = scope.params | {"days": window, "limit": limit, "category_id": category_id}
    return [
        ProductFigure(
            product=ProductRef(id=key, sku=sku, name=name, category=category),
            units=units,
            net=scope.money(net),
            margin=scope.margin(costed, cost),
            share=rules.share(net, whole),
        )
        for key, sku, name, category, units, net, cost, costed in ask(work, statement, params)
    ]


def top_products(
    work: Work,
    *,
    order: Literal["top", "bottom"] = "top",
    first: Any = None,
    last: Any = None,
    location_id: int | None = None,
    category_id: int | None = None,
    limit: int = 20,
) -> ProductRanking:
    """The products that sold most or least in a period, with their share of what was sold."""
    scope = scope_of(work, first, last, location_id)
    rows = ask(work, _WHOLE, scope.params | {"category_id": category_id})
    whole = rows[0][0] if rows and rows[0][0] is not None else Decimal(0)
    items = ranked(work, scope, order, limit, whole, category_id)
    return ProductRanking(items=items, period=scope.spans[0], currency=scope.currency)


_WHOLE = f"select sum(net) from day_category where day between $first and $last and {HERE} and {_CATEGORY}"


def _window(period: Period, scope: Scope) -> int | None:
    """The stored window that is exactly this period, if there is one: it is answered without reading days."""
    return period.days if period.last == scope.data_until and period.days in WINDOWS else None
