"""The series of a plan: every product × location that sold, holds stock or awaits goods, and its demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from fluxion.domains.planning.rules.inputs import Inputs, Ints, Pairs, id_rows, pair_rows
from fluxion.kernels.forecasting import Demand, StockOuts


@dataclass(frozen=True)
class Series:
    """Pairs sorted by product and location; `product` and `location` are rows of the inputs' tables.

    `parent` is the series that supplies this one (the same product at the centre), -1 where suppliers do.
    """

    product: Ints
    location: Ints
    product_id: Ints
    location_id: Ints
    parent: Ints

    @property
    def n(self) -> int:
        return len(self.product_id)

    def of(self, pairs: Pairs, name: str) -> np.ndarray:
        """A loose figure in the order of the series, 0 where there is none."""
        rows = pair_rows(pairs.product_id, pairs.location_id, self.product_id, self.location_id)
        result = np.zeros(self.n)
        np.add.at(result, rows[rows >= 0], pairs.values[name][rows >= 0])
        return result


def list_series(inputs: Inputs) -> Series:
    """Every pair worth planning, with the centres that supply them; pairs of unknown products or locations fall out."""
    held = np.any([values > 0 for values in inputs.stock.values.values()], axis=0)
    product_id = np.concatenate(
        [inputs.sold.product_id, inputs.stock.product_id[held], inputs.coming.product_id, inputs.leaving.product_id]
    )
    location_id = np.concatenate(
        [inputs.sold.location_id, inputs.stock.location_id[held], inputs.coming.location_id, inputs.leaving.location_id]
    )
    product, location = id_rows(product_id, inputs.products.id), id_rows(location_id, inputs.locations.id)
    known = (product >= 0) & (location >= 0)
    wide = np.int64(len(inputs.locations.id) + 1)
    pairs = np.unique(product[known] * wide + location[known])
    pairs = np.union1d(pairs, _successors(inputs, pairs, wide))
    parent_row = inputs.locations.parent
    up = pairs
    while len(up):
        above = parent_row[up % wide]
        up = np.setdiff1d(((up // wide) * wide + above)[above >= 0], pairs)
        pairs = np.union1d(pairs, up)
    product, location = pairs // wide, pairs % wide
    above = parent_row[location]
    at = np.minimum(np.searchsorted(pairs, product * wide + above), max(len(pairs) - 1, 0))
    return Series(product, location, inputs.products.id[product], inputs.locations.id[location], np.where(above >= 0, at, -1))


def _successors(inputs: Inputs, pairs: Ints, wide: np.int64) -> Ints:
    """What replaces a product is planned wherever that product is, once the change is within the horizon."""
    found = [np.zeros(0, np.int64)]
    for each in inputs.known.successions:
        new, old = id_rows(np.array([each.successor_id, each.predecessor_id]), inputs.products.id)
        if new >= 0 and old >= 0 and each.first <= inputs.horizon:
            found.append(new * wide + pairs[pairs // wide == old] % wide)
    return np.concatenate(found).astype(np.int64)


def series_demand(inputs: Inputs, series: Series) -> Demand:
    """Demand of every series; a centre's is its own plus that of everything it supplies, day by day."""
    sold = inputs.sold
    rows = pair_rows(sold.product_id, sold.location_id, series.product_id, series.location_id)
    group = inputs.products.category_id[series.product]
    rest: dict[str, Any] = {
        "first_weekday": sold.first_weekday,
        "closed": sold.closed,
        "group": np.where(group < 0, 0, group),
    }
    if not np.any(series.parent >= 0):
        counts = np.zeros(series.n, np.int64)
        counts[rows[rows >= 0]] = np.diff(sold.ptr)[rows >= 0]
        keep = np.repeat(rows >= 0, np.diff(sold.ptr))
        ptr = np.concatenate([[0], np.cumsum(counts)])
        return Demand(ptr, sold.day[keep], sold.units[keep], sold.n_days, stock_outs=_stock_outs(inputs, series), **rest)
    each = np.repeat(rows, np.diff(sold.ptr))
    owner, day, units = [each[each >= 0]], [sold.day[each >= 0]], [sold.units[each >= 0]]
    while True:
        up = series.parent[owner[-1]]
        if not np.any(up >= 0):
            break
        owner, day, units = [*owner, up[up >= 0]], [*day, day[-1][up >= 0]], [*units, units[-1][up >= 0]]
    return Demand.from_rows(
        np.concatenate(owner),
        np.concatenate(day),
        np.concatenate(units),
        n_series=series.n,
        n_days=sold.n_days,
        stock_outs=_stock_outs(inputs, series),
        **rest,
    )


def _stock_outs(inputs: Inputs, series: Series) -> StockOuts | None:
    """Days without goods, in the order of the series; a centre's own sales are only part of its demand, so it has none."""
    sold = inputs.sold
    if not len(sold.outs_day):
        return None
    of_pair = pair_rows(sold.product_id, sold.location_id, series.product_id, series.location_id)
    row = of_pair[sold.outs_row]
    is_centre = np.zeros(series.n, np.bool_)
    is_centre[series.parent[series.parent >= 0]] = True
    keep = (row >= 0) & ~is_centre[row]
    row, day, share = row[keep], sold.outs_day[keep], sold.outs_share[keep]
    order = np.lexsort((day, row))
    ptr = np.searchsorted(row[order], np.arange(series.n + 1))
    return StockOuts(ptr, day[order], share[order])


def with_descendants(series: Series, own: np.ndarray) -> np.ndarray:
    """A figure of every series plus that of everything it supplies."""
    total, row, up = own.copy(), np.arange(series.n), series.parent
    while np.any(up >= 0):
        live = up >= 0
        np.add.at(total, up[live], own[row[live]])
        row, up = row[live], series.parent[up[live]]
    return total
