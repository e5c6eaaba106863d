"""The policy of each series: its parameters, classes, safety stock, reorder point and order-up-to level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.inputs import Floats, Inputs, rounded
from fluxion.domains.planning.rules.parameters import (
    LEAD_TIME_SD_SHARE,
    Layer,
    Resolved,
    SeriesKeys,
    Setting,
    company_value,
    resolve,
)
from fluxion.domains.planning.rules.series import Series, with_descendants
from fluxion.kernels.forecasting import Forecasts, cumulative_demand
from fluxion.kernels.stocking import abc_xyz

EXPECTED_DECIMALS = 2
"""What is only expected is rounded to this before anything is computed from it, so that what is shown adds up."""


@dataclass(frozen=True)
class Policy:
    """What holds for each series, and the levels that follow from it; `sources` says where each parameter came from."""

    abc: NDArray[np.int8]
    xyz: NDArray[np.int8]
    value: Floats
    service_level: Floats
    review_days: Floats
    lead_time_days: Floats
    lead_time_sd: Floats
    safety_factor: Floats
    max_cover_days: Floats
    dead_stock_days: Floats
    min_transfer: Floats
    protection_days: Floats
    forecast: Floats
    forecast_sd: Floats
    safety_stock: Floats
    reorder_point: Floats
    order_up_to: Floats
    sources: dict[str, NDArray[np.int8]]


def set_policy(inputs: Inputs, series: Series, forecasts: Forecasts) -> Policy:
    """Classes, parameters and levels of every series.

    Order-up-to = forecast over lead time + review period + safety stock; reorder point the same over lead time + the
    days until the next plan. Safety stock is what the service level's quantile of that demand lies above its mean,
    times the safety factor, never below zero.
    """
    value = with_descendants(series, series.of(inputs.value, "net"))
    abc, xyz = abc_xyz(np.maximum(value, 0.0), forecasts.weekly_cv, group=series.location)
    keys = SeriesKeys(series.product_id, series.location_id, inputs.products.category_id[series.product], abc)
    found = _parameters(inputs, series, keys)
    lead, lead_sd = found["lead_time_days"].value, found["lead_time_sd_days"].value
    review, service, factor = found["review_period_days"].value, found["service_level"].value, found["safety_factor"].value
    until_next = np.minimum(company_value("plan_interval_days", inputs.settings), review)
    cover = cumulative_demand(forecasts, lead, lead_sd, review, service)
    trigger = cumulative_demand(forecasts, lead, lead_sd, until_next, service)
    expected, safety = _safety(cover.mean, cover.quantile, factor)
    before, reserve = _safety(trigger.mean, trigger.quantile, factor)
    order_up_to = rounded(expected + safety)
    return Policy(
        abc=abc,
        xyz=xyz,
        value=value,
        service_level=service,
        review_days=review,
        lead_time_days=lead,
        lead_time_sd=rounded(lead_sd),
        safety_factor=factor,
        max_cover_days=found["max_cover_days"].value,
        dead_stock_days=found["dead_stock_days"].value,
        min_transfer=found["min_transfer_quantity"].value,
        protection_days=rounded(cover.days),
        forecast=expected,
        forecast_sd=np.round(cover.sd, EXPECTED_DECIMALS),
        safety_stock=safety,
        reorder_point=np.minimum(rounded(before + reserve), order_up_to),
        order_up_to=order_up_to,
        sources={name: each.source for name, each in found.items()},
    )


def _safety(mean: Floats, quantile: Floats, factor: Floats) -> tuple[Floats, Floats]:
    expected = np.round(mean, EXPECTED_DECIMALS)
    return expected, np.round(np.maximum(quantile - mean, 0.0) * factor, EXPECTED_DECIMALS)


def _parameters(inputs: Inputs, series: Series, keys: SeriesKeys) -> dict[str, Resolved]:
    """Each parameter of every series; what a centre supplies takes the transfer's lead time instead of a supplier's."""
    settings, locations = inputs.settings, inputs.locations
    is_supplied = series.parent >= 0
    found = {
        name: resolve(name, settings, keys, layers)
        for name, layers in (
            ("service_level", [("location_record", locations.service[series.location])]),
            ("review_period_days", [("location_record", locations.review[series.location])]),
            ("safety_factor", []),
            ("max_cover_days", []),
            ("dead_stock_days", []),
            ("min_transfer_quantity", []),
        )
    }
    bought, moved = _lead_times(inputs, series, settings, keys)
    found["lead_time_days"] = _either(is_supplied, moved, bought)
    own_sd = np.where(is_supplied, np.nan, inputs.products.supplier_lead_sd[series.product])
    share = found["lead_time_days"].value * LEAD_TIME_SD_SHARE
    found["lead_time_sd_days"] = resolve("lead_time_sd_days", settings, keys, [("supplier", own_sd)], default=share)
    return found


def _lead_times(inputs: Inputs, series: Series, settings: Sequence[Setting], keys: SeriesKeys) -> tuple[Resolved, Resolved]:
    here = inputs.locations.lead[series.location]
    layers: list[Layer] = [
        ("location_record", here),
        ("supplier", inputs.products.supplier_lead[series.product]),
        ("supply", inputs.products.supply_lead[series.product]),
    ]
    bought = resolve("lead_time_days", settings, keys, layers)
    moved = resolve("transfer_lead_time_days", settings, keys, [("location_record", here)])
    return bought, moved


def _either(choice: NDArray[np.bool_], one: Resolved, other: Resolved) -> Resolved:
    return Resolved(np.where(choice, one.value, other.value), np.where(choice, one.source, other.source).astype(np.int8))
