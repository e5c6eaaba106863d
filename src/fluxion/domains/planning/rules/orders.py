"""From needs to orders: lot, MOQ, pack and caps after aggregation, then suppliers' minimums, containers and budgets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.economics import worth_lines
from fluxion.domains.planning.rules.inputs import Flags, Floats, Inputs, Ints, rounded
from fluxion.domains.planning.rules.limits import CUT_BY, order_limits
from fluxion.domains.planning.rules.moves import Needs
from fluxion.domains.planning.rules.parameters import company_value
from fluxion.domains.planning.rules.policy import Policy
from fluxion.domains.planning.rules.position import Position
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Forecasts
from fluxion.kernels.stocking import Breaks, Lines, Lots, best_lots, fill_supplier_minimum, load_within, order_quantities, sellable


@dataclass(frozen=True)
class Orders:
    """What to buy for each series: `rounded` covers the need in whole packs, `top_up` helps the order to its minimum or container.

    `lot` is what the economic lot or a price break (from `break_from` units on) adds to the need, already within `rounded`; `cap` is the most that sells
    within the shelf life (inf: no cap). `cut` was wanted, but a limit (`cut_by`, an index of `CUT_BY`, 0 for none) left no room. `held` waits because
    its order stays below the supplier's minimum and nothing in it is urgent; `rejected` because a person rejected the
    same lately. Either way `quantity` is zero.
    """

    rounded: Floats
    lot: Floats
    break_from: Floats
    cap: Floats
    unit_cost: Floats
    list_cost: Floats
    top_up: Floats
    cut: Floats
    cut_by: NDArray[np.int8]
    quantity: Floats
    held: Flags
    rejected: Flags
    rejection_id: Ints
    urgency: NDArray[np.int8]


@dataclass(frozen=True)
class _Sized:
    """Each line alone: what is wanted of it, at what price, and how the next unit of it is weighed."""

    rounded: Floats
    lot: Floats
    break_from: Floats
    cap: Floats
    unit_cost: Floats
    list_cost: Floats
    lines: Lines


def plan_orders(inputs: Inputs, series: Series, policy: Policy, position: Position, needs: Needs, forecasts: Forecasts) -> Orders:
    """Order quantities of every series; one order per supplier and delivery location."""
    sized = _size(inputs, series, policy, position, needs, forecasts)
    rejected, rejection_id = _still_rejected(inputs, series, sized.rounded)
    wanted = np.where(rejected, 0.0, sized.rounded)
    urgency = _urgency(policy, position, needs)
    joins = _may_join(inputs, series, forecasts) & ~rejected
    quantity, held = _reach_minimum(inputs, series, sized, wanted, urgency >= 2, joins)
    quantity, cut_by, too_small = _within_limits(inputs, series, policy, sized, quantity, urgency >= 2, joins)
    held |= too_small
    kept = rounded(np.where(held, 0.0, quantity))
    return Orders(
        rounded=sized.rounded,
        lot=sized.lot,
        break_from=sized.break_from,
        cap=sized.cap,
        unit_cost=sized.unit_cost,
        list_cost=sized.list_cost,
        top_up=rounded(np.maximum(kept - wanted, 0.0)),
        cut=rounded(np.where(held, 0.0, np.maximum(wanted - kept, 0.0))),
        cut_by=np.where((wanted > kept) & ~held, cut_by, 0).astype(np.int8),
        quantity=kept,
        held=held,
        rejected=rejected,
        rejection_id=rejection_id,
        urgency=np.where((wanted == 0) & (kept > 0), 0, urgency).astype(np.int8),
    )


def _size(inputs: Inputs, series: Series, policy: Policy, position: Position, needs: Needs, forecasts: Forecasts) -> _Sized:
    """The need in whole packs within what sells in the shelf life, or the lot that costs least at the prices there are."""
    row, products = series.product, inputs.products
    pack, moq, cost = products.pack[row], products.moq[row], products.buy_cost[row]
    net = rounded(position.position + needs.moved_in - needs.moved_out - needs.stores)
    cap = sellable(products.told("shelf_life")[row], forecasts.daily_mean, net + position.later, policy.shelf_life_share)
    whole = rounded(order_quantities(needs.raw, moq, pack, cap=cap))
    lot, break_from, unit_cost = np.zeros(series.n), np.zeros(series.n), cost.copy()
    chosen, best = _lots(inputs, series, policy, forecasts, whole, cap, net)
    if best is not None:
        lot[chosen] = rounded(best.quantity - whole[chosen])
        whole[chosen], unit_cost[chosen], break_from[chosen] = rounded(best.quantity), best.unit_cost, best.least
    room = np.maximum(policy.max_cover_days * forecasts.daily_mean - np.maximum(net + position.later, 0.0), whole)
    lines = worth_lines(
        policy.economics, net, policy.forecast, policy.forecast_sd, forecasts.daily_mean, policy.protection_days, policy.review_days,
        pack=pack, moq=moq, most=np.minimum(room, cap),
    )  # fmt: skip
    return _Sized(whole, lot, break_from, cap, unit_cost, cost, lines)


def _lots(
    inputs: Inputs, series: Series, policy: Policy, forecasts: Forecasts, whole: Floats, cap: Floats, net: Floats
) -> tuple[Ints, Lots | None]:
    """The rows whose lot is a matter of cost (a price break, or a cost per order), and the lot that costs least."""
    row = series.product
    breaks, cost = inputs.products.breaks or Breaks.none(len(inputs.products.id)), inputs.products.buy_cost[row]
    chosen = np.flatnonzero((whole > 0) & ((policy.order_cost > 0) | (np.diff(breaks.ptr)[row] > 0)) & ~np.isnan(cost))
    if not len(chosen):
        return chosen, None
    most = np.minimum(cap, np.maximum(policy.max_cover_days * forecasts.daily_mean - net, whole))[chosen]
    best = best_lots(
        whole[chosen],
        forecasts.daily_mean[chosen],
        cost[chosen],
        _taken(breaks, row[chosen]),
        order_cost=policy.order_cost[chosen],
        holding_rate=policy.economics.holding_rate[chosen],
        pack=inputs.products.pack[row][chosen],
        cap=most,
    )
    return chosen, best


def _taken(breaks: Breaks, rows: Ints) -> Breaks:
    """The breaks of these rows, in their order."""
    counts = np.diff(breaks.ptr)[rows]
    ptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    at = np.repeat(breaks.ptr[rows] - ptr[:-1], counts) + np.arange(int(ptr[-1]))
    return Breaks(ptr, breaks.least[at], breaks.cost[at])


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


def _may_join(inputs: Inputs, series: Series, forecasts: Forecasts) -> Flags:
    """Lines that may stand on an order to a supplier: active, selling, bought and not supplied by a centre."""
    products = inputs.products
    active = products.active[series.product] & inputs.locations.active[series.location]
    return active & (products.supplier_id[series.product] >= 0) & (series.parent < 0) & (forecasts.daily_mean > 0)


def _orders_of(inputs: Inputs, series: Series, rows: Ints) -> tuple[Ints, Ints]:
    """The order each row stands on (supplier × delivery location), numbered through, and the supplier of each order."""
    wide = np.int64(len(inputs.locations.id))
    group, order = np.unique(inputs.products.supplier_id[series.product[rows]] * wide + series.location[rows], return_inverse=True)
    return order, group // wide


def _reach_minimum(inputs: Inputs, series: Series, sized: _Sized, wanted: Floats, is_urgent: Flags, joins: Flags) -> tuple[Floats, Flags]:
    """Quantities once each order has been raised to its supplier's minimum, or is held back until it is worth placing."""
    least = inputs.minimums.of("value", inputs.products.supplier_id, 0.0)[series.product]
    rows = np.flatnonzero(joins & (least > 0))
    quantity, held = wanted.copy(), np.zeros(series.n, np.bool_)
    if not len(rows):
        return quantity, held
    order, supplier = _orders_of(inputs, series, rows)
    found = fill_supplier_minimum(
        order,
        inputs.minimums.of("value", supplier, 0.0),
        wanted[rows],
        np.nan_to_num(sized.unit_cost[rows]),
        sized.lines.rows(rows),
        urgent=is_urgent[rows] & (wanted[rows] > 0),
    )
    quantity[rows], held[rows] = found.quantity, found.held & (wanted[rows] > 0)
    return quantity, held


