"""Edit, reject, reopen, approve: what people decide holds, once, and the next plan respects it."""

import threading
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event, func, select
from tests.domains.planning.company import (
    ACME,
    BEANS,
    BUYER,
    DC,
    NORTH,
    RICE,
    SHOP,
    SOUTH,
    TODAY,
    confined,
    plan,
)
from tests.makers import NOON

from fluxion.base.facts import FactRow
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Works
from fluxion.domains import partners, purchases, stock
from fluxion.domains.planning.actions import suggestions as actions
from fluxion.domains.planning.actions import transfers as transfer_actions
from fluxion.domains.planning.errors import NotOpen, NotRejected, UnknownSuggestion
from fluxion.domains.planning.reads.explaining import explain
from fluxion.domains.planning.reads.suggestions import suggestions, supplier_totals
from fluxion.domains.planning.reads.transfers import transfers
from fluxion.domains.planning.shapes import (
    Approval,
    QuantityChange,
    Rejection,
    SuggestionChoice,
    SuggestionFilter,
    SuggestionRejections,
    SuggestionView,
    TransferChoice,
    TransferFilter,
    TransferSuggestionView,
)
from fluxion.domains.planning.tables import SuggestionRow
from fluxion.values.errors import Forbidden, Stale

NOTHING_HELD = {(RICE, SHOP): 0.0, (BEANS, SHOP): 10.0}


def listed(works: Works, actor: Actor = BUYER, **chosen: object) -> list[SuggestionView]:
    with works.read(actor) as work:
        return suggestions(work, Ask(limit=200, sort="sku"), SuggestionFilter.model_validate(chosen)).items


def one(works: Works, product: int, location: int) -> SuggestionView:
    (found,) = [each for each in listed(works) if (each.product.id, each.location.id) == (product, location)]
    return found


def moves(works: Works, state: str = "open") -> list[TransferSuggestionView]:
    with works.read(BUYER) as work:
        return transfers(work, Ask(limit=200), TransferFilter.model_validate({"state": state})).items


def approve(works: Works, *ids: int, actor: Actor = BUYER) -> Approval:
    with works.write(actor) as work:
        return actions.approve_suggestions(work, SuggestionChoice(ids=list(ids)))


def approve_everything(works: Works) -> None:
    with works.write(BUYER) as work:
        if moves(works):
            transfer_actions.approve_transfers(work, TransferChoice(filter=TransferFilter()))
    with works.write(BUYER) as work:
        if listed(works):
            actions.approve_suggestions(work, SuggestionChoice(filter=SuggestionFilter()))


def facts(works: Works, kind: str) -> int:
    with works.read() as work:
        return work.db.scalar(select(func.count()).select_from(FactRow).where(FactRow.kind == kind)) or 0


def ordered(works: Works) -> dict[tuple[int, int], float]:
    with works.read() as work:
        rows = purchases.open_line_frame(work).to_pylist()
    return {(row["product_id"], row["location_id"]): row["open"] for row in rows}


def test_an_approved_suggestion_stands_on_a_draft_order_with_its_reasons(distributor: Works) -> None:
    plan(distributor)
    beans = one(distributor, BEANS, SHOP)
    made = approve(distributor, beans.id)
    assert [(each.id, each.ok) for each in made.results] == [(beans.id, True)]
    (order,) = made.orders
    assert (order.supplier.id, order.location.id, order.lines, order.total) == (ACME, SHOP, 1, Decimal("400"))
    with distributor.read() as work:
        (line,) = work.db.scalars(select(purchases.PurchaseOrderLine))
        stored = work.db.get_one(purchases.PurchaseOrder, order.id)
        kept = work.db.get_one(SuggestionRow, beans.id)
    assert (line.quantity, line.suggestion_id) == (Decimal(100), beans.id)
    assert line.explanation is not None
    assert line.explanation["figures"]["suggested"] == 100
    assert set(line.explanation["sentences"]) == {"es", "en", "pt"}
    assert stored.expected_on == TODAY + timedelta(days=10)
    assert (kept.state, kept.order_id, kept.decided_by) == ("approved", order.id, "Ana")
    assert facts(distributor, "planning.suggestion_approved") == 1


