"""A plan as tables: what goes to the mart, and the figures of single series that explanations are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fluxion.domains.planning.rules.inputs import Ints
from fluxion.domains.planning.rules.limits import CUT_BY
from fluxion.domains.planning.rules.orders import Orders
from fluxion.domains.planning.rules.parameters import ABC, SOURCES, XYZ
from fluxion.domains.planning.rules.paying import BUDGETED_AT
from fluxion.domains.planning.rules.plan import Plan
from fluxion.domains.planning.rules.successions import succession_figures
from fluxion.kernels.forecasting import DEMAND_CLASSES, MODELS, Forecasts
from fluxion.kernels.stocking import abc_xyz

FIGURES: tuple[str, ...] = (
    "outcome",
    "abc",
    "xyz",
    "demand_class",
    "model",
    "daily_mean",
    "protection_days",
    "lead_time_days",
    "lead_time_sd",
    "review_days",
    "service_kind",
    "service_level",
    "fill_rate_target",
    "cycle_level",
    "cycle_service",
    "fill_rate",
    "stated_lead",
    "lead_receipts",
    "supplier_receipts",
    "offers",
    "next_cost_share",
    "offers_without_cost",
    "offers_without_rate",
    "safety_factor",
    "max_cover_days",
    "forecast",
    "stock_level_rule",
    "steady_level",
    "steady_factor",
    "stated",
    "planned",
    "safety_stock",
    "reorder_point",
    "order_up_to",
    "on_hand",
    "reserved",
    "leaving",
    "on_order",
    "in_transit",
    "later",
    "available",
    "in_lead_time",
    "position",
    "moved_in",
    "moved_out",
    "served",
    "unserved",
    "stores_need",
    "raw_need",
    "moq",
    "pack_size",
    "shelf_life_days",
    "cap",
    "lot",
    "break_from",
    "break_share",
    "rounded",
    "top_up",
    "cut",
    "cut_by",
    "budgeted_at",
    "suggested",
    "days_of_cover",
    "is_due",
    "is_centre",
    "replaced_share",
    "replaced_from",
    "replaces_share",
    "replaces_from",
    "review_on",
    "next_review_on",
    "lent_pace",
    "lent_size",
    "lent_places",
    "from_new",
    "history_days",
    "days_since_sale",
    "window_days",
    "stock_out_on",
    "needed_on",
    "order_by",
    "arrives_on",
    "source_service_level",
    "source_review_period_days",
    "source_lead_time_days",
    "source_lead_time_sd_days",
    "source_safety_factor",
)
"""What an explanation rests on, in the order people read it; each is a column of `plan_series`."""

LACKING = ("offers_without_cost", "offers_without_rate")
RATE_DECIMALS = 4
SHARE_DECIMALS = 6


def series_table(plan: Plan) -> pa.Table:
    """Every series with its figures, as `plan_series` holds them."""
    return pa.table(_facts(plan) | _numbers(plan) | _sources(plan) | _forecasts(plan))


def spread_of(plan: Plan) -> dict[str, Any]:
    """What all forecasts of a plan have in common, and bands of their sums are computed from."""
    return {name: getattr(plan.forecasts, name).tolist() for name in ("lengths", "scores", "common")}


def figures_of(row: Mapping[str, Any], as_of: date, data_until: date | None) -> dict[str, Any]:
    """The figures of one series as JSON values, from a row of `plan_series`."""
    found = {name: row.get(name) for name in FIGURES}  # a plan of an older version lacks some
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}
    return told | {"as_of": as_of.isoformat(), "data_until": data_until.isoformat() if data_until else None}


def _facts(plan: Plan) -> dict[str, Any]:
    series, inputs = plan.series, plan.inputs
    supplier = inputs.products.supplier_id[series.product]
    return {
        "product_id": series.product_id.astype(np.int32),
        "location_id": series.location_id.astype(np.int32),
        "category_id": _or_null(inputs.products.category_id[series.product]),
        "supplier_id": _or_null(supplier),
        "root": series.parent < 0,
        "is_centre": series.is_centre,
        "abc": _words(plan.policy.abc, ABC),
        "xyz": _words(plan.policy.xyz, XYZ),
        "demand_class": _words(plan.forecasts.demand_class, DEMAND_CLASSES),
        "model": _words(plan.forecasts.model, MODELS),
        "outcome": plan.outcome,
        "cut_by": _words(plan.orders.cut_by, CUT_BY),
        "budgeted_at": _words(plan.orders.budgeted_at, BUDGETED_AT),
        "is_due": plan.needs.is_due,
        "urgency": plan.orders.urgency,
        "history_days": plan.forecasts.history_days.astype(np.int32),
        "days_since_sale": plan.since_sale.astype(np.int32),
        "window_days": np.full(series.n, plan.window_days, np.int32),
        "rejection_id": np.where(plan.orders.rejected, plan.orders.rejection_id, 0).astype(np.int64),
        **_successions(plan),
    } | _days(plan)


def _successions(plan: Plan) -> dict[str, Any]:
    told = succession_figures(plan.inputs, plan.series)
    return {
        f"{name}_{what}": told[f"{name}_share"]
        if what == "share"
        else _dates(plan.inputs.as_of, told[f"{name}_in"], told[f"{name}_share"] > 0)
        for name in ("replaced", "replaces")
        for what in ("share", "from")
    }


def _days(plan: Plan) -> dict[str, Any]:
    """When stock runs out, when goods are needed, when to order them and when they would arrive.

    Nothing is ever dated before the day of the plan, and goods never arrive earlier than their lead time after it.
    """
    projection, lead = plan.position.projection, plan.policy.lead_time_days
    out, needed = projection.stock_out_day.astype(np.int64), projection.needed_day.astype(np.int64)
    needed = np.where(needed < 0, plan.policy.protection_days.astype(np.int64), needed)
    order = np.where(plan.needs.is_due, 0, np.maximum(needed - np.ceil(lead), 0)).astype(np.int64)
    arrives = order + np.ceil(lead).astype(np.int64)
    return {
        "stock_out_on": _dates(plan.inputs.as_of, out, out >= 0),
        "needed_on": _dates(plan.inputs.as_of, np.maximum(needed, 0)),
        "order_by": _dates(plan.inputs.as_of, order),
        "arrives_on": _dates(plan.inputs.as_of, arrives),
        **_reviews(plan),
    }


def _reviews(plan: Plan) -> dict[str, Any]:
    """The day of review whose proposal waits for a decision, and the next one, where orders go by days of review."""
    today, ago, ahead = np.datetime64(plan.inputs.as_of, "D"), plan.policy.review_since, plan.policy.review_ahead
    away = {"review_on": -ago, "next_review_on": ahead}
    return {
        name: pa.array(today + np.nan_to_num(days).astype("timedelta64[D]"), pa.date32(), mask=np.isnan(days))
        for name, days in away.items()
    }


def _numbers(plan: Plan) -> dict[str, Any]:
    policy, position, needs, orders, row = plan.policy, plan.position, plan.needs, plan.orders, plan.series.product
    cover = position.projection.days_of_cover.astype(np.float64)
    return {
        **{name: getattr(policy, name) for name in ("value", "lead_time_days", "lead_time_sd", "review_days", "service_level")},
        **{name: getattr(policy, name) for name in ("service_kind", "fill_rate_target", "cycle_level", "cycle_service", "fill_rate")},
        **{name: getattr(policy, name) for name in ("safety_factor", "max_cover_days", "protection_days", "forecast", "stock_level_rule")},
        **{name: np.round(getattr(policy, name), RATE_DECIMALS) for name in ("steady_level", "steady_factor")},
        **{name: getattr(policy, name) for name in ("stated", "planned", "planned_sd", "safety_stock", "reorder_point", "order_up_to")},
        **{name: getattr(position, name) for name in ("on_hand", "reserved", "leaving", "on_order", "in_transit", "later")},
        **{name: getattr(position, name) for name in ("available", "in_lead_time", "position")},
        **{name: getattr(needs, name) for name in ("moved_in", "moved_out", "served", "unserved")},
        "stores_need": needs.stores,
        "raw_need": needs.raw,
        "moq": plan.inputs.products.moq[row],
        "pack_size": plan.inputs.products.pack[row],
        "shelf_life_days": _known(plan.inputs.products.told("shelf_life")[row]),
        "cap": pa.array(np.floor(orders.cap * 1000) / 1000, mask=~np.isfinite(orders.cap)),
        "lot": orders.lot,
        "break_from": orders.break_from,
        "break_share": _saved(orders),
        "rounded": orders.rounded,
        "top_up": orders.top_up,
        "cut": orders.cut,
        "suggested": orders.quantity,
        "daily_mean": np.round(plan.forecasts.daily_mean, RATE_DECIMALS),
        "daily_sd": np.round(plan.forecasts.daily_sd, RATE_DECIMALS),
        "zero_share": np.round(plan.forecasts.zero_share, SHARE_DECIMALS),
        "unit": plan.forecasts.unit,
        **_lent(plan.forecasts),
        "days_of_cover": pa.array(np.round(cover, 1), mask=~np.isfinite(cover)),
        "unit_cost": _known(orders.unit_cost),
        **_terms(plan),
        "stock_cost": plan.unit_cost,
        "price": _known(plan.inputs.products.price[row]),
    }


def _lent(forecasts: Forecasts) -> dict[str, Any]:
    """Where the forecast of what is new at its location comes from, nothing where that is not so; a forecast of nothing says nothing of it."""
    pace, size, places, added = (getattr(forecasts, name) for name in ("lent_pace", "lent_size", "lent_places", "from_new"))
    return {
        "lent_pace": _known(np.where(forecasts.daily_mean > 0, pace, np.nan).round(RATE_DECIMALS)),
        "lent_size": _known(size.round(2)),
        "lent_places": _known(places),
        "from_new": np.round(added, RATE_DECIMALS),
    }


def _saved(orders: Orders) -> NDArray[np.float64]:
    """What the price break reached takes off the cost without one, as a share of it; 0 where that cost is not known."""
    known = (orders.break_from > 0) & (orders.list_cost > 0)
    share = np.where(known, 1.0 - orders.unit_cost / np.where(known, orders.list_cost, 1.0), 0.0)
    return np.asarray(np.round(share, 4), np.float64)


def _terms(plan: Plan) -> dict[str, Any]:
    """What the supplier was chosen by and its lead time measured by; nothing where a centre supplies."""
    products, row, is_supplied = plan.inputs.products, plan.series.product, plan.series.parent >= 0
    stated = np.where(np.isnan(products.supply_lead), products.supplier_lead, products.supply_lead)
    told = {"stated_lead": stated} | {
        name: products.told(name) for name in ("lead_receipts", "supplier_receipts", "offers", "next_cost_share", *LACKING)
    }
    return {name: _known(np.where(is_supplied, np.nan, values[row])) for name, values in told.items()}


def _sources(plan: Plan) -> dict[str, Any]:
    names = ("service_level", "review_period_days", "lead_time_days", "lead_time_sd_days", "safety_factor")
    return {f"source_{name}": _words(plan.policy.sources[name], SOURCES) for name in names}


def _forecasts(plan: Plan) -> dict[str, Any]:
    return {"drift": _lists(plan.forecasts.drift.astype(np.float32)), "mean": _lists(plan.forecasts.mean)}


def product_table(plan: Plan) -> pa.Table:
    """Every product over the whole company: its classes by the value of all its locations and their joint variation."""
    series = plan.series
    root = series.parent < 0
    rows, at = np.unique(series.product[root], return_inverse=True)
    value = np.bincount(at, plan.policy.value[root], len(rows))
    mean = np.bincount(at, plan.forecasts.daily_mean[root], len(rows))
    deviation = np.nan_to_num(plan.forecasts.weekly_cv[root], nan=10.0, posinf=10.0) * plan.forecasts.daily_mean[root]
    spread = np.sqrt(np.bincount(at, deviation**2, len(rows)))
    abc, xyz = abc_xyz(np.maximum(value, 0.0), np.where(mean > 0, spread / np.maximum(mean, 1e-12), np.nan))
    everywhere = np.searchsorted(rows, series.product)
    stock = np.bincount(everywhere, plan.position.on_hand * plan.unit_cost, len(rows))
    return pa.table(
        {
            "product_id": plan.inputs.products.id[rows].astype(np.int32),
            "abc": np.asarray(ABC)[abc],
            "xyz": np.asarray(XYZ)[xyz],
            "value": value,
            "daily_mean": np.round(mean, RATE_DECIMALS),
            "stock_value": stock,
        }
    )


def week_sums(daily: pa.ListArray, horizon: int) -> pa.ListArray:
    """The sums of each whole week of daily lists that are all as long as the horizon.

    >>> week_sums(pa.array([[1.0] * 7 + [2.0] * 8], pa.list_(pa.float32())), 15).to_pylist()
    [[7.0, 14.0]]
    """
    whole, n = horizon // 7, len(daily)
    days = daily.flatten().to_numpy().reshape(n, horizon)
    weeks = days[:, : whole * 7].reshape(n, whole, 7).sum(axis=2)
    return _lists(np.round(weeks, 3).astype(np.float32))


def rows_of(table: pa.Table, rows: Iterable[int] | Ints) -> list[dict[str, Any]]:
    """Single series of `series_table`, without their daily forecasts, as plain rows."""
    wanted = [name for name in table.column_names if name not in ("drift", "mean")]
    return list(table.select(wanted).take(pa.array(np.asarray(list(rows), np.int64))).to_pylist())


def _words(codes: NDArray[np.int8], words: tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int8()), pa.array(words))


def _known(values: NDArray[np.float64]) -> pa.Array:
    return pa.array(values, mask=np.isnan(values))


def _or_null(ids: Ints) -> pa.Array:
    return pa.array(ids.astype(np.int32), mask=ids < 0)


def _dates(first: date, offset: NDArray[Any], known: NDArray[np.bool_] | None = None) -> pa.Array:
    days = np.datetime64(first, "D") + np.clip(offset, 0, 36500).astype("timedelta64[D]")
    return pa.array(days, pa.date32(), mask=None if known is None else ~known)


def _lists(values: NDArray[np.float32]) -> pa.Array:
    n, width = values.shape
    flat = pa.array(np.ascontiguousarray(values, np.float32).reshape(-1))
    return pa.ListArray.from_arrays(pa.array(np.arange(n + 1, dtype=np.int32) * np.int32(width)), flat)
