"""Prices knows what a product costs and what it may be sold for: configurations, cost sheets, campaigns and price lists.

Whoever sells asks `quote`, the one door to a price; it says why the price is what it is and never answers below a floor.
Receipts say what goods cost with `record_cost`, products files with `record_costs`; files of costs write cost sheets by `upsert_costs`,
and `undo_costs` takes both back. Competitors' prices come from files by
`upsert_competitor_prices` and go by `undo_competitor_prices`; files of prices go into drafts by `upsert_prices` and out by `undo_prices`.
Whoever counts money of several countries asks `rates_at`; who looks at what came of prices asks `campaign_reach` and `list_bases`.
"""

from fluxion.domains.prices.actions.competitor_loads import undo_competitor_prices, upsert_competitor_prices
from fluxion.domains.prices.actions.cost_loads import record_costs, undo_costs, upsert_costs
from fluxion.domains.prices.actions.list_loads import undo_prices, upsert_prices
from fluxion.domains.prices.actions.versions import record_cost
from fluxion.domains.prices.reads.campaign_advice import CampaignGrounds
from fluxion.domains.prices.reads.campaign_reach import campaign_reach
from fluxion.domains.prices.reads.list_basis import ListBases, ListBasis, list_bases
from fluxion.domains.prices.reads.quotes import quote
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.shapes.quotes import PriceQuote, QuoteAsk, QuoteLineIn

RIGHTS: tuple[str, ...] = (
    "prices.read",
    "prices.calculate",
    "prices.edit_configuration",
    "prices.edit_cost_sheet",
    "prices.edit_competitor_price",
    "prices.edit_exchange_rate",
    "prices.edit_policy",
    "prices.edit_list",
    "prices.publish_list",
    "prices.approve_list",
    "prices.edit_campaign",
    "prices.switch_protection",
)

__all__ = [
    "RIGHTS",
    "CampaignGrounds",
    "ListBases",
    "ListBasis",
    "PriceQuote",
    "QuoteAsk",
    "QuoteLineIn",
    "campaign_reach",
    "list_bases",
    "quote",
    "rates_at",
    "record_cost",
    "record_costs",
    "undo_competitor_prices",
    "undo_costs",
    "undo_prices",
    "upsert_competitor_prices",
    "upsert_costs",
    "upsert_prices",
]
