"""How right earlier plans turned out, step by step: what the week before alone, the statistics, and people had expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from fluxion.domains.planning.rules.inputs import Floats, Inputs, Ints, Sold, id_rows, pair_rows

MOST_WEEKS = 4
CHUNK = 50_000
STEPS: tuple[str, ...] = ("naive", "statistical", "final")
"""Each is expected to be better than the one before it: last week again, the engine, the engine with people's overrides."""

_FIGURES = ("forecast", "missed", "naive", "naive_missed", "statistical", "statistical_missed")
_SCORES = ("rmsse", "naive_rmsse", "statistical_rmsse")
_KEYS = (("run_id", pa.int64()), ("as_of", pa.date32()), ("days", pa.int32()))
SCHEMA = pa.schema(
    [
        *_KEYS,
        ("location_id", pa.int32()),
        ("category_id", pa.int32()),
        ("abc", pa.string()),
        ("series", pa.int32()),
        ("scaled", pa.int32()),
        ("sold", pa.float64()),
        *((name, pa.float64()) for name in (*_FIGURES, *_SCORES)),
    ]
)
OVERRIDE_SCHEMA = pa.schema(
    [
        *_KEYS,
        ("override_id", pa.int64()),
        ("location_id", pa.int32()),
        ("series", pa.int32()),
        *((name, pa.float64()) for name in ("sold", "forecast", "missed", "statistical", "statistical_missed")),
    ]
)


@dataclass(frozen=True)
class Classes:
    """The ABC class of each series of the present plan, pairs in rising order."""

    product_id: Ints
    location_id: Ints
    abc: np.ndarray

    def of(self, product_id: Ints, location_id: Ints) -> np.ndarray:
        """The class of each pair; C where the plan no longer knows it."""
        rows = pair_rows(product_id, location_id, self.product_id, self.location_id)
        return np.where(rows >= 0, self.abc[np.maximum(rows, 0)], "C") if len(self.abc) else np.full(len(rows), "C")


@dataclass(frozen=True)
class Earlier:
    """An earlier plan: how many of its whole weeks are over, and what the company sold in them and in the week before (units)."""

    run_id: int
    as_of: date
    weeks: int
    sold: str


@dataclass(frozen=True)
class Judged:
    """What earlier plans were worth, and what each override of theirs was worth."""

    accuracy: pa.Table
    overrides: pa.Table

    @classmethod
    def none(cls) -> Judged:
        """Nothing was judged."""
        return cls(SCHEMA.empty_table(), OVERRIDE_SCHEMA.empty_table())

    def beside(self, other: Judged) -> Judged:
        """Both together; no plan is in both."""
        return Judged(pa.concat_tables([self.accuracy, other.accuracy]), pa.concat_tables([self.overrides, other.overrides]))


@dataclass(frozen=True)
class _Run:
    """One earlier plan beside what sold: weeks [series, week] of each step."""

    keys: dict[str, object]
    product_id: Ints
    location_id: Ints
    sold: Floats
    steps: dict[str, Floats]
    scale: Floats
    override_ids: dict[int, list[int]]


