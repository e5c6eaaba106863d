"""What the boosted trees see of a case: one row per series, origin and step ahead, as is usual for a global model."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.cases import Case

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WINDOWS = {"day": (7, 14, 28, 56), "week": (2, 4, 8, 13), "month": (2, 3, 6, 12)}
LAGS = {"day": 7, "week": 4, "month": 6}
LEAST_BEFORE = {"day": 14, "week": 8, "month": 6}  # steps an origin needs before it
WEEKDAYS_SEEN = 4


@dataclass(frozen=True)
class Rows:
    """Features [rows, columns] and, of each row, its series, its step, its target (nan where unknown) and the scale of its series then."""

    features: Floats
    series: Ints
    step: Ints
    target: Floats
    scale: Floats

    def only(self, rows: NDArray[np.bool_] | Ints) -> "Rows":
        """Some of the rows."""
        return Rows(self.features[rows], self.series[rows], self.step[rows], self.target[rows], self.scale[rows])


def together(parts: list[Rows]) -> Rows:
    """All rows of all parts."""
    return Rows(*(np.concatenate([getattr(each, name) for each in parts]) for name in ("features", "series", "step", "target", "scale")))


def _at_origin(case: Case, origin: int) -> tuple[Floats, Floats]:
    """Per series what is known at an origin, in its own scale, and that scale: its mean over the longest window, else over all."""
    past = case.y[:, :origin]
    windows, known = WINDOWS[case.step], ~np.isnan(past)
    total, count = np.cumsum(np.nan_to_num(past), 1), np.cumsum(known, 1)

    def mean(steps: int) -> Floats:
        at = max(origin - steps, 0)
        units = total[:, -1] - (total[:, at - 1] if at else 0.0)
        seen = count[:, -1] - (count[:, at - 1] if at else 0)
        return np.where(seen > 0, units / np.maximum(seen, 1), np.nan)

    whole = mean(origin)
    scale = np.where(np.nan_to_num(mean(windows[-1])) > 0, mean(windows[-1]), whole)
    scale = np.where(np.nan_to_num(scale) > 0, scale, 1.0)
    sold = np.nan_to_num(past) > 0
    last = np.where(sold.any(1), origin - 1 - np.argmax(sold[:, ::-1], 1), -1)
    age = origin - np.where(known.any(1), np.argmax(known, 1), origin)
    recent = past[:, -windows[-1] :]
    there = known[:, -windows[-1] :].sum(1)
    apart = np.sqrt(np.where(there > 1, np.nansum((recent - scale[:, None]) ** 2, 1) / np.maximum(there, 1), np.nan))
    columns = [mean(w) / scale for w in windows] + [whole / scale, apart / scale, np.log(scale), age, origin - last]
    columns += [np.sum(sold[:, -w:], 1) / w for w in (windows[1], windows[-1])]
    columns += [past[:, -lag] / scale if lag <= origin else np.full(len(past), np.nan) for lag in range(1, LAGS[case.step] + 1)]
    return np.stack(columns, 1), scale


def _of_season(case: Case, origin: int, step: int, scale: Floats) -> list[Floats]:
    """The same weekday of the last weeks, or the same week or month a year ago and the mean of the three around it."""
    if case.step == "day":
        last = origin - 1 - (origin - 1 - step) % 7
        days = [day for day in range(last, last - 7 * WEEKDAYS_SEEN, -7) if day >= 0]
        same = case.y[:, days]
        known = ~np.isnan(same)
        return [np.where(known.any(1), np.nansum(same, 1) / np.maximum(known.sum(1), 1), np.nan) / scale]
    year, none = step - case.season, np.full(len(scale), np.nan)
    around = [case.y[:, k] for k in (year - 1, year, year + 1) if 0 <= k < origin]
    one = case.y[:, year] / scale if 0 <= year < origin else none
    return [one, np.mean(around, axis=0) / scale if around else none]


def _usual(case: Case) -> dict[str, Floats]:
    """Median of each known column over the history, per series; 0 where nothing is known."""
    result = {}
    for name, values in case.known.items():
        known = ~np.isnan(values[:, : case.origin])
        result[name] = np.array(
            [np.median(row[told]) if told.any() else 0.0 for row, told in zip(values[:, : case.origin], known, strict=True)]
        )
    return result


def rows_from(case: Case, origin: int, last: int, series: Ints) -> Rows:
    """One row per series and step from an origin up to `last`, exclusive; the target is nan from the case's own origin on."""
    fixed, scale = _at_origin(case, origin)
    words = [np.unique(values, return_inverse=True)[1].astype(np.float64) for values in case.attributes.values()]
    usual, parts, days = _usual(case), [], case.dates()
    none = np.full(len(scale), np.nan)
    for step in range(origin, last):
        ahead = [
            np.full(len(scale), float(step - origin)),
            np.full(len(scale), days[step].weekday() if case.step == "day" else days[step].month),
        ]
        ahead += _of_season(case, origin, step, scale)
        for name, values in case.known.items():
            ahead += [values[:, step], values[:, step] - usual[name]]
        if case.out is not None:
            ahead.append(case.out[:, step] if step < case.origin else np.zeros(len(scale)))
        target = case.y[:, step] if step < case.origin else none
        table = np.column_stack([fixed, *ahead, *words])
        parts.append(Rows(table[series], series, np.full(len(series), step), target[series], scale[series]))
    return together(parts)


def sums_from(case: Case, origin: int, series: Ints) -> Rows:
    """One row per series whose target is the sum of the first steps from an origin; nan where one of them is unknown."""
    steps = case.sum_steps
    each = rows_from(case, origin, origin + steps, series)
    features = each.features.reshape(steps, len(series), -1)
    names = fixed_columns(case)
    target = each.target.reshape(steps, -1).sum(0)
    table = np.concatenate([features[0], features[:, :, names:].mean(0)], axis=1)
    return Rows(table, series, each.step[: len(series)], target, each.scale[: len(series)])


def fixed_columns(case: Case) -> int:
    """How many columns are the same for every step ahead of an origin."""
    return len(WINDOWS[case.step]) + 7 + LAGS[case.step]
