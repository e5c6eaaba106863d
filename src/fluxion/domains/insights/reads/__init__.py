"""Questions about the whole company."""

from fluxion.domains.insights.reads.dashboard import dashboard
from fluxion.domains.insights.reads.products import top_products
from fluxion.domains.insights.reads.sales import sales_summary, sales_trend
from fluxion.domains.insights.reads.search import search

__all__ = ["dashboard", "sales_summary", "sales_trend", "search", "top_products"]
