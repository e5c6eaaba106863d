"""A made-up company in which everything occurs that a plan can meet, and two plans compared in every figure."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from benchmarks.planning_run import made_up

from fluxion.domains.planning.rules.inputs import Coming, Inputs, Locations, Minimums, Pairs, Products, Sold
from fluxion.domains.planning.rules.known import Happening, Known, Override, Succession
from fluxion.domains.planning.rules.parameters import Setting
from fluxion.domains.planning.rules.plan import Plan
from fluxion.kernels.forecasting.results import MODELS
from fluxion.kernels.stocking import Breaks

ALONE = (16, 17, 18)
"""Locations that no centre supplies."""
NEW = 15
"""A location that opened lately and sold for a few days."""
KNOWN = Known(
    overrides=(
        Override(1, None, 3, None, 0, 6, "set", 500.0),
        Override(2, 7, None, 4, 2, 9, "factor", 1.5),
        Override(3, 40, None, 16, 0, 20, "add", 60.0),
    ),
    happenings=(
        Happening("promotion", None, None, 5, -60, -50, None),
        Happening("promotion", None, None, 5, 4, 8, None),
        Happening("fair", None, 4, None, -30, -20, None),
        Happening("sale", 9, None, None, -15, 5, 2.0),
        Happening("closure", None, None, 6, 3, 4, None),
        Happening("closure", None, None, 7, -9, -8, None),
    ),
    successions=(Succession(70, 2, 0.5, 0), Succession(71, 3, 0.5, 6), Succession(72, 71, 1.0, 9), Succession(5, 60, 0.7, -20)),
)
SETTINGS = (
    Setting("min_transfer_quantity", 4.0, category_id=5),
    Setting("min_transfer_quantity", 9.0, product_id=11),
    Setting("order_budget", 4_000.0),
    Setting("order_budget", 900.0, location_id=16),
    Setting("service_kind", 2.0, category_id=6),
    Setting("service_level", 0.9, location_id=8, abc_class="A"),
    Setting("stock_level_rule", 2.0, category_id=7),
    Setting("reorder_rule", 2.0, category_id=8),
    Setting("order_cost", 5.0, category_id=9),
)


def made_inputs(n_series: int) -> Inputs:
    """Inputs of so many series, about: two tiers of centres, shops on their own, events, successors, overrides, limits, short stock."""
    made, chance = made_up(n_series), np.random.default_rng(5)
    goods = np.tile(made.products.id, 2)
    product = np.concatenate([made.stock.product_id, goods])
    location = np.concatenate([made.stock.location_id, np.repeat([1, 2], len(made.products.id))])
    bought = np.flatnonzero(np.isin(location, (1, *ALONE)))
    some = np.concatenate([chance.choice(len(product), 40, replace=False), chance.choice(bought, 80, replace=False)])
    on_hand = np.concatenate([made.stock.values["on_hand"], chance.poisson(10.0, len(goods))])
    on_hand = on_hand * chance.choice([0.0, 0.3, 1.0, 4.0], len(product))
    held = {"on_hand": on_hand, "reserved": np.minimum(on_hand, 1.0), "on_order_stated": np.where(product % 17 == 0, 5.0, 0.0)}
    return replace(
        made,
        known=KNOWN,
        settings=SETTINGS,
        sold=_with_stock_outs(_without_some(made.sold, ALONE)),
        stock=Pairs(product, location, held),
        products=_products(made.products),
        locations=_locations(made.locations),
        coming=Coming(product[some], location[some], np.full(120, 7.0), chance.choice([np.nan, -1.0, 3.0, 40.0], 120), some % 2 == 0),
        leaving=Pairs(product[some[:9]], location[some[:9]], {"quantity": np.full(9, 2.0)}),
        rejected=Pairs(product[some[40:]], location[some[40:]], {"quantity": np.full(80, 90.0), "id": np.arange(1.0, 81.0)}),
        rejected_moves=Pairs(product[some[:20]], location[some[:20]], {"from": np.full(20, 2.0), "quantity": np.full(20, 30.0)}),
        minimums=_minimums(made.minimums),
        planned_before=date(2026, 11, 19),
        waiting=Pairs(product[some[20:40]], location[some[20:40]], {"open": np.ones(20)}),
        stocked=Pairs(goods[:30], np.full(30, NEW), {"day": np.full(30, date(2026, 11, 10).toordinal(), np.float64)}),
    )


def assert_the_same(found: Any, expected: Any, name: str = "plan") -> None:
    """Every figure, kind and shape of two results alike, to the last bit."""
    assert type(found) is type(expected), name
    if is_dataclass(expected):
        for each in fields(expected):
            assert_the_same(getattr(found, each.name), getattr(expected, each.name), f"{name}.{each.name}")
    elif isinstance(expected, dict):
        assert list(found) == list(expected), name
        for key, value in expected.items():
            assert_the_same(found[key], value, f"{name}.{key}")
    elif isinstance(expected, np.ndarray):
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape), name
        np.testing.assert_array_equal(found, expected, err_msg=name)
    else:
        assert found == expected, name


def unmet(plan: Plan) -> list[str]:
    """What a plan does not have of all that there can be."""
    needs, orders, is_supply = plan.needs, plan.orders, plan.moves.is_supply
    met = {
        "supply": np.any(is_supply),
        "excess": np.any(~is_supply),
        "short centres": np.any(needs.unserved > 0),
        "orders": np.any(orders.quantity > 0),
        "held": np.any(orders.held),
        "cut": np.any(orders.cut > 0),
        "rejected": np.any(orders.rejected),
        "overrides": len(plan.overridden.ids) > 3,
        "alerts": len(set(plan.warnings.kind.tolist())) > 3,
        "new places": np.any(plan.forecasts.model == MODELS.index("elsewhere")),
    }
    return [name for name, is_met in met.items() if not is_met]


def _without_some(sold: Sold, places: tuple[int, ...]) -> Sold:
    """Every fourth product sells at the `places` alone, every other fourth at none of them; the new location for some days only."""
    alone, owner = np.isin(sold.location_id, places), np.repeat(np.arange(len(sold.product_id)), np.diff(sold.ptr))
    keep = np.where(sold.product_id % 4 == 0, alone, np.where(sold.product_id % 4 == 1, ~alone, True))
    cells = keep[owner] & ((sold.location_id[owner] != NEW) | (sold.day >= sold.n_days - 9))
    ptr = np.concatenate([[0], np.cumsum(np.bincount(owner[cells], minlength=len(keep))[keep])])
    return replace(
        sold, product_id=sold.product_id[keep], location_id=sold.location_id[keep], ptr=ptr, day=sold.day[cells], units=sold.units[cells]
    )


def _with_stock_outs(sold: Sold) -> Sold:
    row = np.arange(0, len(sold.product_id), 50)
    day = np.array([sold.day[sold.ptr[each]] if sold.ptr[each] < sold.ptr[each + 1] else 0 for each in row], np.int32)
    return replace(sold, outs_row=row, outs_day=day, outs_share=np.full(len(row), 0.5))


def _products(made: Products) -> Products:
    n = len(made.id)
    starts = np.arange(0, n, 10)
    breaks = Breaks(np.searchsorted(starts, np.arange(n + 1)), np.full(len(starts), 40.0), made.cost[starts] * 0.8)
    return replace(
        made,
        active=made.id % 23 != 0,
        shelf_life=np.where(made.id % 6 == 0, 20.0, np.nan),
        weight=np.full(n, 2.0),
        brand=made.id % 5,
        new_since=np.where(made.id % 13 == 0, date(2026, 11, 1).toordinal(), np.nan),
        breaks=breaks,
    )


def _locations(made: Locations) -> Locations:
    parent = np.where(np.isin(made.id, ALONE), -1, made.parent)
    parent[1] = 0
    return replace(made, parent=parent, new_since=np.where(made.id == NEW, date(2026, 11, 8).toordinal(), np.nan))


def _minimums(made: Minimums) -> Minimums:
    n = len(made.supplier_id)
    return replace(made, budget=np.full(n, np.nan), container_kg=np.where(made.supplier_id % 3 == 0, 150.0, np.nan), rate=np.ones(n))
