"""The return of a backtest: the company's figures, what the replay measured, and what is only assumed, kept apart."""

from __future__ import annotations

from dataclasses import fields
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

from fluxion.domains.planning.rules.backtest_policies import FLUXION, MIN_MAX
from fluxion.kernels.replaying import Assumptions

USUAL: dict[str, Decimal] = {
    "inventory_value": Decimal(0),
    "lost_sales": Decimal(0),
    "obsolescence": Decimal(0),
    "hours_per_week": Decimal(20),
    "hourly_cost": Decimal(25),
    "yearly_sales": Decimal(0),
    "capital_cost": Decimal("0.15"),
    "margin": Decimal("0.20"),
    "overstock_reduction": Decimal(0),
    "lost_sales_recovered": Decimal(0),
    "obsolescence_reduction": Decimal(0),
    "time_saved": Decimal("0.60"),
    "sales_growth": Decimal(0),
    "investment": Decimal(18588),
}
"""What is reckoned with where nothing is known. Only the savings of time are taken from the promise; growth is not."""

USUAL_FILL_RATE = 0.90
_SHARE = Decimal("0.0001")


def measured_reductions(result: dict[str, Any], service_level: float | None, fill_rate: float | None) -> dict[str, Decimal]:
    """What our rule did to stock and lost sales beside typed-once min/max, both read at the same two points.

    Min/max is read at the company's present fill rate (or the nearest that both reach), ours at the service level asked
    for. Where the company's fill rate is not known both are read at ours: like is compared with like, and no lost sales
    are said to be recovered. Without a level both are read at the present fill rate. Obsolescence is taken to fall like the
    overstock days. A figure that got worse is negative, not hidden.
    """
    curves = {each["code"]: each["points"] for each in result["policies"]}
    if FLUXION not in curves or MIN_MAX not in curves:
        return {}
    level = service_level and min(curves[FLUXION], key=lambda each: abs(each["knob"] - service_level))
    usual = level["fill_rate"] if level else USUAL_FILL_RATE
    now = _within(usual if fill_rate is None else fill_rate, curves)
    names = ("stock_units", "overstock_share")
    base = {name: _at(curves[MIN_MAX], now, name) for name in names}
    if level:
        ours = {name: float(level[name] or 0.0) for name in (*names, "fill_rate")}
    else:
        ours = {name: _at(curves[FLUXION], now, name) for name in names} | {"fill_rate": now}
    found = {
        "overstock_reduction": 1 - ours["stock_units"] / base["stock_units"] if base["stock_units"] else 0.0,
        "lost_sales_recovered": 1 - (1 - ours["fill_rate"]) / (1 - now) if now < 1 and fill_rate is not None else 0.0,
        "obsolescence_reduction": 1 - ours["overstock_share"] / base["overstock_share"] if base["overstock_share"] else 0.0,
    }
    return {name: Decimal(str(value)).quantize(_SHARE, ROUND_HALF_UP) for name, value in found.items()}


def _within(fill: float, curves: dict[str, list[dict[str, Any]]]) -> float:
    """The fill rate, or the nearest one that both rules reach."""
    reached = [[each["fill_rate"] for each in curves[code] if each["fill_rate"] is not None] or [0.0] for code in (FLUXION, MIN_MAX)]
    return float(min(max(fill, *(min(each) for each in reached)), *(max(each) for each in reached)))


def _at(points: list[dict[str, Any]], fill: float, name: str) -> float:
    """A figure of a rule where it reaches a fill rate, between its points; 0 where nothing was asked for."""
    known = sorted((each["fill_rate"], each[name]) for each in points if each["fill_rate"] is not None)
    return float(np.interp(fill, [each[0] for each in known], [each[1] for each in known])) if known else 0.0


def assume(given: dict[str, Decimal], company: dict[str, Decimal], measured: dict[str, Decimal]) -> tuple[Assumptions, dict[str, str]]:
    """Every figure of the return with where it is from: typed in, measured, the company's own, or assumed."""
    values, sources = {}, {}
    for field in fields(Assumptions):
        name = field.name
        for source, known in (("given", given), ("measured", measured), ("company", company), ("assumed", USUAL)):
            if name in known:
                values[name], sources[name] = known[name], source
                break
    return Assumptions(**values), sources
