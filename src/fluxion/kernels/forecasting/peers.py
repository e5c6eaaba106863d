"""Items that never sold, or hardly: what others like them sold when they were new."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting.demand import Demand
from fluxion.kernels.forecasting.steps import PACES
from fluxion.kernels.forecasting.traits import Traits

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_LENT_ITEMS = 5.0  # items' worth of the wider circle in the mean of a narrower one
_LEAST_LAUNCHES = 30


@dataclass(frozen=True)
class Peers:
    """Mean units per step of an item's first steps: of the company, and by code of every attribute, the widest first."""

    company: float
    codes: tuple[Ints, ...]
    means: tuple[Floats, ...]

    def pace_of(self, attributes: NDArray[np.int32]) -> Floats:
        """Units per step to expect of items with these attributes [n, attributes], the most telling first."""
        pace = np.full(len(attributes), self.company)
        for column, codes, means in zip(reversed(range(attributes.shape[1])), self.codes, self.means, strict=True):
            if len(codes):
                at = np.minimum(np.searchsorted(codes, attributes[:, column]), len(codes) - 1)
                pace = np.where(codes[at] == attributes[:, column], means[at], pace)
        return pace


def attributes_of(demand: Demand) -> NDArray[np.int32]:
    """The attributes of every series with its group as the widest of them."""
    group = np.zeros(demand.n, np.int32) if demand.group is None else demand.group
    own = np.zeros((demand.n, 0), np.int32) if demand.cold is None else demand.cold
    return np.column_stack([own, group]).astype(np.int32)


def learn_peers(demand: Demand, series: Traits) -> Peers:
    """Paces of the items launched within the history; of all items where too few were."""
    pace = PACES[demand.step]
    age = 3 * pace.early
    owner = np.repeat(np.arange(demand.n), np.diff(demand.ptr))
    within = demand.day < (series.first + age)[owner]
    early = np.bincount(owner[within], demand.units[within], demand.n) / np.clip(demand.n_days - series.first, 1, age)
    launched = (series.first >= pace.early) & (series.first <= demand.n_days - pace.early) & (series.sales > 0)
    at_place = np.ones(demand.n, np.bool_) if demand.place is None else demand.place >= 0  # a centre's pace is that of many
    launched &= at_place
    chosen = launched if launched.sum() >= _LEAST_LAUNCHES else (series.sales > 0) & at_place
    attributes, value = attributes_of(demand)[chosen], early[chosen]
    company = float(value.mean()) if len(value) else 0.0
    codes, means, parent = [], [], np.full(len(value), company)
    for column in reversed(range(attributes.shape[1])):
        known = attributes[:, column] >= 0
        names, row = np.unique(attributes[known, column], return_inverse=True)
        count = np.bincount(row, minlength=len(names))
        wider = np.bincount(row, parent[known], len(names)) / np.maximum(count, 1)
        mean = (np.bincount(row, value[known], len(names)) + _LENT_ITEMS * wider) / (count + _LENT_ITEMS)
        parent[known] = mean[row]
        codes.append(names.astype(np.int64))
        means.append(mean)
    return Peers(company, tuple(codes), tuple(means))
