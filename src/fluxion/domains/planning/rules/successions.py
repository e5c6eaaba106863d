"""Products that replace others: whose demand passes to whom, from which day on, and what is left to the one replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from fluxion.domains.planning.rules.inputs import Floats, Inputs, Ints, id_rows
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Demand, Forecasts

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


def with_successions(demand: Demand, inputs: Inputs, series: Series) -> tuple[Demand, Floats]:
    """The demand as it will be once every change within the horizon is made, and which part of it is each series' own.

    A successor has its predecessor's history, in its share, up to the day of the change. What a predecessor sold before a
    change that is past is brought down to what was left to it.
    """
    links = list(_links(inputs, series))
    if not links:
        return demand, np.ones(series.n)
    predecessor, share = np.full(series.n, -1, np.int32), np.ones(series.n)
    until = np.zeros(series.n, np.int32)
    for each in links:
        predecessor[each.heirs], share[each.heirs] = each.of_heir, each.share
        until[each.heirs] = np.clip(each.first + demand.n_days, 0, demand.n_days)
    joint = replace(demand, predecessor=predecessor, predecessor_share=share, predecessor_until=until).linked()
    own, whole = _sold_lately(demand), _sold_lately(joint)
    part = np.divide(own, whole, out=np.zeros(series.n), where=whole > 0)
    return _left(joint, links, series.n), np.where(predecessor >= 0, part, 1.0)


def forecasts_with_successions(forecasts: Forecasts, inputs: Inputs, series: Series, own_part: Floats) -> Forecasts:
    """The forecasts with every change on its day: until then a successor sells only what it sold by itself, from then on
    its predecessor sells the rest.

    What orders go by moves too: `daily_mean` is the mean over the horizon, with its noise, `level_ahead` what follows it.
    """
    found = _factors(inputs, series, own_part)
    return forecasts if found is None else _scaled(forecasts, *found)


def demand_at_level(demand: Demand, inputs: Inputs, series: Series, own_part: Floats) -> Demand:
    """The demand brought to the level its forecasts have with every change made, so that a long run of it compares with them."""
    found = _factors(inputs, series, own_part)
    if found is None:
        return demand
    scale = np.ones(series.n)
    scale[found[0]] = found[1].mean(axis=1)
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


def _factors(inputs: Inputs, series: Series, own_part: Floats) -> tuple[Ints, Floats] | None:
    """The series that changes touch and the factor of every day of the horizon, and of what follows it; None without a change."""
    links = list(_links(inputs, series))
    if not links:
        return None
    rows = np.unique(np.concatenate([np.concatenate([each.heirs, each.replaced]) for each in links]))
    days = np.arange(inputs.horizon + 1)
    factor, gone, before = np.ones((len(rows), len(days))), np.zeros((len(rows), len(days))), np.zeros(len(rows))
    for each in links:
        # all heirs: of a bucket the predecessor may lie in another, and the own part of who inherits nothing is 1
        factor[np.ix_(np.searchsorted(rows, each.heirs), days < each.first)] *= own_part[each.heirs, None]
        left = np.searchsorted(rows, each.replaced)
        gone[left] += np.where(days >= each.first, each.share, 0.0)
        before[left] += each.share if each.first < 0 else 0.0
    rest = np.maximum(1.0 - gone, 0.0) / np.where(before < 1.0, 1.0 - before, 1.0)[:, None]
    return rows, factor * rest


def _sold_lately(demand: Demand) -> Floats:
    owner, recent = np.repeat(np.arange(demand.n), np.diff(demand.ptr)), demand.day >= demand.n_days - _LATELY
    return np.bincount(owner[recent], demand.units[recent], demand.n).astype(np.float64)


def _left(demand: Demand, links: list[Link], n: int) -> Demand:
    """What predecessors sold before changes that are past, at the level that those left to them."""
    gone, by_then = np.zeros(n), np.zeros(len(demand.day))
    owner = np.repeat(np.arange(n), np.diff(demand.ptr))
    for each in links:
        if each.first < 0 and len(each.replaced):
            gone[each.replaced] += each.share
            cells = slice(demand.ptr[each.replaced[0]], demand.ptr[each.replaced[-1] + 1])
            by_then[cells] += np.where(demand.day[cells] >= each.first + demand.n_days, each.share, 0.0)
    scale = np.where((gone < 1)[owner], (1.0 - gone[owner]) / np.maximum(1.0 - by_then, 1e-9), 1.0)
    return replace(demand, units=demand.units * scale) if gone.any() else demand


def _scaled(forecasts: Forecasts, rows: Ints, factor: Floats) -> Forecasts:
    """Some forecasts times a factor per step; the last one holds beyond the horizon.

    Fewer customers of the same kind: variance goes with the mean, and so does the logarithm of the chance of no demand.
    """
    ahead, mean_factor = factor[:, : forecasts.horizon].astype(np.float32), factor.mean(axis=1)
    changed = {
        "mean": forecasts.mean[rows] * ahead,
        "quantiles": forecasts.quantiles[rows] * ahead[:, :, None],
        "level_ahead": forecasts.level_ahead[rows] * factor[:, -1],
        "daily_mean": forecasts.daily_mean[rows] * mean_factor,
        "daily_sd": forecasts.daily_sd[rows] * np.sqrt(mean_factor),
        "zero_share": forecasts.zero_share[rows] ** mean_factor,
    }
    whole = {name: getattr(forecasts, name).copy() for name in changed}
    for name, values in changed.items():
        whole[name][rows] = values
    return replace(forecasts, **whole)
