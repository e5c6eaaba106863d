"""The calculator's answer: a price, who decided it, and where its money goes."""

from pydantic import Field

from fluxion.base.web import Shape
from fluxion.domains.prices.shapes.terms import Written
from fluxion.kernels.pricing import Decider


class WaterfallStep(Shape):
    """One step of where the money of a price goes; `posted` and `net` are what the others add up to."""

    step: str
    amount: Written


class Calculation(Shape):
    """A price with its reasons; null where something cannot be said, such as a margin without a cost."""

    cost: Written | None
    computed_price: Written | None = Field(description="Before strategy, limits and charm rounding.")
    list_price: Written | None
    price: Written | None = Field(description="What is asked: the list price, or the campaign's.")
    deciding_layer: Decider | None
    net: Written | None
    vat: Written | None
    deductions_total: Written | None
    contribution: Written | None
    margin_on_price_percent: Written | None = Field(description="Contribution as a share of the net price.")
    margin_on_cost_percent: Written | None = Field(description="Contribution as a share of the cost.")
    multiplier: Written | None = Field(description="Base markup × (1 + VAT).")
    break_even_price: Written | None
    largest_safe_discount_percent: Written | None
    extra_units_to_keep_profit_percent: Written | None
    invoice_vat: Written | None
    invoice_total: Written | None
    waterfall: list[WaterfallStep]
    warnings: list[str]
