"""Products that replace others: whose demand passes to whom, from which day on, and what is left to the one replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from fluxion.domains.planning.rules.inputs import Floats, Inputs, Ints, id_rows
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Demand, Forecasts
from fluxion.kernels.forecasting.lineage import Lineage, lineage

_LATELY = 56
"""Days that tell how much a successor already sells by itself."""


@dataclass(frozen=True)
class Link:
    """A change among some series: the successor's, the predecessor's at the same location (-1: none), and all that are replaced."""

    share: float
    first: int
    heirs: Ints
    of_heir: Ints
    replaced: Ints


@dataclass(frozen=True)
class Passing:
    """The series that changes touch, and what becomes of the level of each on every day of the horizon and after it (`factor`)."""

    rows: Ints
    factor: Floats

    @classmethod
    def none(cls) -> Passing:
        """No change at all."""
        return cls(np.zeros(0, np.int64), np.zeros((0, 1)))

    def of(self, rows: Ints) -> Passing:
        """The same for some of the series, numbered anew in the order given."""
        at = id_rows(rows, self.rows)
        return Passing(np.flatnonzero(at >= 0), self.factor[at[at >= 0]])


def with_successions(demand: Demand, inputs: Inputs, series: Series) -> tuple[Demand, Passing]:
    """The demand as it will be once every change within the horizon is made, and how it gets there day by day.

    A successor has its predecessor's history, in its share, up to the day of the change, with all that the predecessor inherits
    itself: demand is handed on along the whole chain. What a predecessor sold before a change that is past is brought down to
    what was left to it.
    """
    links = list(_links(inputs, series))
    if not links:
        return demand, Passing.none()
    predecessor, share = np.full(series.n, -1, np.int32), np.ones(series.n)
    since = np.zeros(series.n, np.int64)
    for each in links:
        predecessor[each.heirs], share[each.heirs], since[each.heirs] = each.of_heir, each.share, each.first
    until = np.clip(since + demand.n_days, 0, demand.n_days).astype(np.int32)
    apart = replace(demand, predecessor=predecessor, predecessor_share=share, predecessor_until=until)
    joint, found = apart.linked(), lineage(predecessor, share, since)
    return _left(joint, demand, links), _passing(apart, _sold_lately(joint), found, links, inputs.horizon)


def forecasts_with_successions(forecasts: Forecasts, passing: Passing) -> Forecasts:
    """The forecasts with every change on its day: until then a successor sells only what it sold by itself, from then on
    its predecessor sells the rest.

    What orders go by moves too: `daily_mean` is the mean over the horizon, with its noise, `level_ahead` what follows it.
    """
    return _scaled(forecasts, passing.rows, passing.factor) if len(passing.rows) else forecasts


def demand_at_level(demand: Demand, passing: Passing) -> Demand:
    """The demand brought to the level its forecasts have with every change made, so that a long run of it compares with them."""
    if not len(passing.rows):
        return demand
    scale = np.ones(demand.n)
    scale[passing.rows] = passing.factor.mean(axis=1)
    return replace(demand, units=demand.units * np.repeat(scale, np.diff(demand.ptr)))


def succession_figures(inputs: Inputs, series: Series) -> dict[str, Floats]:
    """Of every series the share of its demand that passes to what replaces it and the first day of that, and the share of
    another's demand that it inherits and from when; shares of 0 where nothing does."""
    told = {name: np.zeros(series.n) for name in ("replaced_share", "replaced_in", "replaces_share", "replaces_in")}
    for each in _links(inputs, series):
        old, new = each.replaced, each.heirs[each.of_heir >= 0]
        earliest = np.minimum(told["replaced_in"][old], each.first)
        told["replaced_in"][old] = np.where(told["replaced_share"][old] > 0, earliest, each.first)
        told["replaced_share"][old] = np.minimum(told["replaced_share"][old] + each.share, 1.0)
        told["replaces_share"][new], told["replaces_in"][new] = each.share, each.first
    return told


def _links(inputs: Inputs, series: Series) -> Iterator[Link]:
    """The changes within the horizon that touch some of the series."""
    given = inputs.known.successions
    known = id_rows(np.array([each.successor_id for each in given], np.int64), inputs.products.id) >= 0
    for each in (each for each, is_known in zip(given, known, strict=True) if is_known and each.first <= inputs.horizon):
        new, old = _of_product(series, each.successor_id), _of_product(series, each.predecessor_id)
        if not len(new) + len(old):
            continue
        at = np.full(len(new), -1)
        if len(old):
            found = np.minimum(np.searchsorted(series.location_id[old], series.location_id[new]), len(old) - 1)
            at = np.where(series.location_id[old[found]] == series.location_id[new], old[found], -1)
        yield Link(each.share, each.first, new, at, old)


