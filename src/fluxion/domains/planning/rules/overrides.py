"""What people expect instead of the statistics, laid over the statistical forecast; both are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fluxion.domains.planning.rules.inputs import Floats, Ints
from fluxion.domains.planning.rules.known import Override
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Forecasts

_NOTHING = 1e-9
"""Units; less than that is no proportion to go by."""


_SCALED, _ADDED, _SET = 1, 2, 3
"""What people did to a day of a series: took a part of it, added units to it, or stated all of it."""


@dataclass(frozen=True)
class Overridden:
    """The series whose forecast people changed: their rows, what the statistics alone expect, and by which overrides.

    `stated` are the units of a day that people gave as a number: all of a day that was set, what was added to one.
    """

    row: Ints
    statistical: Floats
    stated: Floats
    ids: tuple[tuple[int, ...], ...]

    @classmethod
    def none(cls) -> Overridden:
        """Nothing was overridden."""
        return cls(np.zeros(0, np.int64), np.zeros((0, 0)), np.zeros((0, 0)), ())


def override_forecasts(
    forecasts: Forecasts, series: Series, category_id: Ints, overrides: Sequence[Override]
) -> tuple[Forecasts, Overridden]:
    """The forecasts as people want them, and what the statistics had said of the series that changed.

    The spread moves with the mean; the level beyond the horizon stays. Where statistics expect nothing there is no spread to
    move: what people expect is then taken to be sold one by one, as often as chance has it (Poisson).
    """
    if not overrides:
        return forecasts, Overridden.none()
    mean = forecasts.mean.astype(np.float64)
    done = np.zeros(mean.shape, np.int8)
    touched = override_means(mean, series, category_id, overrides, done)
    rows = np.array(sorted(row for row in touched if not np.array_equal(mean[row], forecasts.mean[row])), np.int64)
    if not len(rows):
        return forecasts, Overridden.none()
    before, after = forecasts.mean[rows].astype(np.float64), mean[rows]
    final = forecasts.mean.copy()
    final[rows] = after
    ids = tuple(tuple(touched[int(row)]) for row in rows)
    stated = np.where(done[rows] == _SET, after, np.where(done[rows] == _ADDED, np.clip(after - before, 0.0, after), 0.0))
    overridden = Overridden(rows, before, stated, ids)
    return _with_level(replace(forecasts, mean=final), rows, after.mean(axis=1)), overridden


def _with_level(forecasts: Forecasts, rows: Ints, expected: Floats) -> Forecasts:
    """The forecasts with a level to order by where only people expect anything: what they expect on a day of the horizon."""
    alone = (forecasts.daily_mean[rows] <= 0) & (expected > 0)
    level = {"daily_mean": expected, "daily_sd": np.sqrt(expected), "zero_share": np.exp(-expected)}
    whole = {name: getattr(forecasts, name).copy() for name in level}
    for name, values in level.items():
        whole[name][rows[alone]] = values[alone]
    return replace(forecasts, **whole) if np.any(alone) else forecasts


def override_means(
    mean: Floats, series: Series, category_id: Ints, overrides: Iterable[Override], done: NDArray[np.int8] | None = None
) -> dict[int, list[int]]:
    """Change daily means in place, override by override; gives the overrides that met each series, and in `done` what they did to each day.

    What is set or added for several series is shared out in proportion to what each was expected to sell (evenly where
    nothing was), so that the sum is exactly what was asked. For all locations that sum is taken where goods enter the
    network: what a centre supplies moves in its proportion. For one location what supplies it moves by the same units.
    """
    horizon, touched = mean.shape[1], dict[int, list[int]]()
    for each in sorted(overrides, key=lambda one: one.nearness):
        begin, end = max(each.first, 0), min(each.last, horizon - 1) + 1
        rows = _rows(each, series, category_id)
        if begin >= end or not len(rows):
            continue
        days = slice(begin, end)
        before = mean[rows, days].copy()
        mean[rows, days] = _changed(before, each, (end - begin) / (each.last - each.first + 1))
        below = _pass_down(mean, series, rows, days, before)
        above = _pass_up(mean, series, rows, days, mean[rows, days] - before) if each.location_id is not None else []
        if done is not None:
            kind = {"factor": _SCALED, "add": _ADDED, "set": _SET}[each.kind]
            for met, what in (([*rows.tolist(), *below], kind), (above, _ADDED)):
                done[met, days] = np.maximum(done[met, days], what)
        for row in (*rows.tolist(), *below, *above):
            touched.setdefault(row, []).append(each.id)
    return touched


def _rows(each: Override, series: Series, category_id: Ints) -> Ints:
    goods = series.product_id == each.product_id if each.product_id is not None else category_id == each.category_id
    place = series.location_id == each.location_id if each.location_id is not None else series.parent < 0
    return np.flatnonzero(goods & place)


def _changed(before: Floats, each: Override, inside: float) -> Floats:
    """`inside` is the part of the override's period that lies ahead within the horizon; its units are taken pro rata."""
    if each.kind == "factor":
        return before * each.value
    total = before.sum()
    wanted = max(each.value * inside + (total if each.kind == "add" else 0.0), 0.0)
    return before / total * wanted if total > _NOTHING else np.full_like(before, wanted / before.size)


def _pass_down(mean: Floats, series: Series, rows: Ints, days: slice, before: Floats) -> list[int]:
    """Let what the rows supply move in their proportion."""
    met: list[int] = []
    parents, ratio = rows, np.divide(mean[rows, days], before, out=np.ones_like(before), where=before > _NOTHING)
    while True:
        order = np.argsort(parents)
        at = np.minimum(np.searchsorted(parents[order], series.parent), len(parents) - 1)
        children = np.flatnonzero((series.parent >= 0) & (parents[order][at] == series.parent))
        if not len(children):
            return met
        ratio = ratio[order][at[children]]
        mean[children, days] *= ratio
        met += children.tolist()
        parents = children


def _pass_up(mean: Floats, series: Series, rows: Ints, days: slice, change: Floats) -> list[int]:
    """Let what supplies the rows move by the same units."""
    met: list[int] = []
    up = series.parent[rows]
    while np.any(up >= 0):
        live = up >= 0
        up, change = up[live], change[live]
        part = mean[:, days]
        np.add.at(part, up, change)
        part[up] = np.maximum(part[up], 0.0)
        met += np.unique(up).tolist()
        up = series.parent[up]
    return met


def overridden_columns(overridden: Overridden, series: Series) -> dict[str, Any]:
    """The series that were overridden, by which overrides, and what the statistics alone expect of each day."""
    return {
        "product_id": series.product_id[overridden.row].astype(np.int32),
        "location_id": series.location_id[overridden.row].astype(np.int32),
        "override_ids": pa.array([list(each) for each in overridden.ids], pa.list_(pa.int64())),
        "statistical": pa.array(list(overridden.statistical.astype(np.float32)), pa.list_(pa.float32())),
    }
