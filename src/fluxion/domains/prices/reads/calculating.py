"""The calculator: a price at once from terms that are sent, without a product and without keeping anything."""

from decimal import Decimal

from fluxion.base.edits import unknown
from fluxion.base.work import Work
from fluxion.domains.prices.errors.costs import RateMissing
from fluxion.domains.prices.reads.policy import refuse_unseen_costs
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.rules.configurations import configuration_of
from fluxion.domains.prices.rules.rates import Rates
from fluxion.domains.prices.rules.terms import calculated, component_errors, configuration_from, promotion_from, strategy_from, summed
from fluxion.domains.prices.shapes.calculated import Calculation
from fluxion.domains.prices.shapes.terms import CalculationIn
from fluxion.domains.prices.tables import PriceConfiguration
from fluxion.kernels import pricing
from fluxion.values.errors import BadInput


def calculate(work: Work, body: CalculationIn) -> Calculation:
    """The price of what was sent, its deciding layer and its waterfall; raises BadInput, field by field."""
    work.require("prices.calculate")
    configuration = terms_of_case(work, body)
    cost = _cost(work, body, configuration.currency)
    promotion = None if body.campaign is None else promotion_from(body.campaign)
    return calculated(configuration, cost, strategy_from(body.strategy), promotion)


def terms_of_case(work: Work, body: CalculationIn) -> pricing.Configuration:
    """The channel that a calculation is made in; a kept one, whose markup it would tell, only for who may see costs."""
    if body.configuration_id is None:
        return configuration_from(body.configuration, work.settings.currency)
    refuse_unseen_costs(work)
    row = work.db.get(PriceConfiguration, body.configuration_id)
    if row is None:
        raise unknown("/configuration")
    return configuration_of(row)


def _cost(work: Work, body: CalculationIn, currency: str) -> Decimal | None:
    if body.components is None:
        return body.cost
    if errors := component_errors(body.components):
        raise BadInput(errors=errors)
    if body.cost is not None or not body.components:
        return body.cost
    is_mixed = any((each.currency or currency) != currency for each in body.components)
    cost, at = summed(body.components, rates_at(work, work.today) if is_mixed else Rates(), currency)
    if cost is None:
        raise RateMissing(currency=at, to_currency=currency, day=work.today.isoformat())
    return cost
