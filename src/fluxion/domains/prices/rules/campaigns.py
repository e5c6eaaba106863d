"""What a campaign may be, whom it holds for, what it offers, and which of several offers a buyer gets."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from fluxion.domains.prices.shapes.campaigns import CampaignIn, CampaignScope
from fluxion.kernels.pricing import NEUTRAL, Configuration, Decider, Promotion, Strategy, floors, promoted
from fluxion.values.codes import search_key
from fluxion.values.errors import LANGUAGES, FieldError, Text
from fluxion.values.money import currency_decimals

NEEDS_VALUE: Text = {
    "es": "Escriba el descuento de la campaña, o el de cada canal.",
    "en": "Write the discount of the campaign, or that of every channel.",
    "pt": "Escreva o desconto da campanha, ou o de cada canal.",
}
WHOLE_PRICE: Text = {
    "es": "Un descuento de 100 % o más regalaría el producto; escriba menos de 100.",
    "en": "A discount of 100% or more would give the product away; write less than 100.",
    "pt": "Um desconto de 100% ou mais daria o produto de graça; escreva menos de 100.",
}
PER_CHANNEL: Text = {
    "es": "Los canales tienen monedas distintas ({currencies}); escriba el monto del canal {channel} en {currency}.",
    "en": "The channels have different currencies ({currencies}); write the amount of channel {channel} in {currency}.",
    "pt": "Os canais têm moedas diferentes ({currencies}); escreva o valor do canal {channel} em {currency}.",
}
TOO_FINE: Text = {
    "es": "Los montos en {currency} llevan {decimals} decimales como máximo.",
    "en": "Amounts in {currency} have {decimals} decimals at most.",
    "pt": "Os valores em {currency} têm no máximo {decimals} casas decimais.",
}
NOTHING_NAMED: Text = {
    "es": "Elija al menos un producto, una categoría o una condición, o cambie a todos los productos.",
    "en": "Choose at least one product, category or condition, or change to all products.",
    "pt": "Escolha pelo menos um produto, uma categoria ou uma condição, ou mude para todos os produtos.",
}
NAMED_TWICE: Text = {
    "es": "El canal aparece más de una vez; deje una sola línea.",
    "en": "The channel appears more than once; keep one line.",
    "pt": "O canal aparece mais de uma vez; deixe uma só linha.",
}
ENDS_FIRST: Text = {
    "es": "La campaña debe terminar después de empezar.",
    "en": "The campaign must end after it starts.",
    "pt": "A campanha deve terminar depois de começar.",
}
ALREADY_OVER: Text = {
    "es": "Ese momento ya pasó y la campaña nunca valdría; escriba un final futuro.",
    "en": "That moment has passed and the campaign would never hold; write an end in the future.",
    "pt": "Esse momento já passou e a campanha nunca valeria; escreva um fim futuro.",
}
SKIPPED_HOUR: Text = {
    "es": "Esa hora no existe: los relojes se adelantan esa noche en {timezone}; escriba una hora más tarde.",
    "en": "That hour does not exist: clocks go forward that night in {timezone}; write an hour later.",
    "pt": "Essa hora não existe: os relógios adiantam nessa noite em {timezone}; escreva uma hora mais tarde.",
}


class Channel(NamedTuple):
    """What a campaign must know of a channel to be checked."""

    name: str
    currency: str


class Good(NamedTuple):
    """What decides whether a campaign holds for a product."""

    id: int
    category_id: int | None
    brand: str | None
    search: str


@dataclass(frozen=True)
class Members:
    """The products of a campaign, as a rule."""

    scope: CampaignScope
    chosen: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()
    category_id: int | None = None
    brand: str | None = None
    left_out: frozenset[int] = frozenset()

    def holds_for(self, good: Good) -> bool:
        """Whether the campaign holds for the product.

        >>> Members("filter", words=("arroz",)).holds_for(Good(1, None, None, "arr-1 arroz blanco"))
        True
        """
        if good.id in self.left_out:
            return False
        match self.scope:
            case "all":
                return True
            case "products":
                return good.id in self.chosen
            case "categories":
                return good.category_id in self.categories
            case "filter":
                return (
                    (self.category_id is None or good.category_id == self.category_id)
                    and (self.brand is None or search_key(good.brand) == self.brand)
                    and all(word in good.search for word in self.words)
                )


@dataclass(frozen=True)
class Running:
    """A campaign in one channel, as far as its offers go; `promotion` is in the channel's currency."""

    id: int
    code: str
    name: str
    badge_text: str
    badge_color: str
    priority: int
    starts_at: datetime
    ends_at: datetime
    promotion: Promotion
    members: Members


