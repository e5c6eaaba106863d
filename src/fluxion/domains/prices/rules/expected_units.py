"""How many units a campaign is expected to sell of what nobody said: as many a day as were sold of late."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

SOLD_DAYS = 28
"""Days whose sales say the pace."""
_DAYS = timedelta(days=SOLD_DAYS)
_TENTH = 100


def paced(sold: Mapping[int, Decimal], lasts: timedelta) -> dict[int, int]:
    """Units sold in 28 days as those of a campaign that lasts so long, in thousandths, to the tenth of a unit half up.

    >>> paced({1: Decimal(14), 2: Decimal("0.5"), 3: Decimal(-2)}, timedelta(days=3))
    {1: 1500, 2: 100}
    """
    over, under = lasts // timedelta(microseconds=1), _DAYS // timedelta(microseconds=1)
    thousandths = ((product, int(units.scaleb(3))) for product, units in sold.items() if units > 0)
    return {product: (2 * units * over + _TENTH * under) // (2 * _TENTH * under) * _TENTH for product, units in thousandths}
