"""Bands of the forecast of the latest plan over days, weeks and months: quantiles of sums are computed, never added up."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from fluxion.base.work import Work
from fluxion.domains.planning.reads.mart import PlanMeta
from fluxion.kernels.forecasting import DEMAND_CLASSES, Forecasts, aggregate, quantiles_of_sums
from fluxion.kernels.forecasting.aggregates import common_share, quantiles_of_groups

LEVELS = ("0.05", "0.25", "0.5", "0.75", "0.95")
ASKED = tuple(float(level) for level in LEVELS)
COLUMNS = ("demand_class", "daily_mean", "daily_sd", "zero_share", "unit", "drift", "mean")
DECIMALS = 3
Span = tuple[date, date]
Quantiles = dict[str, float]


@dataclass(frozen=True)
class Spread:
    """What the forecasts of a plan have in common: calibrated lengths, where quantiles truly lie, what groups share."""

    lengths: np.ndarray
    scores: np.ndarray
    common: np.ndarray


def plan_spread(work: Work) -> Spread:
    """That of the latest plan."""
    [(text,)] = work.marts.query(work, "select value from plan_meta where key = 'spread'")
    return Spread(**{name: np.asarray(values, np.float64) for name, values in json.loads(text).items()})


def bands_of_series(work: Work, rows: Sequence[dict[str, Any]], meta: PlanMeta, spans: Sequence[Span]) -> list[Quantiles]:
    """Quantiles of what some series (rows of `plan_series` with `COLUMNS`) sell together in each span of days; those of a single
    series that sells in whole units are whole."""
    if not rows:
        return [{} for _ in spans]
    steps, spread = _steps(meta, spans), plan_spread(work)
    if len(rows) == 1:
        begins, ends = zip(*steps, strict=True)
        found, unit = quantiles_of_sums(_forecasts(list(rows) * len(steps), meta, spread), begins, ends, ASKED), rows[0]["unit"]
        return [_told(each) for each in (np.floor(found / unit + 0.5) * unit if unit > 0 else found)]
    made = _forecasts(rows, meta, spread)
    together = np.zeros(len(rows), np.int64)
    return [_told(aggregate(made, together, 1, ASKED, from_step=begin, to_step=end).quantiles[0]) for begin, end in steps]


def bands_of_groups(work: Work, sums: dict[str, np.ndarray], meta: PlanMeta, spans: Sequence[Span]) -> list[list[Quantiles]]:
    """Quantiles of groups of series: of each group for each span, from `total`, `noise` and `log_zero` [groups, spans]."""
    spread, steps = plan_spread(work), _steps(meta, spans)
    common = np.array([common_share(spread.lengths, spread.common, end) for _, end in steps])
    found = quantiles_of_groups(sums["total"], sums["noise"], sums["log_zero"], common[None, :], ASKED)
    return [[_told(each) for each in group] for group in found]


def _steps(meta: PlanMeta, spans: Sequence[Span]) -> list[tuple[int, int]]:
    return [((first - meta.as_of).days, (last - meta.as_of).days + 1) for first, last in spans]


def _told(values: Sequence[float] | np.ndarray) -> Quantiles:
    """Quantiles as they are shown: never below nothing, and rising."""
    rising = np.maximum.accumulate(np.maximum(np.asarray(values, np.float64), 0.0))
    return dict(zip(LEVELS, np.round(rising, DECIMALS).tolist(), strict=True))


def _forecasts(rows: Sequence[dict[str, Any]], meta: PlanMeta, spread: Spread) -> Forecasts:
    """The rows as the kernel takes them; nothing beyond the horizon is asked of it."""
    n, level = len(rows), np.array([row["daily_mean"] for row in rows], np.float64)
    nothing = np.zeros(n)
    return Forecasts(
        horizon=meta.horizon,
        levels=ASKED,
        first_weekday=meta.as_of.weekday(),
        mean=np.array([row["mean"] for row in rows], np.float32),
        quantiles=np.zeros((n, meta.horizon, 0), np.float32),
        demand_class=np.array([DEMAND_CLASSES.index(row["demand_class"]) for row in rows], np.int8),
        model=np.zeros(n, np.int8),
        daily_mean=level,
        daily_sd=np.array([row["daily_sd"] for row in rows], np.float64),
        drift=np.array([row["drift"] for row in rows], np.float64),
        zero_share=np.array([row["zero_share"] for row in rows], np.float64),
        weekday=np.ones((n, 7)),
        lengths=spread.lengths,
        scores=spread.scores,
        common=spread.common,
        unit=nothing,
        level_ahead=level,
        adi=nothing,
        cv2=nothing,
        weekly_cv=nothing,
        history_days=np.zeros(n, np.int32),
    )
