"""The demand that levels are set from: the steady one of forecast and long run, or the forecast's own, as each series' parameter says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fluxion.domains.planning.rules.buckets import rows_of
from fluxion.domains.planning.rules.inputs import Flags, Floats
from fluxion.domains.planning.rules.overrides import Overridden
from fluxion.kernels.forecasting import Demand, Forecasts, cumulative_demand
from fluxion.kernels.stocking.steady import LongRun, long_run, order_up_to_at, steady_demand


@dataclass(frozen=True)
class Ahead:
    """Demand of lead time + review of every series: what the forecast says of it, and what a level is set from.

    `planned` = what people `stated` + `factor` × the rest of the `forecast`; `sd` is the deviation around `planned`.
    """

    lead: Floats
    lead_sd: Floats
    review: Floats
    forecast: Floats
    stated: Floats
    factor: Floats
    planned: Floats
    sd: Floats

    @property
    def days(self) -> Floats:
        """Lead time + review."""
        return self.lead + self.review


@dataclass(frozen=True)
class Outlook:
    """What levels are set from: forecasts, what each series did in the long run, what people stated, and by which rule."""

    forecasts: Forecasts
    past: LongRun
    overridden: Overridden
    is_steady: Flags

    def over(self, lead: Floats, lead_sd: Floats, review: Floats) -> Ahead:
        """The demand over a lead time and a review; where the rule is not the steady one, as the forecast has it."""
        expected = cumulative_demand(self.forecasts, lead, lead_sd, review, None)
        stated = stated_within(self.forecasts, self.overridden, lead + review)
        found = steady_demand(self.past, self.forecasts.daily_mean, expected.mean, expected.sd, lead + review, lead_sd, stated)
        return Ahead(
            *(lead, lead_sd, review, expected.mean, stated),
            factor=np.where(self.is_steady, found.factor, 1.0),
            planned=np.where(self.is_steady, found.mean, expected.mean),
            sd=np.where(self.is_steady, found.sd, expected.sd),
        )

    def quantile(self, ahead: Ahead, level: Floats) -> Floats:
        """What that demand does not exceed with the chance `level`: steady demand as a gamma, forecasts by their calibrated quantile."""
        found = order_up_to_at(ahead.planned, ahead.sd, level)
        rows = np.flatnonzero(~self.is_steady)
        if len(rows):
            terms = (each[rows] for each in (ahead.lead, ahead.lead_sd, ahead.review, level))
            found[rows] = cumulative_demand(rows_of(self.forecasts, rows), *terms).quantile
        return found


def long_run_of(demand: Demand, forecasts: Forecasts, days: Floats) -> LongRun:
    """The long-run level of every series and how its sums over so many days varied, on the days its forecast counts."""
    outs = demand.stock_outs
    return long_run(
        demand.ptr,
        demand.day,
        demand.units,
        demand.n_days,
        days,
        profile=forecasts.weekday,
        first_weekday=demand.first_weekday,
        closed=demand.closed,
        calendar=demand.calendar,
        lost=None if outs is None else (outs.ptr, outs.day, outs.lost_share),
    )


def stated_within(forecasts: Forecasts, overridden: Overridden, days: Floats) -> Floats:
    """Of the forecast of so many days of every series, the units that people gave as a number: they stand as stated."""
    stated = np.zeros(len(forecasts.mean))
    if len(overridden.row):
        part = np.clip(days[overridden.row][:, None] - np.arange(overridden.stated.shape[1]), 0.0, 1.0)
        stated[overridden.row] = (overridden.stated * part).sum(axis=1)
    return stated


def overridden_in(overridden: Overridden, rows: slice) -> Overridden:
    """What people changed of the series of a bucket, rows counted from its first."""
    begin, end = np.searchsorted(overridden.row, [rows.start, rows.stop])
    kept = slice(begin, end)
    return Overridden(overridden.row[kept] - rows.start, overridden.statistical[kept], overridden.stated[kept], overridden.ids[kept])