class Tagged(NamedTuple):
    """A product as a campaign finds it: its list price in the channel, what it costs there, and what its sheet wants.

    `strategy` is None where the sheet's prices cannot be taken to the channel's currency: its minimum is then unknown.
    """

    product_id: int
    list_price: Decimal
    cost: Decimal | None
    strategy: Strategy | None = NEUTRAL


class Offer(NamedTuple):
    """What one campaign makes of a product's list price, and which layer decided it."""

    campaign: Running
    price: Decimal
    decider: Decider


def offer_of(campaign: Running, configuration: Configuration, tagged: Tagged, below_cost: str) -> Offer | None:
    """The campaign's price for a product, never below a floor that holds; None where that leaves nothing off the list price.

    Where the company blocks sales below cost, the cost holds whatever the campaign says, and a product whose cost nobody
    knows gets no offer; nor does one whose own minimum price cannot be told in the channel's currency.
    """
    promotion = enforced(campaign.promotion, below_cost)
    if tagged.strategy is None or (below_cost == "block" and not tagged.cost):
        return None
    held = floors(configuration, tagged.cost, promotion, tagged.strategy)
    price, decider = promoted(tagged.list_price, promotion, held, configuration.currency)
    return Offer(campaign, price, decider) if Decimal(0) < price < tagged.list_price else None


def enforced(promotion: Promotion, below_cost: str) -> Promotion:
    """The promotion with the floors that the company's policy puts under it."""
    return replace(promotion, protect=promotion.protect | {"cost"}) if below_cost == "block" else promotion


def best_first(offers: Iterable[Offer]) -> list[Offer]:
    """The offers in the order in which a buyer gets them: the lowest price first, and nothing is added up.

    Equal prices go by the larger priority, then to the campaign that began first, then to the older one.
    """
    return sorted(offers, key=lambda offer: (offer.price, -offer.campaign.priority, offer.campaign.starts_at, offer.campaign.id))


def campaign_faults(body: CampaignIn, channels: Mapping[int, Channel]) -> list[FieldError]:
    """Everything about a campaign that cannot be accepted, each by its field; times are looked at apart."""
    return [*_channel_faults(body), *_value_faults(body, channels), *_minimum_faults(body, channels), *_scope_faults(body)]


def _channel_faults(body: CampaignIn) -> list[FieldError]:
    seen: set[int] = set()
    faults = []
    for index, channel in enumerate(body.channels):
        if channel.configuration_id in seen:
            faults.append(FieldError(f"/channels/{index}/configuration_id", "duplicate", NAMED_TWICE))
        seen.add(channel.configuration_id)
    return faults


def _value_faults(body: CampaignIn, channels: Mapping[int, Channel]) -> list[FieldError]:
    stated: list[tuple[str, Decimal | None, int | None]] = [("/value", body.value, None)] if body.value is not None else []
    stated += [
        (f"/channels/{index}/value", each.value, each.configuration_id)
        for index, each in enumerate(body.channels)
        if each.value is not None
    ]
    if body.kind == "percentage":
        faults = [FieldError(pointer, "whole_price", WHOLE_PRICE) for pointer, value, _ in stated if value is not None and value >= 100]
        return faults + ([FieldError("/value", "required", NEEDS_VALUE)] if body.value is None and _lacking(body, "value") else [])
    faults = _decimal_faults(stated, channels)
    if body.value is None:
        faults += [FieldError(f"/channels/{index}/value", "required", NEEDS_VALUE) for index in _lacking(body, "value")]
        return faults
    return faults + _mixed_faults(body, "value", channels)


