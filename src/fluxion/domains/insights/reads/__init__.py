"""Questions about the whole company."""

from fluxion.domains.insights.reads.campaign_results import campaign_results
from fluxion.domains.insights.reads.dashboard import dashboard
from fluxion.domains.insights.reads.elasticity import BAND, elasticity
from fluxion.domains.insights.reads.products import top_products
from fluxion.domains.insights.reads.recommendations import advised_prices, campaign_discount, recommendations
from fluxion.domains.insights.reads.sales import sales_summary, sales_trend
from fluxion.domains.insights.reads.search import search
from fluxion.domains.insights.reads.units import units_sold

__all__ = [
    "BAND",
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
