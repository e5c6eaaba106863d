"""Suggested orders and transfers of a plan beside those still open from the plan before.

Untouched open suggestions give way to the new plan's. One that a person edited keeps its quantity and gets the new
figures; when its need is gone it is superseded, with a note. Approved ones stand on orders and count as such; rejected
ones rest until they may come back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import insert, update

from fluxion.base.work import Work
from fluxion.domains import catalog, partners
from fluxion.domains.planning.rules.columns import figures_of, rows_of
from fluxion.domains.planning.rules.inputs import Ints
from fluxion.domains.planning.rules.plan import Plan
from fluxion.domains.planning.tables import OPEN, SUPERSEDED, SuggestionRow, TransferSuggestionRow
from fluxion.values.money import round_money

Row = dict[str, Any]
KEY = ("product_id", "location_id")
TRANSFER_KEY = ("product_id", "from_location_id", "to_location_id")
NEED_GONE = "need_gone"
BATCH = 5_000
TRANSFER_DAYS = 2
"""Most days that excess is under way; never more than the lead time of its target, within which the plan counts on it."""


@dataclass(frozen=True)
class Names:
    """What products, locations and suppliers are called, and the days of the plan."""

    product: Mapping[int, Row]
    location: Mapping[int, Row]
    supplier: Mapping[int, Row]
    currency: str
    as_of: date
    data_until: date

    @classmethod
    def read(cls, work: Work, as_of: date, data_until: date) -> Names:
        """The names as they are now."""
        return cls(
            product=_by_id(catalog.product_frame(work).select(["id", "sku", "name", "category_id", "category", "cost"])),
            location=_by_id(catalog.location_frame(work).select(["id", "code", "name"])),
            supplier=_by_id(partners.supplier_frame(work).select(["id", "code", "name", "minimum_order_value", "currency"])),
            currency=work.settings.currency,
            as_of=as_of,
            data_until=data_until,
        )

    def told(self, product_id: int) -> Row:
        """What a suggestion keeps of its product."""
        product = self.product[product_id]
        return {
            "product_id": product_id,
            "sku": product["sku"],
            "product_name": product["name"],
            "category_id": product["category_id"],
            "category": product["category"] or "",
        }


def _by_id(table: pa.Table) -> dict[int, Row]:
    return {row["id"]: row for row in table.to_pylist()}


def save_suggestions(work: Work, plan: Plan, table: pa.Table, run_id: int, names: Names, decided: Ints) -> int:
    """Put the plan's suggested orders in place of the open ones; how many are open now."""
    work.require("planning.start_run")
    rows = np.setdiff1d(np.flatnonzero(plan.orders.quantity > 0), decided)
    made = [_suggestion(names, row, run_id) for row in rows_of(table, rows)]
    return _replace(work, SuggestionRow, KEY, made)


def save_transfers(work: Work, plan: Plan, table: pa.Table, run_id: int, names: Names, decided: Ints) -> int:
    """Put the plan's suggested transfers in place of the open ones; how many are open now."""
    work.require("planning.start_run")
    moves = plan.moves
    keep = np.flatnonzero(~np.isin(moves.to_row, decided) & ~np.isin(moves.from_row, decided) & (moves.quantity > 0))
    origins, targets = rows_of(table, moves.from_row[keep]), rows_of(table, moves.to_row[keep])
    made: dict[tuple[int, ...], Row] = {}
    for at, origin, target in zip(keep, origins, targets, strict=True):
        row = _transfer(names, origin, target, float(moves.quantity[at]), bool(moves.is_supply[at]), run_id)
        key = tuple(row[name] for name in TRANSFER_KEY)
        made[key] = _joined(made[key], row) if key in made else row
    return _replace(work, TransferSuggestionRow, TRANSFER_KEY, list(made.values()))


def _joined(one: Row, other: Row) -> Row:
    """Excess and supply between the same two places travel together."""
    total = one["quantity_suggested"] + other["quantity_suggested"]
    return other | {
        "quantity_suggested": total,
        "quantity": total,
        "value": one["value"] + other["value"],
        "explanation": {"figures": other["explanation"]["figures"] | {"quantity": float(total)}},
    }


def _replace(work: Work, kind: Any, key: tuple[str, ...], made: list[Row]) -> int:
    wanted = {tuple(row[name] for name in key): row for row in made}
    open_rows = work.db.query(kind.id, kind.edited, *(getattr(kind, name) for name in key)).filter(kind.state == OPEN).all()
    kept, gone, untouched = [], [], []
    for row in open_rows:
        new = wanted.get(tuple(row[2:]))
        if not row.edited:
            untouched.append(row.id)
        elif new is None:
            gone.append(row.id)
        else:
            kept.append((row.id, wanted.pop(tuple(row[2:]))))
    for ids, note in ((untouched, None), (gone, NEED_GONE)):
        for start in range(0, len(ids), BATCH):
            part = ids[start : start + BATCH]
            work.db.execute(
                update(kind).where(kind.id.in_(part), kind.state == OPEN).values(state=SUPERSEDED, note=note, version=kind.version + 1),
                execution_options={"synchronize_session": False},
            )
    for row_id, new in kept:
        _refresh(work, kind, row_id, new)
    rows = list(wanted.values())
    for start in range(0, len(rows), BATCH):
        work.db.execute(insert(kind), rows[start : start + BATCH])
    return len(rows) + len(kept)


