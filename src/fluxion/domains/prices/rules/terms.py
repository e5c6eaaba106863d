"""What people send, as the terms that the pricing kernel reckons with, and its answer as they see it."""

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction

from fluxion.domains.prices.rules.faults import field_error, refuse_faults
from fluxion.domains.prices.rules.rates import Rates
from fluxion.domains.prices.shapes.calculated import Calculation, WaterfallStep
from fluxion.domains.prices.shapes.terms import ComponentIn, ConfigurationTerms, PromotionIn, StrategyIn
from fluxion.kernels import pricing
from fluxion.kernels.pricing import up
from fluxion.values.errors import FieldError
from fluxion.values.money import LARGEST, MONEY_SCALE, is_currency

_SHOWN = [name for name in Calculation.model_fields if name not in ("waterfall", "warnings")]


def configuration_from(terms: ConfigurationTerms, currency: str) -> pricing.Configuration:
    """The channel that the terms describe; `currency` is the company's, for terms that name none."""
    own = terms.currency or currency
    return pricing.Configuration(
        currency=own,
        price_type=terms.price_type,
        vat_percent=terms.vat_percent,
        other_taxes_percent=terms.other_taxes_percent,
        tax_mode=terms.tax_mode,
        deductions=pricing.Deductions(**{each.name: getattr(terms.deductions, each.name) for each in fields(pricing.Deductions)}),
        fee_base=terms.fee_base,
        method=terms.method,
        markup_percent=terms.markup_percent,
        charm=charm_from(terms, own),
    )


def charm_from(terms: ConfigurationTerms, currency: str) -> pricing.Charm | None:
    """The charm rounding that the terms ask for, in the decimals of the currency."""
    if terms.charm == "none":
        return None
    if terms.charm == "custom":
        return pricing.Charm(tuple(terms.charm_endings), terms.charm_step)
    return pricing.down_99(currency)


def strategy_from(sent: StrategyIn) -> pricing.Strategy:
    """The strategy as the kernel knows it."""
    return pricing.Strategy(**{each.name: getattr(sent, each.name) for each in fields(pricing.Strategy)})


def promotion_from(sent: PromotionIn) -> pricing.Promotion:
    """The promotion as the kernel knows it."""
    return pricing.Promotion(sent.kind, sent.value, sent.minimum_price, sent.minimum_margin_percent, frozenset(sent.protect))


def component_errors(components: Sequence[ComponentIn], at: str = "components") -> list[FieldError]:
    """Every fault of the components, named by position; none when they can be added up."""
    found = []
    for place, each in enumerate(components):
        where = f"{at}.{place}"
        if each.value < 0:
            found.append(field_error(f"{where}.value", "negative"))
        if each.quantity <= 0:
            found.append(field_error(f"{where}.quantity", "zero_quantity" if each.quantity == 0 else "negative"))
        if each.value * each.quantity >= LARGEST:
            found.append(field_error(f"{where}.value", "too_large"))
        if each.currency is not None and not is_currency(each.currency):
            found.append(field_error(f"{where}.currency", "unknown_currency"))
    return found


def summed(components: Sequence[ComponentIn], rates: Rates, currency: str) -> tuple[Decimal | None, str]:
    """What the components cost together in the currency; None, and the currency that no rate takes there, where one is missing.

    Each is converted exactly, and the sum is rounded once, up to the four decimals that money is kept with: a floor made of it holds.
    """
    total = Fraction(0)
    for each in components:
        own = each.currency or currency
        rate = Fraction(1) if own == currency else rates.rate(own, currency)
        if rate is None:
            return None, own
        total += Fraction(each.value) * Fraction(each.quantity) * rate
    return up(total, MONEY_SCALE), currency


def calculated(
    configuration: pricing.Configuration,
    cost: Decimal | None,
    strategy: pricing.Strategy = pricing.NEUTRAL,
    promotion: pricing.Promotion | None = None,
) -> Calculation:
    """The price of sound terms with everything there is to say about it; raises BadInput, field by field, for others."""
    refuse_faults(pricing.faults(configuration, cost, strategy, promotion))
    return shown(pricing.price(configuration, cost, strategy, promotion))


def shown(priced: pricing.Priced) -> Calculation:
    """The kernel's answer as people see it."""
    steps = [WaterfallStep.model_construct(step=each.step, amount=each.amount) for each in priced.waterfall]
    return Calculation.model_construct(**{name: getattr(priced, name) for name in _SHOWN}, waterfall=steps, warnings=list(priced.warnings))
