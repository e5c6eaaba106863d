"""Which prices of a list lie below their floor: the draft's where there is one, at any quantity."""

import numpy as np
from sqlalchemy import bindparam, select
from sqlalchemy.sql.elements import ColumnElement

from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.reads.in_force import draft_rows, stated_at
from fluxion.domains.prices.reads.lists import OPEN
from fluxion.domains.prices.reads.scaled import columns
from fluxion.domains.prices.rules.lists import lowest_price
from fluxion.domains.prices.tables import PriceConfiguration, PriceList, PriceListVersion
from fluxion.values.money import MONEY_SCALE


def is_below_floor(work: Work, owner: PriceList) -> ColumnElement[bool]:
    """The condition that the price of a product in a list lies below its floor; needs the right to see costs."""
    work.require("insights.see_cost")
    found = products_below_floor(work, owner)
    # Whole numbers are written into the statement: a list may have more of them than a statement has places for values.
    return Product.id.in_(bindparam("below_floor", found, expanding=True, literal_execute=True))


def products_below_floor(work: Work, owner: PriceList) -> list[int]:
    """The products of a list whose price, or a break of it, lies below their cost or their minimum, by id."""
    work.require("insights.see_cost")
    opened = work.db.scalar(select(PriceListVersion.id).where(PriceListVersion.list_id == owner.id, PriceListVersion.state.in_(OPEN)))
    stated = stated_at(work.db, owner.id, work.now) | (draft_rows(work.db, opened) if opened is not None else {})
    prices = {product: lowest_price(each, owner.currency) for product, each in stated.items()}
    lowest = {product: price for product, price in prices.items() if price is not None}
    if not lowest:
        return []
    channel = work.db.get(PriceConfiguration, owner.configuration_id) if owner.configuration_id else None
    held = columns(work, list(lowest), owner.currency, channel, work.now)
    asked = np.array([int(lowest[each].scaleb(MONEY_SCALE)) for each in held.product_id.tolist()], np.int64)
    return [int(each) for each in held.product_id[asked < held.floors()]]
