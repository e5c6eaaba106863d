"""What people decide while a plan is being computed is decided: the plan that is saved then proposes none of it again."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from tests.domains.planning.company import BUYER, DC, NORTH, RICE, SHOP, SOUTH, plan

from fluxion.base.paging import Ask
from fluxion.base.work import Works
from fluxion.domains import stock
from fluxion.domains.planning import jobs as planning_jobs
from fluxion.domains.planning.actions import suggestions as actions
from fluxion.domains.planning.actions import transfers as transfer_actions
from fluxion.domains.planning.reads.suggestions import suggestions
from fluxion.domains.planning.reads.transfers import transfers
from fluxion.domains.planning.shapes import QuantityChange, Rejection, SuggestionChoice, SuggestionFilter, TransferChoice, TransferFilter

Key = tuple[int, int, int]


def moves(works: Works, state: str = "open") -> dict[Key, Any]:
    with works.read(BUYER) as work:
        found = transfers(work, Ask(limit=200), TransferFilter.model_validate({"state": state})).items
    return {(each.product.id, each.origin.id, each.target.id): each for each in found}


def orders(works: Works) -> dict[tuple[int, int], Decimal]:
    with works.read(BUYER) as work:
        found = suggestions(work, Ask(limit=200), SuggestionFilter()).items
    return {(each.product.id, each.location.id): each.quantity for each in found}


def plan_while(works: Works, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """A plan, in the middle of whose computing somebody acts."""
    real = planning_jobs.compute

    def compute(*args: Any) -> Any:
        made = real(*args)
        act()
        return made

    with monkeypatch.context() as patched:
        patched.setattr(planning_jobs, "compute", compute)
        plan(works)


def reject_move(works: Works, key: Key) -> None:
    with works.write(BUYER) as work:
        transfer_actions.reject_transfer(work, moves(works)[key].id, Rejection(reason="Muy lejos"))


def approve_move(works: Works, key: Key, quantity: Decimal | None = None) -> None:
    row = moves(works)[key].id
    with works.write(BUYER) as work:
        if quantity is not None:
            transfer_actions.edit_transfer(work, row, QuantityChange(quantity=quantity))
        transfer_actions.approve_transfers(work, TransferChoice(ids=[row]))


def test_a_transfer_rejected_while_a_plan_computes_is_not_proposed_by_it(distributor: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(distributor)
    before, bought = moves(distributor), orders(distributor)
    gone = (RICE, SOUTH, NORTH)
    plan_while(distributor, monkeypatch, lambda: reject_move(distributor, gone))
    assert set(moves(distributor)) == set(before) - {gone}
    assert set(moves(distributor, "rejected")) == {gone}
    assert orders(distributor) == bought


def test_a_transfer_approved_while_a_plan_computes_is_not_proposed_again_and_takes_no_order(
    distributor: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(distributor)
    before, bought = moves(distributor), orders(distributor)
    (gone,) = [each for each in before if each[2] == SHOP]
    assert (RICE, SHOP) in bought  # what the move brings is in the plan already, and so is what it leaves to buy
    plan_while(distributor, monkeypatch, lambda: approve_move(distributor, gone))
    assert set(moves(distributor)) == set(before) - {gone}
    assert set(moves(distributor, "approved")) == {gone}
    assert orders(distributor) == bought


def test_more_approved_than_planned_leaves_its_target_to_the_next_plan(distributor: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(distributor)
    (gone,) = [each for each in moves(distributor) if each[2] == SHOP]
    more = moves(distributor)[gone].quantity + 12
    plan_while(distributor, monkeypatch, lambda: approve_move(distributor, gone, more))
    assert (RICE, SHOP) not in orders(distributor)
    plan(distributor)
    assert gone not in moves(distributor)


def test_goods_promised_while_a_plan_computes_are_not_promised_twice(distributor: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(distributor)
    before = moves(distributor)
    from_south = {each for each in before if each[1] == SOUTH}
    assert from_south

    def promise() -> None:
        with distributor.write(BUYER) as work:
            stock.draft_transfers(
                work,
                [stock.TransferLineDraft(from_location_id=SOUTH, to_location_id=DC, product_id=RICE, quantity=Decimal(138))],
            )

    plan_while(distributor, monkeypatch, promise)
    assert {each for each in moves(distributor) if each[1] == SOUTH} == set()


def test_a_suggestion_decided_while_a_plan_computes_is_not_proposed_by_it(distributor: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(distributor)
    bought = orders(distributor)
    with distributor.read(BUYER) as work:
        first, second, *_ = suggestions(work, Ask(limit=200, sort="sku"), SuggestionFilter()).items

    def decide() -> None:
        with distributor.write(BUYER) as work:
            actions.reject_suggestion(work, first.id, Rejection(reason="No"))
            actions.approve_suggestions(work, SuggestionChoice(ids=[second.id]))

    plan_while(distributor, monkeypatch, decide)
    decided = {(each.product.id, each.location.id) for each in (first, second)}
    assert orders(distributor) == {key: quantity for key, quantity in bought.items() if key not in decided}
