"""From which change on a version of a list needs a second person, and who may change what prices and floors are made of."""

from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import select

from fluxion.base.bulk import batches
from fluxion.base.work import Work
from fluxion.domains.prices.errors.costs import CostsHidden
from fluxion.domains.prices.reads.configurations import STARTS_WITH, below_cost_policy
from fluxion.domains.prices.tables import CostSheet, PricePolicy

SEE_COST = "insights.see_cost"


def approval_threshold(work: Work) -> Decimal:
    """The change in percent above which publishing waits for approval; 10 until somebody decides otherwise."""
    work.require("prices.read")
    row = work.db.get(PricePolicy, 1)
    return row.approval_threshold_percent if row else STARTS_WITH


def refuse_unseen_costs(work: Work) -> None:
    """Refuse whoever may not see costs: of what prices or floors are made, who changes one part and sees the result finds the rest."""
    if not work.actor.may(SEE_COST):
        raise CostsHidden(right=SEE_COST)


def followed_in_the_dark(work: Work, product_ids: Collection[int]) -> set[int]:
    """Those of the products whose prices follow competitors', where the actor may not see costs; none for whoever may.

    Such a price stops at floors, so that moving the competitor's would tell them.
    """
    work.require("prices.read")
    found: set[int] = set()
    if not work.actor.may(SEE_COST):
        for some in batches(sorted(product_ids)):
            query = select(CostSheet.product_id).where(CostSheet.product_id.in_(some), CostSheet.active, CostSheet.strategy != "neutral")
            found.update(work.db.scalars(query))
    return found


def is_floor_hidden(work: Work) -> bool:
    """Whether prices are held against floors that the actor may not know: being refused one price after the other would tell them."""
    work.require("prices.read")
    return below_cost_policy(work) == "block" and not work.actor.may(SEE_COST)
