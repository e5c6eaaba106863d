"""Which supplier each product is bought from, chosen for all products together, and the terms that hold there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fluxion.domains.planning.rules.inputs import Flags, Floats, Ints, Sold
from fluxion.domains.planning.rules.known_parameters import BASIC
from fluxion.domains.planning.rules.lead_times import COMPANY_SD_SHARE, Measured
from fluxion.domains.planning.rules.series import HALF_YEAR
from fluxion.kernels.stocking import Breaks, choose_offers, offer_costs, recent_sums


@dataclass(frozen=True)
class Offers:
    """Each product as each active supplier sells it, by product and supplier; NaN where nobody stated a figure.

    `product` is a row of the products; `cost` is in the supplier's currency, `home_cost` in the company's (NaN: not known; where
    a cost is stated, for lack of an exchange rate). Who `is_abroad` sells in another currency.
    """

    product: Ints
    supplier_id: Ints
    is_preferred: Flags
    cost: Floats
    home_cost: Floats
    is_abroad: Flags
    lead: Floats
    supplier_lead: Floats
    supplier_lead_sd: Floats
    pack: Floats
    moq: Floats
    breaks: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True)
class Chosen:
    """Per product: the row of the offer to buy on (-1: none), how many there are, the next best supplier and its cost share.

    `without_cost` and `without_rate` of the offers could not be compared, because nobody stated their cost, or no exchange
    rate of their currency is known.
    """

    row: Ints
    offers: Floats
    next_supplier_id: Floats
    next_cost_share: Floats
    without_cost: Floats
    without_rate: Floats


def choose(
    offers: Offers,
    found: Measured,
    sold: Sold,
    product_id: Ints,
    margin: Floats,
    minimum: Floats,
    places: int,
    advantage: float,
    holding_rate: float,
) -> Chosen:
    """The offers to buy on: for all products together the least total cost a year, but the preferred unless clearly dearer.

    Demand is what sold in the last half year; `minimum` is each offer's supplier's least order value in the company's money (0
    where it is not known), which the spend of an order to one of the `places` that buy is held against. An offer that
    cannot be compared never takes the place of the preferred one; a preferred one that cannot be compared stays.
    """
    n = len(product_id)
    if not len(offers.product):
        none = np.full(n, np.nan)
        return Chosen(np.full(n, -1, np.int64), np.zeros(n), none, none, np.zeros(n), np.zeros(n))
    cost, spend = _costs(offers, found, sold, product_id, margin, places, holding_rate)
    stands = np.flatnonzero(_stands(offers, ~np.isnan(cost), n))
    sellers, seller = np.unique(offers.supplier_id[stands], return_inverse=True)
    least = np.zeros(len(sellers))
    least[seller] = minimum[stands]
    items, item = np.unique(offers.product[stands], return_inverse=True)
    preferred = offers.is_preferred[stands]
    made = choose_offers(
        item, seller, cost[stands], spend[stands], least, preferred=preferred, advantage=advantage, holding_rate=holding_rate
    )
    row = np.full(n, -1, np.int64)
    row[items] = stands[made.chosen]
    lacks = np.isnan(cost)
    counts = (_counted(offers, lacks & each, n) for each in (np.isnan(offers.cost), ~np.isnan(offers.cost)))
    return Chosen(row, _counted(offers, np.ones(len(cost), np.bool_), n), *_next_best(offers, cost, row, n), *counts)


def _counted(offers: Offers, which: Flags, n: int) -> Floats:
    return np.bincount(offers.product[which], minlength=n).astype(np.float64)


def _stands(offers: Offers, known: Flags, n: int) -> Flags:
    """Which offers stand for election: those whose cost is known, but only the preferred one where its own is not.

    Where no cost is known at all, and nobody is preferred, the supplier with the lowest id stays.
    """
    by_preference = np.lexsort((offers.supplier_id, ~offers.is_preferred, offers.product))
    first = by_preference[np.unique(offers.product[by_preference], return_index=True)[1]]
    of_product = np.zeros(n, np.int64)
    of_product[offers.product[first]] = first
    any_known = _counted(offers, known, n) > 0
    contested = any_known & (known | ~offers.is_preferred)[of_product]
    return np.where(contested[offers.product], known, of_product[offers.product] == np.arange(len(known)))


def _costs(
    offers: Offers, found: Measured, sold: Sold, product_id: Ints, margin: Floats, places: int, holding_rate: float
) -> tuple[Floats, Floats]:
    """Yearly cost of each offer (NaN: not known), and what an order of it comes to."""
    yearly, deviation = _demand(sold, product_id)
    lead = _first(found.lead, offers.lead, offers.supplier_lead, BASIC["lead_time_days"].default)
    lead_sd = _first(found.sd, offers.supplier_lead_sd, lead * COMPANY_SD_SHARE)
    at, review = offers.product, float(BASIC["review_period_days"].default or 7)
    cost = offer_costs(
        yearly[at],
        offers.home_cost,
        lead,
        lead_sd,
        deviation[at],
        lot=np.nan_to_num(np.fmax(offers.moq, offers.pack), nan=1.0),
        review_days=review,
        holding_rate=holding_rate,
        served=found.arrived_share,
        short_cost=np.nan_to_num(margin[at]),
    )
    spend = np.nan_to_num(yearly[at] * offers.home_cost * review / 365.0 / max(places, 1))
    return cost, spend


def taken_breaks(offers: Offers, row: Ints) -> Breaks:
    """The price breaks of the chosen offers, in the order of the products."""
    each = [offers.breaks[at] if at >= 0 else () for at in row.tolist()] if any(offers.breaks) else []
    if not each:
        return Breaks.none(len(row))
    ptr = np.concatenate([[0], np.cumsum([len(one) for one in each])]).astype(np.int64)
    flat = [pair for one in each for pair in one]
    return Breaks(ptr, np.array([pair[0] for pair in flat]), np.array([pair[1] for pair in flat]))


def _next_best(offers: Offers, cost: Floats, row: Ints, n: int) -> tuple[Floats, Floats]:
    """The cheapest offer of each product beside the chosen one: whose, and its cost as a share of the chosen one's."""
    supplier, share = np.full(n, np.nan), np.full(n, np.nan)
    rest = np.flatnonzero(row[offers.product] != np.arange(len(cost)))
    rest = rest[np.lexsort((offers.supplier_id[rest], cost[rest], offers.product[rest]))]
    first = np.unique(offers.product[rest], return_index=True)[1]
    best = rest[first]
    mine = row[offers.product[best]]
    supplier[offers.product[best]] = offers.supplier_id[best]
    known = ~np.isnan(cost[best]) & (cost[mine] > 0)
    share[offers.product[best[known]]] = np.round(cost[best[known]] / cost[mine[known]], 4)
    return supplier, share


def _demand(sold: Sold, product_id: Ints) -> tuple[Floats, Floats]:
    """Units a year and deviation of a day's demand of every product, from the last half year."""
    days = min(HALF_YEAR, sold.n_days)  # so long that a season does not choose the supplier
    place = np.searchsorted(product_id, sold.product_id)
    known = np.append(product_id, -1)[place] == sold.product_id
    sums = recent_sums(sold.ptr, sold.day, sold.units, sold.n_days - days)
    total, squares = (np.bincount(place[known], each[known], len(product_id)) for each in sums)
    mean, places = total / max(days, 1), int(np.count_nonzero(np.bincount(sold.location_id)))
    # sales of several places on one day are taken as independent: their squares add up
    return mean * 365.0, np.sqrt(np.maximum(squares / max(days, 1) - mean**2 / max(places, 1), 0.0))


def _first(*choices: Floats | float | None) -> Floats:
    result = np.asarray(choices[0], np.float64).copy()
    for choice in choices[1:]:
        result = np.where(np.isnan(result), np.asarray(choice, np.float64), result)
    return result
