"""Sales channels and the price policy."""

from decimal import Decimal
from typing import Any

from sqlalchemy import and_, func, select

from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import matches
from fluxion.base.work import Work
from fluxion.domains.prices.rules.configurations import DEDUCTIONS, charm_kind, configuration_of, multipliers
from fluxion.domains.prices.rules.words import warned
from fluxion.domains.prices.shapes.configurations import BelowCost, ConfigurationView, DeductionsView, PolicyView, Warned
from fluxion.domains.prices.tables import CostSheet, PriceConfiguration, PricePolicy, SheetChannel
from fluxion.kernels.pricing import configuration_warnings
from fluxion.values.errors import NotFound

__all__ = ["below_cost_policy", "configuration", "configuration_of", "configurations", "policy"]

SEE_COST = "insights.see_cost"
UNDECIDED: BelowCost = "warn"
STARTS_WITH = Decimal(10)
"""Prices below cost are warned of, and changes of 10 % wait for approval, until somebody decides otherwise."""
SAME = ("id", "name", "currency", "price_type", "vat_percent", "other_taxes_percent", "tax_mode", "fee_base", "method", "charm_step")
PRODUCTS = (
    select(func.count())
    .select_from(SheetChannel)
    .join(CostSheet, and_(CostSheet.id == SheetChannel.sheet_id, CostSheet.active))
    .where(SheetChannel.configuration_id == PriceConfiguration.id)
    .correlate(PriceConfiguration)
    .scalar_subquery()
)
ORDERS: dict[str, Column] = {
    "name": PriceConfiguration.name_key.expression,
    "currency": PriceConfiguration.currency.expression,
    "products": PRODUCTS,
    "id": PriceConfiguration.id.expression,
}


def configuration(work: Work, configuration_id: int) -> ConfigurationView:
    """One channel; raises NotFound."""
    work.require("prices.read")
    row = work.db.execute(_query().where(PriceConfiguration.id == configuration_id)).first()
    if row is None:
        raise NotFound
    return _view(work, row)


def configurations(work: Work, q: str | None, active: bool | None, ask: Ask) -> Page[ConfigurationView]:
    """A page of the channels that match."""
    work.require("prices.read")
    query = _query()
    if q:
        query = query.where(matches(PriceConfiguration.name_key, q))
    if active is not None:
        query = query.where(PriceConfiguration.active == active)
    return read_page(work.db, work.settings, query, ask, ORDERS, PriceConfiguration.id.expression, lambda row: _view(work, row), "name")


def policy(work: Work) -> PolicyView:
    """What the company decided about prices; version 0 while nobody has."""
    work.require("prices.read")
    row = work.db.get(PricePolicy, 1)
    if row is None:
        return PolicyView(below_cost=UNDECIDED, approval_threshold_percent=STARTS_WITH, version=0)
    return PolicyView(below_cost=row.below_cost, approval_threshold_percent=row.approval_threshold_percent, version=row.version)


def below_cost_policy(work: Work) -> BelowCost:
    """What the company does about prices below cost."""
    return policy(work).below_cost


def _query() -> Query:
    return select(PriceConfiguration, PRODUCTS.label("products"))


def _view(work: Work, row: Any) -> ConfigurationView:
    each: PriceConfiguration = row.PriceConfiguration
    sees_cost = work.actor.may(SEE_COST)
    terms = configuration_of(each)
    base, taxes, final = multipliers(terms)
    return ConfigurationView(
        **{name: getattr(each, name) for name in SAME},
        deductions=DeductionsView(**{name: getattr(each, f"{name}_percent") for name in DEDUCTIONS}) if sees_cost else None,
        markup_percent=each.markup_percent if sees_cost else None,
        charm=charm_kind(terms),
        charm_endings=list(terms.charm.endings) if terms.charm else [],
        base_multiplier=base if sees_cost else None,
        tax_multiplier=taxes,
        final_multiplier=final if sees_cost else None,
        products=row.products,
        warnings=[
            Warned(code=code, message=words) for code, words in warned(configuration_warnings(terms) if sees_cost else (), work.lang)
        ],
        active=each.active,
        version=each.version,
    )
