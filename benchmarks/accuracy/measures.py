"""The measures of many series at once; nan in what came is not judged. Tested against utilsforecast's losses."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVELS = (0.5, 0.8, 0.9, 0.95, 0.98)


def since_first_sale(row: Floats) -> Floats:
    """The known values from the first sale on; all of them when nothing was ever sold."""
    known = row[~np.isnan(row)]
    sold = np.flatnonzero(known > 0)
    return known[sold[0] :] if len(sold) else known


def rmsse(came: Floats, said: Floats, history: Floats) -> float:
    """Mean over the series of the root mean squared error against that of "as the step before" since the first sale."""
    scale = np.array([np.mean(np.diff(row) ** 2) if len(row) > 1 else np.nan for row in map(since_first_sale, history)])
    return _mean_ratio(np.sqrt(_mean((came - said) ** 2)), np.sqrt(scale))


def mase(came: Floats, said: Floats, history: Floats, season: int) -> float:
    """Mean over the series of the mean absolute error against that of "as a season before" in the history."""
    apart = np.abs(history[:, season:] - history[:, :-season])
    return _mean_ratio(_mean(np.abs(came - said)), _mean(apart))


def wape_of_sums(came: Floats, said: Floats) -> float:
    """Absolute errors of the horizon's sums as a share of what came."""
    known = ~np.isnan(came)
    sums, told = np.where(known, came, 0).sum(1), np.where(known, said, 0).sum(1)
    return float(np.abs(sums - told).sum() / sums.sum())


def wape(came: Floats, said: Floats) -> float:
    """Absolute errors of the single steps as a share of what came."""
    return float(np.nansum(np.abs(came - said)) / np.nansum(came))


def bias(came: Floats, said: Floats) -> float:
    """Said too much (+) or too little (-) as a share of what came."""
    return float(np.nansum(np.where(np.isnan(came), np.nan, said) - came) / np.nansum(came))


def wql(came: Floats, quantiles: Floats, levels: tuple[float, ...] = LEVELS) -> list[float]:
    """Quantile loss per level, summed and doubled, as a share of what came; `quantiles` [n, levels]."""
    gap = came[:, None] - quantiles
    asked = np.asarray(levels)
    return (2 * np.maximum(asked * gap, (asked - 1) * gap).sum(0) / came.sum()).tolist()


def coverage(came: Floats, quantiles: Floats) -> list[float]:
    """Share of the series that did not exceed each quantile."""
    return (came[:, None] <= quantiles).mean(0).tolist()


def _mean(values: Floats) -> Floats:
    known = ~np.isnan(values)
    return np.where(known, values, 0).sum(1) / np.where(known.any(1), known.sum(1), np.nan)


def _mean_ratio(errors: Floats, scale: Floats) -> float:
    usable = ~np.isnan(errors) & (scale > 0)
    return float(np.mean(errors[usable] / scale[usable])) if usable.any() else float("nan")
