"""The arithmetic of prices on scaled whole numbers, compiled: row by row what `quoting.price` does, or a flag where it would not fit.

Every quotient is taken as floor(a × b / c) with the remainder kept, so half up and rounding up are exact. Products may exceed 64 bits: the
quotient is first estimated in floating point, and the remainder of that estimate is exact in arithmetic modulo 2^64 because it is small. A row
whose quotient might not fit is flagged and left to the exact path.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.compiling import compiled
from fluxion.kernels.pricing.quoting import WARNINGS

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NONE = -1
"""What is not given, and what cannot be said of amounts that are never negative."""
UNSAID = -(2**62)
"""What cannot be said of figures that may be negative."""
LARGEST_FACTOR = 2**60
"""Numerators and denominators stay below this."""
_LARGEST_QUOTIENT = 2.0**50

# of a configuration
C_UNIT, C_COST_UNIT, C_B2B, C_GROSS, C_NET, C_NET_OF, C_VAT, C_VAT_OF, C_PAID, C_PAID_OF, C_EVEN, C_EVEN_OF = range(12)
C_INVOICE_VAT, C_INVOICE_OTHER, C_INVOICE_OF, C_STEP, C_CHARM_FROM, C_CHARM_TO, C_EXACT = range(12, 19)
# of a maker of list prices: what cost is multiplied by for the computed price and, with the premium multiplier, for the list price
M_BASE, M_BASE_OF, M_FULL, M_FULL_OF, M_WARNED, M_EXACT = range(6)
# of a promotion under a configuration
P_KIND, P_VALUE, P_VALUE_OF, P_COST, P_PRODUCT, P_CAMPAIGN, P_MARGIN, P_MARGIN_OF, P_EVEN, P_EVEN_OF, P_EXACT = range(11)
# of a row
R_CONFIGURATION, R_MAKER, R_PROMOTION, R_COST, R_LIST, R_KIND, R_COMPETITOR, R_MINIMUM, R_MAXIMUM, R_PREMIUM = range(10)
# of an answer; the seven from O_NET on are a waterfall
O_COMPUTED, O_LIST, O_PRICE, O_DECIDER, O_EVEN, O_SAFE, O_EXTRA, O_ON_PRICE, O_ON_COST, O_PROTECTED, O_WARNED = range(11)
O_NET, O_VAT, O_OTHER, O_PAID, O_LEFT, O_INVOICE_VAT, O_INVOICE_OTHER, O_REGULAR, O_COST = range(11, 20)
WIDTH = 20

W_COST, W_COMPETITOR, W_MAXIMUM, W_MINIMUM, W_BELOW_COST, W_BELOW_EVEN, W_RAISED = (
    1 << WARNINGS.index(code)
    for code in (
        "cost_missing",
        "competitor_missing",
        "maximum_applied",
        "minimum_applied",
        "below_cost",
        "below_break_even",
        "raised_above_list",
    )
)
D_PROMOTION, D_LIST, D_COST, D_PRODUCT, D_CAMPAIGN, D_MARGIN, D_EVEN = range(7)
HALF_UP, UP, DOWN = range(3)


@compiled
def divided(a: int, b: int, c: int, way: int) -> int:
    """a × b / c of numbers that are not negative, rounded half up, up or down; NONE where the quotient may not fit.

    >>> divided(10**18 + 9, 10**17, 10**18 + 10, HALF_UP) == NONE, divided(5_697, 1, 10, HALF_UP), divided(10**18 - 1, 10**15 - 1, 10**18, UP)
    (True, 570, 999999999999999)
    """
    guess = float(a) * float(b) / float(c)
    if not guess < _LARGEST_QUOTIENT:
        return NONE
    quotient = np.int64(guess)
    rest = np.int64(np.uint64(a) * np.uint64(b) - np.uint64(quotient) * np.uint64(c))
    while rest < 0:
        quotient -= 1
        rest += c
    while rest >= c:
        quotient += 1
        rest -= c
    if (way == UP and rest > 0) or (way == HALF_UP and 2 * rest >= c):
        quotient += 1
    return int(quotient)


@compiled
def signed(a: int, b: int, c: int) -> int:
    """a × b / c half up, away from zero, where a may be negative; UNSAID where it may not fit or c is nothing."""
    if c <= 0:
        return UNSAID
    size = divided(abs(a), b, c, HALF_UP)
    if size < 0:
        return UNSAID - 1
    return -size if a < 0 else size


@compiled
def charm_of(price: int, step: int, endings: Ints, first: int, last: int, floor: int) -> int:
    """The largest price with an allowed ending that is not above the price, unless that crosses the floor."""
    best = 0
    for place in range(first, last):
        if endings[place] <= price:
            best = max(best, (price - endings[place]) // step * step + endings[place])
    return best if best > 0 and best >= floor else price


@compiled
def listed(row: Ints, config: Ints, maker: Ints, endings: Ints, out: Ints) -> bool:
    """Fills in the computed price, the list price and the break-even price of a row; False where they may not fit."""
    cost, unit = row[R_COST], config[C_UNIT]
    out[O_WARNED] = maker[M_WARNED]
    out[O_COMPUTED] = out[O_EVEN] = out[O_COST] = price = NONE
    floor = 0
    if cost > 0 and maker[M_BASE] > 0:
        out[O_COMPUTED] = divided(cost, maker[M_BASE], maker[M_BASE_OF], HALF_UP)
        price = divided(cost, maker[M_FULL], maker[M_FULL_OF], HALF_UP)
        if out[O_COMPUTED] < 0 or price < 0:
            return False
    if cost > 0:
        out[O_COST] = divided(cost, 1, config[C_COST_UNIT], HALF_UP)
        floor = divided(cost, 1, config[C_COST_UNIT], UP)
        if out[O_COST] < 0 or floor < 0:
            return False
        if config[C_EVEN] > 0:
            out[O_EVEN] = divided(cost, config[C_EVEN], config[C_EVEN_OF], UP)
            if out[O_EVEN] < 0:
                return False
            floor = max(floor, out[O_EVEN])
    if row[R_LIST] >= 0:
        out[O_LIST] = divided(row[R_LIST], 1, unit, HALF_UP)
        return bool(out[O_LIST] >= 0)
    if row[R_KIND] > 0:
        if row[R_COMPETITOR] < 0:
            out[O_WARNED] |= W_COMPETITOR
        else:
            price = divided(row[R_COMPETITOR], (95 if row[R_KIND] == 1 else 110) * row[R_PREMIUM], 1_000_000 * unit, HALF_UP)
            if price < 0:
                return False
    out[O_LIST] = bounded(row, config, endings, price, floor, out) if price >= 0 else NONE
    return price < 0 or bool(out[O_LIST] >= 0)


@compiled
def bounded(row: Ints, config: Ints, endings: Ints, price: int, floor: int, out: Ints) -> int:
    """The price within the product's maximum and minimum, charmed."""
    unit = config[C_UNIT]
    if row[R_MAXIMUM] >= 0:
        most = divided(row[R_MAXIMUM], 1, unit, DOWN)
        if most < 0:
            return NONE
        if price > most:
            price = most
            out[O_WARNED] |= W_MAXIMUM
    if row[R_MINIMUM] >= 0:
        least = divided(row[R_MINIMUM], 1, unit, UP)
        if least < 0:
            return NONE
        floor = max(floor, least)
        if price < least:
            price = least
            out[O_WARNED] |= W_MINIMUM
    if config[C_STEP] > 0:
        return charm_of(price, config[C_STEP], endings, config[C_CHARM_FROM], config[C_CHARM_TO], floor)
    return price


