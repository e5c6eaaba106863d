"""Insights: sees everything and changes nothing. The dashboard's figures against the period before, sales by any
dimension, what came of campaigns, how demand answers to price and which prices that speaks for, and the search behind the
command palette.

Every figure comes from the mart's current generation, is confined to the person's locations, and leaves out costs,
values and margins for whoever may not see them (`insights.see_cost`).
"""

from fluxion.domains.insights.reads import (
    advised_prices,
    campaign_discount,
    campaign_results,
    dashboard,
    elasticity,
    recommendations,
    sales_summary,
    sales_trend,
    search,
    top_products,
    units_sold,
)

RIGHTS: tuple[str, ...] = ("insights.read", "insights.see_cost")

__all__ = [
    "RIGHTS",
    "advised_prices",
    "campaign_discount",
    "campaign_results",
    "dashboard",
    "elasticity",
    "recommendations",
    "sales_summary",
    "sales_trend",
    "search",
    "top_products",
    "units_sold",
]
