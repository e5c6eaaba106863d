"""Small demand histories for the forecasting tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from fluxion.kernels.forecasting import Demand

Floats = NDArray[np.float64]


def demand_of(table: Floats, **rest: Any) -> Demand:
    """Demand from a dense table [series, days]; zeros are days without a sale."""
    series, day = np.nonzero(table)
    rest.setdefault("first_weekday", 0)
    return Demand.from_rows(series, day, table[series, day], n_series=len(table), n_days=table.shape[1], **rest)


def random_table(seed: int, series: int, days: int) -> Floats:
    """Series from daily sellers to once a quarter, with sizes from steady to wild."""
    rng = np.random.default_rng(seed)
    chance = rng.choice([0.02, 0.1, 0.4, 0.95], series)[:, None]
    spread = rng.choice([0.2, 1.0, 2.0], series)[:, None]
    sizes = np.ceil(rng.lognormal(2.0, spread, (series, days)))
    return np.where(rng.random((series, days)) < chance, sizes, 0.0)


tables = st.builds(random_table, st.integers(0, 10_000), st.integers(1, 6), st.integers(1, 200))
