"""Questions about the whole company."""

from fluxion.domains.insights.reads.campaign_results import campaign_results
from fluxion.domains.insights.reads.dashboard import dashboard
from fluxion.domains.insights.reads.elasticity import elasticity
from fluxion.domains.insights.reads.products import top_products
from fluxion.domains.insights.reads.sales import sales_summary, sales_trend
from fluxion.domains.insights.reads.search import search
from fluxion.domains.insights.reads.units import units_sold

__all__ = ["campaign_results", "dashboard", "elasticity", "sales_summary", "sales_trend", "search", "top_products", "units_sold"]
