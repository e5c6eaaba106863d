"""Cost sheets that follow the catalogue: a cost typed there takes the place of the product's own cost in its sheet."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from decimal import Decimal

from sqlalchemy import select

from fluxion.base.bulk import batches
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.actions.versions import replace_own
from fluxion.domains.prices.tables import CostSheet

RIGHT = "catalog.edit_product"


@contextmanager
def costs_followed(work: Work, product_ids: Collection[int]) -> Iterator[None]:
    """Edit products within it: where their cost in the catalogue is another afterwards, their sheets say so from today on.

    The rest of a sheet stays. Products without a sheet have none to follow, and a cost that is taken away leaves the sheet as it
    is. A cost that no exchange rate brings together with the rest of its sheet is announced and left out.
    """
    work.require(RIGHT)
    ids = sorted(set(product_ids))
    before = _costs(work, ids)
    yield
    work.db.flush()
    after = _costs(work, ids)
    changed = [product for product, cost in after.items() if cost and cost != before[product]]
    for some in batches(changed):
        query = select(CostSheet).where(CostSheet.product_id.in_(some)).order_by(CostSheet.id).with_for_update()
        for sheet in list(work.db.scalars(query)):
            cost = after[sheet.product_id] or Decimal(0)
            replace_own(work, sheet, cost, work.settings.currency, work.today, "catalog", None, on_behalf_of=RIGHT)


def _costs(work: Work, ids: Collection[int]) -> dict[int, Decimal | None]:
    """What the catalogue says that products cost; they stay locked, so that nobody changes them in between."""
    found: dict[int, Decimal | None] = {}
    for some in batches(sorted(ids)):
        query = select(Product.id, Product.cost).where(Product.id.in_(some)).order_by(Product.id).with_for_update()
        found |= {row.id: row.cost for row in work.db.execute(query)}
    return found