def _refresh(work: Work, kind: Any, row_id: int, new: Row) -> None:
    """New figures for a suggestion whose quantity a person chose."""
    row = work.db.get(kind, row_id)
    if row is None:
        return
    for name, value in new.items():
        if name not in ("quantity", "amount", "value", "state"):
            setattr(row, name, value)
    money = "amount" if kind is SuggestionRow else "value"
    setattr(row, money, round_money(row.quantity * row.unit_cost, row.currency))
    row.version += 1
    work.db.flush()


def exact(value: float) -> Decimal:
    """A computed quantity as the exact number shown for it."""
    return Decimal(f"{value:.3f}")


def _cost(value: float | None) -> Decimal:
    return Decimal(f"{value or 0.0:.4f}")


def _suggestion(names: Names, row: Row, run_id: int) -> Row:
    supplier = names.supplier.get(row["supplier_id"] or 0)
    currency = (supplier or {}).get("currency") or names.currency
    quantity, cost, place = exact(row["suggested"]), _cost(row["unit_cost"]), names.location[row["location_id"]]
    return names.told(row["product_id"]) | {
        "run_id": run_id,
        "location_id": row["location_id"],
        "location_code": place["code"],
        "location_name": place["name"],
        "supplier_id": row["supplier_id"] if supplier else None,
        "supplier_code": supplier["code"] if supplier else "",
        "supplier_name": supplier["name"] if supplier else "",
        "minimum_order_value": _cost(supplier["minimum_order_value"]) if supplier else Decimal(0),
        "abc": row["abc"],
        "xyz": row["xyz"],
        "demand_class": row["demand_class"],
        "quantity_suggested": quantity,
        "quantity": quantity,
        "edited": False,
        "unit_cost": cost,
        "amount": round_money(quantity * cost, currency),
        "currency": currency,
        "needed_on": max(row["needed_on"], names.as_of),
        "order_by": row["order_by"],
        "arrives_on": row["arrives_on"],
        "urgency": row["urgency"],
        "days_of_cover": row["days_of_cover"] if row["days_of_cover"] is not None else 1e6,
        "state": OPEN,
        "note": None,
        "explanation": {"figures": figures_of(row, names.as_of, names.data_until)},
        "version": 1,
    }


def _transfer(names: Names, origin: Row, target: Row, quantity: float, is_supply: bool, run_id: int) -> Row:
    cost, units = _cost(names.product[target["product_id"]]["cost"]), exact(quantity)
    here, there = names.location[origin["location_id"]], names.location[target["location_id"]]
    figures = _move_figures(names, origin, target, quantity, is_supply)
    return names.told(target["product_id"]) | {
        "run_id": run_id,
        "kind": figures["kind"],
        "from_location_id": origin["location_id"],
        "to_location_id": target["location_id"],
        "from_code": here["code"],
        "from_name": here["name"],
        "to_code": there["code"],
        "to_name": there["name"],
        "quantity_suggested": units,
        "quantity": units,
        "edited": False,
        "unit_cost": cost,
        "value": round_money(units * cost, names.currency),
        "currency": names.currency,
        "ship_by": names.as_of,
        "state": OPEN,
        "note": None,
        "explanation": {"figures": figures},
        "version": 1,
    }


def _move_figures(names: Names, origin: Row, target: Row, quantity: float, is_supply: bool) -> Row:
    """What the explanation of a transfer rests on."""
    here, there = names.location[origin["location_id"]], names.location[target["location_id"]]
    return {
        "kind": "supply" if is_supply else "balance",
        "quantity": quantity,
        "origin": here["name"],
        "target": there["name"],
        "origin_available": origin["available"],
        "origin_order_up_to": origin["order_up_to"],
        "origin_forecast": origin["forecast"],
        "origin_days_of_cover": origin["days_of_cover"],
        "target_available": target["available"],
        "target_position": target["position"],
        "target_reorder_point": target["reorder_point"],
        "target_order_up_to": target["order_up_to"],
        "target_forecast": target["forecast"],
        "target_days_of_cover": target["days_of_cover"],
        "transfer_days": int(target["lead_time_days"]) if is_supply else min(int(target["lead_time_days"]), TRANSFER_DAYS),
        "as_of": names.as_of.isoformat(),
        "data_until": names.data_until.isoformat(),
    }