def test_planning_again_after_approving_everything_proposes_nothing(distributor: Works) -> None:
    plan(distributor)
    approve_everything(distributor)
    before = ordered(distributor)
    again = plan(distributor)
    assert (again["suggestions"], again["transfers"]) == (0, 0)
    assert listed(distributor) == []
    assert ordered(distributor) == before


def test_planning_again_leaves_what_it_proposes_again_and_replaces_the_rest(distributor: Works) -> None:
    plan(distributor)
    first = {(each.product.id, each.location.id): each for each in listed(distributor)}
    with distributor.write() as work:
        stock.set_levels(work, [{"product_id": BEANS, "location_id": SHOP, "on_hand": Decimal(4)}])
        stock.set_levels(work, [{"product_id": RICE, "location_id": DC, "on_hand": Decimal(40)}])
    run = plan(distributor)
    second = {(each.product.id, each.location.id): each for each in listed(distributor)}
    before, after = first[(BEANS, SHOP)], second[(BEANS, SHOP)]
    assert {each.run_id for each in second.values()} == {run["run_id"]}
    assert (after.id, after.quantity, after.version) == (before.id, before.quantity, before.version)
    assert (before.on_hand, after.on_hand) == (Decimal(10), Decimal(4))
    changed = {pair for pair, each in second.items() if each.quantity != first[pair].quantity}
    assert (RICE, DC) in changed
    assert {pair for pair, each in second.items() if each.id != first[pair].id} == changed
    assert {each.id for each in listed(distributor, state="superseded")} == {first[pair].id for pair in changed}


def test_planning_again_without_news_rewrites_no_suggestion(distributor: Works) -> None:
    plan(distributor)
    first = listed(distributor)
    rewritten: list[int] = []

    def seen(_connection: object, cursor: Any, statement: str, *_rest: object) -> None:
        if statement.lower().startswith(("update suggestion", "update transfer_suggestion")) and "explanation" in statement:
            rewritten.append(cursor.rowcount)

    event.listen(distributor.database.writer, "after_cursor_execute", seen)
    run = plan(distributor)
    event.remove(distributor.database.writer, "after_cursor_execute", seen)
    assert sum(rewritten) == 0
    second = listed(distributor)
    assert [each.model_copy(update={"run_id": run["run_id"]}) for each in first] == second
    assert len(second) == run["suggestions"] > 0


def test_an_edited_suggestion_keeps_its_quantity_and_gets_the_new_figures(distributor: Works) -> None:
    plan(distributor)
    beans = one(distributor, BEANS, SHOP)
    with distributor.write(BUYER) as work:
        edited = actions.edit_suggestion(work, beans.id, QuantityChange(quantity=Decimal(150)), version=beans.version)
    assert (edited.quantity, edited.amount, edited.edited, edited.version) == (Decimal(150), Decimal(600), True, 2)
    with distributor.write() as work:
        stock.set_levels(work, [{"product_id": BEANS, "location_id": SHOP, "on_hand": Decimal(4)}])
    plan(distributor)
    after = one(distributor, BEANS, SHOP)
    assert (after.id, after.quantity, after.quantity_suggested, after.on_hand) == (beans.id, Decimal(150), Decimal(100), Decimal(4))
    assert after.amount == Decimal(600)


