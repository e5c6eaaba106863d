"""Compute: from inputs to a whole plan, in arrays and without touching the world."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fluxion.base.buckets import Buckets
from fluxion.domains.planning.rules.bucket_plan import Here, Settled
from fluxion.domains.planning.rules.buckets import joined, rows_of
from fluxion.domains.planning.rules.cluster_plan import on_cluster
from fluxion.domains.planning.rules.inputs import Floats, Inputs, Ints
from fluxion.domains.planning.rules.moves import Moves, Needs
from fluxion.domains.planning.rules.orders import Orders, plan_orders
from fluxion.domains.planning.rules.outcomes import decide
from fluxion.domains.planning.rules.overrides import Overridden, override_forecasts
from fluxion.domains.planning.rules.policy import Policy, classify
from fluxion.domains.planning.rules.position import Position
from fluxion.domains.planning.rules.series import Series, list_series
from fluxion.domains.planning.rules.steady import overridden_in
from fluxion.kernels.forecasting import Forecasts, pool
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


def compute(inputs: Inputs, progress: Callable[[float, str], None], cluster: Buckets | None = None) -> Plan:
    """The plan that follows from the inputs; the same inputs always give the same plan, on any number of processors and with a
    cluster's help or without.

    Products are worked off in buckets. Three things need all of them: what series learn from each other, the classes of
    each location, and the minimums and budgets of suppliers.
    """
    series = list_series(inputs)
    progress(0.05, "demand")
    with nullcontext(Here(inputs, series)) if cluster is None else on_cluster(inputs, series, cluster) as passes:
        learned = passes.learn()
        progress(0.15, "forecasts")
        since_sale = np.concatenate([each.since_sale for each in learned])
        statistical = joined(passes.forecast(pool([each.study for each in learned])))
        category = inputs.products.category_id[series.product]
        forecasts, overridden = override_forecasts(statistical, series, category, inputs.known.overrides)
        progress(0.65, "policies")
        classes = classify(inputs, series, forecasts)
        made = passes.plan([Settled(rows_of(forecasts, of), rows_of(classes, of), overridden_in(overridden, of)) for of in passes.rows])
    progress(0.85, "orders")
    policy, position, needs = (joined([getattr(each, name) for each in made]) for name in ("policy", "position", "needs"))
    needs = replace(needs, moves=_joined_moves([each.needs.moves for each in made], [of.start for of in passes.rows]))
    orders = plan_orders(inputs, series, policy, position, needs, forecasts)
    outcome = decide(inputs, series, policy, position, needs, orders, forecasts)
    unit_cost = np.nan_to_num(inputs.products.cost[series.product])
    warnings = _warn(inputs, series, since_sale, policy, position, needs, forecasts, unit_cost)
    return Plan(inputs, series, since_sale, forecasts, overridden, policy, position, needs, orders, outcome, warnings, unit_cost)


def _joined_moves(parts: list[Moves], starts: list[int]) -> Moves:
    moved = [replace(part, from_row=part.from_row + start, to_row=part.to_row + start) for part, start in zip(parts, starts, strict=True)]
    whole = joined(moved)
    order = np.argsort(whole.is_supply, kind="stable")  # excess first, as in a single bucket
    return rows_of(whole, order)


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