@compiled
def discounted(base: int, sale: Ints) -> int:
    """The base price less the promotion's discount; NONE where it may not fit."""
    if sale[P_KIND] == 2:
        return int(sale[P_VALUE])
    off = sale[P_VALUE]
    if sale[P_KIND] == 0:
        off = divided(base, sale[P_VALUE], sale[P_VALUE_OF], HALF_UP)
        if off < 0:
            return NONE
    return int(max(base - off, 0))


@compiled
def promoted(row: Ints, config: Ints, sale: Ints, out: Ints) -> bool:
    """Fills in the promotional price under its floors and who decided it; False where a floor may not fit."""
    price, decider = discounted(out[O_LIST], sale), D_PROMOTION
    if price < 0:
        return False
    if price > out[O_LIST]:
        price, decider = out[O_LIST], D_LIST
    for layer in range(D_COST, D_EVEN + 1):
        floor = held(row, config, sale, layer)
        if floor == UNSAID:
            continue
        if floor < 0:
            return False
        if layer != D_PRODUCT and layer != D_CAMPAIGN:
            out[O_PROTECTED] = 1
        if floor > price:
            price, decider = floor, layer
    out[O_PRICE], out[O_DECIDER] = price, decider
    return True


@compiled
def held(row: Ints, config: Ints, sale: Ints, layer: int) -> int:
    """The floor of one layer; UNSAID where it is off or has nothing to hold, NONE where it may not fit."""
    cost = row[R_COST]
    if layer == D_PRODUCT:
        return divided(row[R_MINIMUM], 1, config[C_UNIT], UP) if sale[P_PRODUCT] > 0 and row[R_MINIMUM] >= 0 else UNSAID
    if layer == D_CAMPAIGN:
        return int(sale[P_CAMPAIGN]) if sale[P_CAMPAIGN] >= 0 else UNSAID
    if cost <= 0:
        return UNSAID
    if layer == D_COST:
        return divided(cost, 1, config[C_COST_UNIT], UP) if sale[P_COST] > 0 else UNSAID
    if layer == D_MARGIN:
        return divided(cost, sale[P_MARGIN], sale[P_MARGIN_OF], UP) if sale[P_MARGIN] > 0 else UNSAID
    return divided(cost, sale[P_EVEN], sale[P_EVEN_OF], UP) if sale[P_EVEN] > 0 else UNSAID


