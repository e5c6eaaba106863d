"""From the way to a base price to the answer for a line: breaks, the best campaign, the floor, and what is said of each. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from fluxion.base.web import Named
from fluxion.domains.catalog import ProductRef
from fluxion.domains.prices.rules.campaigns import Offer
from fluxion.domains.prices.rules.quote_words import said
from fluxion.domains.prices.rules.resolving import Candidate, Found, Step, Unit, Way, unit_price
from fluxion.domains.prices.shapes.lists import BreakView
from fluxion.domains.prices.shapes.quotes import CampaignOf, Looked, QuoteLine
from fluxion.kernels.pricing import Layer, Rung, half_up, rung_price
from fluxion.values.money import currency_decimals, plain


class Held(Protocol):
    """What a price is held against; `no_rate` where nobody can tell for want of an exchange rate."""

    @property
    def no_rate(self) -> bool: ...

    def floor(self) -> tuple[Decimal, Layer] | None: ...

    def left(self, price: Decimal | None) -> tuple[Decimal | None, Decimal | None]: ...


@dataclass(frozen=True)
class Terms:
    """What the lines of a quote share; `company` is the company's own currency, which the catalogue is in."""

    currency: str
    policy: str
    lang: str
    sees_cost: bool
    has_channel: bool
    company: str = ""


@dataclass(frozen=True)
class Line:
    """A line as it is known before it is answered; offers come with their price in the currency of the quote, the best first."""

    product: Any
    quantity: Decimal
    way: Way
    basis: Held
    offers: Sequence[tuple[Offer, Decimal]]


def quote_line(line: Line, terms: Terms) -> QuoteLine:
    """The answer for a line."""
    found, steps = line.way.found, list(line.way.steps)
    shown = {"product": _product(line.product), "quantity": line.quantity}
    if found is None:
        warnings = [*_inactive(line), "no_price"]
        return QuoteLine(**_NOTHING, **shown, warnings=warnings, trail=[_looked(step, terms) for step in steps])
    if line.basis.no_rate and terms.policy == "block":
        looked = [*(_looked(replace(step, used=False), terms) for step in steps), _floor_step("floor_refused", terms)]
        return QuoteLine(**_NOTHING, **shown, warnings=[*_inactive(line), "not_protected", "no_price"], trail=looked)
    unit = unit_price(found, line.quantity, terms.currency)
    said_of_breaks = _break_step(found, unit, terms)
    price, decider, offer, campaigns = _with_campaign(unit, line.offers, terms)
    price, decider, floor, held, warned = _with_floor(price, decider, line.basis, terms)
    contribution, margin = line.basis.left(price) if terms.sees_cost else (None, None)
    return QuoteLine(
        **shown,
        price=price,
        amount=half_up(Fraction(price) * Fraction(line.quantity), currency_decimals(terms.currency)),
        base_price=found.price,
        layer=found.layer,
        decided_by=decider,
        price_list=_list(found.candidate),
        list_version=found.version,
        rung=_rung(found, unit.rung, terms) if decider == "break" else None,
        next_rung=_rung(found, unit.next_rung, terms) if decider in ("list", "break") else None,
        campaign=_campaign(offer) if decider == "campaign" else None,
        floor=floor[0] if floor and terms.sees_cost else None,
        floor_layer=floor[1] if floor and terms.sees_cost else None,
        contribution=contribution,
        margin_percent=margin,
        warnings=[*_inactive(line), *warned],
        trail=[*(_looked(step, terms) for step in steps), said_of_breaks, *campaigns, *held],
    )


_NOTHING: dict[str, Any] = dict.fromkeys(
    ("price", "amount", "base_price", "layer", "decided_by", "price_list", "list_version", "rung", "next_rung", "campaign", "floor")
) | dict.fromkeys(("floor_layer", "contribution", "margin_percent"))


