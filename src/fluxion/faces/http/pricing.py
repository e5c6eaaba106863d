"""Prices: every file of their routes."""

from fluxion.faces.http import (
    pricing_analysis,
    pricing_calculator,
    pricing_campaigns,
    pricing_costs,
    pricing_lists,
    pricing_quotes,
    pricing_sheets,
)

routers = [
    pricing_analysis.router,
    pricing_calculator.router,
    pricing_campaigns.router,
    pricing_costs.router,
    pricing_lists.router,
    pricing_quotes.router,
    pricing_sheets.router,
]
