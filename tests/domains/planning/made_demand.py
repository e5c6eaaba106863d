"""A made-up demand in which everything occurs that a series can have."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting import Demand, Regressors, StockOuts


def made_demand(seed: int, n: int, days: int = 420, *, plain: bool = False) -> tuple[Demand, NDArray[np.int64]]:
    """A demand of n series and the product of each; some products are sold in several series."""
    chance = np.random.default_rng(seed)
    rate = chance.gamma(0.7, 1.5, n)
    sold = chance.poisson(np.minimum(rate, 5.0)[:, None], (n, days)) * (chance.random((n, days)) < 0.6)
    series, day = np.nonzero(sold)
    first = date(2025, 1, 6)
    rest: dict[str, object] = {"first_weekday": 0, "first_date": first, "group": np.arange(n) % 5}
    if not plain:
        rest |= {"calendar": np.arange(n) % 2, "closed": _closed(days), "start": np.where(np.arange(n) % 9 == 0, days // 2, -1)}
        rest |= {"stock_outs": _outs(chance, n, days), "regressors": _known(chance, n, days)}
        rest |= {"predecessor": np.where(np.arange(n) % 50 == 49, np.arange(n) - 1, -1), "predecessor_share": np.full(n, 0.8)}
        rest |= {"cold": np.stack([np.arange(n) % 4, np.arange(n) % 3], axis=1)}
        rest |= {"item": np.arange(n) // 3, "place": np.where(np.arange(n) % 11 == 10, -1, np.arange(n) % 3)}
    demand = Demand.from_rows(series, day, sold[series, day].astype(float), n_series=n, n_days=days, **rest)
    return demand, np.arange(n, dtype=np.int64) // 3


def _closed(days: int) -> NDArray[np.bool_]:
    closed = np.zeros((2, days), np.bool_)
    closed[1, 6::7] = True
    return closed


def _outs(chance: np.random.Generator, n: int, days: int) -> StockOuts:
    number = chance.integers(0, 4, n)
    rows = [np.sort(chance.choice(days, each, replace=False)) for each in number]
    return StockOuts(np.concatenate([[0], np.cumsum(number)]), np.concatenate(rows), chance.random(int(number.sum())))


def _known(chance: np.random.Generator, n: int, days: int) -> Regressors:
    at = np.flatnonzero(chance.random((n, days + 30)) < 0.01)
    values = np.stack([chance.normal(0, 0.2, len(at)), np.ones(len(at))], axis=1)
    return Regressors.from_rows(("price", "promotion"), at // (days + 30), at % (days + 30), values, n_series=n)
