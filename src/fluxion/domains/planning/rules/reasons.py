"""The figures that a suggested transfer rests on, from the plan's series at its two ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import floor
from typing import Any

TRANSFER_DAYS = 2
"""Most days that excess is under way; never more than the lead time of its target, within which the plan counts on it."""
SUPPLY = "supply"

ENDS: Mapping[str, tuple[str, ...]] = {
    "origin": ("available", "order_up_to", "forecast", "days_of_cover"),
    "target": ("available", "position", "reorder_point", "order_up_to", "forecast", "days_of_cover", "review_on", "next_review_on"),
}
COLUMNS = tuple(dict.fromkeys((*ENDS["origin"], *ENDS["target"], "lead_time_days", "pack_size")))
"""Columns of `plan_series` that the figures are made of."""


def move_figures(
    kind: str,
    quantity: float,
    names: tuple[str, str],
    ends: tuple[Mapping[str, Any], Mapping[str, Any]],
    as_of: date,
    data_until: date | None,
) -> dict[str, Any]:
    """Why so much moves from one location to another, as JSON values; `ends` are the rows of origin and target with `COLUMNS`."""
    lead = floor(ends[1]["lead_time_days"])
    told = {f"{end}_{name}": row[name] for (end, wanted), row in zip(ENDS.items(), ends, strict=True) for name in wanted}
    return {
        "kind": kind,
        "quantity": quantity,
        "pack_size": ends[1]["pack_size"],
        "origin": names[0],
        "target": names[1],
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()},
        "transfer_days": lead if kind == SUPPLY else min(lead, TRANSFER_DAYS),
        "as_of": as_of.isoformat(),
        "data_until": data_until.isoformat() if data_until else None,
    }
