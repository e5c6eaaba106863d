"""What the company's series teach each other: learned once, from a sample that is the same however series are bucketed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting import effects, pooling
from fluxion.kernels.forecasting.classes import CLASSES, LUMPY, NEW, SMOOTH, demand_classes
from fluxion.kernels.forecasting.demand import Demand, Step
from fluxion.kernels.forecasting.effects import Effects, Span
from fluxion.kernels.forecasting.exposure import shared_weekdays, weekday_profiles, weekdays_of
from fluxion.kernels.forecasting.history import levels_of, rows_to_read, seen_in
from fluxion.kernels.forecasting.passes import Rows
from fluxion.kernels.forecasting.peers import Peers, learn_peers
from fluxion.kernels.forecasting.places import Places
from fluxion.kernels.forecasting.steps import PACES
from fluxion.kernels.forecasting.traits import traits_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_SLOPE, _WAVE, _REGRESSOR = 0.3, 0.3, 1.0  # deviations a coefficient may have: a year's growth, a wave, per own deviation
_WAVES_SINGLE_YEAR = 0.5  # belief in a season seen once


@dataclass(frozen=True)
class Pooled:
    """What every series is lent; small, and all that a worker needs besides its own series."""

    step: Step
    n_days: int
    first_date: date | None
    names: tuple[str, ...]
    groups: Ints
    weekday: Floats
    cv2: Floats
    spread: Floats  # squared variation of sizes with effects taken out
    excess: Floats
    effects: Effects | None
    seen: Floats  # [columns, 2] least and most of each regressor in the history; coefficients are per largest
    weights: Floats
    miss: float  # factor on every level: what all series together were missed by before
    drift: Floats
    scores: Floats
    common: Floats  # [lengths] squared deviation that whole groups share
    peers: Peers
    places: Places | None = None

    def rows_of(self, group: NDArray[np.int32] | None, n: int) -> Ints:
        """Row of every series' group in the tables here; the company's row for groups nobody has met."""
        if group is None:
            return np.zeros(n, np.int64)
        at = np.searchsorted(self.groups, group)
        known = self.groups[np.minimum(at, len(self.groups) - 1)] == group
        return np.where(known, at, len(self.groups)).astype(np.int64)


def span_of(demand: Demand, first: NDArray[np.int32]) -> int:
    """Steps since the first sale of any series: the window looked at may be wider than what a young company has to tell."""
    return demand.n_days - int(first.min(initial=demand.n_days))


def _prior(demand: Demand, rows: Rows, waves: int) -> Floats:
    past, readers = rows.x_step < demand.n_days, demand.regressors.readers() if demand.regressors else None
    count, mean, square = _moments(rows.x_values[past], readers[past] if readers is not None else None)
    share = count / max(int(np.maximum(demand.n_days - rows.first, 0).sum()), 1)
    variance = share * square - (share * mean) ** 2
    known = np.where(variance > 0, _REGRESSOR**2 / np.maximum(variance, 1e-300), 0.0)
    can_tell = _WAVE**2 if span_of(demand, rows.first) >= PACES[demand.step].year else 0.0
    return np.concatenate([[_SLOPE**2], np.full(waves, can_tell), known])


def _moments(values: Floats, readers: Floats | None) -> tuple[float, Floats, Floats]:
    """How many series' steps have a row of regressors, and mean and mean square of each column over them.

    Of rows that series share, those of one value are counted together: the sum is then the same in whatever tables they came.
    """
    none = np.zeros(values.shape[1])
    if not len(values):
        return 0.0, none, none
    if readers is None:
        return float(len(values)), values.mean(0), (values**2).mean(0)
    found, count = [np.unique(column, return_inverse=True) for column in values.T], float(readers.sum())
    sums = [(told, np.bincount(at, readers)) for told, at in found]
    mean, square = (np.array([(told**power * times).sum() / count for told, times in sums]) for power in (1, 2))
    return count, mean, square


def learn_effects(
    demand: Demand, rows: Rows, group: Ints, groups: int, cv2: Floats, threads: int | None
) -> tuple[Effects, Floats, Floats] | None:
    """Effects as known now; with the items' coefficients now and at the earlier origins; None if there are none to learn."""
    pace, waves = PACES[demand.step], rows.basis.shape[1] - 1
    prior = _prior(demand, rows, waves)
    if not prior[1:].any() or not demand.n:
        return None
    end, span = demand.n_days, span_of(demand, rows.first)
    before = end - min(max(pace.hold_outs), span // 2)
    years = (before - end + span) / pace.year
    parts = np.concatenate([[0], np.ones(waves, np.int64), 2 + np.arange(len(prior) - 1 - waves)]).astype(np.int64)
    was = effects.fit(rows, cv2, group, groups, Span(0, before, pace.half_year, pace.rhythm.bucket), _until(prior, waves, years), threads)
    beta_was = effects.of_items(rows, cv2, group, was, Span(0, before, pace.half_year, pace.rhythm.bucket), threads)
    belief = effects.believed(rows, cv2, group, groups, beta_was, Span(before, end, end - before, pace.rhythm.bucket), parts, threads)
    if years < 1.0:
        belief[:, 1 : 1 + waves] = _WAVES_SINGLE_YEAR
    now = effects.fit(rows, cv2, group, groups, Span(0, end, pace.half_year, pace.rhythm.bucket), prior, threads)
    now = Effects(now.beta, now.between, belief, now.spread)
    beta_now = effects.of_items(rows, cv2, group, now, Span(0, end, pace.half_year, pace.rhythm.bucket), threads)
    return now, beta_now, beta_was * belief[group]


def _until(prior: Floats, waves: int, years: float) -> Floats:
    """What may be learned up to an earlier origin: no season before a whole year has been seen."""
    result = prior.copy()
    if years < 1.0:
        result[1 : 1 + waves] = 0.0
    return result


def learn(demand: Demand, threads: int | None) -> Pooled:
    """Everything the series lend each other, from the series given."""
    pace, series = PACES[demand.step], traits_of(demand)
    groups = np.zeros(1, np.int64) if demand.group is None or not demand.n else np.unique(demand.group).astype(np.int64)
    group = np.zeros(demand.n, np.int64) if demand.group is None else np.searchsorted(groups, demand.group)
    many = len(groups)
    weekday = shared_weekdays(weekdays_of(demand, series), group, many) if demand.step == "day" else np.ones((many + 1, 7))
    profile = weekday_profiles(demand, series, weekday, group)
    cv2_of = pooling.by_group(series.cv2, series.sales, group, many)
    cv2 = np.clip(pooling.lend(series.cv2, series.sales, cv2_of[group]), 0.01, 100.0)
    seen = seen_in(demand)
    rows = rows_to_read(demand, series, profile, 0, seen)
    known = learn_effects(demand, rows, group, many, cv2, threads)
    none = np.zeros((demand.n, rows.basis.shape[1] + rows.x_values.shape[1]))
    betas = (none, none) if known is None else (known[1], known[2])
    near = pace.within(span_of(demand, series.first))
    found = levels_of(rows, near, betas, near.hold_outs, threads)
    spread = pooling.by_group(found.cv2, series.sales, group, many)
    cv2 = np.clip(pooling.lend(found.cv2, series.sales, spread[group]), 0.01, 100.0)
    code, _ = demand_classes(series, found.open_days, demand.n_days, pace)
    excess = pooling.by_group(np.minimum(found.excess, 0.9), series.sales, group, many)
    weights = pooling.model_weights(found, code, CLASSES, cv2)
    level = pooling.held_levels(found, weights, code, lift_of(found.excess, excess[group]))
    miss = pooling.shared_miss(found, level)
    level *= miss
    drift = pooling.level_drift(found, level, code, CLASSES, cv2)
    scores = pooling.tail_scores(found, level, code, CLASSES, cv2, drift)
    drift[NEW], scores[NEW] = drift[SMOOTH:].max(0), scores[LUMPY]
    names = demand.regressors.names if demand.regressors else ()
    return Pooled(
        demand.step, demand.n_days, demand.first_date, names, groups, weekday, cv2_of, spread, excess,
        None if known is None else known[0], seen, weights, miss, drift, scores,
        pooling.common_drift(found, level, group, cv2), learn_peers(demand, series),
    )  # fmt: skip


_EXCESS_KEPT = 0.7  # of what giant orders exceeded the cap by; measured as the least biased that stays calm


def lift_of(excess: Floats, pooled: Floats) -> Floats:
    """Factor that gives back most of what capping giant orders took: half by the series' own share, half by the group's."""
    share = 0.5 * np.minimum(excess, 0.9) + 0.5 * pooled
    return np.asarray(1.0 + _EXCESS_KEPT * share / (1.0 - share), np.float64)
