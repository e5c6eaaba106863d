"""What is new: locations that opened lately, and from which day each product could have sold at each location."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fluxion.domains.planning.rules.inputs import GOODS, Flags, Floats, Inputs, Ints, Pairs, Sold, id_rows, pair_rows

if TYPE_CHECKING:
    from fluxion.domains.planning.rules.series import Series

NEW_DAYS = 60
"""Days for which a location, or a product at a location, is new."""
_FIRST_DAYS = 28
"""Days after the company's first sale known, before which every location begins to sell."""


def opened(sold: Sold, location_id: Ints, may_sell: Flags, stocked_since: Floats, as_of: int) -> Floats:
    """The day (ordinal) on which each location that is new opened: its first sale, today where it has not sold yet; NaN for all others.

    `stocked_since` is the day of the first goods there that the records know, NaN for none. Goods that came with the first the company
    ever recorded say nothing of the age of a location.
    """
    first_sale = np.full(len(location_id), np.inf)
    begun = np.diff(sold.ptr) > 0
    row = id_rows(sold.location_id, location_id)
    known = begun & (row >= 0)
    np.minimum.at(first_sale, row[known], sold.day[sold.ptr[:-1][known]])
    company = float(first_sale.min(initial=np.inf))
    sells = np.isfinite(first_sale)
    is_young = sells & (first_sale >= company + _FIRST_DAYS) & (first_sale >= sold.n_days - NEW_DAYS)
    recorded = float(np.fmin.reduce(stocked_since, initial=np.inf))
    late = np.isnan(stocked_since) | ((stocked_since > recorded) & (stocked_since >= as_of - NEW_DAYS))
    day = np.where(sells, as_of - sold.n_days + np.where(sells, first_sale, 0.0), float(as_of))
    return np.where(may_sell & (is_young | (~sells & late & np.isfinite(company))), day, np.nan)


def later_than(goods: Pairs, location_id: Ints, first: Floats) -> Pairs:
    """The pairs whose `day` is later than the first day of their location's records: what came with those is of unknown age."""
    row = id_rows(goods.location_id, location_id)
    keep = (row >= 0) & (goods.values["day"] > first[row])
    return Pairs(goods.product_id[keep], goods.location_id[keep], {name: values[keep] for name, values in goods.values.items()})


def is_listed(inputs: Inputs) -> Flags:
    """Which levels say that a product is to be sold: those with goods, and at new locations the empty ones too.

    Unless the company lists everything everywhere: where most empty levels of the other stores never sold, they mean nothing. Those of
    locations that supply others, or sell nothing, do not count.
    """
    stock, places = inputs.stock, inputs.locations
    held: Flags = np.any([values > 0 for name, values in stock.values.items() if name in GOODS], axis=0)
    row = id_rows(stock.location_id, places.id)
    is_new = (row >= 0) & ~np.isnan(places.opened_on()[row])
    if not (is_new & ~held).any():
        return held
    empty = np.isin(stock.location_id, inputs.sold.location_id) & ~np.isin(row, places.parent) & ~is_new & ~held
    never = pair_rows(stock.product_id[empty], stock.location_id[empty], inputs.sold.product_id, inputs.sold.location_id) < 0
    return np.asarray(held | (is_new & bool(2 * never.sum() <= len(never))), np.bool_)


def newness(inputs: Inputs, series: Series, has_sold: Flags) -> dict[str, Ints]:
    """What tells new series from those that nobody wants: `start`, the day from which they could have sold; what is sold where
    (`item`, `place`; -1 for centres, whose demand is that of others); and `cold`, what products are like, the most telling first (the
    brand within its category, the category). -1 where that is not known.

    New series take their first forecasts from the same product elsewhere, else from others like it. What never sold and is not known to
    be new is not.
    """
    sells, begun = ~series.is_centre, begun_on(inputs, series, has_sold)
    is_new = sells & ~np.isnan(begun)
    counts = is_new | (has_sold & sells)
    told = {"start": np.where(is_new, np.nan_to_num(begun), -1).astype(np.int64)}
    if inputs.locations.new_since is not None:
        is_active = inputs.products.active[series.product] & inputs.locations.active[series.location]
        told |= {"item": np.where(counts, series.product_id, -1), "place": np.where(sells & is_active, series.location_id, -1)}
    return told | _likeness(inputs, series, counts)


def _likeness(inputs: Inputs, series: Series, counts: Flags) -> dict[str, Ints]:
    products = inputs.products
    if products.brand is None or products.new_since is None:
        return {}
    wide, known = int(products.brand.max(initial=0)) + 1, (products.brand >= 0) & (products.category_id >= 0)
    _, both = np.unique(np.where(known, products.category_id * wide + products.brand, -1), return_inverse=True)
    like = np.column_stack([np.where(known, both, -1), products.category_id])[series.product]
    return {"cold": np.where(counts[:, None], like, -1)}


def begun_on(inputs: Inputs, series: Series, has_sold: Flags) -> Floats:
    """The step from which each new series could have sold, NaN for those that are not new.

    The last of: the product was entered, the location opened, the first goods came. What sold already began with the last two, or with
    its first sale; what is listed at a new location and never had goods has not begun.
    """
    first = inputs.as_of.toordinal() - inputs.sold.n_days
    entered, opened_on = inputs.products.told("new_since")[series.product], inputs.locations.opened_on()[series.location]
    stocked = _stocked(inputs.stocked, series)
    no_goods = ~np.isnan(opened_on) & np.isnan(stocked) & ~has_sold & (series.of(inputs.stock, "on_hand") <= 0)
    here = np.fmax(opened_on, stocked)
    since = np.where(no_goods, inputs.as_of.toordinal(), np.where(has_sold, here, np.fmax(here, entered))) - first
    is_known = (since >= 0) & (~has_sold | (since >= inputs.sold.n_days - NEW_DAYS))
    return np.where(is_known, np.minimum(since, inputs.sold.n_days), np.nan)


def _stocked(stocked: Pairs, series: Series) -> Floats:
    found = np.full(series.n, np.nan)
    rows = pair_rows(stocked.product_id, stocked.location_id, series.product_id, series.location_id)
    found[rows[rows >= 0]] = stocked.values["day"][rows >= 0]
    return found