def _with_campaign(unit: Unit, offers: Sequence[tuple[Offer, Decimal]], terms: Terms) -> tuple[Decimal, str, Offer | None, list[Looked]]:
    """The lower of the price there is and the best offer: nothing is added up."""
    if not offers:
        code = "no_campaign" if terms.has_channel else "no_channel"
        return unit.price, unit.decided_by, None, [Looked(layer="campaign", code=code, used=False, message=said(code, terms.lang))]
    price, decider, chosen, steps = unit.price, unit.decided_by, None, []
    for place, (offer, offered) in enumerate(offers):
        wins = place == 0 and offered < unit.price
        if wins:
            price, decider, chosen = offered, "campaign", offer
        code = "campaign_used" if wins else "campaign_dearer"
        message = said(code, terms.lang, name=offer.campaign.name)
        steps.append(Looked(layer="campaign", code=code, used=wins, message=message, price=offered))
    return price, decider, chosen, steps


def _with_floor(
    price: Decimal, decider: str, basis: Held, terms: Terms
) -> tuple[Decimal, str, tuple[Decimal, Layer] | None, list[Looked], list[str]]:
    """The price above its floor as the policy says; what lies below is told only to those who may see costs, unless it was raised."""
    floor = basis.floor()
    code, warned = "floor_kept", []
    if floor is None:
        code = "no_floor"
    elif terms.policy == "off":
        code = "floor_off"
    elif price < floor[0] and terms.policy == "block":
        price, decider, code = floor[0], floor[1] if terms.sees_cost else "floor", "floor_raised"
    elif price < floor[0]:
        code = "floor_warned"
        warned = ["below_floor"] if terms.sees_cost else []
    if basis.no_rate and terms.policy == "warn":
        unknown = [_floor_step("floor_unknown", terms)]
        return price, decider, floor, unknown, [*warned, "not_protected"]
    if not terms.sees_cost and code != "floor_raised":
        return price, decider, floor, [], warned
    shown = floor[0] if floor and terms.sees_cost else None
    step = Looked(layer="floor", code=code, used=code == "floor_raised", message=said(code, terms.lang), price=shown)
    return price, decider, floor, [step], warned


def _floor_step(code: str, terms: Terms) -> Looked:
    return Looked(layer="floor", code=code, used=False, message=said(code, terms.lang, currency=terms.currency))


def _break_step(found: Found, unit: Unit, terms: Terms) -> Looked:
    if unit.rung is not None:
        message = said("break_reached", terms.lang, least=plain(unit.rung.from_quantity))
        return Looked(layer="break", code="break_reached", used=True, message=message, price=unit.price)
    if not found.rungs:
        return Looked(layer="break", code="no_breaks", used=False, message=said("no_breaks", terms.lang))
    first = min(found.rungs, key=lambda rung: rung.from_quantity)
    message = said("break_not_reached", terms.lang, least=plain(first.from_quantity))
    return Looked(layer="break", code="break_not_reached", used=False, message=message)


def _looked(step: Step, terms: Terms) -> Looked:
    group = step.candidate.group if step.candidate else None
    own = step.candidate.currency if step.candidate else terms.company
    return Looked(
        layer=step.layer,
        code=step.code,
        used=step.used,
        message=said(step.code, terms.lang, own=own, currency=terms.currency),
        price_list=_list(step.candidate),
        group=Named(id=group[0], code=group[1], name=group[2]) if group else None,
        price=step.price,
    )


def _rung(found: Found, rung: Rung | None, terms: Terms) -> BreakView | None:
    if rung is None:
        return None
    price = rung_price(found.price, [rung], rung.from_quantity, terms.currency)[0]
    return BreakView(least=rung.from_quantity, kind=rung.kind, value=rung.value, price=price)


def _list(candidate: Candidate | None) -> Named | None:
    return Named(id=candidate.id, code=candidate.code, name=candidate.name) if candidate else None


def _campaign(offer: Offer | None) -> CampaignOf | None:
    if offer is None:
        return None
    return CampaignOf(**{name: getattr(offer.campaign, name) for name in ("id", "code", "name", "badge_text", "badge_color", "ends_at")})


def _product(row: Any) -> ProductRef:
    return ProductRef(id=row.id, sku=row.sku, name=row.name, category=row.category)


def _inactive(line: Line) -> list[str]:
    return [] if line.product.active else ["product_inactive"]
