"""What an advised price and an advised discount are told as: money over four weeks, in words and in numbers."""

from decimal import Decimal

from fluxion.domains import prices
from fluxion.domains.insights.rules.elasticity import KEPT, counsel
from fluxion.domains.insights.rules.spoken import percent, spoken
from fluxion.domains.insights.shapes import DiscountView, PriceAdvice
from fluxion.kernels.pricing import Advice, DiscountAdvice, Elasticity, Ground, advised_discount, advised_price, discounted, half_up
from fluxion.values.errors import Text, say
from fluxion.values.money import currency_decimals

DAYS = 28
"""Days whose sales weigh a gain."""
GAIN: Text = {
    "es": "En {days} días: {gain} {currency} de contribución (entre {worst} y {best}).",
    "en": "Over {days} days: {gain} {currency} of contribution (between {worst} and {best}).",
    "pt": "Em {days} dias: {gain} {currency} de contribuição (entre {worst} e {best}).",
}
WORTH_TRYING: Text = {
    "es": "Vale la pena probar {percent} % de descuento: {units} de unidades.",
    "en": "A discount of {percent}% is worth trying: {units} of units.",
    "pt": "Vale a pena testar {percent}% de desconto: {units} de unidades.",
}
NO_DISCOUNT: dict[str, Text] = {
    "refused": {
        "es": "Sin una respuesta fiable al precio no se recomienda ningún descuento.",
        "en": "Without a reliable answer to price no discount is recommended.",
        "pt": "Sem uma resposta confiável ao preço, nenhum desconto é recomendado.",
    },
    "cost_missing": KEPT["cost_missing"],
    "price_missing": KEPT["price_missing"],
    "none_pays": {
        "es": "Ningún descuento ganaría con seguridad más que el precio actual.",
        "en": "No discount would surely earn more than the present price.",
        "pt": "Nenhum desconto ganharia com certeza mais que o preço atual.",
    },
}
FEW: dict[str, Text] = {
    "too_few_weeks": {
        "es": "menos de 26 semanas con ventas y existencias",
        "en": "fewer than 26 weeks with sales and stock",
        "pt": "menos de 26 semanas com vendas e estoque",
    },
    "sells_too_rarely": {"es": "se venden muy de vez en cuando", "en": "sell too rarely", "pt": "vendem muito de vez em quando"},
    "stock_outs": {"es": "faltaron demasiadas semanas", "en": "were out of stock too often", "pt": "faltaram em semanas demais"},
    "prices_hardly_varied": {
        "es": "su precio casi no cambió",
        "en": "their price hardly changed",
        "pt": "seu preço quase não mudou",
    },
    "too_uncertain": {"es": "sus ventas varían demasiado", "en": "their sales vary too much", "pt": "suas vendas variam demais"},
    "rises_with_price": {
        "es": "se vendieron más cuando costaban más",
        "en": "sold more when they cost more",
        "pt": "venderam mais quando custavam mais",
    },
    "cost_missing": {"es": "sin costo", "en": "without a cost", "pt": "sem custo"},
    "price_missing": {
        "es": "sin precio en esta lista o canal",
        "en": "without a price in this list or channel",
        "pt": "sem preço nesta lista ou canal",
    },
    "no_room": {
        "es": "sin lugar entre sus pisos y los precios ya vistos",
        "en": "no room between their floors and the prices ever seen",
        "pt": "sem lugar entre seus pisos e os preços já vistos",
    },
    "gain_uncertain": {
        "es": "otro precio podría ganar menos",
        "en": "another price might earn less",
        "pt": "outro preço poderia ganhar menos",
    },
    "already_best": {"es": "ya tienen el mejor precio", "en": "already have the best price", "pt": "já têm o melhor preço"},
}


