"""Compute: from inputs to a whole plan, in arrays and without touching the world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.base.buckets import Buckets
from fluxion.domains.planning.rules.bucketed import forecast_in_buckets
from fluxion.domains.planning.rules.happenings import demand_with_events, forecasts_with_events, with_successions
from fluxion.domains.planning.rules.inputs import Floats, Inputs, Ints
from fluxion.domains.planning.rules.moves import Moves, Needs, plan_moves
from fluxion.domains.planning.rules.orders import Orders, plan_orders
from fluxion.domains.planning.rules.outcomes import decide
from fluxion.domains.planning.rules.overrides import Overridden, override_forecasts
from fluxion.domains.planning.rules.policy import Policy, set_policy
from fluxion.domains.planning.rules.position import Position, take_position
from fluxion.domains.planning.rules.series import Series, list_series, series_demand
from fluxion.kernels.forecasting import Demand, Forecasts, forecast
from fluxion.kernels.stocking import stock_alerts
from fluxion.kernels.stocking.alerts import ALERT_KINDS

LEVELS: tuple[float, ...] = (0.05, 0.25, 0.5, 0.75, 0.95)
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Warnings:
    """Series that need a person's eye: what for, how much money it puts at risk, and how badly (1 to 3)."""

    row: Ints
    kind: NDArray[np.str_]
    money: Floats
    severity: Ints


@dataclass(frozen=True)
class Plan:
    """The result of one planning run, one row per series, with the moves and warnings that refer to them."""

    inputs: Inputs
    series: Series
    demand: Demand
    forecasts: Forecasts
    overridden: Overridden
    policy: Policy
    position: Position
    needs: Needs
    orders: Orders
    outcome: NDArray[np.str_]
    warnings: Warnings
    unit_cost: Floats

    @property
    def moves(self) -> Moves:
        return self.needs.moves


def compute(inputs: Inputs, progress: Callable[[float, str], None], cluster: Buckets | None = None) -> Plan:
    """The plan that follows from the inputs; the same inputs always give the same plan, with a cluster's help or without."""
    series = list_series(inputs)
    progress(0.05, "demand")
    demand = with_successions(demand_with_events(series_demand(inputs, series), inputs, series), inputs, series)
    progress(0.15, "forecasts")
    made = (
        forecast(demand, inputs.horizon, LEVELS)
        if cluster is None
        else forecast_in_buckets(demand, series.product_id, inputs.horizon, LEVELS, cluster, threads=1)
    )
    statistical = forecasts_with_events(made, inputs, series)
    category = inputs.products.category_id[series.product]
    forecasts, overridden = override_forecasts(statistical, series, category, inputs.known.overrides)
    progress(0.65, "policies")
    policy = set_policy(inputs, series, forecasts)
    progress(0.75, "positions")
    position = take_position(inputs, series, policy, forecasts)
    progress(0.8, "transfers")
    unit_cost = np.nan_to_num(inputs.products.cost[series.product])
    needs = plan_moves(inputs, series, policy, position, forecasts)
    progress(0.9, "orders")
    orders = plan_orders(inputs, series, policy, position, needs, forecasts)
    outcome = decide(inputs, series, policy, position, needs, orders, forecasts)
    warnings = _warn(inputs, series, demand, policy, position, forecasts, unit_cost)
    return Plan(inputs, series, demand, forecasts, overridden, policy, position, needs, orders, outcome, warnings, unit_cost)


def days_since_sale(demand: Demand) -> Ints:
    """Days from the last sale to the day of the plan; the whole history where nothing sold in it."""
    has = np.diff(demand.ptr) > 0
    last = np.zeros(demand.n, np.int64)
    last[has] = demand.day[demand.ptr[1:][has] - 1]
    return demand.n_days - last


def _warn(
    inputs: Inputs, series: Series, demand: Demand, policy: Policy, position: Position, forecasts: Forecasts, unit_cost: Floats
) -> Warnings:
    price = np.nan_to_num(inputs.products.price[series.product])
    found = stock_alerts(
        position.on_hand,
        position.available,
        position.in_lead_time,
        policy.reorder_point,
        forecasts.daily_mean,
        policy.lead_time_days,
        unit_cost,
        np.where(price > 0, price, unit_cost),
        days_since_sale(demand),
        max_cover_days=policy.max_cover_days,
        dead_after_days=policy.dead_stock_days,
        on_order=position.on_order + position.later,
        order_up_to=policy.order_up_to,
        shelf_life_days=inputs.products.told("shelf_life")[series.product] * policy.shelf_life_share,
        holding_rate=policy.economics.holding_rate,
    )
    is_active = inputs.products.active[series.product] & inputs.locations.active[series.location]
    words = np.asarray(ALERT_KINDS)[found.kind]
    needs_supply = (words == "stock_out") | (words == "below_reorder")
    keep = np.flatnonzero((words != "none") & (is_active | ~needs_supply) & ((forecasts.daily_mean > 0) | ~needs_supply))
    return Warnings(keep, words[keep], found.money[keep], found.severity[keep].astype(np.int64))
