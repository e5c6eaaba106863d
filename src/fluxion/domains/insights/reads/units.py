"""How many units of each product were sold lately, to weigh what a change of many prices is worth."""

from datetime import timedelta
from decimal import Decimal

from fluxion.base.work import Work
from fluxion.domains import history
from fluxion.domains.insights.reads.scope import HERE, ask

THOUSANDTH = Decimal("0.001")
_SOLD = (
    f"select product_id, sum(units - returned) as units from day_sales where day between $first and $last and {HERE} group by product_id"
)


def units_sold(work: Work, days: int = 90) -> dict[int, Decimal]:
    """Units sold less those returned of each product in the last days with sales, in the locations the person may see."""
    work.require("insights.read")
    until = history.data_until(work)
    if until is None:
        return {}
    locations = None if work.actor.locations is None else sorted(work.actor.locations)
    rows = ask(work, _SOLD, {"first": until - timedelta(days=days - 1), "last": until, "locations": locations})
    return {int(product): Decimal(str(units)).quantize(THOUSANDTH) for product, units in rows}
