"""What moves before anything is bought: excess to where it is missing, then centres to the locations they supply."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.inputs import Flags, Floats, Inputs, Ints, added_up, pair_rows, rounded
from fluxion.domains.planning.rules.parameters import company_value
from fluxion.domains.planning.rules.policy import Policy
from fluxion.domains.planning.rules.position import Position
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Forecasts
from fluxion.kernels.stocking import plan_transfers, serve_stores

SMALLEST_NEED = 0.5
"""A need of less than half a unit is not ordered: it would round up to goods nobody is expected to ask for."""
NO_DATE = 1_000_000


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
    `stores` is what the locations it supplies need of it; `raw` is what remains to be bought.
    raw = order-up-to - position - moved_in + moved_out + stores, where the reorder point is reached.
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


def plan_moves(inputs: Inputs, series: Series, policy: Policy, position: Position, forecasts: Forecasts, unit_value: Floats) -> Needs:
    """Transfers that come before purchases, and what is left to buy."""
    is_live = (
        inputs.products.active[series.product]
        & inputs.locations.active[series.location]
        & (forecasts.daily_mean > 0)
        & (policy.forecast > 0)
    )
    own, was_due = _need(policy, position.position, position.in_lead_time, is_live)
    excess = _excess(inputs, series, policy, position, is_live, unit_value)
    moved_in = added_up(excess.to_row, excess.quantity, series.n)
    moved_out = added_up(excess.from_row, excess.quantity, series.n)
    change = moved_in - moved_out
    available = rounded(position.available - moved_out)
    net = rounded(position.position + change)
    by_lead = rounded(position.in_lead_time + change)
    stores, served, unserved = np.zeros(series.n), np.zeros(series.n), np.zeros(series.n)
    need, is_due = _need(policy, net, by_lead, is_live)
    days = np.where(position.projection.stock_out_day >= 0, position.projection.stock_out_day, NO_DATE)
    for level in _levels_below(series):
        here = level & ~_was_rejected(inputs, series, series.parent, np.arange(series.n), need)
        asked = np.where(here, need, 0.0)
        served_now = serve_stores(asked, series.parent, available, net, policy.reorder_point, policy.order_up_to, days)
        shipped = np.where(here, rounded(served_now.shipped), 0.0)
        served, unserved = served + shipped, unserved + np.maximum(rounded(asked - shipped), 0.0)
        wanted = np.maximum(asked, shipped)
        stores = stores + added_up(series.parent[here], wanted[here], series.n)
        available = rounded(available - added_up(series.parent[here], shipped[here], series.n))
        need, is_due = _need(policy, rounded(net - stores), rounded(by_lead - stores), is_live)
    raw = np.where(series.parent >= 0, 0.0, need)
    supply = np.flatnonzero(served > 0)
    moves = Moves(
        np.concatenate([excess.from_row, series.parent[supply]]),
        np.concatenate([excess.to_row, supply]),
        np.concatenate([excess.quantity, served[supply]]),
        np.concatenate([excess.value, served[supply] * unit_value[supply]]),
        np.concatenate([np.zeros(len(excess.to_row), np.bool_), np.ones(len(supply), np.bool_)]),
    )
    return Needs(own, moved_in, moved_out, served, unserved, stores, raw, was_due | is_due, moves)


def _need(policy: Policy, position: Floats, by_lead: Floats, is_live: Flags) -> tuple[Floats, Flags]:
    """Order-up-to less position where the reorder point is reached, and whether it is."""
    is_due = is_live & (by_lead <= policy.reorder_point)
    gap = rounded(policy.order_up_to - position)
    return np.where(is_due & (gap >= SMALLEST_NEED), gap, 0.0), is_due


def _levels_below(series: Series) -> list[Flags]:
    """Which series are supplied by another one, the farthest from the suppliers first."""
    depth = np.zeros(series.n, np.int64)
    up = series.parent
    while np.any(up >= 0):
        depth += up >= 0
        up = np.where(up >= 0, series.parent[np.maximum(up, 0)], -1)
    return [depth == each for each in range(int(depth.max(initial=0)), 0, -1)]


def _excess(inputs: Inputs, series: Series, policy: Policy, position: Position, is_live: Flags, unit_value: Floats) -> Moves:
    """Moves of what lies above a location's own order-up-to level to where the reorder point is reached."""
    is_giver = inputs.products.active[series.product] & inputs.locations.active[series.location]
    is_short = is_live & (position.in_lead_time <= policy.reorder_point)
    has_giver = np.zeros(len(inputs.products.id), np.bool_)
    has_giver[series.product[is_giver & (position.available > policy.order_up_to)]] = True
    has_taker = np.zeros(len(inputs.products.id), np.bool_)
    has_taker[series.product[is_short]] = True
    rows = np.flatnonzero((has_giver & has_taker)[series.product] & is_giver)
    need = np.where(is_short, rounded(policy.order_up_to - position.position), 0.0)
    found = plan_transfers(
        series.product[rows],
        available=np.maximum(position.available[rows], 0.0),
        position=position.position[rows],
        order_up_to=np.where(is_live, policy.order_up_to, 0.0)[rows],
        need=np.where(need >= SMALLEST_NEED, need, 0.0)[rows],
        mean=np.where(is_live, policy.forecast, 0.0)[rows],
        sd=np.where(is_live, policy.forecast_sd, 0.0)[rows],
        unit_value=unit_value[rows],
        minimum_quantity=float(policy.min_transfer[rows].min(initial=1e9)),
        fixed_cost=company_value("transfer_fixed_cost", inputs.settings),
    )
    giver, taker = rows[found.from_row], rows[found.to_row]
    keep = (found.quantity >= policy.min_transfer[taker]) & ~_was_rejected(inputs, series, giver, taker, found.quantity)
    return Moves(giver[keep], taker[keep], found.quantity[keep], found.value[keep], np.zeros(int(keep.sum()), np.bool_))


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
