"""The policy of each series: its parameters, classes, safety stock, reorder point and order-up-to level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.economics import Economics, cycle_levels, take_economics
from fluxion.domains.planning.rules.inputs import Flags, Floats, Inputs, rounded
from fluxion.domains.planning.rules.known_parameters import EVERY_REVIEW, SERVICE_BY_CLASS, STEADY
from fluxion.domains.planning.rules.overrides import Overridden
from fluxion.domains.planning.rules.parameters import (
    LEAD_TIME_SD_SHARE,
    SOURCES,
    Layer,
    Resolved,
    SeriesKeys,
    Setting,
    company_value,
    resolve,
)
from fluxion.domains.planning.rules.reviews import take_reviews
from fluxion.domains.planning.rules.series import Series, with_descendants
from fluxion.domains.planning.rules.steady import Ahead, Outlook, long_run_of
from fluxion.kernels.forecasting import Demand, Forecasts
from fluxion.kernels.stocking import abc_xyz
from fluxion.kernels.stocking.service import cycle_chances, fill_rates

PLAIN = (
    *("safety_factor", "max_cover_days", "dead_stock_days", "min_transfer_quantity", "transfer_burn_out_days", "shelf_life_share"),
    *("order_cost", "service_kind", "fill_rate_target", "reorder_rule", "review_offset_days", "stock_level_rule"),
)
"""Parameters without a record of their own to come from."""
AS_STATED = (
    *("service_kind", "service_level", "fill_rate_target", "safety_factor", "max_cover_days", "dead_stock_days"),
    *("shelf_life_share", "order_cost", "stock_level_rule"),
)
"""Parameters that a policy keeps under their own names."""

EXPECTED_DECIMALS = 2
"""What is only expected is rounded to this before anything is computed from it, so that what is shown adds up."""


@dataclass(frozen=True)
class Policy:
    """What holds for each series, and the levels that follow from it; `sources` says where each parameter came from.

    `service_level` is what is stated, `cycle_level` what is planned at (the same unless a fill rate or value is assured);
    `cycle_service` and `fill_rate` are what the order-up-to gives. `forecast` is what the protection period is expected to ask for,
    `planned` (around it `planned_sd`) what levels are set from: what people `stated` of it + `steady_factor`, which follows
    from the `steady_level` of a day, times the rest. `budget` is the money of the location (inf: no limit). Where orders go by days
    of review, the next one is `review_ahead` days away; what is proposed since one `review_since` days ago waits for a decision.
    """

    abc: NDArray[np.int8]
    xyz: NDArray[np.int8]
    value: Floats
    service_kind: Floats
    service_level: Floats
    fill_rate_target: Floats
    cycle_level: Floats
    cycle_service: Floats
    fill_rate: Floats
    review_days: Floats
    lead_time_days: Floats
    lead_time_sd: Floats
    safety_factor: Floats
    max_cover_days: Floats
    dead_stock_days: Floats
    min_transfer: Floats
    burn_out_days: Floats
    shelf_life_share: Floats
    order_cost: Floats
    stock_level_rule: Floats
    budget: Floats
    is_review_day: Flags
    review_since: Floats
    review_ahead: Floats
    economics: Economics
    protection_days: Floats
    forecast: Floats
    steady_level: Floats
    steady_factor: Floats
    stated: Floats
    planned: Floats
    planned_sd: Floats
    safety_stock: Floats
    reorder_point: Floats
    order_up_to: Floats
    sources: dict[str, NDArray[np.int8]]


@dataclass(frozen=True)
class Classes:
    """Worth of each series over a year with all it supplies, and its classes among the series of its location."""

    value: Floats
    abc: NDArray[np.int8]
    xyz: NDArray[np.int8]


@dataclass(frozen=True)
class SupplyTerms:
    """How long every series' goods take, and whether receipts say so."""

    lead_days: Floats
    lead_sd: Floats
    is_measured: Flags


