"""From needs to orders: MOQ and pack after aggregation, then the least value a supplier accepts per delivery."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.inputs import Flags, Floats, Inputs, Ints, id_rows, rounded
from fluxion.domains.planning.rules.moves import Needs
from fluxion.domains.planning.rules.parameters import company_value
from fluxion.domains.planning.rules.policy import Policy
from fluxion.domains.planning.rules.position import Position
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Forecasts
from fluxion.kernels.stocking import fill_supplier_minimum, order_quantities


@dataclass(frozen=True)
class Orders:
    """What to buy for each series: `rounded` covers the need in whole packs, `top_up` helps the order reach its minimum.

    `held` waits because its order stays below the supplier's minimum and nothing in it is urgent; `rejected` because a
    person rejected the same lately. Either way `quantity` is zero.
    """

    rounded: Floats
    top_up: Floats
    quantity: Floats
    held: Flags
    rejected: Flags
    rejection_id: Ints
    urgency: NDArray[np.int8]


def plan_orders(inputs: Inputs, series: Series, policy: Policy, position: Position, needs: Needs, forecasts: Forecasts) -> Orders:
    """Order quantities of every series; one order per supplier and delivery location."""
    pack, moq = inputs.products.pack[series.product], inputs.products.moq[series.product]
    whole = rounded(order_quantities(needs.raw, moq, pack))
    rejected, rejection_id = _still_rejected(inputs, series, whole)
    wanted = np.where(rejected, 0.0, whole)
    urgency = _urgency(policy, position, needs)
    candidates = (forecasts.daily_mean > 0) & ~rejected
    quantity, held = _reach_minimum(inputs, series, position, forecasts, wanted, urgency >= 2, candidates)
    kept = np.where(held, 0.0, quantity)
    top_up = rounded(np.maximum(kept - wanted, 0.0))
    return Orders(
        rounded=whole,
        top_up=np.where(held, 0.0, top_up),
        quantity=rounded(kept),
        held=held,
        rejected=rejected,
        rejection_id=rejection_id,
        urgency=np.where((wanted == 0) & (kept > 0), 0, urgency).astype(np.int8),
    )


def _urgency(policy: Policy, position: Position, needs: Needs) -> NDArray[np.int8]:
    """3 nothing left to sell, 2 runs out before an order placed today arrives, 1 the reorder point is reached."""
    runs_out = position.projection.stock_out_day
    late = (runs_out >= 0) & (runs_out < policy.lead_time_days)
    return np.where(position.available + needs.moved_in <= 0, 3, np.where(late, 2, 1)).astype(np.int8)


def _still_rejected(inputs: Inputs, series: Series, quantity: Floats) -> tuple[Flags, Ints]:
    """Where somebody rejected a suggestion lately and the quantity has not grown enough since."""
    before, said = series.of(inputs.rejected, "quantity"), series.of(inputs.rejected, "id").astype(np.int64)
    grown = 1.0 + company_value("rejected_change_share", inputs.settings)
    return (said > 0) & (quantity > 0) & (quantity <= before * grown), said


def _reach_minimum(
    inputs: Inputs, series: Series, position: Position, forecasts: Forecasts, wanted: Floats, is_urgent: Flags, candidates: Flags
) -> tuple[Floats, Flags]:
    """Quantities once each order has been raised to its supplier's minimum, or is held back until it is worth placing."""
    products = inputs.products
    supplier = products.supplier_id[series.product]
    least = (
        inputs.minimums.value[id_rows(supplier, inputs.minimums.supplier_id)] if len(inputs.minimums.supplier_id) else np.zeros(series.n)
    )
    can_join = (
        (supplier >= 0) & (series.parent < 0) & (least > 0) & products.active[series.product] & inputs.locations.active[series.location]
    )
    rows = np.flatnonzero(can_join & candidates)
    quantity, held = wanted.copy(), np.zeros(series.n, np.bool_)
    if not len(rows):
        return quantity, held
    wide = np.int64(len(inputs.locations.id))
    group, order = np.unique(supplier[rows] * wide + series.location[rows], return_inverse=True)
    known = inputs.minimums.value[id_rows(group // wide, inputs.minimums.supplier_id)]
    found = fill_supplier_minimum(
        order,
        known,
        wanted[rows],
        products.pack[series.product[rows]],
        np.nan_to_num(products.buy_cost[series.product[rows]]),
        position.projection.days_of_cover[rows],
        forecasts.daily_mean[rows],
        moq=products.moq[series.product[rows]],
        urgent=is_urgent[rows] & (wanted[rows] > 0),
        max_cover_days=company_value("max_cover_days", inputs.settings),
    )
    quantity[rows] = found.quantity
    held[rows] = found.held & (wanted[rows] > 0)
    return quantity, held
