"""What a quantity costs: at the price break it reaches, and in the company's money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.inputs import Flags, Floats, Inputs, Ints
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.stocking import Breaks, break_prices

BUDGETED_AT = ("none", "paid", "catalogue", "unknown")
"""What the budgets of company and location count of a line: what is paid for it, the catalogue's cost for lack of an exchange
rate, nothing for lack of both; `none` where no such budget binds it."""
NONE, PAID, CATALOGUE, UNKNOWN = range(len(BUDGETED_AT))
_HAIR = 1e-9


@dataclass(frozen=True)
class Prices:
    """What each series is bought at: the supplier's cost without a break and its breaks, in its currency; `worth` of that money at home.

    `worth` is the exchange rate (`is_rate`), else the catalogue's cost over the supplier's, else NaN.
    """

    cost: Floats
    catalogue: Floats
    breaks: Breaks
    worth: Floats
    is_rate: Flags

    def at(self, quantity: Floats, rows: Ints | None = None) -> tuple[Floats, Floats]:
        """What a unit costs at these quantities of all series, or of some, and from how many on it does (0: always)."""
        if rows is None:
            return break_prices(quantity, self.cost, self.breaks)
        return break_prices(quantity, self.cost[rows], self.breaks.rows(rows))

    def dearest(self, rows: Ints) -> Floats:
        """The highest price that fewer units of these series can have."""
        breaks = self.breaks.rows(rows)
        dear = self.cost[rows].copy()
        np.fmax.at(dear, np.repeat(np.arange(len(rows)), np.diff(breaks.ptr)), breaks.cost)
        return dear

    def at_home(self, unit_cost: Floats, rows: Ints) -> tuple[Floats, NDArray[np.int8]]:
        """What units of these series at these costs take of a budget in the company's money, and how it is known (`BUDGETED_AT`)."""
        paid = unit_cost * self.worth[rows]
        stated = np.where(np.isnan(paid), self.catalogue[rows], paid)
        how = np.where(self.is_rate[rows] & ~np.isnan(paid), PAID, np.where(np.isnan(stated), UNKNOWN, CATALOGUE))
        return np.nan_to_num(stated), how.astype(np.int8)


def take_prices(inputs: Inputs, series: Series) -> Prices:
    """The prices of every series, as the supplier chosen for its product sells it."""
    products, row = inputs.products, series.product
    rate = inputs.minimums.rate_of(products.supplier_id)
    is_rate = ~np.isnan(rate)
    with np.errstate(divide="ignore", invalid="ignore"):
        implied = np.where(products.buy_cost > 0, products.cost / products.buy_cost, np.nan)
    breaks = products.breaks or Breaks.none(len(products.id))
    return Prices(products.buy_cost[row], products.cost[row], breaks.rows(row), np.where(is_rate, rate, implied)[row], is_rate[row])
