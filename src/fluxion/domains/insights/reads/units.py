"""How many units of each product were sold lately, to weigh what a change of many prices is worth."""

from datetime import timedelta
from decimal import Decimal

from fluxion.base.work import Work
from fluxion.domains import history
from fluxion.domains.insights.reads.scope import HERE, ask

THOUSANDTH = Decimal("0.001")
_SOLD = "select product_id, sum(units - returned) as units from day_sales where day between $first and $last and {} group by product_id"
_STATEMENTS = {False: _SOLD.format(HERE), True: _SOLD.format(f"product_id = $product_id and {HERE}")}


def units_sold(work: Work, days: int = 90, product_id: int | None = None) -> dict[int, Decimal]:
    """Units sold less those returned of each product, or of one, in the last days with sales, in the locations the person may see."""
    work.require("insights.read")
    until = history.data_until(work)
    if until is None:
        return {}
    locations = None if work.actor.locations is None else sorted(work.actor.locations)
    given = {"first": until - timedelta(days=days - 1), "last": until, "locations": locations, "product_id": product_id}
    rows = ask(work, _STATEMENTS[product_id is not None], given)
    return {int(product): Decimal(str(units)).quantize(THOUSANDTH) for product, units in rows}
