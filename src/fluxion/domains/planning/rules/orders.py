"""From needs to orders: lot, MOQ, pack and caps after aggregation, then suppliers' minimums, containers and budgets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.economics import worth_lines
from fluxion.domains.planning.rules.inputs import Flags, Floats, Inputs, Ints, rounded
from fluxion.domains.planning.rules.limits import CUT_BY, Bounds, order_limits, take_bounds
from fluxion.domains.planning.rules.moves import Needs
from fluxion.domains.planning.rules.parameters import company_value
from fluxion.domains.planning.rules.paying import NONE, Prices, take_prices
from fluxion.domains.planning.rules.policy import Policy
from fluxion.domains.planning.rules.position import Position
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Forecasts
from fluxion.kernels.stocking import Lines, Loaded, best_lots, fill_supplier_minimum, load_within, order_quantities, sellable


@dataclass(frozen=True)
class Orders:
    """What to buy for each series: `rounded` covers the need in whole packs, `top_up` helps the order to its minimum or container.

    `unit_cost` is what the quantity costs: from `break_from` units on (0: always), instead of `list_cost`; `budgeted_at` how budgets
    count it (an index of `BUDGETED_AT`). `lot` is what the economic lot or a price break adds to the need, already within `rounded`; `cap` is the
    most that sells within the shelf life (inf: no cap). `cut` was wanted, but a limit (`cut_by`, an index of `CUT_BY`, 0 for none) left no room. `held` waits because
    its order stays below the supplier's minimum and nothing in it is urgent; `rejected` because a person rejected the
    same lately. Either way `quantity` is zero.
    """

    rounded: Floats
    lot: Floats
    break_from: Floats
    cap: Floats
    unit_cost: Floats
    list_cost: Floats
    budgeted_at: NDArray[np.int8]
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
    """Each line alone: what is wanted of it with its `lot`, at what prices, and how the next unit of it is weighed."""

    rounded: Floats
    lot: Floats
    cap: Floats
    prices: Prices
    lines: Lines


@dataclass(frozen=True)
class _Fitted:
    """Quantities within the limits, and which limit cut a line; what `waits` is left of an order below its minimum.

    `lost` the price break for which its lot was: what fits does not reach it, so that only the need is wanted.
    """

    quantity: Floats
    cut_by: NDArray[np.int8]
    budgeted_at: NDArray[np.int8]
    waits: Flags
    lost: Flags


def plan_orders(inputs: Inputs, series: Series, policy: Policy, position: Position, needs: Needs, forecasts: Forecasts) -> Orders:
    """Order quantities of every series; one order per supplier and delivery location."""
    sized = _size(inputs, series, policy, position, needs, forecasts)
    rejected, rejection_id = _still_rejected(inputs, series, sized.rounded)
    wanted = np.where(rejected, 0.0, sized.rounded)
    urgency = _urgency(policy, position, needs)
    joins = _may_join(inputs, series, forecasts) & ~rejected
    quantity, held = _reach_minimum(inputs, series, sized, wanted, urgency >= 2, joins)
    fitted = _within_limits(inputs, series, policy, sized, quantity, urgency >= 2, joins)
    held |= fitted.waits
    lot = np.where(fitted.lost, 0.0, sized.lot)
    whole = rounded(sized.rounded - sized.lot + lot)
    wanted = np.where(rejected, 0.0, whole)
    kept = rounded(np.where(held, 0.0, fitted.quantity))
    unit_cost, break_from = sized.prices.at(np.where(kept > 0, kept, whole))
    return Orders(
        rounded=whole,
        lot=lot,
        break_from=break_from,
        cap=sized.cap,
        unit_cost=unit_cost,
        list_cost=sized.prices.cost,
        budgeted_at=fitted.budgeted_at,
        top_up=rounded(np.maximum(kept - wanted, 0.0)),
        cut=rounded(np.where(held, 0.0, np.maximum(wanted - kept, 0.0))),
        cut_by=np.where((wanted > kept) & ~held, fitted.cut_by, 0).astype(np.int8),
        quantity=kept,
        held=held,
        rejected=rejected,
        rejection_id=rejection_id,
        urgency=np.where((wanted == 0) & (kept > 0), 0, urgency).astype(np.int8),
    )


def _size(inputs: Inputs, series: Series, policy: Policy, position: Position, needs: Needs, forecasts: Forecasts) -> _Sized:
    """The need in whole packs within what sells in the shelf life, or the lot that costs least at the prices there are."""
    row, products = series.product, inputs.products
    pack, moq = products.pack[row], products.moq[row]
    net = rounded(position.position + needs.moved_in - needs.moved_out - needs.stores)
    cap = sellable(products.told("shelf_life")[row], forecasts.daily_mean, net + position.later, policy.shelf_life_share)
    whole = rounded(order_quantities(needs.raw, moq, pack, cap=cap))
    prices = take_prices(inputs, series)
    most = np.minimum(cap, np.maximum(policy.max_cover_days * forecasts.daily_mean - net, whole))
    lot = _lots(policy, prices, forecasts.daily_mean, pack, whole, most)
    whole = rounded(whole + lot)
    room = np.maximum(policy.max_cover_days * forecasts.daily_mean - np.maximum(net + position.later, 0.0), whole)
    lines = worth_lines(
        policy.economics, net, policy.planned, policy.planned_sd, forecasts.daily_mean, policy.protection_days, policy.review_days,
        pack=pack, moq=moq, most=np.minimum(room, cap),
    )  # fmt: skip
    return _Sized(whole, lot, cap, prices, lines)


def _lots(policy: Policy, prices: Prices, pace: Floats, pack: Floats, whole: Floats, most: Floats) -> Floats:
    """What the lot that costs least adds to the need, where that is a matter of cost: a price break, or a cost per order.

    All of it is weighed in the supplier's money; a cost per order that cannot be converted to it adds nothing.
    """
    lot, per_order = np.zeros(len(whole)), np.zeros(len(whole))
    np.divide(policy.order_cost, prices.worth, out=per_order, where=prices.worth > 0)
    at = np.flatnonzero((whole > 0) & ((per_order > 0) | (np.diff(prices.breaks.ptr) > 0)) & ~np.isnan(prices.cost))
    if len(at):
        best = best_lots(
            whole[at],
            pace[at],
            prices.cost[at],
            prices.breaks.rows(at),
            order_cost=per_order[at],
            holding_rate=policy.economics.holding_rate[at],
            pack=pack[at],
            cap=most[at],
        )
        lot[at] = rounded(best.quantity - whole[at])
    return lot


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
    paid = np.nan_to_num(sized.prices.at(wanted[rows], rows)[0])
    while True:
        found = fill_supplier_minimum(
            order,
            inputs.minimums.of("value", supplier, 0.0),
            wanted[rows],
            paid,
            sized.lines.rows(rows),
            urgent=is_urgent[rows] & (wanted[rows] > 0),
        )
        lower = np.minimum(np.nan_to_num(sized.prices.at(found.quantity, rows)[0]), paid)
        if not np.any(found.topped_up & (lower < paid)):
            break
        paid = np.where(found.topped_up, lower, paid)  # the order fetches less at that price: it takes more to fill it
    quantity[rows], held[rows] = found.quantity, found.held & (wanted[rows] > 0)
    return quantity, held


def _within_limits(
    inputs: Inputs, series: Series, policy: Policy, sized: _Sized, wanted: Floats, is_urgent: Flags, joins: Flags
) -> _Fitted:
    """Quantities within budgets and containers; what they leave of an order below its minimum waits, unless it is urgent."""
    none = np.zeros(series.n, np.bool_)
    rows = np.flatnonzero(joins | (wanted > 0))
    order, supplier = _orders_of(inputs, series, rows)
    bounds = take_bounds(inputs, series, policy, supplier)
    if not bounds.is_any:
        return _Fitted(wanted, np.zeros(series.n, np.int8), np.zeros(series.n, np.int8), none, none)
    found, want, counted, lost = _fit(inputs, series, bounds, sized, wanted, rows, order, supplier)
    paid, _ = sized.prices.at(found.quantity, rows)
    worth = np.bincount(order, found.quantity * np.nan_to_num(paid), len(supplier))
    was_cut = np.bincount(order, found.cut_by >= 0, len(supplier)) > 0
    presses = np.bincount(order, is_urgent[rows] & (found.quantity > 0), len(supplier)) > 0
    below = was_cut & (worth < inputs.minimums.of("value", supplier, 0.0) - 1e-6) & ~presses
    is_bound = (want > 0) & (np.isfinite(bounds.company) | np.isfinite(bounds.place[series.location[rows]]))
    fitted = _Fitted(wanted.copy(), np.zeros(series.n, np.int8), np.zeros(series.n, np.int8), none, none.copy())
    fitted.quantity[rows], fitted.lost[rows] = found.quantity, lost
    fitted.cut_by[rows] = CUT_BY.index("none") + 1 + found.cut_by
    fitted.budgeted_at[rows] = np.where(is_bound, counted, NONE)
    fitted.waits[rows] = below[order] & (want > 0)
    return fitted


def _fit(
    inputs: Inputs, series: Series, bounds: Bounds, sized: _Sized, wanted: Floats, rows: Ints, order: Ints, supplier: Ints
) -> tuple[Loaded, Floats, NDArray[np.int8], Flags]:
    """What of `rows` fits, what was wanted of them then, how budgets counted them, and which lost their price break.

    What does not reach its break any more is wanted without the lot that was to reach it, and counted at the dearest price it can
    have. Each line loses its break once, for good, so that this ends; mostly after two rounds.
    """
    prices, lines = sized.prices, sized.lines.rows(rows)
    want, paid = wanted[rows], prices.at(wanted[rows], rows)[0]
    plain, lost = np.minimum(want, (sized.rounded - sized.lot)[rows]), np.zeros(len(rows), np.bool_)
    while True:
        at_home, counted = prices.at_home(paid, rows)
        found = load_within(want, lines, order_limits(inputs, series, bounds, rows, order, supplier, paid, at_home))
        missed = (want > 0) & ~lost & (prices.at(found.quantity, rows)[0] > paid)
        if not np.any(missed):
            return found, want, counted, lost
        lost |= missed
        want, paid = np.where(missed, plain, want), np.where(missed, prices.dearest(rows), paid)
