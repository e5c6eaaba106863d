"""ABC by value and XYZ by steadiness, as the latest plan found them."""

from typing import Any

from fluxion.base.paging import Ask
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.planning.reads.finding import require_cost_order
from fluxion.domains.planning.reads.mart import plan_meta, seen
from fluxion.domains.planning.reads.series import mart_page, money
from fluxion.domains.planning.shapes import AbcCell, AbcItem, AbcSheet, ProductNamed

SORTS = {"value": "value", "sku": "sku", "stock_value": "stock_value", "daily_mean": "daily_mean"}
_WHOLE = "select product_id, null::integer as location_id, abc, xyz, value, stock_value, daily_mean from plan_product"
_PLACES = "select product_id, location_id, abc, xyz, value, on_hand * stock_cost as stock_value, daily_mean from plan_series"


def abc_classes(
    work: Work, ask: Ask, *, location_id: int | None = None, category_id: int | None = None, abc: str | None = None, xyz: str | None = None
) -> AbcSheet:
    """The matrix of classes and its products, most valuable first.

    For a location the classes are those within it. Without one they are the company's; a person confined to locations
    sees the classes of each of theirs.
    """
    work.require("planning.read")
    require_cost_order(work, ask, "stock_value", "-value", "-value")
    plan_meta(work)
    where, params = seen(work, location_id)
    whole = location_id is None and work.actor.locations is None
    ranked = _ranked(_WHOLE if whole else f"{_PLACES} where {where}")
    if category_id is not None:
        ranked = f"select * from ({ranked}) where product_id in (select product_id from product_dim where category_id = $category_id)"
        params["category_id"] = category_id
    matrix = work.marts.records(
        work,
        "select abc, xyz, count(*)::int as skus, sum(value) as value, coalesce(sum(value_share), 0) as value_share, "
        f"sum(stock_value) as stock_value from ({ranked}) group by all order by abc, xyz",
        params,
    )
    wanted = [f"{name} = ${name}" for name, value in (("abc", abc), ("xyz", xyz)) if value is not None]
    params |= {name: value for name, value in (("abc", abc), ("xyz", xyz)) if value is not None}
    sql = (
        "select ranked.*, product_dim.sku, product_dim.name as product_name, product_dim.category, location_dim.code, "
        f"location_dim.name as location_name from ({ranked}) ranked join product_dim using (product_id) left join location_dim "
        f"on location_dim.location_id = ranked.location_id where {' and '.join(wanted) or 'true'}"
    )
    key = "product_id::bigint * 1000000 + coalesce(ranked.location_id, 0)"
    rows, cursor, total = mart_page(work, sql, params, ask, SORTS, "-value", key)
    has_cost = work.actor.may("insights.see_cost")
    return AbcSheet(
        matrix=[_cell(row, has_cost) for row in matrix],
        items=[_item(row, has_cost) for row in rows],
        next_cursor=cursor,
        total=total,
        currency=work.settings.currency,
    )


def _ranked(source: str) -> str:
    """The source with the share of each row in the value of all, alone and together with those before it."""
    return (
        "select product_id, location_id, abc, xyz, value, stock_value, daily_mean, "
        "value / nullif(sum(greatest(value, 0)) over (), 0) as value_share, "
        "sum(greatest(value, 0)) over (order by value desc, product_id rows unbounded preceding) "
        "/ nullif(sum(greatest(value, 0)) over (), 0) as cumulative_share "
        f"from ({source})"
    )


def _cell(row: dict[str, Any], has_cost: bool) -> AbcCell:
    return AbcCell(
        abc=row["abc"],
        xyz=row["xyz"],
        skus=row["skus"],
        value=money(row["value"]),
        value_share=round(row["value_share"], 6),
        stock_value=money(row["stock_value"]) if has_cost else None,
    )


def _item(row: dict[str, Any], has_cost: bool) -> AbcItem:
    place = row["location_id"]
    return AbcItem(
        product=ProductNamed(id=row["product_id"], sku=row["sku"], name=row["product_name"], category=row["category"]),
        location=Named(id=place, code=row["code"], name=row["location_name"]) if place is not None else None,
        abc=row["abc"],
        xyz=row["xyz"],
        value=money(row["value"]),
        value_share=round(row["value_share"] or 0.0, 6),
        cumulative_share=round(row["cumulative_share"] or 0.0, 6),
        stock_value=money(row["stock_value"]) if has_cost else None,
        daily_mean=row["daily_mean"],
    )