def classify(inputs: Inputs, series: Series, forecasts: Forecasts) -> Classes:
    """Classes of every series; they take all products of a location, not those of one bucket."""
    return _classes(inputs, series, forecasts.weekly_cv)


def supply_terms(inputs: Inputs, series: Series, weekly_cv: Floats) -> SupplyTerms:
    """The lead times that plans take, without a forecast; `weekly_cv` is that of each series' past."""
    found = _parameters(inputs, series, _keys(inputs, series, _classes(inputs, series, weekly_cv)))
    lead, lead_sd = found["lead_time_days"], found["lead_time_sd_days"]
    return SupplyTerms(lead.value, rounded(lead_sd.value), lead.source == SOURCES.index("measured"))


def _classes(inputs: Inputs, series: Series, weekly_cv: Floats) -> Classes:
    value = with_descendants(series, series.of(inputs.value, "net"))
    return Classes(value, *abc_xyz(np.maximum(value, 0.0), weekly_cv, group=series.location))


def _keys(inputs: Inputs, series: Series, classes: Classes) -> SeriesKeys:
    return SeriesKeys(series.product_id, series.location_id, inputs.products.category_id[series.product], classes.abc, classes.xyz)


def set_policy(
    inputs: Inputs,
    series: Series,
    demand: Demand,
    forecasts: Forecasts,
    classes: Classes | None = None,
    overridden: Overridden | None = None,
) -> Policy:
    """Classes, parameters and levels of every series.

    Order-up-to = planned demand over lead time + review period + safety stock; reorder point the same over lead time + the
    days until the next plan (with a review every so many days: the order-up-to). Planned demand is the steady one of `demand`
    and forecast, or the forecast itself (`stock_level_rule`). Safety stock is what its quantile at the level planned for lies
    above its mean, times the safety factor, never below zero.
    """
    classes = classes or classify(inputs, series, forecasts)
    keys = _keys(inputs, series, classes)
    found = _parameters(inputs, series, keys)
    held = {name: each.value for name, each in found.items()}
    lead, review = held["lead_time_days"], held["review_period_days"]
    outlook = Outlook(
        forecasts, long_run_of(demand, forecasts, lead + review), overridden or Overridden.none(), held["stock_level_rule"] == STEADY
    )
    economics = take_economics(inputs, series, keys, review)
    reviews = take_reviews(inputs, series, held["reorder_rule"] == EVERY_REVIEW, review, held["review_offset_days"])
    return Policy(
        abc=classes.abc,
        xyz=classes.xyz,
        value=classes.value,
        **{name: held[name] for name in AS_STATED},
        **_levels(inputs, series, outlook, economics, held),
        review_days=review,
        lead_time_days=lead,
        lead_time_sd=rounded(held["lead_time_sd_days"]),
        min_transfer=held["min_transfer_quantity"],
        burn_out_days=held["transfer_burn_out_days"],
        budget=held["order_budget"],
        is_review_day=reviews.is_review_day,
        review_since=reviews.review_since,
        review_ahead=reviews.review_ahead,
        economics=economics,
        sources={name: each.source for name, each in found.items()},
    )


