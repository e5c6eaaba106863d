"""The one door to a price: what a buyer pays for products in a channel at a moment, and why."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Row

from fluxion.base.clock import local_day
from fluxion.base.work import Work
from fluxion.domains.prices.reads.bases import Basis
from fluxion.domains.prices.reads.campaign_offers import offers_at
from fluxion.domains.prices.reads.list_rows import SEE_COST
from fluxion.domains.prices.reads.quoted_goods import bases_in, catalogue_price, products_of
from fluxion.domains.prices.reads.quoting import asking_of, candidates_of, held_by
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.rules.campaigns import Offer, Tagged
from fluxion.domains.prices.rules.lists import UNKNOWN_CURRENCY
from fluxion.domains.prices.rules.quote_lines import Line, Terms, quote_line
from fluxion.domains.prices.rules.resolving import PUBLIC, Asked, Candidate, Fallback, Way, resolve, unusable
from fluxion.domains.prices.shapes.lists import ChannelOf
from fluxion.domains.prices.shapes.quotes import PriceQuote, QuoteAsk, QuoteLine
from fluxion.kernels.pricing import LAYERS as PROTECTING
from fluxion.kernels.pricing import half_up, list_price_of, up
from fluxion.values.errors import BadInput, FieldError
from fluxion.values.money import currency_decimals, is_currency


def quote(work: Work, ask: QuoteAsk) -> PriceQuote:
    """The price of every line for a customer in a channel at a moment, with the whole way to it.

    Lists are looked at by customer, segment, channel and base; what none has is computed from the cost, else taken from
    the catalogue. The best campaign of the channel wins where it is lower, and floors hold as the company's policy says.
    """
    work.require("prices.read")
    if ask.currency is not None and not is_currency(ask.currency):
        raise BadInput(errors=[FieldError("/currency", "unknown_currency", UNKNOWN_CURRENCY)])
    quoting = _Quoting(work, ask)
    lines = [quoting.line(index) for index in range(len(ask.lines))]
    totals = [line.amount for line in lines]
    channel = quoting.channel
    return PriceQuote(
        customer=quoting.buyer.customer,
        channel=ChannelOf(id=channel.id, name=channel.name, currency=channel.currency) if channel else None,
        price_type=channel.price_type if channel else None,
        currency=quoting.currency,
        at=quoting.at,
        lines=lines,
        total=_added(totals, quoting.currency),
    )


def _added(amounts: Sequence[Decimal | None], currency: str) -> Decimal | None:
    """The exact sum; None where an amount is not known."""
    known = [Fraction(each) for each in amounts if each is not None]
    return half_up(sum(known, Fraction(0)), currency_decimals(currency)) if len(known) == len(amounts) else None


class _Quoting:
    """Everything that the lines of one quote share, read once."""

    def __init__(self, work: Work, ask: QuoteAsk) -> None:
        self.work, self.ask, self.at = work, ask, ask.at or work.now
        # Statements past the ORM do not see what the work has not written yet.
        work.db.flush()
        self.day = local_day(self.at, work.settings.timezone)
        self.rates = rates_at(work, self.day)
        asking = asking_of(work, ask, self.at)
        self.buyer, self.channel, self.policy = asking.buyer, asking.channel, asking.policy
        self.rows = products_of(work, ask, self.day)
        self.products = {row.id: row for row in self.rows}
        self.ids = sorted(self.products)
        self.candidates = candidates_of(work, self.buyer)
        self.held = held_by(work, self.candidates, self.ids, self.at)
        self.currency = self._currency()
        self.bases = self._bases(self.currency)
        self.ways = {row.id: self._way(row) for row in self.products.values()}
        self.offers = self._offers()

    def line(self, index: int) -> QuoteLine:
        """One line of the answer."""
        row = self.rows[index]
        terms = Terms(
            self.currency,
            self.policy,
            self.work.lang,
            self.work.actor.may(SEE_COST),
            self.channel is not None,
            self.work.settings.currency,
        )
        line = Line(row, self.ask.lines[index].quantity, self.ways[row.id], self.bases[row.id], self.offers.get(row.id, []))
        return quote_line(line, terms)

    def _currency(self) -> str:
        if self.ask.currency is not None:
            return self.ask.currency
        if self.channel is not None:
            return self.channel.currency
        asked = self._asked("")
        having = {list_id for held in self.held.values() for list_id in held}
        usable = (each for each in self.candidates if each.id in having and unusable(each, asked) is None)
        first = next(usable, None)
        return first.currency if first else self.work.settings.currency

    def _asked(self, currency: str) -> Asked:
        return Asked(currency, self.at, self.buyer.channel_id, self.buyer.customer is not None, bool(self.buyer.groups))

    def _convert(self, amount: Decimal, own: str, currency: str) -> Fraction | None:
        if own == currency:
            return Fraction(amount)
        return self.rates.exact(amount, own, currency)

    def _bases(self, currency: str) -> dict[int, Basis]:
        terms = self.channel.terms if self.channel else None
        return bases_in(self.work, list(self.products.values()), currency, terms, self.day, self.rates)

    def _way(self, row: Row[Any], currency: str | None = None, candidates: Sequence[Candidate] | None = None) -> Way:
        """The way to the base price of a product: in the quote's currency, or in another and by some of the lists only."""
        wanted = currency or self.currency
        basis, fallback = self.bases[row.id], Fallback()
        if basis.is_channels:
            fallback.computed_code = "floor_unknown" if basis.no_rate else "no_cost"
            if basis.cost and basis.strategy is not None:
                computed = list_price_of(basis.configuration, basis.cost, basis.strategy).price
                fallback.computed = None if computed is None else self._rounded(computed, self.currency, wanted)
        if (price := catalogue_price(row)) is not None:
            fallback.catalogue = self._rounded(price, self.work.settings.currency, wanted)
            fallback.catalogue_code = "no_rate"
        chosen = self.candidates if candidates is None else candidates
        return resolve(self._asked(wanted), chosen, self.held[row.id], fallback, lambda amount, own: self._convert(amount, own, wanted))

    def _rounded(self, amount: Decimal, own: str, currency: str) -> Decimal | None:
        converted = self._convert(amount, own, currency)
        return None if converted is None else half_up(converted, currency_decimals(currency)) or None

    def _offers(self) -> dict[int, list[tuple[Offer, Decimal]]]:
        """What campaigns offer off the price that everybody in the channel pays, in the currency of the quote."""
        channel = self.channel
        if channel is None or not channel.has_campaigns:
            return {}
        public = [each for each in self.candidates if each.layer in PUBLIC]
        held = self.bases if channel.currency == self.currency else self._bases(channel.currency)
        tagged = []
        for row in self.products.values():
            own = self.ways[row.id].found
            is_public = own is not None and (own.candidate is None or own.candidate.layer in PUBLIC) and channel.currency == self.currency
            found = own if is_public else self._way(row, channel.currency, public).found
            if found is not None:
                tagged.append(Tagged(row.id, found.price, held[row.id].cost, held[row.id].strategy))
        offers = offers_at(self.work, channel, channel.terms, self.policy, tagged, self.at)
        return {product: self._offered(some, channel.currency) for product, some in offers.items()}

    def _offered(self, offers: Sequence[Offer], currency: str) -> list[tuple[Offer, Decimal]]:
        priced = []
        for offer in offers:
            converted = self._convert(offer.price, currency, self.currency)
            if converted is not None:
                # What a floor decided is rounded as floors are, or another currency's cents would pass below it.
                to_cents = up if offer.decider in PROTECTING else half_up
                priced.append((offer, to_cents(converted, currency_decimals(self.currency))))
        return priced