def test_an_edited_quantity_costs_what_it_costs_with_the_price_breaks(distributor: Works) -> None:
    with distributor.write() as work:
        purchases.set_supply(work, [{"product_id": BEANS, "supplier_id": ACME, "cost": Decimal(4), "price_breaks": "90:3.5;250:3.49"}])
    plan(distributor)
    beans = one(distributor, BEANS, SHOP)
    assert (beans.quantity, beans.unit_cost, beans.amount) == (Decimal(100), Decimal("3.5"), Decimal(350))
    for quantity, cost, amount in ((50, "4", "200"), (250, "3.49", "872.5"), (89, "4", "356")):
        with distributor.write(BUYER) as work:
            edited = actions.edit_suggestion(work, beans.id, QuantityChange(quantity=Decimal(quantity)))
        assert (edited.unit_cost, edited.amount) == (Decimal(cost), Decimal(amount))
    plan(distributor)  # the plan asks for 100 again, at 3.5; the 89 of a person keep their own price
    after = one(distributor, BEANS, SHOP)
    assert (after.quantity, after.quantity_suggested, after.unit_cost, after.amount) == (89, 100, Decimal(4), Decimal(356))
    (order,) = approve(distributor, beans.id).orders
    assert order.total == Decimal(356)


def test_an_edited_suggestion_whose_need_is_gone_is_superseded_with_a_note(distributor: Works) -> None:
    plan(distributor)
    beans = one(distributor, BEANS, SHOP)
    with distributor.write(BUYER) as work:
        actions.edit_suggestion(work, beans.id, QuantityChange(quantity=Decimal(150)))
    with distributor.write() as work:
        stock.set_levels(work, [{"product_id": BEANS, "location_id": SHOP, "on_hand": Decimal(400)}])
    plan(distributor)
    (gone,) = [each for each in listed(distributor, state="superseded") if each.id == beans.id]
    assert (gone.note, gone.quantity) == ("need_gone", Decimal(150))


def test_a_rejected_suggestion_rests_and_says_why(distributor: Works) -> None:
    plan(distributor)
    beans = one(distributor, BEANS, SHOP)
    with distributor.write(BUYER) as work:
        actions.reject_suggestion(work, beans.id, Rejection(reason="Se descontinúa"), version=beans.version)
    plan(distributor)
    assert [each for each in listed(distributor) if each.product.id == BEANS] == []
    with distributor.read(BUYER, lang="es") as work:
        answer = explain(work, BEANS, SHOP)
    assert answer.outcome == "rejected"
    assert answer.sentences[0] == "Ana la rechazó el 02/03/2026: «Se descontinúa»."


def test_a_rejected_suggestion_comes_back_after_its_days(distributor: Works) -> None:
    plan(distributor)
    with distributor.write(BUYER) as work:
        actions.reject_suggestion(work, one(distributor, BEANS, SHOP).id, Rejection(reason="No"))
    later = replace(distributor, clock=lambda: NOON + timedelta(days=7, minutes=1))
    plan(later)
    assert one(later, BEANS, SHOP).state == "open"


def test_a_rejected_suggestion_comes_back_when_its_need_has_grown(distributor: Works) -> None:
    plan(distributor)
    rice = one(distributor, RICE, SHOP)
    with distributor.write(BUYER) as work:
        actions.reject_suggestion(work, rice.id, Rejection(reason="No"))
    with distributor.write() as work:
        stock.set_levels(
            work,
            [
                {"product_id": RICE, "location_id": SHOP, "on_hand": Decimal(0)},
                {"product_id": RICE, "location_id": SOUTH, "on_hand": Decimal(0)},
            ],
        )
    plan(distributor)
    assert one(distributor, RICE, SHOP).quantity > rice.quantity * Decimal("1.25")


def test_a_rejection_can_be_taken_back(distributor: Works) -> None:
    plan(distributor)
    beans = one(distributor, BEANS, SHOP)
    with distributor.write(BUYER) as work:
        actions.reject_suggestion(work, beans.id, Rejection(reason="No"))
    with distributor.write(BUYER) as work:
        again = actions.reopen_suggestion(work, beans.id)
    assert (again.state, again.reject_reason, again.decided_by) == ("open", None, None)
    with distributor.write(BUYER) as work, pytest.raises(NotRejected):
        actions.reopen_suggestion(work, beans.id)


