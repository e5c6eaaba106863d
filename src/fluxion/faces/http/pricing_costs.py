"""Sales channels, exchange rates and the price policy."""

from typing import Annotated

from fastapi import Query

from fluxion.base.paging import Page
from fluxion.domains.prices.actions import configurations as channels
from fluxion.domains.prices.actions import rates as exchange
from fluxion.domains.prices.reads import configurations as reads
from fluxion.domains.prices.reads import rates
from fluxion.domains.prices.shapes.configurations import (
    ConfigurationEdit,
    ConfigurationIn,
    ConfigurationView,
    PolicyEdit,
    PolicyView,
    RateEdit,
    RateIn,
    RateView,
)
from fluxion.faces.http.edge import IfMatch, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router

router = make_router("pricing")

Typed = Annotated[str | None, Query(max_length=200, description="Words that must all occur, whatever their case and accents.")]
Active = Annotated[bool | None, Query(description="Only those in use, or only those out of use.")]


@router.get("/pricing/configurations", summary="Sales channels and how each prices")
def list_configurations(work: ReadWork, ask: PageAsk, q: Typed = None, active: Active = None) -> Page[ConfigurationView]:
    """With their multipliers and warnings. Sort by name, currency, products or id."""
    return reads.configurations(work, q, active, ask)


@router.post("/pricing/configurations", summary="Add a sales channel", status_code=201)
def create_configuration(work: WriteWork, body: ConfigurationIn) -> ConfigurationView:
    """It starts with `cost_plus`; deductions of 100 % or more under `gross_up` are refused."""
    return channels.create_configuration(work, body)


@router.get("/pricing/configurations/{id}", summary="One sales channel")
def read_configuration(work: ReadWork, id: RowKey) -> ConfigurationView:
    return reads.configuration(work, id)


@router.patch("/pricing/configurations/{id}", summary="Change a sales channel")
def edit_configuration(work: WriteWork, id: RowKey, version: IfMatch, body: ConfigurationEdit) -> ConfigurationView:
    """Fields left out stay as they are; deductions one by one."""
    return channels.edit_configuration(work, id, body, version)


@router.delete("/pricing/configurations/{id}", summary="Take a sales channel out of use")
def deactivate_configuration(work: WriteWork, id: RowKey, version: IfMatch) -> ConfigurationView:
    """Set `active` to take it back."""
    return channels.deactivate_configuration(work, id, version)


@router.get("/pricing/exchange-rates", summary="Exchange rates")
def list_exchange_rates(
    work: ReadWork,
    ask: PageAsk,
    currency: Annotated[str | None, Query(pattern=r"^[A-Z]{3}$", description="Only pairs that this currency is part of.")] = None,
) -> Page[RateView]:
    """Newest first; sort by valid_on, currency, to_currency or id."""
    return rates.rates(work, currency, ask)


@router.post("/pricing/exchange-rates", summary="Write an exchange rate down", status_code=201)
def record_exchange_rate(work: WriteWork, body: RateIn) -> RateView:
    """It holds from its day until a later one of the same pair; the way back and pairs by way of the company's currency follow."""
    return exchange.record_rate(work, body)


@router.get("/pricing/exchange-rates/{id}", summary="One exchange rate")
def read_exchange_rate(work: ReadWork, id: RowKey) -> RateView:
    return rates.rate(work, id)


@router.patch("/pricing/exchange-rates/{id}", summary="Correct an exchange rate")
def edit_exchange_rate(work: WriteWork, id: RowKey, version: IfMatch, body: RateEdit) -> RateView:
    return exchange.edit_rate(work, id, body, version)


@router.delete("/pricing/exchange-rates/{id}", summary="Take an exchange rate back", status_code=204)
def delete_exchange_rate(work: WriteWork, id: RowKey, version: IfMatch) -> None:
    """The one before it holds again."""
    exchange.delete_rate(work, id, version)


@router.get("/pricing/policy", summary="What the company decided about prices")
def read_price_policy(work: ReadWork) -> PolicyView:
    """Prices below cost blocked, warned of or let be, and from which change on a second person approves."""
    return reads.policy(work)


@router.patch("/pricing/policy", summary="Decide about prices")
def edit_price_policy(work: WriteWork, version: IfMatch, body: PolicyEdit) -> PolicyView:
    return channels.edit_policy(work, body, version)
