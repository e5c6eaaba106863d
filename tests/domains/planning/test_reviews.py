"""Reviews on certain days, plan after plan: a day missed is made up for, once, however often a plan is made that day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.domains.planning.company import BEANS, BUYER, RICE, SHOP, TODAY, plan

from fluxion.base.paging import Ask
from fluxion.base.work import Works
from fluxion.domains import stock
from fluxion.domains.planning.actions.parameters import set_parameter
from fluxion.domains.planning.actions.suggestions import edit_suggestion, reject_suggestion, reject_suggestions
from fluxion.domains.planning.actions.transfers import reject_transfers
from fluxion.domains.planning.reads.explaining import explain
from fluxion.domains.planning.reads.suggestions import suggestions
from fluxion.domains.planning.reads.transfers import transfers
from fluxion.domains.planning.shapes import (
    ParameterDraft,
    QuantityChange,
    Rejection,
    SuggestionFilter,
    SuggestionRejections,
    TransferFilter,
    TransferRejections,
)

WEDNESDAY, FRIDAY, SATURDAY = date(2026, 2, 25), date(2026, 2, 27), date(2026, 2, 28)


def outcomes(works: Works, day: date) -> tuple[int, int]:
    """How many series a plan for a day orders, and how many wait for their day of review."""
    plan(works, day)
    with works.read(BUYER) as work:
        [found] = work.marts.query(
            work, "select count(*) filter (suggested > 0), count(*) filter (outcome = 'not_review_day') from plan_series"
        )
    return found[0], found[1]


def decide_on_all(works: Works) -> None:
    with works.write(BUYER) as work:
        reject_transfers(work, TransferRejections(filter=TransferFilter(), reason="No"))
        reject_suggestions(work, SuggestionRejections(filter=SuggestionFilter(), reason="No"))


def test_a_review_missed_on_thursday_is_made_up_for_on_friday_and_not_on_saturday(small: Works) -> None:
    with small.write(BUYER) as work:
        set_parameter(work, ParameterDraft(name="reorder_rule", value=2))
        set_parameter(work, ParameterDraft(name="review_offset_days", value=3))
    first = outcomes(small, WEDNESDAY)
    assert first[0] > 0 and first[1] == 0  # nobody ever planned before
    friday = outcomes(small, FRIDAY)
    assert friday[0] > 0 and friday[1] == 0
    assert outcomes(small, FRIDAY) == friday
    decide_on_all(small)
    orders, waiting = outcomes(small, SATURDAY)
    assert orders == 0 and waiting > 0


MONDAY, TUESDAY, NEXT_MONDAY = TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=7)


def review_on_mondays(works: Works) -> None:
    with works.write(BUYER) as work:
        set_parameter(work, ParameterDraft(name="reorder_rule", value=2))
        set_parameter(work, ParameterDraft(name="review_period_days", value=7))


def open_orders(works: Works) -> dict[tuple[int, int], Any]:
    with works.read(BUYER) as work:
        found = suggestions(work, Ask(limit=200, sort="sku"), SuggestionFilter()).items
    return {(each.product.id, each.location.id): each for each in found}


def open_moves(works: Works) -> dict[tuple[int, int, int], Any]:
    with works.read(BUYER) as work:
        found = transfers(work, Ask(limit=200), TransferFilter()).items
    return {(each.product.id, each.origin.id, each.target.id): each for each in found}


def holds(works: Works, product: int, location: int, units: int) -> None:
    with works.write() as work:
        stock.set_levels(work, [{"product_id": product, "location_id": location, "on_hand": Decimal(units)}])


def reviewed_then_planned(works: Works) -> tuple[dict[tuple[int, int], Any], dict[tuple[int, int, int], Any]]:
    """What is open the day after a review on which nobody decided; beside it nothing else changed."""
    review_on_mondays(works)
    plan(works, MONDAY)
    before = open_orders(works), open_moves(works)
    assert before[0] and before[1]
    return before


def test_what_nobody_decided_on_the_day_of_review_stays_the_day_after(distributor: Works) -> None:
    orders, moves = reviewed_then_planned(distributor)
    plan(distributor, TUESDAY)
    after = open_orders(distributor)
    assert {key: each.id for key, each in after.items()} == {key: each.id for key, each in orders.items()}
    assert {key: each.id for key, each in open_moves(distributor).items()} == {key: each.id for key, each in moves.items()}
    assert {each.note for each in after.values()} == {"review_pending"} and {each.note for each in orders.values()} == {None}
    told = after[RICE, SHOP]
    assert told.explanation.figures["review_on"] == "2026-03-02" and told.explanation.figures["next_review_on"] == "2026-03-09"
    assert told.explanation.sentences[0].startswith("Es la propuesta de la revisión del 02/03/2026: nadie ha decidido sobre ella.")
    assert told.explanation.sentences[0].endswith("o llegue la revisión del 09/03/2026.")


def test_a_waiting_proposal_follows_the_need_and_keeps_its_place(distributor: Works) -> None:
    orders, _ = reviewed_then_planned(distributor)
    before = orders[BEANS, SHOP]
    holds(distributor, BEANS, SHOP, 0)  # ten sold since
    plan(distributor, TUESDAY)
    after = open_orders(distributor)[BEANS, SHOP]
    assert (after.id, after.quantity) == (before.id, max(before.quantity, after.quantity_suggested))
    assert after.explanation.figures["position"] == 0 and after.explanation.figures["suggested"] == float(after.quantity)
    holds(distributor, RICE, SHOP, 0)
    plan(distributor, TUESDAY)
    rice = open_orders(distributor)[RICE, SHOP]
    assert rice.id == orders[RICE, SHOP].id and rice.quantity > orders[RICE, SHOP].quantity and rice.version > orders[RICE, SHOP].version
    assert rice.amount == rice.quantity * rice.unit_cost


def test_a_waiting_proposal_goes_when_its_need_is_gone(distributor: Works) -> None:
    orders, _ = reviewed_then_planned(distributor)
    holds(distributor, BEANS, SHOP, 500)
    plan(distributor, TUESDAY)
    assert set(open_orders(distributor)) == set(orders) - {(BEANS, SHOP)}


def test_what_is_decided_waits_for_the_next_review(distributor: Works) -> None:
    orders, _ = reviewed_then_planned(distributor)
    with distributor.write(BUYER) as work:
        reject_suggestion(work, orders[BEANS, SHOP].id, Rejection(reason="Sobra"))
    plan(distributor, TUESDAY)
    assert set(open_orders(distributor)) == set(orders) - {(BEANS, SHOP)}
    plan(distributor, TUESDAY + timedelta(days=1))
    assert set(open_orders(distributor)) == set(orders) - {(BEANS, SHOP)}


def test_the_next_review_makes_its_own_proposals(distributor: Works) -> None:
    orders, _ = reviewed_then_planned(distributor)
    plan(distributor, TUESDAY)
    holds(distributor, RICE, SHOP, 0)
    plan(distributor, NEXT_MONDAY)
    after = open_orders(distributor)
    assert after[RICE, SHOP].id != orders[RICE, SHOP].id and {each.note for each in after.values()} == {None}
    with distributor.read(BUYER) as work:
        assert "La próxima revisión" not in " ".join(explain(work, RICE, SHOP).sentences)


def test_an_edited_quantity_lasts_through_the_days_between_reviews(distributor: Works) -> None:
    orders, _ = reviewed_then_planned(distributor)
    with distributor.write(BUYER) as work:
        edit_suggestion(work, orders[BEANS, SHOP].id, QuantityChange(quantity=Decimal(150)))
    plan(distributor, TUESDAY)
    kept = open_orders(distributor)[BEANS, SHOP]
    assert (kept.id, kept.quantity, kept.edited) == (orders[BEANS, SHOP].id, Decimal(150), True)


def test_a_product_that_waits_for_its_review_says_when_that_is(small: Works) -> None:
    review_on_mondays(small)
    holds(small, BEANS, SHOP, 500)
    plan(small, MONDAY)
    holds(small, BEANS, SHOP, 0)
    plan(small, TUESDAY)
    with small.read(BUYER) as work:
        told = explain(work, BEANS, SHOP)
    assert told.outcome == "not_review_day"
    assert told.sentences[:2] == ["Hoy no toca revisar: se pide cada 7 días.", "La próxima revisión es el 09/03/2026."]