def test_11_one_order_per_supplier_and_delivery_location(distributor: Works) -> None:
    """erpnext#35063: one twelve-page request for all warehouses."""
    plan(distributor)
    with distributor.write(BUYER) as work:
        made = actions.approve_suggestions(work, SuggestionChoice(filter=SuggestionFilter()))
    assert sorted((order.supplier.id, order.location.id, order.lines) for order in made.orders) == [(ACME, DC, 1), (ACME, SHOP, 2)]


def test_two_people_approving_at_once_make_one_order(distributor: Works) -> None:
    plan(distributor)
    beans = one(distributor, BEANS, SHOP)
    start, answers = threading.Barrier(2), []

    def decide(name: str) -> None:
        start.wait()
        answers.append(approve(distributor, beans.id, actor=replace(BUYER, name=name)))

    people = [threading.Thread(target=decide, args=(name,)) for name in ("Ana", "Beto")]
    for each in people:
        each.start()
    for each in people:
        each.join()
    results = sorted((result.ok, result.code) for answer in answers for result in answer.results)
    assert results == [(False, "planning.not_open"), (True, None)]
    assert sum(len(answer.orders) for answer in answers) == 1
    assert ordered(distributor) == {(BEANS, SHOP): 100.0}


def test_the_good_ones_are_approved_and_the_others_told(distributor: Works) -> None:
    plan(distributor)
    beans, rice = one(distributor, BEANS, SHOP), one(distributor, RICE, SHOP)
    with distributor.write(BUYER) as work:
        actions.edit_suggestion(work, rice.id, QuantityChange(quantity=Decimal(0)))
    made = approve(distributor, beans.id, rice.id, 999)
    assert [(each.id, each.ok, each.code) for each in made.results] == [
        (beans.id, True, None),
        (rice.id, False, "planning.nothing_to_order"),
        (999, False, "planning.unknown_suggestion"),
    ]
    assert ordered(distributor) == {(BEANS, SHOP): 100.0}
    assert one(distributor, RICE, SHOP).state == "open"


def test_what_has_no_supplier_any_more_is_refused_and_stays_open(distributor: Works) -> None:
    plan(distributor)
    with distributor.write() as work:
        partners.upsert_suppliers(work, [{"code": "ACME", "name": "Acme", "active": False}])
    beans = one(distributor, BEANS, SHOP)
    made = approve(distributor, beans.id)
    assert (made.orders, made.results[0].code) == ([], "planning.no_supplier")
    assert one(distributor, BEANS, SHOP).state == "open"
    plan(distributor)
    assert one(distributor, BEANS, SHOP).supplier is None


def test_a_refused_decision_changes_nothing(distributor: Works) -> None:
    plan(distributor)
    beans = one(distributor, BEANS, SHOP)
    with pytest.raises(Stale), distributor.write(BUYER) as work:
        actions.edit_suggestion(work, beans.id, QuantityChange(quantity=Decimal(5)), version=99)
    approve(distributor, beans.id)
    with pytest.raises(NotOpen), distributor.write(BUYER) as work:
        actions.edit_suggestion(work, beans.id, QuantityChange(quantity=Decimal(5)))
    with pytest.raises(NotOpen), distributor.write(BUYER) as work:
        actions.reject_suggestion(work, beans.id, Rejection(reason="tarde"))
    (kept,) = listed(distributor, state="approved")
    assert (kept.quantity, kept.reject_reason) == (Decimal(100), None)
    assert facts(distributor, "planning.suggestion_edited") + facts(distributor, "planning.suggestion_rejected") == 0


def test_without_the_right_nothing_is_decided(distributor: Works) -> None:
    plan(distributor)
    viewer = Actor(id=9, name="Vera", rights=frozenset({"planning.read"}))
    beans = one(distributor, BEANS, SHOP)
    for attempt in (
        lambda work: actions.edit_suggestion(work, beans.id, QuantityChange(quantity=Decimal(1))),
        lambda work: actions.reject_suggestion(work, beans.id, Rejection(reason="x")),
        lambda work: actions.reopen_suggestion(work, beans.id),
        lambda work: actions.approve_suggestions(work, SuggestionChoice(ids=[beans.id])),
        lambda work: transfer_actions.approve_transfers(work, TransferChoice(filter=TransferFilter())),
    ):
        with pytest.raises(Forbidden), distributor.write(viewer) as work:
            attempt(work)
    assert one(distributor, BEANS, SHOP) == beans


