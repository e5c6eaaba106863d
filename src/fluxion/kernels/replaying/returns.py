"""Return on investment: what less stock, fewer stock-outs and less handwork are worth a year, to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

WEEKS_A_YEAR = 52
DAYS_A_YEAR = 365
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Assumptions:
    """The company's figures of a year (money) and the improvements reckoned with (shares between 0 and 1)."""

    inventory_value: Decimal
    lost_sales: Decimal
    obsolescence: Decimal
    hours_per_week: Decimal
    hourly_cost: Decimal
    yearly_sales: Decimal
    capital_cost: Decimal
    margin: Decimal
    overstock_reduction: Decimal
    lost_sales_recovered: Decimal
    obsolescence_reduction: Decimal
    time_saved: Decimal
    sales_growth: Decimal
    investment: Decimal


@dataclass(frozen=True)
class Return:
    """Benefit of a year by where it comes from, its sum, and how it compares with what is paid for it."""

    overstock: Decimal
    stock_outs: Decimal
    obsolescence: Decimal
    time: Decimal
    growth: Decimal
    benefit: Decimal
    roi: Decimal | None
    payback_days: Decimal | None


def yearly_return(given: Assumptions) -> Return:
    """The benefit of a year and its return.

    Overstock = inventory x reduction x cost of capital; stock-outs = lost sales x recovered x margin; obsolescence =
    obsolescence x reduction; time = hours a week x hourly cost x 52 x saved; growth = sales x growth x margin. Return =
    (benefit - investment) / investment; payback = investment / benefit x 365 days. None where it would divide by nothing.

    The worked table of a distributor with sales of 10 million:

    >>> d = Decimal
    >>> ten_million = Assumptions(d(1_500_000), d(500_000), d(45_000), d(20), d(25), d(10_000_000), d("0.15"), d("0.20"),
    ...                           d("0.30"), d("0.45"), d("0.50"), d("0.60"), d("0.12"), d(18_588))
    >>> found = yearly_return(ten_million)
    >>> [str(each) for each in (found.overstock, found.stock_outs, found.obsolescence, found.time, found.growth, found.benefit)]
    ['67500.00', '45000.00', '22500.00', '15600.00', '240000.00', '390600.00']
    >>> str(found.roi), str(found.payback_days)
    ('20.0136', '17.4')
    """
    overstock = _cents(given.inventory_value * given.overstock_reduction * given.capital_cost)
    stock_outs = _cents(given.lost_sales * given.lost_sales_recovered * given.margin)
    obsolescence = _cents(given.obsolescence * given.obsolescence_reduction)
    time = _cents(given.hours_per_week * given.hourly_cost * WEEKS_A_YEAR * given.time_saved)
    growth = _cents(given.yearly_sales * given.sales_growth * given.margin)
    benefit = overstock + stock_outs + obsolescence + time + growth
    paid = given.investment
    return Return(
        overstock=overstock,
        stock_outs=stock_outs,
        obsolescence=obsolescence,
        time=time,
        growth=growth,
        benefit=benefit,
        roi=((benefit - paid) / paid).quantize(Decimal("0.0001"), ROUND_HALF_UP) if paid > 0 else None,
        payback_days=(paid / benefit * DAYS_A_YEAR).quantize(Decimal("0.1"), ROUND_HALF_UP) if benefit > 0 else None,
    )


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
