"""What the price of one product is held against in a channel, for whoever looks for a better one."""

from dataclasses import dataclass
from decimal import Decimal

from fluxion.base.work import Work
from fluxion.domains.prices.reads.bases import bases
from fluxion.domains.prices.reads.quotes import quote
from fluxion.domains.prices.shapes.quotes import QuoteAsk, QuoteLineIn
from fluxion.domains.prices.tables import PriceConfiguration
from fluxion.kernels.pricing import NEUTRAL, Configuration, Strategy


@dataclass(frozen=True)
class ListBasis:
    """The price of one unit before breaks and campaigns, and what bounds it; `price` is None where nothing gives one.

    It is None as well where the product's own minimum cannot be told in the currency: no rate takes it there.
    """

    channel: str | None
    configuration: Configuration
    cost: Decimal | None
    price: Decimal | None
    strategy: Strategy


def list_basis(work: Work, product_id: int, channel_id: int | None) -> ListBasis:
    """Today's list price of a product in a channel with its configuration, cost, minimum and maximum; refuses an unknown channel."""
    told = quote(work, QuoteAsk(lines=[QuoteLineIn(product_id=product_id)], channel_id=channel_id))
    channel = None if channel_id is None else work.db.get(PriceConfiguration, channel_id)
    basis = bases(work, [product_id], told.currency, channel, work.now)[product_id]
    price = None if basis.strategy is None else told.lines[0].base_price
    name = None if told.channel is None else told.channel.name
    return ListBasis(name, basis.configuration, basis.cost, price, basis.strategy or NEUTRAL)