def test_a_buyer_confined_to_a_location_sees_and_decides_on_that_one_only(distributor: Works) -> None:
    plan(distributor)
    buyer = confined(SHOP)
    assert {each.location.id for each in listed(distributor, buyer)} == {SHOP}
    with distributor.read(buyer) as work:
        assert {total.location.id for total in supplier_totals(work, SuggestionFilter())} == {SHOP}
    elsewhere = one(distributor, RICE, DC)
    with pytest.raises(UnknownSuggestion), distributor.write(buyer) as work:
        actions.edit_suggestion(work, elsewhere.id, QuantityChange(quantity=Decimal(1)))
    with distributor.write(buyer) as work:
        made = actions.approve_suggestions(work, SuggestionChoice(filter=SuggestionFilter()))
        hidden = actions.approve_suggestions(work, SuggestionChoice(ids=[elsewhere.id]))
    assert {order.location.id for order in made.orders} == {SHOP}
    assert [result.code for result in hidden.results] == ["planning.unknown_suggestion"]
    assert one(distributor, RICE, DC).state == "open"


def test_costs_are_hidden_from_whoever_may_not_see_them(distributor: Works) -> None:
    plan(distributor)
    viewer = Actor(id=9, name="Vera", rights=frozenset({"planning.read"}))
    assert {(each.unit_cost, each.amount) for each in listed(distributor, viewer)} == {(None, None)}


def test_many_are_rejected_with_a_result_for_each(distributor: Works) -> None:
    plan(distributor)
    beans, rice = one(distributor, BEANS, SHOP), one(distributor, RICE, SHOP)
    approve(distributor, beans.id)
    with distributor.write(BUYER) as work:
        done = actions.reject_suggestions(work, SuggestionRejections(ids=[beans.id, rice.id], reason="Cierre de mes"))
    assert [(each.id, each.ok, each.code) for each in done.results] == [(beans.id, False, "planning.not_open"), (rice.id, True, None)]


def test_an_approved_transfer_stands_on_a_draft_and_is_not_proposed_again(distributor: Works) -> None:
    plan(distributor)
    before = {(each.product.id, each.origin.id, each.target.id): each.quantity for each in moves(distributor)}
    assert (RICE, SOUTH, NORTH) in before
    with distributor.write(BUYER) as work:
        made = transfer_actions.approve_transfers(work, TransferChoice(filter=TransferFilter()))
    assert all(result.ok for result in made.results)
    assert sorted((each.origin.id, each.target.id) for each in made.transfers) == sorted((key[1], key[2]) for key in before)
    with distributor.read() as work:
        lines = stock.transfer_frame(work).to_pylist()
    assert {(line["product_id"], line["from_location_id"], line["to_location_id"]): line["quantity"] for line in lines} == {
        key: float(quantity) for key, quantity in before.items()
    }
    plan(distributor)
    assert moves(distributor) == []


def test_a_rejected_transfer_is_not_proposed_again_and_its_need_is_bought(distributor: Works) -> None:
    plan(distributor)
    (to_shop,) = [each for each in moves(distributor) if each.target.id == SHOP]
    bought = one(distributor, RICE, SHOP).quantity
    with distributor.write(BUYER) as work:
        transfer_actions.reject_transfer(work, to_shop.id, Rejection(reason="Muy lejos"), version=to_shop.version)
    plan(distributor)
    assert [each for each in moves(distributor) if each.target.id == SHOP] == []
    assert one(distributor, RICE, SHOP).quantity >= bought + to_shop.quantity
