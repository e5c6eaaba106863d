"""Prices and discounts advised for the products that sell most, and the discount of a campaign, by the money there is to gain."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from fluxion.base.work import Work
from fluxion.domains import history, prices
from fluxion.domains.catalog import ProductRef
from fluxion.domains.insights.reads.elasticity import BAND, told
from fluxion.domains.insights.reads.responses import responses
from fluxion.domains.insights.reads.scope import HERE, OF_CATEGORY, ask
from fluxion.domains.insights.rules.advice import DAYS, FEW, discount_words, gain_words, price_advice, short
from fluxion.domains.insights.shapes import CampaignDiscount, ElasticityView, LeftOut, PriceAdvice, Recommendations
from fluxion.kernels.pricing import Ground, advised_discount, advised_price, half_up
from fluxion.values.errors import say
from fluxion.values.money import currency_decimals

MOST = 300
"""Products that are looked at: those that sold most, where most of the money is."""
_BEST = f"""select product_id, sku, name, category, sum(units - returned) as units, sum(net) as net
    from day_sales join product_dim using (product_id)
    where day between $first and $last and {HERE} and active and {OF_CATEGORY}
    group by all having sum(units - returned) > 0 order by net desc, product_id limit $limit"""


def recommendations(
    work: Work, list_id: int | None = None, channel_id: int | None = None, band: int = BAND, category_id: int | None = None
) -> Recommendations:
    """What the products that sold most should cost in a list or a channel, the one with most to gain first; costs are needed to see it."""
    for right in ("insights.read", "prices.read", "insights.see_cost"):
        work.require(right)
    sold = _best_sellers(work, category_id)
    units = {row[0]: Decimal(row[4]) for row in sold}
    held, found = prices.list_bases(work, list(units), channel_id, list_id), responses(work, list(units))
    views = []
    for key, sku, name, category, *_ in sold:
        told_of = ProductRef(id=key, sku=sku, name=name, category=category)
        advice = price_advice(found[key], held.by_product[key], held.channel, held.currency, units[key], band, work.lang)
        views.append(told(told_of, found[key], advice, work.lang))
    items = [each for each in views if each.advice and (each.advice.price is not None or each.advice.discount.percent is not None)]
    gains = (each.advice.gain_expected for each in items if each.advice and each.advice.gain_expected is not None)
    return Recommendations(
        price_list=held.price_list,
        channel=held.channel,
        currency=held.currency,
        band_percent=band,
        looked_at=len(views),
        measured=sum(each.refused is None for each in views),
        gain_expected=sum(gains, Decimal(0)),
        items=sorted(items, key=_gain, reverse=True),
        left_out=_left_out(views, work.lang),
    )


def advised_prices(work: Work, list_id: int, product_ids: Sequence[int], band: int = BAND) -> dict[int, Decimal]:
    """The prices advised today for products of a list; those for which none is advised are left out."""
    for right in ("insights.read", "prices.read", "insights.see_cost"):
        work.require(right)
    held, found = prices.list_bases(work, product_ids, list_id=list_id), responses(work, product_ids)
    advised = {}
    for key, basis in held.by_product.items():
        if basis.price is not None:
            advice = advised_price(found[key], basis.configuration, basis.cost, basis.price, basis.strategy, Decimal(band))
            if advice.price is not None:
                advised[key] = advice.price
    return advised


def campaign_discount(work: Work, grounds: "prices.CampaignGrounds", units: Mapping[int, Decimal]) -> CampaignDiscount:
    """The discount that earns most over the products of a campaign at the pace of the last four weeks, or why none is advised."""
    for right in ("insights.read", "prices.read", "insights.see_cost"):
        work.require(right)
    found = responses(work, list(grounds.by_product))
    pace = Decimal(repr(grounds.days)) / DAYS
    rows = [
        Ground(found[key], each.configuration, each.cost, each.price, each.strategy, float(units.get(key, Decimal(0)) * pace))
        for key, each in grounds.by_product.items()
        if each.price is not None
    ]
    advice = advised_discount(rows, grounds.terms)
    ends = {"gain_expected": advice.expected, "gain_worst": advice.worst, "gain_best": advice.best}
    decimals = currency_decimals(grounds.currency)
    gains = {
        name: None if each is None or advice.now is None else half_up(Decimal(repr(each - advice.now)), decimals)
        for name, each in ends.items()
    }
    message = discount_words(advice, work.lang)
    if advice.percent is not None:
        message = f"{message} {gain_words(gains, grounds.currency, max(round(grounds.days), 1), work.lang)}"
    known = sum(float(each.price) * each.units for each in rows if each.found.refused is None and each.cost)
    value = grounds.value * float(pace)
    return CampaignDiscount(
        percent=advice.percent,
        channel=grounds.channel,
        currency=grounds.currency,
        days=round(grounds.days, 2),
        products=grounds.products,
        measured=advice.measured,
        held=advice.held,
        sales_share=short(known / value) if value else None,
        units_change=None if advice.units_percent is None else short(advice.units_percent / 100),
        **gains,
        kept=advice.kept,
        message=message,
    )


def _best_sellers(work: Work, category_id: int | None) -> tuple[tuple[Any, ...], ...]:
    until = history.data_until(work)
    if until is None:
        return ()
    locations = None if work.actor.locations is None else sorted(work.actor.locations)
    given = {"first": until - timedelta(days=DAYS - 1), "last": until, "locations": locations, "category_id": category_id, "limit": MOST}
    return ask(work, _BEST, given)


def _gain(view: ElasticityView) -> tuple[Decimal, Decimal]:
    advice: PriceAdvice | None = view.advice
    known = (
        (Decimal(0), Decimal(0)) if advice is None else (advice.gain_expected or Decimal(0), advice.discount.gain_expected or Decimal(0))
    )
    return max(known), known[0]


def _left_out(views: Sequence[ElasticityView], lang: str) -> list[LeftOut]:
    """How many products have no price advised, by reason, the most frequent first."""
    reasons = Counter(each.refused or (each.advice.kept if each.advice else None) or "" for each in views)
    return [LeftOut(reason=reason, count=count, message=say(FEW[reason], lang)) for reason, count in reasons.most_common() if reason in FEW]
