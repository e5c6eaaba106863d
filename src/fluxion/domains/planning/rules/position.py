"""Inventory position of every series: what lies there, what is promised, what arrives in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fluxion.domains.planning.rules.inputs import Coming, Floats, Inputs, Ints, added_up, pair_rows, rounded
from fluxion.domains.planning.rules.policy import Policy
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Forecasts
from fluxion.kernels.stocking import Receipts, project_stock
from fluxion.kernels.stocking.projection import Projection


@dataclass(frozen=True)
class Position:
    """Stock figures of every series, rounded as shown.

    `on_order` and `in_transit` arrive within lead time + review period and count; what comes later is told apart and
    does not. `leaving` is promised to another location by a transfer that has not shipped.
    position = on_hand - reserved - leaving + on_order + in_transit.
    """

    on_hand: Floats
    reserved: Floats
    leaving: Floats
    on_order: Floats
    in_transit: Floats
    later: Floats
    available: Floats
    in_lead_time: Floats
    position: Floats
    projection: Projection


def take_position(inputs: Inputs, series: Series, policy: Policy, forecasts: Forecasts) -> Position:
    """The position each series stands in, time-phased: an open order counts from the day it arrives.

    Late goods count as arriving today, once. An order without a date counts as arriving after the lead time. What a
    stock file states as on order beyond the orders known here counts the same way.
    """
    on_hand, reserved = series.of(inputs.stock, "on_hand"), series.of(inputs.stock, "reserved")
    leaving = rounded(series.of(inputs.leaving, "quantity"))
    coming, row = _with_stated(inputs, series)
    lead, cover = policy.lead_time_days, policy.lead_time_days + policy.review_days
    due = np.where(np.isnan(coming.due_in), np.floor(lead[row]), np.maximum(np.ceil(coming.due_in), 0.0))

    def arriving(chosen: np.ndarray) -> Floats:
        return rounded(added_up(row[chosen], coming.quantity[chosen], series.n))

    in_time, by_lead = due <= cover[row], due <= lead[row]
    available = rounded(on_hand - reserved - leaving)
    on_order, in_transit = arriving(in_time & ~coming.is_transfer), arriving(in_time & coming.is_transfer)
    receipts = Receipts(row.astype(np.int64), due.astype(np.int64), coming.quantity)
    return Position(
        on_hand=on_hand,
        reserved=reserved,
        leaving=leaving,
        on_order=on_order,
        in_transit=in_transit,
        later=arriving(~in_time),
        available=available,
        in_lead_time=rounded(available + arriving(by_lead)),
        position=rounded(available + on_order + in_transit),
        projection=project_stock(
            on_hand - leaving,
            reserved,
            receipts,
            forecasts.mean,
            lead_time_days=lead,
            review_days=policy.review_days,
            safety_stock=policy.safety_stock,
        ),
    )


def _with_stated(inputs: Inputs, series: Series) -> tuple[Coming, Ints]:
    """Everything on its way, and the series each belongs to."""
    coming = inputs.coming
    row = pair_rows(coming.product_id, coming.location_id, series.product_id, series.location_id)
    known = row >= 0
    orders = known & ~coming.is_transfer
    ordered = added_up(row[orders], coming.quantity[orders], series.n)
    extra = np.maximum(series.of(inputs.stock, "on_order_stated") - ordered, 0.0)
    more = np.flatnonzero(extra > 0)
    return (
        Coming(
            np.concatenate([coming.product_id[known], series.product_id[more]]),
            np.concatenate([coming.location_id[known], series.location_id[more]]),
            np.concatenate([coming.quantity[known], extra[more]]),
            np.concatenate([coming.due_in[known], np.full(len(more), np.nan)]),
            np.concatenate([coming.is_transfer[known], np.zeros(len(more), np.bool_)]),
        ),
        np.concatenate([row[known], more]),
    )
