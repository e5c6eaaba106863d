"""Small inputs of a plan, built in memory: products, locations and steady sales, so that every figure can be foretold."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from fluxion.domains.planning.rules.inputs import Coming, Inputs, Locations, Minimums, Pairs, Products, Sold
from fluxion.domains.planning.rules.parameters import Setting
from fluxion.domains.planning.rules.plan import Plan, compute

AS_OF = date(2026, 3, 2)  # a Monday
DAYS = 140


def pairs(rows: dict[tuple[int, int], float], name: str) -> Pairs:
    """Loose figures by (product, location)."""
    keys = sorted(rows)
    return Pairs(
        np.array([key[0] for key in keys], np.int64),
        np.array([key[1] for key in keys], np.int64),
        {name: np.array([float(rows[key]) for key in keys])},
    )


def sold(rows: dict[tuple[int, int], Any], days: int = DAYS) -> Sold:
    """Daily sales by (product, location): one number for every day, or a list of the last days."""
    ptr, day, units, keys = [0], [], [], sorted(rows)
    for key in keys:
        series = np.full(days, float(rows[key])) if np.isscalar(rows[key]) else np.r_[np.zeros(days - len(rows[key])), rows[key]]
        at = np.flatnonzero(series)
        day.append(at)
        units.append(series[at])
        ptr.append(ptr[-1] + len(at))
    none = np.zeros(0, np.int64)
    return Sold(
        product_id=np.array([key[0] for key in keys], np.int64),
        location_id=np.array([key[1] for key in keys], np.int64),
        ptr=np.array(ptr, np.int64),
        day=np.concatenate(day).astype(np.int32) if day else none.astype(np.int32),
        units=np.concatenate(units) if units else np.zeros(0),
        n_days=days,
        closed=np.zeros(days, np.bool_),
        outs_row=none,
        outs_day=none.astype(np.int32),
        outs_share=np.zeros(0),
    )


def products(n: int, **columns: Any) -> Products:
    """Products 1 to n at a cost of 10, without supplier terms unless given."""
    given = {
        "category_id": 1,
        "active": True,
        "cost": 10.0,
        "price": 15.0,
        "pack": 1.0,
        "moq": 0.0,
        "supplier_id": 1,
        "supply_lead": np.nan,
        "supplier_lead": 7.0,
        "supplier_lead_sd": 0.0,
    } | columns
    given.setdefault("buy_cost", given["cost"])
    kinds = {"category_id": np.int64, "active": np.bool_, "supplier_id": np.int64}
    return Products(
        id=np.arange(1, n + 1),
        **{name: np.broadcast_to(np.asarray(value, kinds.get(name, np.float64)), (n,)).copy() for name, value in given.items()},
    )


def locations(n: int, parent: dict[int, int] | None = None, **columns: Any) -> Locations:
    """Locations 1 to n; `parent` names the location that supplies another."""
    row = np.array([(parent or {}).get(each, 0) - 1 for each in range(1, n + 1)], np.int64)
    given = {"active": True, "review": 7.0, "lead": np.nan, "service": 0.95} | columns
    return Locations(
        id=np.arange(1, n + 1),
        parent=row,
        **{
            name: np.broadcast_to(np.asarray(value, np.bool_ if name == "active" else np.float64), (n,)).copy()
            for name, value in given.items()
        },
    )


def coming(*rows: tuple[int, int, float, float | None], is_transfer: bool = False) -> Coming:
    """Goods under way: (product, location, quantity, days until they arrive or None)."""
    return Coming(
        np.array([row[0] for row in rows], np.int64),
        np.array([row[1] for row in rows], np.int64),
        np.array([row[2] for row in rows], np.float64),
        np.array([np.nan if row[3] is None else row[3] for row in rows], np.float64),
        np.full(len(rows), is_transfer),
    )


def inputs(sales: dict[tuple[int, int], Any], on_hand: dict[tuple[int, int], float] | None = None, **more: Any) -> Inputs:
    """Inputs of a plan for `AS_OF`; what is not given is empty."""
    n_products = more.pop("n_products", 1)
    n_locations = more.pop("n_locations", 1)
    held = pairs(on_hand or {}, "on_hand")
    empty = np.zeros(len(held.product_id))
    stock = replace(held, values=held.values | {"reserved": empty, "on_order_stated": empty})
    given: dict[str, Any] = {
        "as_of": AS_OF,
        "horizon": 30,
        "sold": sold(sales),
        "stock": stock,
        "value": pairs(dict.fromkeys(sales, 100.0), "net"),
        "rejected": Pairs.none("quantity", "id"),
        "rejected_moves": Pairs.none("from", "quantity"),
        "products": products(n_products),
        "locations": locations(n_locations),
        "coming": Coming.none(),
        "leaving": Pairs.none("quantity"),
        "minimums": Minimums(np.array([1, 2]), np.zeros(2)),
        "settings": (),
    }
    return Inputs(**(given | more))


def settings(*rows: tuple[str, float]) -> tuple[Setting, ...]:
    """Company-wide parameters."""
    return tuple(Setting(name, value) for name, value in rows)


def plan(*args: Any, **more: Any) -> Plan:
    """The plan of `inputs(...)`."""
    return compute(inputs(*args, **more), lambda share, step: None)


def row(made: Plan, product_id: int = 1, location_id: int = 1) -> int:
    """The row of a series of the plan."""
    (found,) = np.flatnonzero((made.series.product_id == product_id) & (made.series.location_id == location_id))
    return int(found)
