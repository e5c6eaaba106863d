"""What the company looks like: dashboard, sales by any dimension, and the search of the command palette."""

from typing import Annotated, Literal

from fastapi import Query

from fluxion.base.fields import Day, Id
from fluxion.base.paging import Page
from fluxion.domains.insights import reads
from fluxion.domains.insights.shapes import Dashboard, Grain, GroupBy, Hits, ProductRanking, SummaryRow, Trend
from fluxion.faces.http.edge import PageAsk, ReadWork
from fluxion.faces.http.edge import router as make_router

router = make_router("insights")

First = Annotated[Day | None, Query(alias="from", description="First day; 30 days before the last one if absent.", examples=["2026-01-01"])]
Last = Annotated[Day | None, Query(alias="to", description="Last day; the last day with sales if absent.", examples=["2026-01-31"])]
Location = Annotated[Id | None, Query(description="Only this location.")]
Category = Annotated[int | None, Query(ge=0, le=2**31 - 1, description="Only this category; 0 is products without one.")]
Rows = Annotated[int, Query(ge=1, le=200, description="Rows in the answer.")]


@router.get("/dashboard", summary="The company at a glance")
def read_dashboard(work: ReadWork, first: First = None, last: Last = None, location_id: Location = None) -> Dashboard:
    """Tiles against the period before, trend, sales by category and location, first and last products, alerts.

    Each tile says in `help` what it is. Costs, values and margins are left out for whoever may not see them.
    """
    return reads.dashboard(work, first=first, last=last, location_id=location_id)


@router.get("/sales/summary", summary="Sales by category, location, product, salesperson or month")
def read_sales_summary(
    work: ReadWork,
    ask: PageAsk,
    group_by: GroupBy = "category",
    first: First = None,
    last: Last = None,
    location_id: Location = None,
    category_id: Category = None,
) -> Page[SummaryRow]:
    """Each group against the period before, most sold first; `sort` has no effect here."""
    return reads.sales_summary(work, ask, group_by=group_by, first=first, last=last, location_id=location_id, category_id=category_id)


@router.get("/sales/top-products", summary="The products that sold most, or least")
def read_top_products(
    work: ReadWork,
    order: Literal["top", "bottom"] = "top",
    first: First = None,
    last: Last = None,
    location_id: Location = None,
    category_id: Category = None,
    limit: Rows = 20,
) -> ProductRanking:
    """`bottom` gives active products that are in stock or were sold, least sales first."""
    return reads.top_products(work, order=order, first=first, last=last, location_id=location_id, category_id=category_id, limit=limit)


@router.get("/sales/trend", summary="Sales over time")
def read_sales_trend(
    work: ReadWork,
    grain: Grain = "day",
    first: First = None,
    last: Last = None,
    location_id: Location = None,
    category_id: Category = None,
    product_id: Annotated[Id | None, Query(description="Only this product.")] = None,
) -> Trend:
    """By day, ISO week or month, beside the days as far into the period before."""
    return reads.sales_trend(
        work, grain=grain, first=first, last=last, location_id=location_id, category_id=category_id, product_id=product_id
    )


@router.get("/search", summary="Find anything by its code or name")
def search_everything(
    work: ReadWork,
    q: Annotated[str, Query(min_length=1, max_length=100, description="Words of a code or name.", examples=["arroz"])],
    limit: Annotated[int, Query(ge=1, le=50, description="Hits in the answer.")] = 20,
) -> Hits:
    """Pages, products, suppliers, locations and purchase orders that the person may see, best first."""
    return reads.search(work, q, limit)
