"""What moves before anything is bought: excess to where it is missing, then centres to the locations they supply."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.economics import worth_lines
from fluxion.domains.planning.rules.inputs import Flags, Floats, Inputs, Ints, added_up, pair_rows, rounded
from fluxion.domains.planning.rules.parameters import company_value
from fluxion.domains.planning.rules.policy import Policy
from fluxion.domains.planning.rules.position import Position
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Forecasts
from fluxion.kernels.stocking import covered_from_outside, echelon_gaps, plan_transfers, serve_stores

SMALLEST_NEED = 0.5
"""A need of less than half a unit is not ordered: it would round up to goods nobody is expected to ask for."""


@dataclass(frozen=True)
class Moves:
    """Suggested transfers between series; `is_supply` where a centre serves a location it supplies, else excess moves."""

    from_row: Ints
    to_row: Ints
    quantity: Floats
    value: Floats
    is_supply: Flags


@dataclass(frozen=True)
class Needs:
    """What each series still needs once everything has moved.

    `own` is what it needed before; `moved_in` and `moved_out` is excess moved; `served` came from its centre;
    `stores` is what the locations it supplies lack of their own levels (negative: hold beyond them), so that a centre
    decides by its echelon stock; `raw` is what remains to be bought.
    raw = order-up-to - position - moved_in + moved_out + stores, where the reorder point was reached before or after moves.
    """

    own: Floats
    moved_in: Floats
    moved_out: Floats
    served: Floats
    unserved: Floats
    stores: Floats
    raw: Floats
    is_due: Flags
    moves: Moves


def plan_moves(inputs: Inputs, series: Series, policy: Policy, position: Position, forecasts: Forecasts) -> Needs:
    """Transfers that come before purchases, and what is left to buy."""
    is_live = (
        inputs.products.active[series.product]
        & inputs.locations.active[series.location]
        & (forecasts.daily_mean > 0)
        & (policy.forecast > 0)
    )
    loose = _movable(inputs, series, policy, position.available, position.position, is_live, forecasts)
    below = _below(series, policy, position.position, loose, is_live, forecasts)
    own, was_due = _need(policy, rounded(position.position - below), rounded(position.in_lead_time - below), is_live)
    excess = _excess(inputs, series, policy, position, np.minimum(below, 0.0), is_live, forecasts)
    moved_in = added_up(excess.to_row, excess.quantity, series.n)
    moved_out = added_up(excess.from_row, excess.quantity, series.n)
    change = moved_in - moved_out
    net = rounded(position.position + change)
    loose = _movable(inputs, series, policy, rounded(position.available - moved_out), net, is_live, forecasts)
    # what a move brings beyond the need, to fill a pack, serves nobody else
    counted = rounded(position.position + np.minimum(moved_in, own) - moved_out)
    below = _below(series, policy, counted, loose, is_live, forecasts)
    # who buys and reached the reorder point is brought up to the level, though a move has lifted it a little above that
    # point: else more stock elsewhere, given out another way, would buy more
    buys = was_due & (series.parent < 0)
    need, is_due = _need(policy, rounded(net - below), rounded(position.in_lead_time + change - below), is_live, buys)
    served, unserved = _serve(inputs, series, policy, rounded(position.available - moved_out), net, need, forecasts)
    supply = np.flatnonzero(served > 0)
    moves = Moves(
        np.concatenate([excess.from_row, series.parent[supply]]),
        np.concatenate([excess.to_row, supply]),
        np.concatenate([excess.quantity, served[supply]]),
        np.concatenate([excess.value, served[supply] * policy.economics.unit_cost[supply]]),
        np.concatenate([np.zeros(len(excess.to_row), np.bool_), np.ones(len(supply), np.bool_)]),
    )
    raw = np.where(series.parent >= 0, 0.0, need)
    return Needs(own, moved_in, moved_out, served, unserved, below, raw, was_due | is_due, moves)


def _need(policy: Policy, position: Floats, by_lead: Floats, is_live: Flags, was_due: Flags | None = None) -> tuple[Floats, Flags]:
    """Order-up-to less position where the reorder point is reached on a day to order (or `was_due` before moves), and whether it is."""
    is_due = is_live & policy.is_review_day & (by_lead <= policy.reorder_point)
    if was_due is not None:
        is_due |= was_due
    gap = rounded(policy.order_up_to - position)
    return np.where(is_due & (gap >= SMALLEST_NEED), gap, 0.0), is_due


def _below(series: Series, policy: Policy, net: Floats, movable: Floats, is_live: Flags, forecasts: Forecasts) -> Floats:
    """What the locations that each one supplies lack of their levels, net of what they hold beyond them."""
    if not np.any(series.parent >= 0):
        return np.zeros(series.n)
    up = np.maximum(series.parent, 0)
    meanwhile = np.where(is_live, forecasts.daily_mean * policy.protection_days[up], 0.0)
    target = np.where(is_live, policy.order_up_to, np.minimum(net, 0.0))
    found = echelon_gaps(series.parent, net, target, meanwhile, movable)
    return rounded(found.below - covered_from_outside(series.product, series.parent, found.below, found.idle))


def _movable(
    inputs: Inputs, series: Series, policy: Policy, available: Floats, net: Floats, is_live: Flags, forecasts: Forecasts
) -> Floats:
    """Excess in whole packs that may be sent to another location, though it may not lack it today.

    A centre counts it for what its locations lack, moved yet or not: else it would buy the more, the less they lack,
    wherever one of them no longer lacks enough to take another's excess.
    """
    if not np.any(series.parent >= 0):
        return np.zeros(series.n)
    pack = inputs.products.pack[series.product]
    units = np.floor(np.maximum(np.minimum(available, net) - _kept(policy, is_live, forecasts), 0.0) / pack + 1e-9) * pack
    matters = units * policy.economics.unit_cost >= company_value("min_transfer_value", inputs.settings)
    may_give = _is_giver(inputs, series) & (units >= policy.min_transfer) & matters & ~_refused_to_give(inputs, series)
    return np.where(may_give, units, 0.0)


def _is_giver(inputs: Inputs, series: Series) -> Flags:
    return inputs.products.active[series.product] & inputs.locations.active[series.location]


def _kept(policy: Policy, is_live: Flags, forecasts: Forecasts) -> Floats:
    """What a location never gives away: its own level, and what it would sell itself within the burn-out days."""
    return np.where(is_live, np.maximum(policy.order_up_to, policy.burn_out_days * forecasts.daily_mean), 0.0)


def _serve(
    inputs: Inputs, series: Series, policy: Policy, available: Floats, net: Floats, need: Floats, forecasts: Forecasts
) -> tuple[Floats, Floats]:
    """What every location gets from its centre now, and what the centre lacks for it; short stock goes where it is worth most."""
    served, unserved = np.zeros(series.n), np.zeros(series.n)
    if not np.any(series.parent >= 0):
        return served, unserved
    lines = worth_lines(
        policy.economics, net, policy.planned, policy.planned_sd, forecasts.daily_mean, policy.protection_days, policy.review_days
    )
    for level in _levels_below(series):
        here = level & ~_was_rejected(inputs, series, series.parent, np.arange(series.n), need)
        asked = np.where(here, need, 0.0)
        shipped = rounded(serve_stores(asked, series.parent, available, lines, pack=inputs.products.pack[series.product]))
        served, unserved = served + shipped, unserved + np.maximum(rounded(asked - shipped), 0.0)
        available = rounded(available - added_up(series.parent[here], shipped[here], series.n))
    return served, unserved


def _levels_below(series: Series) -> list[Flags]:
    """Which series are supplied by another one, the farthest from the suppliers first."""
    depth = np.zeros(series.n, np.int64)
    up = series.parent
    while np.any(up >= 0):
        depth += up >= 0
        up = np.where(up >= 0, series.parent[np.maximum(up, 0)], -1)
    return [depth == each for each in range(int(depth.max(initial=0)), 0, -1)]


def _excess(
    inputs: Inputs, series: Series, policy: Policy, position: Position, surplus: Floats, is_live: Flags, forecasts: Forecasts
) -> Moves:
    """Moves of true excess to where the reorder point is reached.

    Excess is what lies above a location's own order-up-to level and above what it would sell itself within the burn-out
    days; a move must be worth its cost and large enough to matter. A centre lacks only what its locations do not hold
    (`surplus`, negative) and takes nothing back from them.
    """
    is_giver = _is_giver(inputs, series)
    is_short = is_live & policy.is_review_day & (rounded(position.in_lead_time - surplus) <= policy.reorder_point)
    keeps = _kept(policy, is_live, forecasts)
    has_giver = np.zeros(len(inputs.products.id), np.bool_)
    has_giver[series.product[is_giver & (position.available > keeps)]] = True
    has_taker = np.zeros(len(inputs.products.id), np.bool_)
    has_taker[series.product[is_short]] = True
    rows = np.flatnonzero((has_giver & has_taker)[series.product] & is_giver)
    need = np.where(is_short, rounded(policy.order_up_to - position.position + surplus), 0.0)
    place = np.full(series.n + 1, -1)
    place[rows] = np.arange(len(rows))
    cost = policy.economics.unit_cost
    found = plan_transfers(
        series.product[rows],
        available=np.maximum(position.available[rows], 0.0),
        position=position.position[rows],
        order_up_to=keeps[rows],
        need=np.where(need >= SMALLEST_NEED, need, 0.0)[rows],
        mean=np.where(is_live, policy.planned, 0.0)[rows],
        sd=np.where(is_live, policy.planned_sd, 0.0)[rows],
        unit_value=policy.economics.short_cost[rows],
        parent=place[series.parent[rows]],
        pack=inputs.products.pack[series.product[rows]],
        minimum_quantity=policy.min_transfer[rows],
        fixed_cost=company_value("transfer_fixed_cost", inputs.settings),
        unit_fee=cost[rows] * company_value("transfer_cost_share", inputs.settings),
    )
    giver, taker = rows[found.from_row], rows[found.to_row]
    matters = found.quantity * cost[taker] >= company_value("min_transfer_value", inputs.settings)
    keep = (found.quantity >= policy.min_transfer[taker]) & matters & ~_was_rejected(inputs, series, giver, taker, found.quantity)
    return Moves(giver[keep], taker[keep], found.quantity[keep], found.value[keep], np.zeros(int(keep.sum()), np.bool_))


def _refused_to_give(inputs: Inputs, series: Series) -> Flags:
    """Which series somebody lately kept from giving: what they hold is not counted on elsewhere."""
    known = inputs.rejected_moves
    if not len(known.product_id):
        return np.zeros(series.n, np.bool_)
    givers = known.values["from"].astype(np.int64)
    order = np.lexsort((givers, known.product_id))
    return pair_rows(series.product_id, series.location_id, known.product_id[order], givers[order]) >= 0


def _was_rejected(inputs: Inputs, series: Series, giver: Ints, taker: Ints, quantity: Floats) -> NDArray[np.bool_]:
    """Moves somebody rejected lately, unless the quantity has grown beyond the share that brings them back."""
    known = inputs.rejected_moves
    if not len(known.product_id):
        return np.zeros(len(giver), np.bool_)
    grown = 1.0 + company_value("rejected_change_share", inputs.settings)
    wide = np.int64(max(int(inputs.locations.id.max(initial=0)), int(known.values["from"].max(initial=0))) + 1)
    order = np.lexsort((known.values["from"], known.location_id, known.product_id))
    target = known.location_id[order] * wide + known.values["from"][order].astype(np.int64)
    asked = series.location_id[taker] * wide + series.location_id[giver]
    at = pair_rows(series.product_id[taker], asked, known.product_id[order], target)
    return (at >= 0) & (quantity <= known.values["quantity"][order][np.maximum(at, 0)] * grown)
