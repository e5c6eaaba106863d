"""From which change on a version of a list needs a second person."""

from decimal import Decimal

from fluxion.base.work import Work
from fluxion.domains.prices.tables import PricePolicy

STARTS_WITH = Decimal(10)


def approval_threshold(work: Work) -> Decimal:
    """The change in percent above which publishing waits for approval; 10 until somebody decides otherwise."""
    work.require("prices.read")
    row = work.db.get(PricePolicy, 1)
    return row.approval_threshold_percent if row else STARTS_WITH
