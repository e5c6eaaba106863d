"""What a unit short, a unit held and a unit left over cost, and from what level on the next one is not worth it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fluxion.domains.planning.rules.inputs import Floats, Inputs
from fluxion.domains.planning.rules.known_parameters import FILL, VALUE
from fluxion.domains.planning.rules.parameters import SeriesKeys, resolve
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.stocking import Lines
from fluxion.kernels.stocking.service import level_for_fill_rate, value_level

UNKNOWN_MARGIN = 0.3
"""Margin, as a share of the cost, where no price above the cost is known."""


@dataclass(frozen=True)
class Economics:
    """Per series, in the company's currency: costs per unit short, per unit and day held, per unit left over of a cycle."""

    unit_cost: Floats
    short_cost: Floats
    hold_cost: Floats
    spoil_cost: Floats
    holding_rate: Floats


def take_economics(inputs: Inputs, series: Series, keys: SeriesKeys, review_days: Floats) -> Economics:
    """What every series' units cost to miss, to hold and to lose.

    Short: the margin (price − cost), or the share of the cost that `shortage_cost_share` states. Left over of a cycle: the part of the
    shelf life that a review takes, or `spoilage_rate`. Without a cost everything counts per unit of 1.
    """
    cost, price = np.nan_to_num(inputs.products.cost[series.product]), np.nan_to_num(inputs.products.price[series.product])
    base = np.where(cost > 0, cost, np.where(price > 0, price, 1.0))
    margin = np.where((price > cost) & (cost > 0), price - cost, base * UNKNOWN_MARGIN)
    settings = inputs.settings
    rate = resolve("holding_cost_rate", settings, keys).value
    penalty = resolve("shortage_cost_share", settings, keys, default=margin / base).value
    life = inputs.products.told("shelf_life")[series.product]
    lost = np.where(life > 0, np.minimum(review_days / np.where(life > 0, life, 1.0), 1.0), 0.0)
    spoiled = resolve("spoilage_rate", settings, keys, default=lost).value
    return Economics(base, base * penalty, base * rate / 365.0, base * spoiled, rate)


def cycle_levels(
    kind: Floats, service: Floats, fill_target: Floats, economics: Economics, mean: Floats, sd: Floats, per_cycle: Floats, review: Floats
) -> Floats:
    """The cycle service level each series is planned at: the one stated, the one that gives the fill rate, or where value ends.

    By value it is the newsvendor's: what a unit short costs against that and what a unit over costs, which is held for one more
    review and may spoil.
    """
    level = service.copy()
    fills, values = kind == FILL, kind == VALUE
    if np.any(fills):
        level[fills] = level_for_fill_rate(fill_target[fills], mean[fills], sd[fills], per_cycle[fills])
    if np.any(values):
        over = economics.hold_cost * review + economics.spoil_cost
        level[values] = value_level(economics.short_cost[values], over[values])
    return np.round(level, 4)


def worth_lines(
    economics: Economics, have: Floats, mean: Floats, sd: Floats, pace: Floats, days: Floats, review: Floats, **more: Floats
) -> Lines:
    """The rows as kernels weigh the next unit of each."""
    return Lines.of(
        len(have),
        have=have,
        mean=mean,
        sd=sd,
        pace=pace,
        days=days,
        review=review,
        short_cost=economics.short_cost,
        hold_cost=economics.hold_cost,
        spoil_cost=economics.spoil_cost,
        **more,
    )
