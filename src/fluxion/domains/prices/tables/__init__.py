"""Rows that prices owns."""

from fluxion.domains.prices.tables.campaigns import Campaign, CampaignCategory, CampaignChannel, CampaignProduct
from fluxion.domains.prices.tables.configurations import ExchangeRate, PriceConfiguration, PricePolicy
from fluxion.domains.prices.tables.cost_sheets import (
    CompetitorPrice,
    CostComponent,
    CostSheet,
    CostVersion,
    PriceScenario,
    SheetChannel,
)
from fluxion.domains.prices.tables.lists import (
    CustomerGroup,
    CustomerGroupMember,
    PriceList,
    PriceListCustomer,
    PriceListRow,
    PriceListVersion,
)

__all__ = [
    "Campaign",
    "CampaignCategory",
    "CampaignChannel",
    "CampaignProduct",
    "CompetitorPrice",
    "CostComponent",
    "CostSheet",
    "CostVersion",
    "CustomerGroup",
    "CustomerGroupMember",
    "ExchangeRate",
    "PriceConfiguration",
    "PriceList",
    "PriceListCustomer",
    "PriceListRow",
    "PriceListVersion",
    "PricePolicy",
    "PriceScenario",
    "SheetChannel",
]
