"""Which price a buyer gets: customer, then segment, channel, base, computed, catalogue; and why each place was used or passed over. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from fluxion.domains.prices.rules.lists import Stated
from fluxion.domains.prices.shapes.quotes import PriceLayer
from fluxion.kernels.pricing import Rung, half_up, rung_price
from fluxion.values.money import currency_decimals

LAYERS: tuple[PriceLayer, ...] = ("customer", "segment", "channel", "base")
"""Where lists are looked for, in this order; what they do not have is computed, and last taken from the catalogue."""
PUBLIC: tuple[PriceLayer, ...] = ("channel", "base")
"""Layers that give everybody in a channel the same price."""
Convert = Callable[[Decimal, str], Fraction | None]
"""An amount of a currency in that of the quote before any rounding, or None where no rate is known."""


class Group(NamedTuple):
    """A group of customers, as far as prices ask for it."""

    id: int
    code: str
    name: str
    priority: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A list that might give the price; `rank` is the priority of its group, for segments."""

    id: int
    code: str
    name: str
    layer: PriceLayer
    currency: str
    priority: int
    active: bool
    configuration_id: int | None = None
    group: tuple[int, str, str] | None = None
    rank: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Layer first; within it the larger priority of the group, then of the list, then the older list."""
        return (LAYERS.index(self.layer), -self.rank, -self.priority, self.id)


@dataclass(frozen=True, slots=True)
class Step:
    """One place where a price was looked for."""

    layer: str
    code: str
    used: bool = False
    candidate: Candidate | None = None
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A base price in the currency of the quote, its breaks, and where it came from."""

    layer: PriceLayer
    price: Decimal
    rungs: tuple[Rung, ...] = ()
    candidate: Candidate | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of whoever asks: a customer with or without groups, a channel, the currency and the moment."""

    currency: str
    at: datetime
    channel_id: int | None = None
    has_customer: bool = False
    has_group: bool = False


@dataclass(slots=True)
class Fallback:
    """What there is where no list has a price, or the reason there is nothing."""

    computed: Decimal | None = None
    computed_code: str = "no_channel"
    catalogue: Decimal | None = None
    catalogue_code: str = "no_price"


@dataclass(slots=True)
class Way:
    """The price found, if any, and the whole way to it."""

    found: Found | None = None
    steps: list[Step] = field(default_factory=list)


def resolve(
    asked: Asked, candidates: Sequence[Candidate], stated: Mapping[int, tuple[Stated, int]], fallback: Fallback, convert: Convert
) -> Way:
    """The first price in the order of the layers. `candidates` are in `order`; `stated` says, by list, what it holds of the product."""
    way = Way()
    for layer in LAYERS:
        mine = [each for each in candidates if each.layer == layer]
        if not mine:
            way.steps.append(Step(layer, nobody(layer, asked)))
        for candidate in mine:
            _look(way, asked, candidate, stated.get(candidate.id), convert)
    _fall_back(way, "computed", fallback.computed, fallback.computed_code)
    _fall_back(way, "catalogue", fallback.catalogue, fallback.catalogue_code)
    return way


def nobody(layer: PriceLayer, asked: Asked) -> str:
    """Why a layer has no list for whoever asks."""
    if layer in ("customer", "segment") and not asked.has_customer:
        return "no_customer"
    if layer == "segment" and not asked.has_group:
        return "no_group"
    if layer == "channel" and asked.channel_id is None:
        return "no_channel"
    return "no_list"


def unusable(candidate: Candidate, asked: Asked) -> str | None:
    """Why a list does not count for whoever asks; None when it does."""
    if not candidate.active:
        return "list_off"
    if candidate.starts_at is not None and candidate.starts_at > asked.at:
        return "list_not_yet"
    if candidate.ends_at is not None and candidate.ends_at <= asked.at:
        return "list_over"
    if candidate.configuration_id is not None and candidate.configuration_id != asked.channel_id:
        return "other_channel"
    return None


def in_currency(stated: Stated, own: str, currency: str, convert: Convert) -> tuple[Decimal, tuple[Rung, ...]] | None:
    """A price and its breaks in the currency of the quote, converted before they are rounded; None where no rate is known."""
    if stated.price is None:
        return None
    if own == currency:
        return half_up(stated.price, currency_decimals(currency)), stated.rungs
    decimals, price, rungs = currency_decimals(currency), convert(stated.price, own), []
    if price is None:
        return None
    for rung in stated.rungs:
        value = rung.value if rung.kind == "percentage" else convert(rung.value, own)
        if value is None:
            return None
        rungs.append(Rung(rung.from_quantity, rung.kind, rung.value if rung.kind == "percentage" else half_up(value, decimals)))
    return half_up(price, decimals), tuple(rungs)


def _look(way: Way, asked: Asked, candidate: Candidate, held: tuple[Stated, int] | None, convert: Convert) -> None:
    code, price = unusable(candidate, asked), None
    if code is None and held is None:
        code = "not_in_list"
    if code is None and held is not None:
        made = in_currency(held[0], candidate.currency, asked.currency, convert)
        if made is None:
            code = "no_rate"
        elif made[0] <= 0:
            code = "nothing_left"
        else:
            price = made[0]
            code = "used" if way.found is None else "lower"
            if way.found is None:
                way.found = Found(candidate.layer, price, made[1], candidate, held[1])
    way.steps.append(Step(candidate.layer, code or "", code == "used", candidate, price))


def _fall_back(way: Way, layer: PriceLayer, price: Decimal | None, code: str) -> None:
    if way.found is not None:
        way.steps.append(Step(layer, "lower", price=price))
    elif price is None:
        way.steps.append(Step(layer, code))
    else:
        way.found = Found(layer, price)
        way.steps.append(Step(layer, "used", True, price=price))


@dataclass(frozen=True, slots=True)
class Unit:
    """The price of one unit at a quantity: who decided it, and the rung reached and the next one."""

    price: Decimal
    decided_by: str
    rung: Rung | None = None
    next_rung: Rung | None = None


def unit_price(found: Found, quantity: Decimal, currency: str) -> Unit:
    """The price at a quantity: every break is off the base price, and the deepest rung reached applies.

    >>> steps = (Rung(Decimal(12), "percentage", Decimal(5)), Rung(Decimal(48), "percentage", Decimal(20)))
    >>> str(unit_price(Found("base", Decimal("10.00"), steps), Decimal(50), "USD").price)
    '8.00'
    """
    price, rung = rung_price(found.price, found.rungs, quantity, currency)
    further = [each for each in found.rungs if each.from_quantity > quantity]
    cheaper = [each for each in further if rung_price(found.price, [each], each.from_quantity, currency)[0] < price]
    following = min(cheaper, key=lambda each: each.from_quantity, default=None)
    own = found.layer if found.layer in ("computed", "catalogue") else "list"
    return Unit(price, "break" if rung is not None else own, rung, following)
