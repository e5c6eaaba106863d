"""What the lists of planning share: finding products by words, and orders that would tell costs."""

from sqlalchemy import Select, select

from fluxion.base.paging import Ask
from fluxion.base.search import matches
from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.values.errors import Forbidden

SEE_COST = "insights.see_cost"


def products_found(q: str) -> Select[int]:
    """The ids of the products that the words find."""
    return select(catalog.Product.id).where(matches(catalog.Product.search, q))


def require_cost_order(work: Work, ask: Ask, name: str, default: str, without_cost: str) -> str:
    """The order of a list when none is asked for; refuses an order by cost to whoever may not see costs."""
    if work.actor.may(SEE_COST):
        return default
    if ask.sort.removeprefix("-") == name:
        raise Forbidden(right=SEE_COST)
    return without_cost
