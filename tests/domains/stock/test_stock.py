"""What lies where: levels, counts, adjustments, loads, targets, and who sees them."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from sqlalchemy import event, func, select
from tests.makers import NOON

from fluxion.base.facts import FactRow, as_json
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Work, Works
from fluxion.domains import catalog, stock
from fluxion.domains.stock import actions, reads
from fluxion.domains.stock.errors import NotEnough
from fluxion.domains.stock.shapes import LevelFilter, MovementFilter, MovementIn, StockState
from fluxion.values.errors import BadInput, Forbidden, NotFound

D = Decimal
RICE, BEANS = 1, 2
NORTH, SOUTH = 1, 2
AT_NORTH = Actor(id=8, name="Luis", rights=frozenset({"*"}), locations=frozenset({NORTH}))


@pytest.fixture
def company(works: Works) -> Works:
    """Two products and two stores; 10 of rice in the north, 4 in the south."""
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "ARR", "name": "Arroz", "cost": D("1.5")}, {"sku": "FRI", "name": "Frijol"}])
        catalog.upsert_locations(work, [{"code": "N", "name": "Norte"}, {"code": "S", "name": "Sur"}])
        stock.set_levels(work, [_level(RICE, NORTH, 10, reserved=D(2)), _level(RICE, SOUTH, 4)], reference="apertura")
    return works


def _level(product: int, location: int, on_hand: int, **more: object) -> dict[str, object]:
    return {"product_id": product, "location_id": location, "on_hand": D(on_hand), **more}


def _on_hand(work: Work) -> dict[tuple[str, str], Decimal]:
    page = reads.levels(work, LevelFilter(), Ask(limit=200))
    return {(each.product.sku, each.location.code): each.on_hand for each in page.items}


def test_a_level_shows_what_is_available_and_what_it_is_worth(company: Works) -> None:
    with company.read() as work:
        north, south = reads.levels(work, LevelFilter(), Ask()).items
        assert (north.on_hand, north.reserved, north.available, north.value, north.state) == (D(10), D(2), D(8), D("15.0000"), "ok")
        assert (south.location.code, south.available, south.as_of, south.days_of_cover) == ("S", D(4), NOON, None)


def test_loading_the_same_levels_again_changes_nothing(company: Works) -> None:
    rows = [_level(RICE, NORTH, 10, reserved=D(2)), _level(RICE, SOUTH, 5), _level(BEANS, SOUTH, 7)]
    with company.write() as work:
        shown = stock.set_levels(work, rows, dry_run=True)
        assert _on_hand(work) == {("ARR", "N"): D(10), ("ARR", "S"): D(4)}
        done = stock.set_levels(work, rows)
    assert [(c.key, c.outcome, c.before, c.after) for c in shown] == [(c.key, c.outcome, c.before, c.after) for c in done]
    assert [c.outcome for c in done] == ["unchanged", "changed", "new"]
    assert (done[1].before, done[1].after) == ({"on_hand": D(4)}, {"on_hand": D(5)})
    with company.read() as work:
        moves = [(m.product.sku, m.kind, m.quantity, m.balance) for m in reads.movements(work, MovementFilter(), Ask()).items]
        assert moves == [
            ("FRI", "count", D(7), D(7)),
            ("ARR", "count", D(1), D(5)),
            ("ARR", "count", D(4), D(4)),
            ("ARR", "count", D(10), D(10)),
        ]


def test_undoing_a_load_puts_levels_back_unless_they_moved_since(company: Works) -> None:
    with company.write() as work:
        changes = stock.set_levels(work, [_level(RICE, NORTH, 99), _level(RICE, SOUTH, 88), _level(BEANS, SOUTH, 7)])
        actions.record_movement(work, MovementIn(product_id=RICE, location_id=SOUTH, kind="adjustment", quantity=D(-8)))
        undone = stock.undo_levels(work, [(c.key, as_json(c.before), as_json(c.after)) for c in changes])
        assert [u.outcome for u in undone] == ["restored", "kept", "restored"]
        assert _on_hand(work) == {("ARR", "N"): D(10), ("ARR", "S"): D(80), ("FRI", "S"): D(0)}


def test_a_count_writes_the_difference_and_an_adjustment_never_goes_below_zero(company: Works) -> None:
    with company.write() as work:
        counted = actions.record_movement(
            work, MovementIn(product_id=RICE, location_id=NORTH, kind="count", quantity=D("7.5"), reference="ciclo")
        )
        assert (counted.quantity, counted.balance, counted.actor_name) == (D("-2.5"), D("7.5"), "Fluxion")
        first = actions.record_movement(work, MovementIn(product_id=BEANS, location_id=SOUTH, kind="count", quantity=D(3)))
        assert (first.quantity, first.balance) == (D(3), D(3))
    with pytest.raises(NotEnough) as refused, company.write() as work:
        actions.record_movement(work, MovementIn(product_id=RICE, location_id=NORTH, kind="adjustment", quantity=D(-8)))
    assert refused.value.in_language("en") == "Not enough ARR at N: there are 7.5 and 8 are to be taken. Count again or ask for less."
    with company.read() as work:
        assert _on_hand(work) == {("ARR", "N"): D("7.5"), ("ARR", "S"): D(4), ("FRI", "S"): D(3)}
        facts = work.db.scalars(select(FactRow.kind).where(FactRow.kind.in_(["stock.counted", "stock.adjusted"])).order_by(FactRow.id))
        assert list(facts) == ["stock.counted", "stock.counted"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"product_id": 99, "location_id": NORTH, "kind": "count", "quantity": "1"}, "/product_id"),
        ({"product_id": RICE, "location_id": 99, "kind": "count", "quantity": "1"}, "/location_id"),
        ({"product_id": RICE, "location_id": NORTH, "kind": "count", "quantity": "-1"}, "/quantity"),
        ({"product_id": RICE, "location_id": NORTH, "kind": "adjustment", "quantity": "0"}, "/quantity"),
    ],
)
def test_a_movement_that_makes_no_sense_names_the_field(company: Works, body: dict[str, object], pointer: str) -> None:
    with pytest.raises(BadInput) as refused, company.write() as work:
        actions.record_movement(work, MovementIn.model_validate(body))
    assert [e.pointer for e in refused.value.errors] == [pointer]


def test_targets_make_the_state_and_the_cover_and_only_differences_are_written(company: Works) -> None:
    target = {"reorder_point": 8.0, "order_up_to": 20.0, "overstock_above": 40.0, "daily_mean": 4.0}
    with company.write() as work:
        stock.set_levels(work, [_level(BEANS, NORTH, 0)])
        kept = stock.level_frame(work, ["id"]).to_pylist()
        rows = pa.Table.from_pylist([{"id": each["id"], **target} for each in kept if each["location_id"] == NORTH])
        assert [stock.set_targets(work, rows, on_behalf_of="planning.run") for _ in range(2)] == [2, 0]
        states = {(e.product.sku, e.location.code): (e.state, e.days_of_cover) for e in reads.levels(work, LevelFilter(), Ask()).items}
        assert states == {("ARR", "N"): ("low", 2.0), ("ARR", "S"): ("ok", None), ("FRI", "N"): ("out", 0.0)}
        actions.record_movement(work, MovementIn(product_id=RICE, location_id=NORTH, kind="count", quantity=D(50)))
        over = reads.levels(work, LevelFilter(state="over"), Ask()).items
        assert [(e.product.sku, e.location.code) for e in over] == [("ARR", "N")]


STATES = ("out", "low", "over", "ok")


@pytest.fixture
def of_all_states(company: Works) -> Works:
    """A level of each state in the south, in the order of the states."""
    with company.write() as work:
        catalog.upsert_products(work, [{"sku": f"P{n}", "name": f"N{n}"} for n in range(2)])
        stock.set_levels(work, [_level(n, SOUTH, on_hand) for n, on_hand in ((1, 0), (2, 5), (3, 50), (4, 20))])
        ids = [each["id"] for each in stock.level_frame(work, ["id"]).to_pylist() if each["location_id"] == SOUTH]
        target = {"reorder_point": 8.0, "order_up_to": 20.0, "overstock_above": 40.0, "daily_mean": 4.0}
        stock.set_targets(work, pa.Table.from_pylist([{"id": each, **target} for each in ids]), on_behalf_of="planning.run")
    return company


@pytest.mark.parametrize("state", STATES)
def test_every_list_shows_just_the_levels_of_the_state_asked_for(of_all_states: Works, state: StockState) -> None:
    wanted, sku = LevelFilter(state=state, location_id=SOUTH), ["ARR", "FRI", "P0", "P1"][STATES.index(state)]
    with of_all_states.read() as work:
        page = reads.levels(work, wanted, Ask(count=True))
        assert ([(e.product.sku, e.state) for e in page.items], page.total) == ([(sku, state)], 1)
        assert [row[1] for row in reads.level_sheet(work, wanted).rows] == [sku]
        assert [e.product.sku for e in reads.consolidated(work, wanted, Ask()).items] == [sku]


@pytest.mark.parametrize("state", STATES)
def test_the_index_of_states_finds_all_levels_but_those_that_are_fine(of_all_states: Works, state: StockState) -> None:
    wanted = LevelFilter(state=state)
    with of_all_states.read() as work:
        asked = (
            lambda: reads.levels(work, wanted, Ask(sort="days_of_cover", count=True)),
            lambda: list(reads.level_sheet(work, wanted).rows),
        )
        plans = [plan for each in asked for plan in _plans(work, each)]
    assert ["ix_stock_level_state" in plan for plan in plans] == [state != "ok"] * 3


def _plans(work: Work, ask: Callable[[], object]) -> list[str]:
    """How the database goes about each statement of what is asked, whatever the values bound to it are."""
    seen: list[tuple[str, Any]] = []
    engine, run = work.db.get_bind(), work.db.connection().exec_driver_sql

    def keep(_connection: object, _cursor: object, statement: str, given: Any, *_rest: object) -> None:
        seen.append((statement, given))

    event.listen(engine, "before_cursor_execute", keep)
    ask()
    event.remove(engine, "before_cursor_execute", keep)
    if engine.dialect.name == "sqlite":
        return [str(run(f"EXPLAIN QUERY PLAN {statement}", given).all()) for statement, given in seen]
    for setting in ("plan_cache_mode = force_generic_plan", "enable_seqscan = off"):  # of a few rows it would read all
        run(f"SET LOCAL {setting}")
    return [_generic_plan(run, *each) for each in seen]


def _generic_plan(run: Callable[..., Any], statement: str, given: dict[str, Any]) -> str:
    names = list(given)
    run("PREPARE asked AS " + re.sub(r"%\((\w+)\)s", lambda found: f"${names.index(found[1]) + 1}", statement))
    plan = run(f"EXPLAIN EXECUTE asked ({', '.join(repr(value) for value in given.values())})").all()
    run("DEALLOCATE asked")
    return str(plan)


def test_stock_of_all_stores_is_shown_by_product(company: Works) -> None:
    with company.read() as work:
        (rice,) = reads.consolidated(work, LevelFilter(), Ask()).items
        assert (rice.product.sku, rice.on_hand, rice.available, rice.value) == ("ARR", D(14), D(12), D("21.0000"))
        assert [(at.location_id, at.available) for at in rice.locations] == [(NORTH, D(8)), (SOUTH, D(4))]
    with company.read(AT_NORTH) as work:
        (rice,) = reads.consolidated(work, LevelFilter(), Ask()).items
        assert (rice.on_hand, [at.location_id for at in rice.locations]) == (D(10), [NORTH])


@pytest.mark.parametrize("sort", ["sku", "-name", "location", "on_hand", "-on_hand", "available", "-days_of_cover", "value", "-value"])
def test_pages_cover_all_levels_once_in_every_order(company: Works, sort: str) -> None:
    with company.write() as work:
        catalog.upsert_products(work, [{"sku": f"P{n}", "name": f"N{n % 2}", "cost": D(n % 3)} for n in range(6)])
        stock.set_levels(work, [_level(product, place, product % 3) for product in range(3, 9) for place in (NORTH, SOUTH)])
    with company.read() as work:
        seen: list[int] = []
        cursor = None
        while True:
            page = reads.levels(work, LevelFilter(), Ask(limit=3, sort=sort, cursor=cursor))
            seen += [each.id for each in page.items]
            if (cursor := page.next_cursor) is None:
                break
        assert len(seen) == len(set(seen)) == work.db.scalar(select(func.count(stock.StockLevel.id))) == 14


def test_a_person_confined_to_a_store_sees_and_moves_only_its_stock(company: Works) -> None:
    with company.read(AT_NORTH) as work:
        assert _on_hand(work) == {("ARR", "N"): D(10)}
        assert [m.location.code for m in reads.movements(work, MovementFilter(), Ask()).items] == ["N"]
        assert [row[0] for row in reads.level_sheet(work, LevelFilter()).rows] == ["N"]
        assert [row[1] for row in reads.movement_sheet(work, MovementFilter()).rows] == ["N"]
        assert stock.level_frame(work, ["on_hand"]).to_pydict()["location_id"] == [NORTH]
        with pytest.raises(NotFound):
            reads.movement(work, 2)
    with company.write(AT_NORTH) as work:
        with pytest.raises(BadInput):
            actions.record_movement(work, MovementIn(product_id=RICE, location_id=SOUTH, kind="count", quantity=D(0)))
        (change,) = stock.set_levels(work, [_level(RICE, SOUTH, 0)])
        assert (change.outcome, change.error and change.error.pointer) == ("error", "/location_id")
    with company.read() as work:
        assert _on_hand(work)[("ARR", "S")] == D(4)


def test_values_are_hidden_from_who_may_not_see_costs(company: Works) -> None:
    clerk = Actor(id=9, name="Eva", rights=frozenset({"stock.read"}))
    with company.read(clerk) as work:
        assert {(e.unit_cost, e.value) for e in reads.levels(work, LevelFilter(), Ask()).items} == {(None, None)}
        with pytest.raises(Forbidden):
            reads.levels(work, LevelFilter(), Ask(sort="-value"))
    with company.read() as work:
        assert {e.unit_cost for e in reads.levels(work, LevelFilter(), Ask()).items} == {D("1.5")}
    with company.read(clerk) as work:
        assert {e.unit_cost for e in reads.levels(work, LevelFilter(), Ask()).items} == {None}
        with pytest.raises(Forbidden):
            stock.set_levels(work, [])
