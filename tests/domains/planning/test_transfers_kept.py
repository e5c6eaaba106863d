"""A plan saves its transfers by difference: what it proposes again is not written, what it does not gives way."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, event, select, text
from tests.domains.planning.company import BUYER, SHOP, TODAY, plan
from tests.domains.planning.proposed import NEXT_DAY, SURPLUS, TO_NORTH, TO_SHOP, holds, moves, stored

from fluxion.base.work import Works
from fluxion.domains import catalog
from fluxion.domains.planning.actions.saving import KEEP_RUNS
from fluxion.domains.planning.actions.transfers import reject_transfers
from fluxion.domains.planning.reads.sheets import TRANSFERS, transfer_sheet
from fluxion.domains.planning.shapes import TransferFilter, TransferRejections
from fluxion.domains.planning.tables import OPEN_EDITED, REPLACED, SuggestionRow, TransferSuggestionRow


@contextmanager
def written(works: Works) -> Iterator[list[int]]:
    """How many rows of open transfers each statement changes inside the block."""
    changed: list[int] = []

    def seen(_connection: object, cursor: Any, statement: str, *_rest: object) -> None:
        if statement.lower().startswith(
            ("update transfer_suggestion", "insert into transfer_suggestion", "delete from transfer_suggestion")
        ):
            changed.append(cursor.rowcount)

    event.listen(works.database.writer, "after_cursor_execute", seen)
    yield changed
    event.remove(works.database.writer, "after_cursor_execute", seen)


def test_what_the_next_plan_proposes_again_is_not_written_and_reads_as_of_that_plan(distributor: Works) -> None:
    plan(distributor)
    before, rows = moves(distributor), stored(distributor)
    holds(distributor, SHOP, 21)
    with written(distributor) as changed:
        run = plan(distributor)
    assert changed and sum(changed) == 0
    assert stored(distributor) == rows
    assert run["transfers"] == len(before) == 2
    shown = moves(distributor)[TO_SHOP]
    assert (shown.id, shown.version, shown.run_id) == (before[TO_SHOP].id, 1, before[TO_SHOP].run_id)
    assert shown.explanation.figures == SURPLUS | {"target_available": 21.0, "target_position": 21.0, "target_days_of_cover": 5.2}
    assert shown.explanation.sentences[3] == "At Tienda Este the inventory position is 21 and the order-up-to level 77.61."


def test_an_open_transfer_is_to_leave_on_the_day_of_the_plan(distributor: Works) -> None:
    plan(distributor)
    plan(distributor, NEXT_DAY)
    kept = stored(distributor)
    assert {each.ship_by for each in moves(distributor).values()} == {NEXT_DAY}
    again = [row for row in kept.values() if row["run_id"] == 1 and row["state"] == "open"]
    assert again and {row["ship_by"] for row in again} == {TODAY}
    with distributor.read(BUYER) as work:
        at = [cell.name for cell in TRANSFERS].index("ship_by")
        assert {row[at] for row in transfer_sheet(work, TransferFilter()).rows} == {NEXT_DAY}
    with distributor.write(BUYER) as work:
        done = reject_transfers(work, TransferRejections(filter=TransferFilter(), reason="No"))
    assert {stored(distributor)[each.id]["ship_by"] for each in done.results} == {NEXT_DAY}


def test_what_is_called_otherwise_since_is_written_and_stays_the_same_proposal(distributor: Works) -> None:
    plan(distributor)
    before = moves(distributor)
    with distributor.write() as work:
        catalog.upsert_products(work, [{"sku": "RICE", "name": "Arroz largo 1 kg"}])
    with written(distributor) as changed:
        plan(distributor)
    assert sum(changed) == 2
    for key, each in moves(distributor).items():
        assert (each.product.name, each.id, each.version, each.run_id) == ("Arroz largo 1 kg", before[key].id, 1, before[key].run_id)


def test_what_gave_way_has_no_reasons_any_more_and_names_the_plan_that_replaced_it(distributor: Works) -> None:
    plan(distributor)
    before = moves(distributor)
    holds(distributor, SHOP, 40)
    run = plan(distributor)
    gone = moves(distributor, "superseded")[TO_SHOP]
    assert (gone.id, gone.quantity, gone.version, gone.run_id) == (before[TO_SHOP].id, Decimal(24), 2, run["run_id"])
    assert (gone.explanation.sentences, gone.explanation.figures, gone.note, gone.ship_by) == ([], {}, None, TODAY)
    with distributor.read(BUYER) as work:
        assert len(list(transfer_sheet(work, TransferFilter(state="superseded")).rows)) == 2


def test_what_was_proposed_long_ago_and_replaced_now_is_forgotten_ten_plans_later(small: Works) -> None:
    for _ in range(1 + KEEP_RUNS):
        plan(small)
    assert {(row["run_id"], row["version"]) for row in stored(small).values()} == {(1, 1)}
    holds(small, SHOP, 40)
    replaced = plan(small)["run_id"]
    for _ in range(KEEP_RUNS - 1):
        plan(small)
    assert set(moves(small, "superseded")) == {TO_SHOP, TO_NORTH}
    plan(small)
    assert moves(small, "superseded") == {}
    assert {row["run_id"] for row in stored(small).values()} == {replaced}


def test_what_a_plan_looks_for_is_found_by_an_index(small: Works) -> None:
    orders, moved = SuggestionRow, TransferSuggestionRow
    wanted = {
        "COVERING INDEX ix_suggestion_edited": select(orders.id, orders.product_id, orders.location_id).where(OPEN_EDITED),
        "COVERING INDEX ix_transfer_suggestion_edited": select(moved.id, moved.product_id, moved.from_location_id).where(OPEN_EDITED),
        "INDEX ix_transfer_suggestion_replaced (state=? AND run_id<?)": delete(moved).where(REPLACED, moved.run_id <= 1),
    }
    with small.read() as work:
        for way, query in wanted.items():
            asked = str(query.compile(work.db.get_bind(), compile_kwargs={"literal_binds": True}))
            assert f"USING {way}" in str(work.db.execute(text("explain query plan " + asked)).all())