def weeks_over(as_of: date, today: date, data_until: date) -> int:
    """How many whole weeks of a plan can be judged: their sales are complete.

    >>> weeks_over(date(2026, 3, 2), date(2026, 3, 23), date(2026, 3, 20))
    2
    """
    return max(min(MOST_WEEKS, min((data_until - as_of).days + 1, (today - as_of).days) // 7), 0)


def judge(plans: Iterable[tuple[pa.Table, pa.Table]], inputs: Inputs, data_until: date, classes: Classes) -> Judged:
    """Forecast, sold and absolute misses of each earlier plan over one to four whole weeks, by location, category and class.

    Each of `plans` is what one published, and what its statistics alone had expected of the series that people overrode.
    Only weeks whose sales are complete count. Forecasts of centres, which include what they supply, are left out.
    RMSSE compares with the usual change of a series from one week to the next; those that never changed have none.
    """
    found, scale = [Judged.none()], None
    for published, overridden in plans:
        if not published.num_rows:
            continue
        scale = _scales(inputs.sold) if scale is None else scale
        run = _read_run(published, overridden, inputs, data_until, scale)
        if run.sold.shape[1]:
            found.append(Judged(_by_group(run, inputs, classes), _by_override(run)))
    return Judged(pa.concat_tables([each.accuracy for each in found]), pa.concat_tables([each.overrides for each in found]))


def _read_run(rows: pa.Table, overridden: pa.Table, inputs: Inputs, data_until: date, scale: Floats) -> _Run:
    as_of = rows["day"][0].as_py()
    product, location = _ids(rows, "product_id"), _ids(rows, "location_id")
    centres = inputs.locations.id[np.unique(inputs.locations.parent[inputs.locations.parent >= 0])]
    keep = np.flatnonzero(~np.isin(location, centres))
    weeks = _weeks(rows)[keep]
    product, location = product[keep], location[keep]
    count = min(weeks.shape[1], weeks_over(as_of, inputs.as_of, data_until))
    at = pair_rows(product, location, inputs.sold.product_id, inputs.sold.location_id)
    actual = _by_week(inputs, as_of, at, count)
    final, statistical = weeks[:, :count], weeks[:, :count].copy()
    ids: dict[int, list[int]] = {}
    order = np.lexsort((location, product))
    where = pair_rows(_ids(overridden, "product_id"), _ids(overridden, "location_id"), product[order], location[order])
    for row, own, stated in zip(where, overridden["override_ids"].to_pylist(), _weeks(overridden), strict=True):
        if row >= 0:
            statistical[order[row]], ids[int(order[row])] = stated[:count], own
    return _Run(
        keys={"run_id": int(rows["run_id"][0].as_py()), "as_of": as_of},
        product_id=product,
        location_id=location,
        sold=actual[:, 1:],
        steps={"naive": np.repeat(actual[:, :1], count, axis=1), "statistical": statistical, "final": final},
        scale=np.where(at >= 0, scale[np.maximum(at, 0)], 0.0) if len(scale) else np.zeros(len(at)),
        override_ids=ids,
    )


def _ids(rows: pa.Table, name: str) -> Ints:
    return np.asarray(rows[name].to_numpy(), np.int64)


def _weeks(rows: pa.Table) -> Floats:
    if not rows.num_rows:
        return np.zeros((0, 0))
    return np.asarray(rows["weeks"].combine_chunks().flatten().to_numpy(), np.float64).reshape(rows.num_rows, -1)


def _by_week(inputs: Inputs, as_of: date, at: Ints, count: int) -> Floats:
    """Units sold in the week before a day and in each of the weeks from it on, for rows of the sales (-1: nothing sold)."""
    sold = inputs.sold
    since = as_of.toordinal() - (inputs.as_of.toordinal() - sold.n_days) - 7
    within = np.flatnonzero((sold.day >= since) & (sold.day < since + 7 * (count + 1)))
    owner = np.searchsorted(sold.ptr, within, side="right") - 1
    week = (sold.day[within].astype(np.int64) - since) // 7
    total = np.bincount(owner * (count + 1) + week, sold.units[within], len(sold.product_id) * (count + 1)).reshape(-1, count + 1)
    return np.where((at >= 0)[:, None], total[np.maximum(at, 0)], 0.0) if len(total) else np.zeros((len(at), count + 1))


def _scales(sold: Sold) -> Floats:
    """Mean square change from week to week of every series that sold, from its first sale on; 0 where it never changed."""
    weeks = max(sold.n_days // 7, 1)
    scale = np.zeros(len(sold.product_id))
    for begin in range(0, len(scale), CHUNK):
        ptr = sold.ptr[begin : begin + CHUNK + 1]
        n, part = len(ptr) - 1, slice(ptr[0], ptr[-1])
        week = weeks - 1 - (sold.n_days - 1 - sold.day[part].astype(np.int64)) // 7
        owner, known = np.repeat(np.arange(n), np.diff(ptr)), week >= 0
        total = np.bincount(owner[known] * weeks + week[known], sold.units[part][known], n * weeks).reshape(n, weeks)
        begun = np.cumsum(total, axis=1)[:, :-1] > 0
        changes = np.where(begun, np.diff(total, axis=1), 0.0)
        scale[begin : begin + n] = (changes**2).sum(axis=1) / np.maximum(begun.sum(axis=1), 1)
    return scale


def _by_group(run: _Run, inputs: Inputs, classes: Classes) -> pa.Table:
    """The figures of every number of weeks, by location, category and class."""
    category = inputs.products.category_id[np.maximum(id_rows(run.product_id, inputs.products.id), 0)]
    abc, letter = np.unique(classes.of(run.product_id, run.location_id), return_inverse=True)
    wide, deep = int(category.max(initial=0)) + 2, len(abc)
    codes, at = np.unique((run.location_id * wide + category + 1) * deep + letter, return_inverse=True)
    rest, named = np.divmod(codes, max(deep, 1))
    groups = _Groups(*np.divmod(rest, wide), abc[named] if len(codes) else np.zeros(0, np.str_), at)
    return pa.concat_tables([_over_weeks(run, count, groups) for count in range(1, run.sold.shape[1] + 1)])


class _Groups(NamedTuple):
    """Location, category (0 where there is none, else one more than its id) and class of each group, and the group of each series."""

    location_id: Ints
    category: Ints
    abc: np.ndarray
    of: Ints


def _over_weeks(run: _Run, count: int, groups: _Groups) -> pa.Table:
    at, n = groups.of, len(groups.location_id)

    def added(values: Floats) -> Floats:
        return np.asarray(np.bincount(at, values, n), np.float64)

    sold = run.sold[:, :count].sum(axis=1)
    columns: dict[str, object] = {}
    for name, prefix in (("final", ""), ("naive", "naive_"), ("statistical", "statistical_")):
        weeks = run.steps[name][:, :count]
        expected = weeks.sum(axis=1)
        off = ((weeks - run.sold[:, :count]) ** 2).mean(axis=1)
        columns["forecast" if name == "final" else name] = added(expected)
        columns[f"{prefix}missed"] = added(np.abs(expected - sold))
        columns[f"{prefix}rmsse"] = added(np.sqrt(np.divide(off, run.scale, out=np.zeros_like(off), where=run.scale > 0)))
    rows = {
        "run_id": np.full(n, run.keys["run_id"]),
        "as_of": pa.array([run.keys["as_of"]] * n, pa.date32()),
        "days": np.full(n, 7 * count, np.int32),
        "location_id": groups.location_id.astype(np.int32),
        "category_id": pa.array((groups.category - 1).astype(np.int32), mask=groups.category < 1),
        "abc": pa.array(groups.abc, pa.string()),
        "series": np.bincount(at, minlength=n).astype(np.int32),
        "scaled": added((run.scale > 0).astype(np.float64)).astype(np.int32),
        "sold": added(sold),
    }
    return pa.table(rows | columns, schema=SCHEMA)


def _by_override(run: _Run) -> pa.Table:
    """Each override beside the statistics over the complete weeks that it changed."""
    found: dict[tuple[int, int], list[float]] = {}
    for row in sorted(run.override_ids):
        final, statistical, sold = run.steps["final"][row], run.steps["statistical"][row], run.sold[row]
        weeks = np.abs(final - statistical) > 1e-3
        if not weeks.any():
            continue
        told = [total(values[weeks]) for total, values in _told(final, statistical, sold)]
        for override_id in run.override_ids[row]:
            sums = found.setdefault((override_id, int(run.location_id[row])), [0.0] * (len(told) + 1))
            for at, value in enumerate([1.0, *told]):
                sums[at] += value
    rows = [
        {
            **run.keys,
            "days": 7 * run.sold.shape[1],
            "override_id": key[0],
            "location_id": key[1],
            **dict(zip(("series", "sold", "forecast", "missed", "statistical", "statistical_missed"), values, strict=True)),
        }
        for key, values in found.items()
    ]
    return pa.Table.from_pylist([row | {"series": int(row["series"])} for row in rows], schema=OVERRIDE_SCHEMA)


def _told(final: Floats, statistical: Floats, sold: Floats) -> list[tuple[Callable[[Floats], float], Floats]]:
    def plain(values: Floats) -> float:
        return float(values.sum())

    def missed(values: Floats) -> float:
        return float(np.abs(values).sum())

    return [(plain, sold), (plain, final), (missed, final - sold), (plain, statistical), (missed, statistical - sold)]
