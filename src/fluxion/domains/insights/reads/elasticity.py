"""How demand for a product answers to its price, and what price and discount that speaks for."""

from decimal import Decimal

from fluxion.base.work import Work
from fluxion.domains import catalog, prices
from fluxion.domains.catalog import ProductRef
from fluxion.domains.insights.reads.responses import responses
from fluxion.domains.insights.reads.units import units_sold
from fluxion.domains.insights.rules.advice import DAYS, price_advice, short
from fluxion.domains.insights.rules.elasticity import finding
from fluxion.domains.insights.shapes import ElasticityView, PriceAdvice
from fluxion.kernels.pricing import Elasticity

BAND = 15
"""How far from the present price, in percent, one is looked for unless another band is asked for."""


def elasticity(work: Work, product_id: int, channel_id: int | None = None, band: int = BAND) -> ElasticityView:
    """The own-price elasticity of a product with its interval, or why there is none, and the price and discount it advises in a channel.

    Raises NotFound.
    """
    work.require("insights.read")
    work.require("prices.read")
    product = catalog.product(work, product_id)
    found = responses(work, [product_id])[product_id]
    advice = None
    if work.actor.may("insights.see_cost"):
        held = prices.list_bases(work, [product_id], channel_id)
        units = units_sold(work, DAYS, product_id).get(product_id, Decimal(0))
        advice = price_advice(found, held.by_product[product_id], held.channel, held.currency, units, band, work.lang)
    return told(ProductRef(id=product.id, sku=product.sku, name=product.name), found, advice, work.lang)


def told(product: ProductRef, found: Elasticity, advice: PriceAdvice | None, lang: str) -> ElasticityView:
    """An elasticity as it is shown; of what is refused the interval is told and the value is not."""
    return ElasticityView(
        product=product,
        weeks=found.weeks,
        elasticity=None if found.refused else short(found.value),
        standard_error=None if found.refused else short(found.error),
        low=short(found.low),
        high=short(found.high),
        refused=found.refused,
        message=finding(found, lang),
        advice=advice,
    )
