"""Prices of many products at once, on whole numbers: the same cents as `price`, a thousand times faster.

What depends on configurations and promotions alone is worked out once, in exact fractions (`factors`), the rest row by row in machine code
(`machine`); rows that might not fit into 64 bits take the exact path.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.pricing import machine as at
from fluxion.kernels.pricing.factors import SCALE, Asked, configuration_table, maker_table, sale_table
from fluxion.kernels.pricing.machine import NONE, UNSAID, WIDTH
from fluxion.kernels.pricing.quoting import WARNINGS, Priced
from fluxion.kernels.pricing.terms import Decider
from fluxion.values.money import LARGEST

Ints = NDArray[np.int64]

DECIDERS: tuple[Decider, ...] = get_args(Decider)
_ROW = ("cost", "list_price", "kind", "competitor_price", "minimum", "maximum", "premium_multiplier")
_MONEY = {
    at.O_COMPUTED: "computed_price",
    at.O_LIST: "list_price",
    at.O_PRICE: "price",
    at.O_EVEN: "break_even_price",
    at.O_NET: "net",
    at.O_VAT: "vat",
    at.O_OTHER: "other_taxes",
    at.O_PAID: "deductions_total",
    at.O_INVOICE_VAT: "invoice_vat",
    at.O_INVOICE_OTHER: "invoice_other_taxes",
    at.O_COST: "cost",
    at.O_LEFT: "contribution",
    at.O_REGULAR: "regular_contribution",
}
_TENTHS = {
    at.O_SAFE: "largest_safe_discount_percent",
    at.O_EXTRA: "extra_units_to_keep_profit_percent",
    at.O_ON_PRICE: "margin_on_price_percent",
    at.O_ON_COST: "margin_on_cost_percent",
}


_LARGEST_SAID = Decimal(4 * 10**14)
"""Amounts without faults stay below; percentages beyond say nothing (a price of millions on a cost of nothing)."""
_SIGNED = frozenset({at.O_LEFT, at.O_REGULAR, *_TENTHS})
_PLACES = {name: place for place, name in (_MONEY | _TENTHS).items()}


@dataclass(frozen=True)
class PricedMany:
    """Answers by row, by the names of `Priced`; `exact` tells which rows took the exact path."""

    decimals: Ints
    exact: NDArray[np.bool_]
    table: Ints

    def column(self, name: str) -> Ints:
        """Money in the smallest units of the row's currency (see `decimals`), percentages in tenths.

        What cannot be said is NONE; of what may be negative (contributions and percentages) UNSAID.
        """
        column: Ints = self.table[:, _PLACES[name]]
        return column

    def stored(self, name: str) -> Ints:
        """A money column in 10^-4, as tables keep it; what cannot be said stays NONE or UNSAID."""
        column = self.column(name)
        return np.where(column == (UNSAID if _PLACES[name] in _SIGNED else NONE), column, column * 10 ** (SCALE - self.decimals))

    @property
    def deciding(self) -> Ints:
        """Who decided each price, a position in `DECIDERS`; NONE where there is no price."""
        column: Ints = self.table[:, at.O_DECIDER]
        return column

    @property
    def protected(self) -> NDArray[np.bool_]:
        """Whether a floor made of the cost was on."""
        return np.asarray(self.table[:, at.O_PROTECTED] > 0)

    def warned(self, code: str) -> NDArray[np.bool_]:
        """Which rows are warned of this."""
        return np.asarray(self.table[:, at.O_WARNED] >> WARNINGS.index(code) & 1 > 0)

    def warnings(self, place: int) -> tuple[str, ...]:
        """The warnings of one row, in the order of `WARNINGS`."""
        bits = int(self.table[place, at.O_WARNED])
        return tuple(code for number, code in enumerate(WARNINGS) if bits >> number & 1)


def price_many(asked: Asked) -> PricedMany:
    """The prices of many rows, to the cent those of `price` for each.

    The guide's laptop at 50 % off, section 8.3, and one without a cost:

    >>> from fluxion.kernels.pricing.terms import Configuration, Deductions, Promotion
    >>> laptops = Configuration("EUR", deductions=Deductions(platform=Decimal(25)), method="gross_up", markup_percent=Decimal(30))
    >>> sale = Promotion("percentage", Decimal(50))
    >>> found = price_many(Asked([laptops], np.array([0, 0]), np.array([8_000_000, 0]), [sale], np.array([0, 0])))
    >>> found.column("list_price"), found.column("price"), [DECIDERS[code] for code in found.deciding if code >= 0]
    (array([138667,     -1]), array([106667,     -1]), ['break_even'])
    """
    configs, endings = configuration_table(asked)
    makers, maker = maker_table(asked)
    sales, sale = sale_table(asked)
    columns = [asked.columns["configuration"], maker, sale, *(asked.columns[name] for name in _ROW)]
    rows = np.ascontiguousarray(np.column_stack(columns))
    out = np.empty((len(asked), WIDTH), np.int64)
    exact = np.zeros(len(asked), np.bool_)
    at.every(rows, configs, makers, sales, endings, out, exact)
    decimals = np.array([each.decimals for each in asked.configurations], np.int64)[rows[:, at.R_CONFIGURATION]]
    exact |= (out[:, [at.O_COMPUTED, at.O_LIST, at.O_PRICE, at.O_EVEN]] >= (int(LARGEST) * 10**decimals)[:, None]).any(axis=1)
    for place in np.flatnonzero(exact):
        out[place] = _exactly(asked.priced(int(place)), int(decimals[place]))
    return PricedMany(decimals, exact, np.asfortranarray(out))


def _exactly(found: Priced, decimals: int) -> Ints:
    """An answer of the exact path as a row of whole numbers."""
    out = np.full(WIDTH, UNSAID, np.int64)
    for names, places in ((_MONEY, decimals), (_TENTHS, 1)):
        for column, name in names.items():
            value: Decimal | None = getattr(found, name)
            whole = None if value is None or abs(value) >= _LARGEST_SAID else int(value.scaleb(places))
            out[column] = (UNSAID if column in _SIGNED else NONE) if whole is None else whole
    out[at.O_DECIDER] = NONE if found.deciding_layer is None else DECIDERS.index(found.deciding_layer)
    out[at.O_PROTECTED] = found.protected
    out[at.O_WARNED] = sum(1 << WARNINGS.index(code) for code in found.warnings)
    return out