def price_advice(
    found: Elasticity, basis: "prices.ListBasis", channel: str | None, currency: str, units: Decimal, band: int, lang: str
) -> PriceAdvice:
    """What the answer of a product to its price speaks for: another price in the band, and a discount."""
    if basis.price is None:
        advice, discount = Advice(None, kept=None), DiscountAdvice(None)
    else:
        ground = Ground(found, basis.configuration, basis.cost, basis.price, basis.strategy)
        advice = advised_price(found, basis.configuration, basis.cost, basis.price, basis.strategy, Decimal(band))
        discount = advised_discount([ground])
    gains = {name: _gain(each, advice.now, units, currency) for name, each in _ends(advice).items()}
    return PriceAdvice(
        channel=channel,
        currency=currency,
        current_price=basis.price,
        band_percent=band,
        price=advice.price,
        price_least=advice.least,
        price_most=advice.most,
        units=units,
        units_change=None if advice.units_percent is None else round(advice.units_percent / 100, 4),
        contribution_now=short(advice.now),
        contribution_expected=short(advice.expected),
        contribution_worst=short(advice.worst),
        contribution_best=short(advice.best),
        **gains,
        bound=advice.bound,
        kept="price_missing" if basis.price is None else advice.kept,
        message=_said(advice, basis.price, currency, gains, lang),
        discount=_discount(discount, basis.price, currency, units, lang),
    )


def _ends(advice: Advice | DiscountAdvice) -> dict[str, float | None]:
    return {"gain_expected": advice.expected, "gain_worst": advice.worst, "gain_best": advice.best}


def _gain(then: float | None, now: float | None, units: Decimal, currency: str) -> Decimal | None:
    if then is None or now is None:
        return None
    return half_up(Decimal(repr(then - now)) * units, currency_decimals(currency))


def _said(advice: Advice, price: Decimal | None, currency: str, gains: dict[str, Decimal | None], lang: str) -> str:
    if price is None:
        return say(KEPT["price_missing"], lang)
    told = counsel(advice, price, currency, lang)
    return told if advice.price is None else f"{told} {gain_words(gains, currency, DAYS, lang)}"


def gain_words(gains: dict[str, Decimal | None], currency: str, days: int, lang: str) -> str:
    """The money that is gained and the range that the uncertainty gives it.

    >>> gain_words({"gain_expected": Decimal(12), "gain_worst": Decimal("3.5"), "gain_best": Decimal(20)}, "USD", 28, "en")
    'Over 28 days: +12.00 USD of contribution (between +3.50 and +20.00).'
    """
    decimals = currency_decimals(currency)

    def signed(amount: Decimal | None) -> str:
        known = amount or Decimal(0)
        return f"{'+' if known >= 0 else ''}{spoken(known, lang, decimals, decimals)}"

    words = {"gain": signed(gains["gain_expected"]), "worst": signed(gains["gain_worst"]), "best": signed(gains["gain_best"])}
    return say(GAIN, lang, {"days": days, "currency": currency, **words})


def _discount(found: DiscountAdvice, price: Decimal | None, currency: str, units: Decimal, lang: str) -> DiscountView:
    gains = {name: _gain(each, found.now, units, currency) for name, each in _ends(found).items()}
    if found.percent is None or price is None:
        kept = "price_missing" if price is None else found.kept or "refused"
        nothing = dict.fromkeys(gains)
        return DiscountView(percent=None, price=None, units_change=None, **nothing, kept=kept, message=say(NO_DISCOUNT[kept], lang))
    return DiscountView(
        percent=found.percent,
        price=discounted(price, "percentage", Decimal(found.percent), currency_decimals(currency)),
        units_change=short((found.units_percent or 0.0) / 100),
        **gains,
        kept=None,
        message=f"{discount_words(found, lang)} {gain_words(gains, currency, DAYS, lang)}",
    )


def discount_words(found: DiscountAdvice, lang: str) -> str:
    """The discount that is worth trying, or why none is."""
    if found.percent is None:
        return say(NO_DISCOUNT[found.kept or "refused"], lang)
    units = percent((found.units_percent or 0.0) / 100, lang)
    return say(WORTH_TRYING, lang, {"percent": found.percent, "units": units})


def short(value: float | None) -> float | None:
    """The number with four decimals."""
    return None if value is None else round(value, 4)
