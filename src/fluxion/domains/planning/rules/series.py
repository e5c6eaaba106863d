"""The series of a plan: every product × location that sold, holds stock, awaits goods, is listed at a new location or is expected to sell, and its demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from fluxion.domains.planning.rules.inputs import Flags, Floats, Inputs, Ints, Pairs, Sold, id_rows, pair_rows, rising
from fluxion.domains.planning.rules.newness import is_listed, newness
from fluxion.kernels.forecasting import Demand, StockOuts
from fluxion.kernels.stocking import echelon_demand, recent_sums

HALF_YEAR = 182


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

    @property
    def is_centre(self) -> Flags:
        """Which series supply others."""
        found = np.zeros(self.n, np.bool_)
        found[self.parent[self.parent >= 0]] = True
        return found

    def of(self, pairs: Pairs, name: str) -> np.ndarray:
        """A loose figure in the order of the series, 0 where there is none."""
        rows = pair_rows(pairs.product_id, pairs.location_id, self.product_id, self.location_id)
        result = np.zeros(self.n)
        np.add.at(result, rows[rows >= 0], pairs.values[name][rows >= 0])
        return result


def list_series(inputs: Inputs) -> Series:
    """Every pair worth planning, with the centres that supply them; pairs of unknown products or locations fall out."""
    held = is_listed(inputs)
    product_id = np.concatenate(
        [inputs.sold.product_id, inputs.stock.product_id[held], inputs.coming.product_id, inputs.leaving.product_id]
    )
    location_id = np.concatenate(
        [inputs.sold.location_id, inputs.stock.location_id[held], inputs.coming.location_id, inputs.leaving.location_id]
    )
    product, location = id_rows(product_id, inputs.products.id), id_rows(location_id, inputs.locations.id)
    known = (product >= 0) & (location >= 0)
    wide = np.int64(len(inputs.locations.id) + 1)
    pairs = rising(product[known] * wide + location[known])
    pairs = rising(pairs, _expected(inputs, pairs, wide))
    pairs = rising(pairs, _successors(inputs, pairs, wide))
    parent_row = inputs.locations.parent
    up = pairs
    while len(up):
        above = parent_row[up % wide]
        up = rising(((up // wide) * wide + above)[above >= 0])
        up = up[id_rows(up, pairs) < 0]
        pairs = rising(pairs, up)
    product, location = pairs // wide, pairs % wide
    above = parent_row[location]
    at = np.minimum(np.searchsorted(pairs, product * wide + above), max(len(pairs) - 1, 0))
    return Series(product, location, inputs.products.id[product], inputs.locations.id[location], np.where(above >= 0, at, -1))


def _expected(inputs: Inputs, pairs: Ints, wide: np.int64) -> Ints:
    """What only people expect to sell: at the location they named, or, of a product that is nowhere yet, at every active
    location that is planned for and buys from suppliers."""
    found = [np.zeros(0, np.int64)]
    for each in inputs.known.overrides:
        if each.product_id is None or each.kind == "factor" or each.first >= inputs.horizon or each.last < 0:
            continue
        (product,) = id_rows(np.array([each.product_id]), inputs.products.id)
        if each.location_id is not None:
            places = id_rows(np.array([each.location_id]), inputs.locations.id)
        elif np.any(pairs // wide == product):
            continue
        else:
            places = np.unique(pairs % wide)
            while np.any(above := inputs.locations.parent[places] >= 0):
                places = np.unique(np.where(above, inputs.locations.parent[places], places))
            places = places[inputs.locations.active[places]]
        found.append(product * wide + places[(places >= 0) & (product >= 0)])
    return np.concatenate(found).astype(np.int64)


def _successors(inputs: Inputs, pairs: Ints, wide: np.int64) -> Ints:
    """What replaces a product is planned wherever that product is, or is to be, once the change is within the horizon."""
    known = pairs
    for _ in inputs.known.successions:  # as long as the longest chain there may be
        found = [known]
        for each in inputs.known.successions:
            new, old = id_rows(np.array([each.successor_id, each.predecessor_id]), inputs.products.id)
            if new >= 0 and old >= 0 and each.first <= inputs.horizon:
                found.append(new * wide + known[known // wide == old] % wide)
        more = rising(*found)
        if len(more) == len(known):
            break
        known = more
    return known


def series_demand(inputs: Inputs, series: Series) -> Demand:
    """Demand of every series; a centre's is its own plus that of everything it supplies, day by day."""
    sold = inputs.sold
    rows = pair_rows(sold.product_id, sold.location_id, series.product_id, series.location_id)
    group = inputs.products.category_id[series.product]
    first = inputs.as_of - timedelta(days=sold.n_days)
    rest: dict[str, Any] = {
        "first_weekday": first.weekday(),
        "first_date": first,
        "closed": sold.closed,
        "group": np.where(group < 0, 0, group),
    }
    own, ptr = _own_rows(sold, rows, series.n)
    rest |= newness(inputs, series, np.diff(ptr) > 0)
    if not np.any(series.parent >= 0):
        return Demand(ptr, sold.day[own], sold.units[own], sold.n_days, stock_outs=_stock_outs(inputs, series), **rest)
    ptr, day, units = echelon_demand(series.parent, series.is_centre, ptr, sold.day[own], sold.units[own], sold.n_days)
    return Demand(ptr, day, units, sold.n_days, stock_outs=_stock_outs(inputs, series), **rest)


def _own_rows(sold: Sold, rows: Ints, n: int) -> tuple[np.ndarray | slice, Ints]:
    """Which of the rows sold are of a series, and where each series' begin; both lists are sorted by product and location."""
    counts, known = np.zeros(n, np.int64), rows >= 0
    counts[rows[known]] = np.diff(sold.ptr)[known]
    own = slice(None) if np.all(known) else np.repeat(known, np.diff(sold.ptr))  # a slice copies nothing
    return own, np.concatenate([[0], np.cumsum(counts)])


def _stock_outs(inputs: Inputs, series: Series) -> StockOuts:
    """Days without goods, in the order of the series; a centre's own sales are only part of its demand, so it has none."""
    sold = inputs.sold
    of_pair = pair_rows(sold.product_id, sold.location_id, series.product_id, series.location_id)
    row = of_pair[sold.outs_row]
    keep = (row >= 0) & ~series.is_centre[row]
    row, day, share = row[keep], sold.outs_day[keep], sold.outs_share[keep]
    order = np.lexsort((day, row))
    ptr = np.searchsorted(row[order], np.arange(series.n + 1))
    return StockOuts(ptr, day[order], share[order])


def own_units(inputs: Inputs, series: Series) -> Floats:
    """What every series sold itself in the last half year, without what it supplies."""
    sold = inputs.sold
    units, _ = recent_sums(sold.ptr, sold.day, sold.units, sold.n_days - HALF_YEAR)
    rows, own = pair_rows(sold.product_id, sold.location_id, series.product_id, series.location_id), np.zeros(series.n)
    own[rows[rows >= 0]] = units[rows >= 0]
    return own


def with_descendants(series: Series, own: np.ndarray) -> np.ndarray:
    """A figure of every series plus that of everything it supplies."""
    total, row, up = own.copy(), np.arange(series.n), series.parent
    while np.any(up >= 0):
        live = up >= 0
        np.add.at(total, up[live], own[row[live]])
        row, up = row[live], series.parent[up[live]]
    return total
