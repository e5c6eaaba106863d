"""Transfers: goods leave one place, are on their way, and arrive at another; nothing is lost unseen."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from fluxion.base.facts import FactRow
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Work, Works
from fluxion.domains import catalog, stock
from fluxion.domains.stock import actions, reads
from fluxion.domains.stock.errors import MoreThanShipped, NotEnough, WrongState
from fluxion.domains.stock.shapes import LevelFilter, TransferEdit, TransferFilter, TransferIn, TransferReceipt, TransferView
from fluxion.values.errors import BadInput, NotFound, Stale

D = Decimal
RICE, BEANS, CENTRE, NORTH, SOUTH = 1, 2, 1, 2, 3


def at(*locations: int) -> Actor:
    return Actor(id=8, name="Luis", rights=frozenset({"*"}), locations=frozenset(locations))


@pytest.fixture
def company(works: Works) -> Works:
    """A centre with 100 of rice and 5 of beans, and two stores with nothing."""
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "ARR", "name": "Arroz"}, {"sku": "FRI", "name": "Frijol"}])
        catalog.upsert_locations(
            work, [{"code": "CD", "name": "Centro", "kind": "dc"}, {"code": "N", "name": "Norte"}, {"code": "S", "name": "Sur"}]
        )
        levels = [{"product_id": p, "location_id": CENTRE, "on_hand": D(n)} for p, n in ((RICE, 100), (BEANS, 5))]
        stock.set_levels(work, levels)
    return works


def draft(work: Work, *lines: tuple[int, str], origin: int = CENTRE, target: int = NORTH) -> TransferView:
    sent = [{"product_id": product, "quantity": quantity} for product, quantity in lines]
    return actions.create_transfer(work, TransferIn.model_validate({"from_location_id": origin, "to_location_id": target, "lines": sent}))


def shipped(work: Work, *lines: tuple[int, str]) -> TransferView:
    made = draft(work, *lines)
    actions.approve_transfer(work, made.id)
    return actions.ship_transfer(work, made.id)


def lying(work: Work) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    work.db.expire_all()
    page = reads.levels(work, LevelFilter(), Ask(limit=200))
    return {(each.product.sku, each.location.code): (each.on_hand, each.in_transit) for each in page.items}


def test_goods_leave_are_on_their_way_and_arrive(company: Works) -> None:
    with company.write() as work:
        made = shipped(work, (RICE, "24"), (BEANS, "5"))
        assert lying(work) == {
            ("ARR", "CD"): (D(76), D(0)),
            ("ARR", "N"): (D(0), D(24)),
            ("FRI", "CD"): (D(0), D(0)),
            ("FRI", "N"): (D(0), D(5)),
        }
        frame = stock.transfer_frame(work).to_pydict()
        assert (frame["state"], frame["quantity"], frame["shipped"]) == (["shipped"] * 2, [24.0, 5.0], [24.0, 5.0])
        beans = next(line.id for line in made.lines if line.product.sku == "FRI")
        receipt = TransferReceipt.model_validate({"lines": [{"line_id": beans, "quantity": "4"}]})
        done = actions.receive_transfer(work, made.id, receipt)
        assert (done.state, [(line.shipped, line.received) for line in done.lines]) == ("received", [(D(24), D(24)), (D(5), D(4))])
        assert {k: v for k, v in lying(work).items() if k[1] == "N"} == {("ARR", "N"): (D(24), D(0)), ("FRI", "N"): (D(4), D(0))}
        fact = work.db.scalars(select(FactRow).where(FactRow.kind == "stock.transfer_received")).one()
        assert (fact.data["lines"], fact.data["missing"]) == ({"ARR": "24", "FRI": "4"}, {"FRI": "1"})
        assert stock.transfer_frame(work).num_rows == 0


def test_more_than_there_is_cannot_be_shipped(company: Works) -> None:
    with company.write() as work:
        made = draft(work, (RICE, "1"), (BEANS, "6"))
        actions.approve_transfer(work, made.id)
    with pytest.raises(NotEnough) as refused, company.write() as work:
        actions.ship_transfer(work, made.id)
    assert refused.value.params == {"sku": "FRI", "location": "CD", "on_hand": "5", "wanted": "6"}
    with company.read() as work:
        assert lying(work) == {("ARR", "CD"): (D(100), D(0)), ("FRI", "CD"): (D(5), D(0))}
        assert reads.transfer(work, made.id).state == "approved"


def test_more_than_was_shipped_cannot_arrive(company: Works) -> None:
    with company.write() as work:
        made = shipped(work, (RICE, "2"))
        for line, error in ((made.lines[0].id, MoreThanShipped), (99, BadInput)):
            with pytest.raises(error):
                actions.receive_transfer(work, made.id, TransferReceipt.model_validate({"lines": [{"line_id": line, "quantity": "2.001"}]}))


def test_states_are_kept(company: Works) -> None:
    with company.write() as work:
        made = draft(work, (RICE, "2"))
        with pytest.raises(WrongState):
            actions.ship_transfer(work, made.id)
        with pytest.raises(Stale):
            actions.approve_transfer(work, made.id, 5)
        edited = actions.edit_transfer(work, made.id, TransferEdit.model_validate({"lines": [{"product_id": BEANS, "quantity": "1"}]}), 1)
        assert [(line.product.sku, line.quantity) for line in edited.lines] == [("FRI", D(1))]
        actions.approve_transfer(work, made.id, 2)
        with pytest.raises(WrongState):
            actions.edit_transfer(work, made.id, TransferEdit(notes="x"))
        assert actions.cancel_transfer(work, made.id).state == "cancelled"
        gone = shipped(work, (RICE, "2"))
        with pytest.raises(WrongState):
            actions.cancel_transfer(work, gone.id)


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"to_location_id": CENTRE}, "/to_location_id"),
        ({"to_location_id": 99}, "/to_location_id"),
        ({"from_location_id": 99}, "/from_location_id"),
        ({"lines": [{"product_id": RICE, "quantity": "1"}, {"product_id": RICE, "quantity": "1"}]}, "/lines/1/product_id"),
    ],
)
def test_a_transfer_that_makes_no_sense_names_the_field(company: Works, changed: dict[str, Any], pointer: str) -> None:
    body = {"from_location_id": CENTRE, "to_location_id": NORTH, "lines": [{"product_id": RICE, "quantity": "1"}]}
    with pytest.raises(BadInput) as refused, company.write() as work:
        actions.create_transfer(work, TransferIn.model_validate(body | changed))
    assert [each.pointer for each in refused.value.errors] == [pointer]


def test_proposals_become_one_draft_for_each_pair_of_places(company: Works) -> None:
    lines = [
        stock.TransferLineDraft(
            from_location_id=CENTRE, to_location_id=target, product_id=product, quantity=D(2), suggestion_id=n, explanation={"n": n}
        )
        for n, (product, target) in enumerate([(RICE, NORTH), (BEANS, NORTH), (RICE, SOUTH), (RICE, NORTH)], start=1)
    ]
    with company.write() as work:
        made = stock.draft_transfers(work, lines)
        assert [(t.number, t.to_location.code, [(x.product.sku, x.quantity, x.suggestion_id) for x in t.lines]) for t in made] == [
            ("TR-000001", "N", [("ARR", D(4), 1), ("FRI", D(2), 2)]),
            ("TR-000002", "S", [("ARR", D(2), 3)]),
        ]
        assert made[0].lines[0].explanation == {"n": 1}


@pytest.mark.parametrize(
    ("place", "act", "is_allowed"),
    [
        (NORTH, lambda w, i: actions.approve_transfer(w, i), True),
        (SOUTH, lambda w, i: actions.approve_transfer(w, i), False),
        (SOUTH, lambda w, i: actions.cancel_transfer(w, i), False),
        (SOUTH, lambda w, i: reads.transfer(w, i), False),
        (CENTRE, lambda w, i: reads.transfer(w, i), True),
    ],
)
def test_whoever_sees_one_end_sees_the_transfer(company: Works, place: int, act: Callable[[Work, int], Any], is_allowed: bool) -> None:
    with company.write() as work:
        made = draft(work, (RICE, "2"))
    with company.write(at(place)) as work:
        if is_allowed:
            act(work, made.id)
        else:
            with pytest.raises(NotFound):
                act(work, made.id)
        listed = [each.number for each in reads.transfers(work, TransferFilter(), Ask()).items]
        assert listed == (["TR-000001"] if is_allowed else [])


def test_only_the_donor_ships_and_only_the_receiver_receives(company: Works) -> None:
    with company.write() as work:
        made = draft(work, (RICE, "2"))
        actions.approve_transfer(work, made.id)
    with pytest.raises(NotFound), company.write(at(NORTH)) as work:
        actions.ship_transfer(work, made.id)
    with company.write(at(CENTRE)) as work:
        actions.ship_transfer(work, made.id)
    with pytest.raises(NotFound), company.write(at(CENTRE)) as work:
        actions.receive_transfer(work, made.id, TransferReceipt())
    with company.write(at(NORTH)) as work:
        assert actions.receive_transfer(work, made.id, TransferReceipt()).state == "received"
    with pytest.raises(BadInput), company.write(at(SOUTH)) as work:
        draft(work, (RICE, "1"))