def _minimum_faults(body: CampaignIn, channels: Mapping[int, Channel]) -> list[FieldError]:
    stated: list[tuple[str, Decimal | None, int | None]] = (
        [("/minimum_price", body.minimum_price, None)] if body.minimum_price is not None else []
    )
    stated += [(f"/channels/{index}/minimum_price", each.minimum_price, each.configuration_id) for index, each in enumerate(body.channels)]
    faults = _decimal_faults(stated, channels)
    return faults + (_mixed_faults(body, "minimum_price", channels) if body.minimum_price is not None else [])


def _lacking(body: CampaignIn, field: str) -> list[int]:
    """The channels, by place, that state no amount of their own."""
    return [index for index, each in enumerate(body.channels) if getattr(each, field) is None]


def _mixed_faults(body: CampaignIn, field: str, channels: Mapping[int, Channel]) -> list[FieldError]:
    """An amount of the campaign counts for channels of one currency only: money of several never mixes."""
    lacking = _lacking(body, field)
    used = sorted({channels[body.channels[index].configuration_id].currency for index in lacking})
    if len(used) < 2:
        return []
    told = []
    for index in lacking:
        channel = channels[body.channels[index].configuration_id]
        words = {"currencies": ", ".join(used), "channel": channel.name, "currency": channel.currency}
        told.append(FieldError(f"/channels/{index}/{field}", "amount_per_channel", filled(PER_CHANNEL, **words)))
    return told


def _decimal_faults(stated: Sequence[tuple[str, Decimal | None, int | None]], channels: Mapping[int, Channel]) -> list[FieldError]:
    """Amounts finer than money of their currency can be; those of the whole campaign must fit every channel."""
    faults = []
    for pointer, value, channel_id in stated:
        if value is None:
            continue
        currencies = [channels[channel_id].currency] if channel_id is not None else sorted({each.currency for each in channels.values()})
        for currency in currencies:
            decimals = currency_decimals(currency)
            if value != value.quantize(Decimal(1).scaleb(-decimals)):
                faults.append(FieldError(pointer, "too_many_decimals", filled(TOO_FINE, currency=currency, decimals=decimals)))
                break
    return faults


def _scope_faults(body: CampaignIn) -> list[FieldError]:
    products = body.products
    narrowing = products.narrowing
    has_some = {
        "all": True,
        "products": bool(products.product_ids or products.skus),
        "categories": bool(products.category_ids),
        "filter": narrowing is not None and bool(narrowing.q or narrowing.category_id or narrowing.brand),
    }
    pointers = {"products": "/products/product_ids", "categories": "/products/category_ids", "filter": "/products/narrowing"}
    return [] if has_some[products.scope] else [FieldError(pointers[products.scope], "nothing_named", NOTHING_NAMED)]


def filled(text: Text, **words: object) -> Text:
    """The text with its fields filled in, in every language."""
    return {lang: text[lang].format(**words) for lang in LANGUAGES}


def members_of(
    scope: CampaignScope,
    chosen: Collection[int],
    categories: Collection[int],
    narrowing: Mapping[str, object] | None,
    left_out: Collection[int],
) -> Members:
    """The rule for a campaign's products, as typed or as kept."""
    if scope != "filter" or narrowing is None:
        return Members(scope, frozenset(chosen), frozenset(categories), left_out=frozenset(left_out))
    brand, category_id = narrowing.get("brand"), narrowing.get("category_id")
    return Members(
        scope,
        words=tuple(search_key(str(narrowing.get("q") or "")).split()),
        category_id=category_id if isinstance(category_id, int) else None,
        brand=search_key(str(brand)) if brand else None,
        left_out=frozenset(left_out),
    )