def _levels(inputs: Inputs, series: Series, outlook: Outlook, economics: Economics, held: dict[str, Floats]) -> dict[str, Floats]:
    """What is expected, planned with and held of every series: the columns of a policy that follow from forecast and parameters."""
    lead, lead_sd, review, factor = (held[name] for name in ("lead_time_days", "lead_time_sd_days", "review_period_days", "safety_factor"))
    cover = outlook.over(lead, lead_sd, review)
    trigger = outlook.over(lead, lead_sd, np.minimum(company_value("plan_interval_days", inputs.settings), review))
    pace = outlook.forecasts.daily_mean * cover.factor
    lot = np.maximum(pace * review, np.where(pace > 0, inputs.products.moq[series.product], 0.0))
    wanted = (held["service_kind"], held["service_level"], held["fill_rate_target"])
    level = cycle_levels(*wanted, economics, cover.planned, cover.sd, lot, review)
    forecast, stated = (np.round(each, EXPECTED_DECIMALS) for each in (cover.forecast, cover.stated))
    planned = np.round(stated + cover.factor * (forecast - stated), EXPECTED_DECIMALS)
    safety = _safety(outlook, cover, level, factor)
    order_up_to = rounded(planned + safety)
    reorder_point = rounded(np.round(trigger.planned, EXPECTED_DECIMALS) + _safety(outlook, trigger, level, factor))
    return {
        "cycle_level": level,
        "cycle_service": _shares(np.where(factor == 1.0, level, cycle_chances(order_up_to, cover.planned, cover.sd))),
        "fill_rate": _shares(fill_rates(order_up_to, cover.planned, cover.sd, lot)),
        "protection_days": rounded(cover.days),
        "forecast": forecast,
        "steady_level": outlook.past.level,
        "steady_factor": cover.factor,
        "stated": stated,
        "planned": planned,
        "planned_sd": np.round(cover.sd, EXPECTED_DECIMALS),
        "safety_stock": safety,
        "order_up_to": order_up_to,
        "reorder_point": np.where(held["reorder_rule"] == EVERY_REVIEW, order_up_to, np.minimum(reorder_point, order_up_to)),
    }


def _shares(values: Floats) -> Floats:
    """Shares as they are shown."""
    return np.asarray(np.round(values, 4), np.float64)


def _safety(outlook: Outlook, ahead: Ahead, level: Floats, factor: Floats) -> Floats:
    return np.round(np.maximum(outlook.quantile(ahead, level) - ahead.planned, 0.0) * factor, EXPECTED_DECIMALS)


def _parameters(inputs: Inputs, series: Series, keys: SeriesKeys) -> dict[str, Resolved]:
    """Each parameter of every series; what a centre supplies takes the transfer's lead time instead of a supplier's."""
    settings, locations = inputs.settings, inputs.locations
    is_supplied = series.parent >= 0
    found = {
        name: resolve(name, settings, keys, layers)
        for name, layers in (
            ("review_period_days", [("location_record", locations.review[series.location])]),
            *((name, []) for name in PLAIN),
        )
    }
    by_class = np.array(list(SERVICE_BY_CLASS.values()))[keys.cell]
    record = [("location_record", locations.service[series.location])]
    found["service_level"] = resolve("service_level", settings, keys, record, default=by_class, default_source="matrix")
    found["order_budget"] = resolve("order_budget", [each for each in settings if each.location_id], keys, default=np.inf)
    bought, moved = _lead_times(inputs, series, settings, keys)
    found["lead_time_days"] = _either(is_supplied, moved, bought)
    stated, measured = inputs.products.supplier_lead_sd, inputs.products.told("measured_lead_sd")
    layers = [(name, np.where(is_supplied, np.nan, each[series.product])) for name, each in (("supplier", stated), ("measured", measured))]
    share = found["lead_time_days"].value * LEAD_TIME_SD_SHARE
    found["lead_time_sd_days"] = resolve("lead_time_sd_days", settings, keys, layers, default=share, default_source="derived")
    return found


def _lead_times(inputs: Inputs, series: Series, settings: Sequence[Setting], keys: SeriesKeys) -> tuple[Resolved, Resolved]:
    here = inputs.locations.lead[series.location]
    layers: list[Layer] = [
        ("location_record", here),
        ("supplier", inputs.products.supplier_lead[series.product]),
        ("supply", inputs.products.supply_lead[series.product]),
        ("measured", inputs.products.told("measured_lead")[series.product]),
    ]
    bought = resolve("lead_time_days", settings, keys, layers)
    moved = resolve("transfer_lead_time_days", settings, keys, [("location_record", here)])
    return bought, moved


def _either(choice: NDArray[np.bool_], one: Resolved, other: Resolved) -> Resolved:
    return Resolved(np.where(choice, one.value, other.value), np.where(choice, one.source, other.source).astype(np.int8))
