"""What a product costs at a supplier when so many of it are bought."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from fluxion.base.bulk import batches
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.partners import Supplier
from fluxion.domains.purchases import rules
from fluxion.domains.purchases.tables import Supply

Bought = tuple[int, int, Decimal]
"""A product, the supplier it is bought from, and how much of it."""


@dataclass(frozen=True)
class Terms:
    """What a supplier asks for a product, in its currency: the cost without a break (None: unknown), and the breaks."""

    list_cost: Decimal | None
    breaks: tuple[rules.Break, ...] = ()

    def at(self, quantity: Decimal) -> Decimal | None:
        """The cost of a unit when so many are bought; None while nobody stated one."""
        return rules.cost_at(self.list_cost, self.breaks, quantity)


def terms_of(work: Work, supplier_id: int, currency: str, product_ids: Collection[int]) -> dict[int, Terms]:
    """The terms of known products at a supplier that sells in `currency`; what it states itself, else the product's cost."""
    found: dict[int, Terms] = {}
    for some in batches(sorted(set(product_ids))):
        query = select(Product.id, Product.cost, Supply.cost.label("stated"), Supply.price_breaks).where(Product.id.in_(some))
        query = query.outerjoin(Supply, (Supply.product_id == Product.id) & (Supply.supplier_id == supplier_id))
        for row in work.db.execute(query):
            cost = rules.cost_for(row.stated, row.cost, currency, work.settings.currency)
            found[row.id] = Terms(cost, rules.read_breaks(row.price_breaks))
    return found


def costs_at(work: Work, bought: Iterable[Bought]) -> dict[Bought, Decimal]:
    """What a unit costs by today's terms when so much of a product is bought from a supplier; left out where nobody stated it.

    For whoever may know costs, such as an action that puts them on an order; what is shown to people is their own to guard.
    """
    wanted = set(bought)
    currencies = {
        row.id: row.currency
        for some in batches(sorted({supplier for _, supplier, _ in wanted}))
        for row in work.db.execute(select(Supplier.id, Supplier.currency).where(Supplier.id.in_(some)))
    }
    found: dict[Bought, Decimal] = {}
    for supplier_id, currency in currencies.items():
        mine = [each for each in wanted if each[1] == supplier_id]
        terms = terms_of(work, supplier_id, currency, [product_id for product_id, _, _ in mine])
        for each in mine:
            if each[0] in terms and (cost := terms[each[0]].at(each[2])) is not None:
                found[each] = cost
    return found
