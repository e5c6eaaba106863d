"""Suggested orders and transfers of a plan beside those still open from the plan before.

An open suggestion that the new plan makes again, with the same quantity, stays; other untouched ones give way to the new
plan's, but for those of a day of review that wait for a decision: they stay, brought up to date. One that a person edited
keeps its quantity; when its need is gone it is superseded, with a note. Approved ones stand on orders and count as such;
rejected ones rest until they may come back.

An order that stays gets the new figures. A transfer has none of its own while it is open, edited or not: its reasons are
read from the plan (`reads/reasons.py`), so one that stays is not written at all unless something is called or costs otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import select, text, update

from fluxion.base.stored import staged, update_stored
from fluxion.base.work import Work
from fluxion.domains import catalog, partners
from fluxion.domains.planning.reads.suggestions import unit_cost_of
from fluxion.domains.planning.rules.inputs import Ints
from fluxion.domains.planning.rules.plan import Plan
from fluxion.domains.planning.rules.rows import PENDING, Names, suggestion_rows, transfer_rows
from fluxion.domains.planning.tables import OPEN, OPEN_EDITED, SUPERSEDED, SuggestionRow, TransferSuggestionRow
from fluxion.values.money import round_money

KEY = ("product_id", "location_id")
TRANSFER_KEY = ("product_id", "from_location_id", "to_location_id")
FIRST: dict[type[Any], tuple[str, ...]] = {SuggestionRow: (), TransferSuggestionRow: ("run_id", "ship_by")}
"""What a row that stays keeps from the plan that first proposed it."""
NEED_GONE = "need_gone"
BATCH = 5_000
NOBODY = np.zeros(0, np.int64)


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


def orders_proposed(plan: Plan, table: pa.Table, run_id: int, names: Names, decided: Ints = NOBODY) -> pa.Table:
    """The plan's suggested orders as the records keep them, without those of series that were decided on."""
    rows = np.setdiff1d(np.flatnonzero(plan.orders.quantity > 0), decided)
    return suggestion_rows(table, rows, names, run_id)


def transfers_proposed(plan: Plan, table: pa.Table, run_id: int, names: Names, decided: Ints = NOBODY) -> pa.Table:
    """The plan's suggested transfers as the records keep them, without the moves that were decided on."""
    rows = np.setdiff1d(np.flatnonzero(plan.moves.quantity > 0), decided)
    return transfer_rows(table, plan.moves, rows, names, run_id)


def save_suggestions(work: Work, made: pa.Table, run_id: int) -> int:
    """Put a plan's suggested orders in place of the open ones; how many are open now."""
    work.require("planning.start_run")
    return _replace(work, SuggestionRow, KEY, made, run_id)


def save_transfers(work: Work, made: pa.Table, run_id: int) -> int:
    """Put a plan's suggested transfers in place of the open ones; how many are open now."""
    work.require("planning.start_run")
    return _replace(work, TransferSuggestionRow, TRANSFER_KEY, made, run_id)


def _replace(work: Work, kind: Any, key: tuple[str, ...], made: pa.Table, run_id: int) -> int:
    """Save by difference, in few statements: who makes the rows one by one waits ten times as long with the records held."""
    edited = _edited(work, kind, key, made)
    with staged(work.db, kind, made) as names:
        statements = _statements(kind, key, names)
        for each in (statements.renew, *statements.keep, statements.supersede):
            work.db.execute(text(each), {"run_id": run_id} if ":run_id" in each else {})
        for row_id, at in edited:
            _refresh(work, kind, row_id, made.slice(at, 1).to_pylist()[0])
        work.db.execute(text(statements.add))
    return int(made.num_rows)


@dataclass(frozen=True)
class _Statements:
    """What brings the open rows that nobody edited to what table `staged` holds; `renew` those of a review that waits for a decision.

    One that gives way is told the plan that replaced it, by which it is forgotten one day however long it was proposed.
    """

    renew: str
    keep: tuple[str, ...]
    supersede: str
    add: str


def _statements(kind: Any, key: tuple[str, ...], names: list[str]) -> _Statements:
    table, first, told = kind.__tablename__, FIRST[kind], ", ".join(names)
    mine = " and ".join(f"t.{name} = g.{name}" for name in key)
    same = f"t.state = 'open' and not t.edited and {mine} and t.quantity = g.quantity_suggested"
    content = [name for name in names if name not in (*key, "version", "run_id", *first)]
    wished = ", ".join(f"{name} = g.{name}" for name in (*content, *{"run_id"}.difference(first)))
    differs = " or ".join(f"t.{name} is distinct from g.{name}" for name in content)
    renamed = f"update {table} as t set {wished} from staged as g where {same} and ({differs})"
    of_this_run = f"update {table} as t set run_id = :run_id from staged as g where {same} and t.run_id <> :run_id"
    return _Statements(
        renew=f"update {table} as t set quantity = g.quantity, quantity_suggested = g.quantity_suggested, version = t.version + 1 "
        f"from staged as g where t.state = 'open' and not t.edited and {mine} and t.quantity <> g.quantity and g.note = '{PENDING}'",
        keep=(renamed,) if "run_id" in first else (renamed, of_this_run),
        supersede=f"update {table} set state = 'superseded', note = null, run_id = :run_id, version = version + 1 where id in "
        f"(select id from {table} where state = 'open' except select id from {table} where state = 'open' and edited "
        f"except select t.id from {table} as t, staged as g where {same})",
        add=f"insert into {table} ({told}) select {told} from staged as g where not exists (select 1 from {table} as t where t.state = 'open' and {mine})",
    )


def _edited(work: Work, kind: Any, key: tuple[str, ...], made: pa.Table) -> list[tuple[int, int]]:
    """Open rows that a person edited: their ids, and the rows of what was made that stand for them; others are superseded."""
    columns = (kind.id, *(getattr(kind, name) for name in key))
    before = _columns(work.db.execute(select(*columns).where(OPEN_EDITED)).all(), len(columns))
    stays = _rows_of(before[1:], [made[name].to_numpy() for name in key])
    _supersede(work, kind, before[0][stays < 0], NEED_GONE)
    return list(zip(before[0][stays >= 0].tolist(), stays[stays >= 0].tolist(), strict=True))


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


def _supersede(work: Work, kind: Any, ids: np.ndarray, note: str) -> None:
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH].tolist()
        work.db.execute(
            update(kind).where(kind.id.in_(part), kind.state == OPEN).values(state=SUPERSEDED, note=note, version=kind.version + 1),
            execution_options={"synchronize_session": False},
        )


def _refresh(work: Work, kind: Any, row_id: int, new: dict[str, Any]) -> None:
    """What the new plan says of a suggestion whose quantity a person chose."""
    money = "amount" if kind is SuggestionRow else "value"
    left = ("quantity", money, "state", "note", "edited", "version", *FIRST[kind])
    update_stored(work.db, kind, pa.Table.from_pylist([{"id": row_id} | {name: value for name, value in new.items() if name not in left}]))
    row = work.db.get_one(kind, row_id)
    if isinstance(row, SuggestionRow):
        row.unit_cost = unit_cost_of(work, row)
    setattr(row, money, round_money(row.quantity * row.unit_cost, row.currency))
    row.version += 1
    work.db.flush()