def _within_limits(
    inputs: Inputs, series: Series, policy: Policy, sized: _Sized, wanted: Floats, is_urgent: Flags, joins: Flags
) -> tuple[Floats, NDArray[np.int8], Flags]:
    """Quantities within budgets and containers; what they leave of an order below its minimum waits, unless it is urgent."""
    cut_by, waits = np.zeros(series.n, np.int8), np.zeros(series.n, np.bool_)
    rows = np.flatnonzero(joins | (wanted > 0))
    order, supplier = _orders_of(inputs, series, rows)
    limits = order_limits(inputs, series, policy, rows, order, supplier, sized.unit_cost)
    if not limits:
        return wanted, cut_by, waits
    found = load_within(wanted[rows], sized.lines.rows(rows), limits)
    quantity = wanted.copy()
    quantity[rows], cut_by[rows] = found.quantity, np.asarray(CUT_BY.index("none") + 1 + found.cut_by, np.int8)
    least = inputs.minimums.of("value", supplier, 0.0)
    worth = np.bincount(order, found.quantity * np.nan_to_num(sized.unit_cost[rows]), len(supplier))
    was_cut = np.bincount(order, found.cut_by >= 0, len(supplier)) > 0
    presses = np.bincount(order, is_urgent[rows] & (found.quantity > 0), len(supplier)) > 0
    below = was_cut & (worth < least - 1e-6) & ~presses
    waits[rows] = below[order] & (wanted[rows] > 0)
    return quantity, cut_by, waits