@compiled
def fallen(posted: int, config: Ints, out: Ints) -> bool:
    """Fills in the waterfall of a posted price; False where it may not fit."""
    net = divided(posted, config[C_NET], config[C_NET_OF], HALF_UP)
    if net < 0:
        return False
    taxed = posted - net
    vat = divided(taxed, config[C_VAT], config[C_VAT_OF], HALF_UP) if config[C_VAT_OF] > 0 else taxed
    base = net
    out[O_INVOICE_VAT] = out[O_INVOICE_OTHER] = NONE
    if config[C_B2B] > 0:
        out[O_INVOICE_VAT] = divided(net, config[C_INVOICE_VAT], config[C_INVOICE_OF], HALF_UP)
        out[O_INVOICE_OTHER] = divided(net, config[C_INVOICE_OTHER], config[C_INVOICE_OF], HALF_UP)
        if out[O_INVOICE_VAT] < 0 or out[O_INVOICE_OTHER] < 0:
            return False
    if config[C_GROSS] > 0:
        base = net + out[O_INVOICE_VAT] + out[O_INVOICE_OTHER] if config[C_B2B] > 0 else posted
    paid = divided(base, config[C_PAID], config[C_PAID_OF], HALF_UP)
    if vat < 0 or paid < 0:
        return False
    out[O_NET], out[O_VAT], out[O_OTHER], out[O_PAID] = net, vat, taxed - vat, paid
    out[O_LEFT] = net - paid - out[O_COST] if out[O_COST] >= 0 else UNSAID
    return True


@compiled
def figured(row: Ints, promoted: bool, out: Ints) -> bool:
    """Fills in percentages and warnings; False where they may not fit."""
    left, base, price, even = out[O_LEFT], out[O_LIST], out[O_PRICE], out[O_EVEN]
    if out[O_COST] >= 0:
        out[O_ON_PRICE] = signed(left, 1000, out[O_NET])
        out[O_ON_COST] = signed(left, 1000, out[O_COST])
    if even >= 0:
        out[O_SAFE] = signed(max(base - even, 0), 1000, base)
    regular = out[O_REGULAR]
    if promoted and regular > 0 and left > 0:
        out[O_EXTRA] = signed(regular - left, 1000, left)
    for place in (O_ON_PRICE, O_ON_COST, O_SAFE, O_EXTRA):
        if out[place] == UNSAID - 1:
            return False
    if even >= 0 and price < even:
        out[O_WARNED] |= W_BELOW_EVEN
    if price > base:
        out[O_WARNED] |= W_RAISED
    return True


@compiled
def one(row: Ints, config: Ints, maker: Ints, sale: Ints, endings: Ints, out: Ints) -> bool:
    """Fills in the whole answer of a row; False where something may not fit, and then nothing in it counts."""
    out[:] = UNSAID
    out[O_COMPUTED] = out[O_LIST] = out[O_PRICE] = out[O_DECIDER] = out[O_PROTECTED] = NONE
    out[O_NET] = out[O_VAT] = out[O_OTHER] = out[O_PAID] = out[O_INVOICE_VAT] = out[O_INVOICE_OTHER] = NONE
    out[O_PROTECTED] = 0
    if config[C_EXACT] > 0 or maker[M_EXACT] > 0 or not listed(row, config, maker, endings, out):
        return False
    if row[R_COST] <= 0:
        out[O_WARNED] |= W_COST
    if out[O_LIST] < 0:
        return True
    out[O_PRICE], out[O_DECIDER] = out[O_LIST], D_LIST
    with_sale = row[R_PROMOTION] >= 0
    if with_sale:
        if sale[P_EXACT] > 0 or not promoted(row, config, sale, out) or not fallen(out[O_LIST], config, out):
            return False
        out[O_REGULAR] = out[O_LEFT]
    if not fallen(out[O_PRICE], config, out):
        return False
    if not with_sale:
        out[O_REGULAR] = out[O_LEFT]
    if row[R_COST] > 0 and out[O_PRICE] < divided(row[R_COST], 1, config[C_COST_UNIT], UP):
        out[O_WARNED] |= W_BELOW_COST
    return figured(row, with_sale, out)


@compiled
def every(rows: Ints, configs: Ints, makers: Ints, sales: Ints, endings: Ints, out: Ints, exact: Flags) -> None:
    """Fills in the answers of all rows and flags those that belong to the exact path."""
    for place in range(len(rows)):
        row = rows[place]
        sale = sales[max(row[R_PROMOTION], 0)]
        exact[place] = not one(row, configs[row[R_CONFIGURATION]], makers[row[R_MAKER]], sale, endings, out[place])
