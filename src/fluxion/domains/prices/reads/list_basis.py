"""What the prices of products are held against in a channel or a list, for whoever looks for better ones."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from fluxion.base.bulk import batches
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.prices.reads.bases import Basis, bases
from fluxion.domains.prices.reads.in_force import stated_at
from fluxion.domains.prices.reads.quotes import quote
from fluxion.domains.prices.shapes.quotes import MOST_LINES, QuoteAsk, QuoteLineIn
from fluxion.domains.prices.tables import PriceConfiguration, PriceList
from fluxion.kernels.pricing import NEUTRAL, Configuration, Strategy
from fluxion.values.errors import NotFound


@dataclass(frozen=True)
class ListBasis:
    """The price of one unit before breaks and campaigns, and what bounds it; `price` is None where nothing gives one.

    It is None as well where the product's own minimum cannot be told in the currency: no rate takes it there.
    """

    configuration: Configuration
    cost: Decimal | None
    price: Decimal | None
    strategy: Strategy


@dataclass(frozen=True)
class ListBases:
    """The bases of products in a channel or a list, in one currency."""

    channel: str | None
    price_list: Named | None
    currency: str
    by_product: dict[int, ListBasis]


def list_bases(work: Work, product_ids: Collection[int], channel_id: int | None = None, list_id: int | None = None) -> ListBases:
    """Today's list price of products with their configuration, cost, minimum and maximum: in a list, else as the channel quotes them.

    Refuses an unknown channel; raises NotFound for an unknown list.
    """
    work.require("prices.read")
    if list_id is not None:
        return _of_list(work, product_ids, list_id)
    found: dict[int, ListBasis] = {}
    channel = None if channel_id is None else work.db.get(PriceConfiguration, channel_id)
    name: str | None = None
    currency: str | None = None
    for some in batches(sorted(product_ids), MOST_LINES):
        lines = [QuoteLineIn(product_id=each) for each in some]
        told = quote(work, QuoteAsk(lines=lines, channel_id=channel_id, currency=currency))
        name, currency = (told.channel.name if told.channel else None), told.currency
        held = bases(work, some, currency, channel, work.now)
        found |= {line.product.id: _basis(held[line.product.id], line.base_price) for line in told.lines}
    return ListBases(name, None, currency or work.settings.currency, found)


def _of_list(work: Work, product_ids: Collection[int], list_id: int) -> ListBases:
    owner = work.db.get(PriceList, list_id)
    if owner is None:
        raise NotFound
    channel = work.db.get(PriceConfiguration, owner.configuration_id) if owner.configuration_id else None
    held = bases(work, product_ids, owner.currency, channel, work.now)
    stated = stated_at(work.db, owner.id, work.now, product_ids)
    found = {each: _basis(basis, stated[each].price if each in stated else None) for each, basis in held.items()}
    return ListBases(channel.name if channel else None, Named(id=owner.id, code=owner.code, name=owner.name), owner.currency, found)


def _basis(held: Basis, price: Decimal | None) -> ListBasis:
    known = None if held.strategy is None else price
    return ListBasis(held.configuration, held.cost, known, held.strategy or NEUTRAL)