def _of_product(series: Series, product_id: int) -> Ints:
    return np.arange(*np.searchsorted(series.product_id, (product_id, product_id + 1)))


def _passing(apart: Demand, whole: Floats, found: Lineage, links: list[Link], horizon: int) -> Passing:
    """How the level of every series that changes touch moves: what of it has arrived by then, and what of that is left to it.

    `whole` is what each sold lately with every change made; what it gets from an ancestor has arrived once the last of the changes
    between them is made.
    """
    rows = np.unique(np.concatenate([np.concatenate([each.heirs, each.replaced]) for each in links]))
    days = np.arange(horizon + 1)
    arrived, gone, before = np.ones((len(rows), len(days))), np.zeros((len(rows), len(days))), np.zeros(len(rows))
    parts = np.divide(_handed_on(apart, found), whole[found.heir], out=np.zeros(len(found.heir)), where=whole[found.heir] > 0)
    for at, part, since in zip(np.searchsorted(rows, found.heir), parts, found.since, strict=True):
        arrived[at, days < since] -= part
    for each in links:
        left = np.searchsorted(rows, each.replaced)
        gone[left] += np.where(days >= each.first, each.share, 0.0)
        before[left] += each.share if each.first < 0 else 0.0
    rest = np.maximum(1.0 - gone, 0.0) / np.where(before < 1.0, 1.0 - before, 1.0)[:, None]
    return Passing(rows, np.maximum(arrived, 0.0) * rest)


def _handed_on(apart: Demand, found: Lineage) -> Floats:
    """What each heir has lately from each of its ancestors."""
    until, oldest, units = apart.inherited_until(), apart.n_days - _LATELY, np.zeros(len(found.heir))
    for at, (old, via, share) in enumerate(zip(found.ancestor, found.via, found.share, strict=True)):
        part = slice(int(apart.ptr[old]), int(apart.ptr[old + 1]))
        day = apart.day[part]
        units[at] = share * apart.units[part][(day >= oldest) & (day < until[via])].sum()
    return units


def _sold_lately(demand: Demand) -> Floats:
    owner, recent = np.repeat(np.arange(demand.n), np.diff(demand.ptr)), demand.day >= demand.n_days - _LATELY
    return np.bincount(owner[recent], demand.units[recent], demand.n).astype(np.float64)


def _left(joint: Demand, own: Demand, links: list[Link]) -> Demand:
    """What was sold before changes that are past, at the level that those left to their predecessors.

    What a predecessor inherited itself is scaled on every day: it was sold by its ancestor, from which nothing was taken yet.
    """
    gone, by_then = np.zeros(joint.n), np.zeros(len(own.day))
    for each in links:
        if each.first < 0 and len(each.replaced):
            gone[each.replaced] += each.share
            cells = slice(own.ptr[each.replaced[0]], own.ptr[each.replaced[-1] + 1])
            by_then[cells] += np.where(own.day[cells] >= each.first + own.n_days, each.share, 0.0)
    if not gone.any():
        return joint
    kept = np.where(gone < 1, 1.0 - gone, 1.0)
    owner, owner_joint = (np.repeat(np.arange(each.n), np.diff(each.ptr)) for each in (own, joint))
    units = joint.units * kept[owner_joint]
    at = np.searchsorted(owner_joint * joint.n_days + joint.day, owner * own.n_days + own.day)
    units[at] += own.units * kept[owner] * np.where(gone[owner] < 1, 1.0 / np.maximum(1.0 - by_then, 1e-9) - 1.0, 0.0)
    return replace(joint, units=units)


def _scaled(forecasts: Forecasts, rows: Ints, factor: Floats) -> Forecasts:
    """Some forecasts times a factor per step; the last one holds beyond the horizon.

    Fewer customers of the same kind: variance goes with the mean, and so does the logarithm of the chance of no demand.
    """
    ahead, mean_factor = factor[:, : forecasts.horizon].astype(np.float32), factor.mean(axis=1)
    changed = {
        "mean": forecasts.mean[rows] * ahead,
        "level_ahead": forecasts.level_ahead[rows] * factor[:, -1],
        "daily_mean": forecasts.daily_mean[rows] * mean_factor,
        "daily_sd": forecasts.daily_sd[rows] * np.sqrt(mean_factor),
        "zero_share": forecasts.zero_share[rows] ** mean_factor,
    }
    whole = {name: getattr(forecasts, name).copy() for name in changed}
    for name, values in changed.items():
        whole[name][rows] = values
    return replace(forecasts, **whole)
