"""What people decided or ordered while a plan was being computed: it is not proposed by that plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains.planning.reads.gather import Opened, gather_coming, gather_transfers
from fluxion.domains.planning.rules.inputs import Flags, Floats, Ints, added_up, pair_rows
from fluxion.domains.planning.rules.plan import Plan
from fluxion.domains.planning.tables import APPROVED, REJECTED, SuggestionRow, TransferSuggestionRow

LATELY = timedelta(days=2)
"""Longer than any run takes."""
SMALL = 1e-9


@dataclass(frozen=True)
class Meanwhile:
    """Rows of the plan's `series` and of its `moves` that are not proposed any more."""

    series: Ints
    moves: Ints


def decided_meanwhile(work: Work, plan: Plan, opened: Opened) -> Meanwhile:
    """Series on which somebody decided or for which goods were ordered since the inputs were read, and the moves decided on.

    Goods of an approved move that the plan counts on anyway take nothing from the order of its target. Moves out of a location that no
    longer has the goods for all of them wait for the next plan.
    """
    work.require("planning.read")
    moves, by_state = plan.moves, _decided_moves(work, plan, opened)
    decided = by_state[APPROVED] | by_state[REJECTED]
    foreseen = added_up(moves.to_row[by_state[APPROVED]], moves.quantity[by_state[APPROVED]], plan.series.n)
    series = np.union1d(_decided_series(work, plan, opened), np.flatnonzero(_came(work, plan) > foreseen + SMALL))
    stays = ~decided & ~np.isin(moves.to_row, series) & ~np.isin(moves.from_row, series)
    asked = added_up(moves.from_row[stays], moves.quantity[stays], plan.series.n)
    promised = _promised(work, plan)
    short = (promised > SMALL) & (asked > plan.position.available - promised + SMALL)
    return Meanwhile(series, np.flatnonzero(~stays | short[moves.from_row]))


def _decided_series(work: Work, plan: Plan, opened: Opened) -> Ints:
    """Series whose suggestion was open when the inputs were read and is decided now."""
    table = SuggestionRow
    found = [row for row in _lately(work, table, table.location_id) if row.id in opened.suggestions]
    rows = pair_rows(_ids(found, "product_id"), _ids(found, "location_id"), plan.series.product_id, plan.series.location_id)
    return rows[rows >= 0]


def _decided_moves(work: Work, plan: Plan, opened: Opened) -> dict[str, Flags]:
    """Which of the plan's moves were open when the inputs were read, and are approved or rejected now."""
    table, moves, series = TransferSuggestionRow, plan.moves, plan.series
    found = [row for row in _lately(work, table, table.from_location_id, table.to_location_id) if row.id in opened.transfers]
    key = zip(series.product_id[moves.to_row], series.location_id[moves.from_row], series.location_id[moves.to_row], strict=True)
    state = {(row.product_id, row.from_location_id, row.to_location_id): row.state for row in found}
    told = [state.get((int(product), int(origin), int(target))) for product, origin, target in key] if state else [None] * len(moves.to_row)
    return {each: np.array([one == each for one in told], np.bool_) for each in (APPROVED, REJECTED)}


def _lately(work: Work, table: Any, *places: Any) -> list[Any]:
    """Proposals decided on in the last days, with their places."""
    query = select(table.id, table.product_id, table.state, *places)
    wanted = query.where(table.decided_at > work.now - LATELY, table.state.in_((APPROVED, REJECTED)))
    return list(work.db.execute(wanted.order_by(table.decided_at)))


def _ids(rows: list[Any], name: str) -> Ints:
    return np.array([getattr(row, name) for row in rows], np.int64)


def _came(work: Work, plan: Plan) -> Floats:
    """What was ordered for each series, from a supplier or another location, since the inputs were read."""
    series, now, then = plan.series, gather_coming(work, plan.inputs.as_of), plan.inputs.coming

    def of(product: Ints, location: Ints, quantity: Floats) -> Floats:
        rows = pair_rows(product, location, series.product_id, series.location_id)
        return added_up(rows[rows >= 0], quantity[rows >= 0], series.n)

    return of(now.product_id, now.location_id, now.quantity) - of(then.product_id, then.location_id, then.quantity)


def _promised(work: Work, plan: Plan) -> Floats:
    """What each series promised to other locations since the inputs were read."""
    leaving, _ = gather_transfers(work, plan.inputs.as_of)
    return np.asarray(plan.series.of(leaving, "quantity") - plan.series.of(plan.inputs.leaving, "quantity"), np.float64)
