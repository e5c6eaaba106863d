"""Suggested orders and transfers of a plan beside those still open from the plan before.

An open suggestion that the new plan makes again, with the same quantity, stays and gets the new figures; other untouched
ones give way to the new plan's. One that a person edited keeps its quantity and gets the new figures; when its need is
gone it is superseded, with a note. Approved ones stand on orders and count as such; rejected ones rest until they may
come back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import select, update

from fluxion.base.stored import append_stored, update_stored
from fluxion.base.work import Work
from fluxion.domains import catalog, partners
from fluxion.domains.planning.rules.inputs import Ints
from fluxion.domains.planning.rules.plan import Plan
from fluxion.domains.planning.rules.rows import Names, suggestion_rows, transfer_rows
from fluxion.domains.planning.tables import OPEN, SUPERSEDED, SuggestionRow, TransferSuggestionRow
from fluxion.values.money import round_money

KEY = ("product_id", "location_id")
TRANSFER_KEY = ("product_id", "from_location_id", "to_location_id")
NEED_GONE = "need_gone"
BATCH = 5_000


def read_names(work: Work, as_of: date, data_until: date) -> Names:
    """The names as they are now."""
    work.require("planning.read")
    return Names(
        product=catalog.product_frame(work).select(["id", "sku", "name", "category_id", "category", "cost"]),
        location=catalog.location_frame(work).select(["id", "code", "name"]),
        supplier=partners.supplier_frame(work).select(["id", "code", "name", "minimum_order_value", "currency"]),
        currency=work.settings.currency,
        as_of=as_of,
        data_until=data_until,
    )


def save_suggestions(work: Work, plan: Plan, table: pa.Table, run_id: int, names: Names, decided: Ints) -> int:
    """Put the plan's suggested orders in place of the open ones; how many are open now."""
    work.require("planning.start_run")
    rows = np.setdiff1d(np.flatnonzero(plan.orders.quantity > 0), decided)
    return _replace(work, SuggestionRow, KEY, suggestion_rows(table, rows, names, run_id))


def save_transfers(work: Work, plan: Plan, table: pa.Table, run_id: int, names: Names, decided: Ints) -> int:
    """Put the plan's suggested transfers in place of the open ones; how many are open now."""
    work.require("planning.start_run")
    moves = plan.moves
    rows = np.flatnonzero(~np.isin(moves.to_row, decided) & ~np.isin(moves.from_row, decided) & (moves.quantity > 0))
    return _replace(work, TransferSuggestionRow, TRANSFER_KEY, transfer_rows(table, moves, rows, names, run_id))


def _replace(work: Work, kind: Any, key: tuple[str, ...], made: pa.Table) -> int:
    columns = (kind.id, kind.edited, kind.quantity, *(getattr(kind, name) for name in key))
    before = _columns(work.db.execute(select(*columns).where(kind.state == OPEN)).all(), len(columns))
    is_edited, stays = before[1].astype(np.bool_), _rows_of(before[3:], [made[name].to_numpy() for name in key])
    kept = stays >= 0
    asked = np.round(before[2].astype(np.float64) * 1000).astype(np.int64)
    suggested = made["quantity_suggested"].to_numpy()
    same = kept & ~is_edited
    same[kept] &= asked[kept] == suggested[stays[kept]]
    refreshed = made.take(pa.array(stays[same])).append_column("id", pa.array(before[0][same].astype(np.int64)))
    update_stored(work.db, kind, refreshed.drop_columns([*key, "version"]))
    _supersede(work, kind, before[0][~is_edited & ~same], None)
    _supersede(work, kind, before[0][is_edited & ~kept], NEED_GONE)
    chosen = is_edited & kept
    for row_id, at in zip(before[0][chosen].tolist(), stays[chosen].tolist(), strict=True):
        _refresh(work, kind, row_id, made.slice(at, 1).to_pylist()[0])
    new = np.setdiff1d(np.arange(made.num_rows), stays[same | chosen])
    append_stored(work.db, kind, made.take(pa.array(new)))
    return int(len(new) + same.sum() + chosen.sum())


def _columns(rows: Sequence[Any], width: int) -> list[np.ndarray]:
    return [np.array(column) for column in zip(*rows, strict=True)] if rows else [np.zeros(0, np.int64)] * width


def _rows_of(asked: Sequence[np.ndarray], known: Sequence[np.ndarray]) -> Ints:
    """Row of each asked key among the known ones, which rise; -1 for those that are not there."""
    code_asked, code_known = np.zeros(len(asked[0]), np.int64), np.zeros(len(known[0]), np.int64)
    for ask, know in zip(asked, known, strict=True):
        wide = int(max(ask.max(initial=0), know.max(initial=0))) + 1
        code_asked, code_known = code_asked * wide + ask, code_known * wide + know
    if not len(code_known):
        return np.full(len(code_asked), -1, np.int64)
    found = np.minimum(np.searchsorted(code_known, code_asked), len(code_known) - 1)
    return np.where(code_known[found] == code_asked, found, -1)


def _supersede(work: Work, kind: Any, ids: np.ndarray, note: str | None) -> None:
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH].tolist()
        work.db.execute(
            update(kind).where(kind.id.in_(part), kind.state == OPEN).values(state=SUPERSEDED, note=note, version=kind.version + 1),
            execution_options={"synchronize_session": False},
        )


def _refresh(work: Work, kind: Any, row_id: int, new: dict[str, Any]) -> None:
    """New figures for a suggestion whose quantity a person chose."""
    money = "amount" if kind is SuggestionRow else "value"
    left = ("quantity", money, "state", "note", "edited", "version")
    update_stored(work.db, kind, pa.Table.from_pylist([{"id": row_id} | {name: value for name, value in new.items() if name not in left}]))
    row = work.db.get_one(kind, row_id)
    setattr(row, money, round_money(row.quantity * row.unit_cost, row.currency))
    row.version += 1
    work.db.flush()
