"""Compute: from inputs to a whole plan, in arrays and without touching the world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fluxion.base.buckets import Buckets
from fluxion.domains.planning.rules.buckets import Bucket, buckets, each_of, joined, rows_of, with_predecessors
from fluxion.domains.planning.rules.cluster_forecasts import forecast_in_buckets
from fluxion.domains.planning.rules.happenings import demand_with_events, forecasts_with_events
from fluxion.domains.planning.rules.inputs import Floats, Inputs, Ints, pair_rows
from fluxion.domains.planning.rules.moves import Moves, Needs, plan_moves
from fluxion.domains.planning.rules.orders import Orders, plan_orders
from fluxion.domains.planning.rules.outcomes import decide
from fluxion.domains.planning.rules.overrides import Overridden, override_forecasts
from fluxion.domains.planning.rules.policy import Classes, Policy, classify, set_policy
from fluxion.domains.planning.rules.position import Position, take_position
from fluxion.domains.planning.rules.series import Series, list_series
from fluxion.domains.planning.rules.steady import overridden_in
from fluxion.domains.planning.rules.successions import Passing, demand_at_level, forecasts_with_successions, with_successions
from fluxion.kernels.forecasting import Demand, Forecasts, Study, apply, pool, study
from fluxion.kernels.forecasting.buckets import joined as joined_demand
from fluxion.kernels.forecasting.buckets import taken
from fluxion.kernels.stocking import stock_alerts
from fluxion.kernels.stocking.alerts import ALERT_KINDS

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
    since_sale: Ints
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

    @property
    def window_days(self) -> int:
        """How many days of history the plan looked at."""
        return self.inputs.sold.n_days


@dataclass(frozen=True)
class _Begun:
    """A bucket whose demand is known: the first pass over its series, and what `passing` from product to product does to them."""

    bucket: Bucket
    demand: Demand
    passing: Passing
    study: Study


@dataclass(frozen=True)
class _Task:
    """A bucket with what is known of its series before their levels are set; `overridden` is that of all buckets."""

    begun: _Begun
    forecasts: Forecasts
    classes: Classes
    overridden: Overridden


@dataclass(frozen=True)
class _Made:
    """What a bucket comes to by itself, before orders of all buckets are looked at together."""

    policy: Policy
    position: Position
    needs: Needs


def compute(inputs: Inputs, progress: Callable[[float, str], None], cluster: Buckets | None = None) -> Plan:
    """The plan that follows from the inputs; the same inputs always give the same plan, on any number of processors and with a
    cluster's help or without.

    Products are worked off in buckets. Three things need all of them: what series learn from each other, the classes of
    each location, and the minimums and budgets of suppliers.
    """
    series = list_series(inputs)
    progress(0.05, "demand")
    begun = list(each_of(lambda bucket: _begin(bucket, inputs, series), buckets(inputs, series)))
    since_sale = np.concatenate([days_since_sale(each.demand) for each in begun])
    progress(0.15, "forecasts")
    statistical = _forecast(begun, series, inputs.horizon, cluster)
    category = inputs.products.category_id[series.product]
    forecasts, overridden = override_forecasts(statistical, series, category, inputs.known.overrides)
    progress(0.65, "policies")
    classes = classify(inputs, series, forecasts)
    tasks = [_Task(each, rows_of(forecasts, each.bucket.rows), rows_of(classes, each.bucket.rows), overridden) for each in begun]
    made = list(each_of(_plan_bucket, tasks))
    progress(0.85, "orders")
    policy, position, needs = (joined([getattr(each, name) for each in made]) for name in ("policy", "position", "needs"))
    needs = replace(needs, moves=_joined_moves([each.needs.moves for each in made], [each.bucket.rows.start for each in begun]))
    orders = plan_orders(inputs, series, policy, position, needs, forecasts)
    outcome = decide(inputs, series, policy, position, needs, orders, forecasts)
    unit_cost = np.nan_to_num(inputs.products.cost[series.product])
    warnings = _warn(inputs, series, since_sale, policy, position, needs, forecasts, unit_cost)
    return Plan(inputs, series, since_sale, forecasts, overridden, policy, position, needs, orders, outcome, warnings, unit_cost)


def _begin(bucket: Bucket, inputs: Inputs, series: Series) -> _Begun:
    wide = with_predecessors(bucket, inputs, series)
    demand, passing = with_successions(demand_with_events(wide.inputs, wide.series), wide.inputs, wide.series)
    if wide is not bucket:
        mine = bucket.series
        rows = pair_rows(mine.product_id, mine.location_id, wide.series.product_id, wide.series.location_id)
        demand, passing = taken(demand, rows), passing.of(rows)
    return _Begun(bucket, demand, passing, study(demand))


def _as_known(found: Forecasts, begun: _Begun) -> Forecasts:
    """Statistical forecasts of a bucket with the stated effects of events and the changes from one product to another."""
    bucket = begun.bucket
    with_events = forecasts_with_events(found, bucket.inputs, bucket.series)
    return forecasts_with_successions(with_events, begun.passing)


def _forecast(begun: list[_Begun], series: Series, horizon: int, cluster: Buckets | None) -> Forecasts:
    """Forecasts of all series; what they learn from each other is learned from all of them."""
    if cluster is not None:
        whole = joined_demand([each.demand for each in begun])
        found = forecast_in_buckets(whole, series.product_id, horizon, (), cluster, threads=1)
        return joined([_as_known(rows_of(found, each.bucket.rows), each) for each in begun])
    pooled = pool([each.study for each in begun])

    def ahead(each: _Begun) -> Forecasts:
        return _as_known(apply(each.demand, each.study, pooled, horizon, (), threads=1), each)

    return joined(list(each_of(ahead, begun)))


def _plan_bucket(task: _Task) -> _Made:
    """Levels, positions and moves of the series of one bucket."""
    bucket, forecasts = task.begun.bucket, task.forecasts
    inputs, series = bucket.inputs, bucket.series
    demand = demand_at_level(task.begun.demand, task.begun.passing)
    policy = set_policy(inputs, series, demand, forecasts, task.classes, overridden_in(task.overridden, bucket.rows))
    position = take_position(inputs, series, policy, forecasts)
    return _Made(policy, position, plan_moves(inputs, series, policy, position, forecasts))


def _joined_moves(parts: list[Moves], starts: list[int]) -> Moves:
    moved = [replace(part, from_row=part.from_row + start, to_row=part.to_row + start) for part, start in zip(parts, starts, strict=True)]
    whole = joined(moved)
    order = np.argsort(whole.is_supply, kind="stable")  # excess first, as in a single bucket
    return rows_of(whole, order)


def days_since_sale(demand: Demand) -> Ints:
    """Days from the last sale to the day of the plan; the whole history where nothing sold in it."""
    has = np.diff(demand.ptr) > 0
    last = np.zeros(demand.n, np.int64)
    last[has] = demand.day[demand.ptr[1:][has] - 1]
    return demand.n_days - last


def _warn(
    inputs: Inputs,
    series: Series,
    since_sale: Ints,
    policy: Policy,
    position: Position,
    needs: Needs,
    forecasts: Forecasts,
    unit_cost: Floats,
) -> Warnings:
    """Alerts; a centre's stock counts with what its locations lack or hold, as when it orders."""
    price = np.nan_to_num(inputs.products.price[series.product])
    found = stock_alerts(
        position.on_hand,
        position.available,
        position.in_lead_time - needs.stores,
        policy.reorder_point,
        forecasts.daily_mean,
        policy.lead_time_days,
        unit_cost,
        np.where(price > 0, price, unit_cost),
        since_sale,
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
