"""Purchase orders from draft to stock: what they cost, what they do to stock, what is refused, who sees them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from tests.makers import NOON

from fluxion.base.facts import FactRow
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Work, Works
from fluxion.domains import partners, purchases, stock
from fluxion.domains.purchases import actions, reads
from fluxion.domains.purchases.errors import LinesLocked, NothingOpen, PartlyReceived, ReceivedTooMuch, SupplierInactive, WrongState
from fluxion.domains.purchases.shapes import OrderEdit, OrderFilter, OrderIn, OrderLineDraft, OrderView, Receipt
from fluxion.values.errors import BadInput, Forbidden, NotFound, Stale

D = Decimal
RICE, BEANS, NORTH, SOUTH, SUR, EUR = 1, 2, 1, 2, 1, 2
AT_SOUTH = Actor(id=8, name="Luis", rights=frozenset({"*"}), locations=frozenset({SOUTH}))


def _order(work: Work, *lines: tuple[int, str], location: int = NORTH, supplier: int = SUR) -> OrderView:
    sent = [{"product_id": product, "quantity": quantity} for product, quantity in lines]
    return actions.create_order(work, OrderIn.model_validate({"supplier_id": supplier, "location_id": location, "lines": sent}))


def _stock(work: Work, product: int = RICE, location: int = NORTH) -> tuple[Decimal, Decimal]:
    level = select(stock.StockLevel).where(stock.StockLevel.product_id == product, stock.StockLevel.location_id == location)
    found = work.db.scalars(level.execution_options(populate_existing=True)).one_or_none()
    return (found.on_hand, found.on_order) if found else (D(0), D(0))


def test_lines_take_the_suppliers_cost_then_the_products_and_never_a_foreign_one(company: Works) -> None:
    with company.write() as work:
        order = _order(work, (RICE, "10.5"), (BEANS, "3"))
        assert [(line.product.sku, line.unit_cost, line.amount) for line in order.lines] == [
            ("ARR", D("1.4"), D("14.70")),
            ("FRI", None, None),
        ]
        assert (order.number, order.state, order.total, order.currency, order.created_by) == (
            "OC-000001",
            "draft",
            D("14.7"),
            "USD",
            "Fluxion",
        )
        abroad = _order(work, (RICE, "1"), supplier=EUR)
        assert (abroad.number, abroad.currency, abroad.lines[0].unit_cost) == ("OC-000002", "EUR", None)


def test_an_order_goes_from_draft_to_stock(company: Works) -> None:
    with company.write() as work:
        order = _order(work, (RICE, "10"), (BEANS, "4"))
        assert _stock(work) == (D(0), D(0))
        order = actions.approve_order(work, order.id, order.version)
        assert (order.state, order.approved_by, order.approved_at) == ("approved", "Fluxion", NOON)
        assert _stock(work) == (D(0), D(10))
        order = actions.send_order(work, order.id)
        rice = order.lines[0]
        partly = Receipt.model_validate({"lines": [{"line_id": rice.id, "quantity": "6"}], "reference": "GUIA-1"})
        order = actions.receive_order(work, order.id, partly)
        assert (order.state, order.lines[0].received, _stock(work)) == ("sent", D(6), (D(6), D(4)))
        order = actions.receive_order(work, order.id, Receipt())
        assert (order.state, [line.received for line in order.lines]) == ("received", [D(10), D(4)])
        assert (_stock(work), _stock(work, BEANS)) == ((D(10), D(0)), (D(4), D(0)))
        facts = work.db.scalars(select(FactRow).where(FactRow.kind.startswith("purchases.order_")).order_by(FactRow.id)).all()
        assert [fact.kind.removeprefix("purchases.order_") for fact in facts] == ["drafted", "approved", "sent", "received", "received"]
        assert facts[3].data["lines"] == {"ARR": "6"}
        assert {fact.location_id for fact in facts} == {NORTH}
    with company.read() as work:
        times = purchases.lead_time_frame(work).to_pydict()
        assert (times["quantity"], times["received_on"]) == ([6.0, 4.0, 4.0], [NOON.date()] * 3)
        assert purchases.open_line_frame(work).num_rows == 0


def test_what_does_not_come_can_be_given_up(company: Works) -> None:
    with company.write() as work:
        order = actions.approve_order(work, _order(work, (RICE, "10")).id)
        first = Receipt.model_validate({"lines": [{"line_id": order.lines[0].id, "quantity": "7"}]})
        actions.receive_order(work, order.id, first)
        order = actions.receive_order(work, order.id, Receipt(close=True))
        assert (order.state, order.lines[0].received, _stock(work)) == ("received", D(7), (D(7), D(0)))


def test_a_refused_receipt_changes_nothing(company: Works) -> None:
    with company.write() as work:
        order = actions.approve_order(work, _order(work, (RICE, "10")).id)
    line = order.lines[0].id
    for lines in ([{"line_id": line, "quantity": "10.001"}], [{"line_id": line, "quantity": "6"}, {"line_id": line, "quantity": "6"}]):
        with pytest.raises(ReceivedTooMuch), company.write() as work:
            actions.receive_order(work, order.id, Receipt.model_validate({"lines": lines}))
    with pytest.raises(BadInput), company.write() as work:
        actions.receive_order(work, order.id, Receipt.model_validate({"lines": [{"line_id": 999, "quantity": "1"}]}))
    for day in (NOON.date() + timedelta(days=1), NOON.date() - timedelta(days=1)):
        with pytest.raises(BadInput), company.write() as work:
            actions.receive_order(work, order.id, Receipt(received_on=day))
    with company.read() as work:
        assert _stock(work) == (D(0), D(10))
        assert reads.order(work, order.id).version == 2


def test_an_order_of_this_evening_can_be_received_this_evening(company: Works) -> None:
    """At half past nine in Caracas it is already tomorrow by UTC; the order and the goods are both of today."""
    evening = replace(company, clock=lambda: datetime(2026, 3, 3, 1, 30, tzinfo=UTC))
    with evening.write() as work:
        order = actions.approve_order(work, _order(work, (RICE, "10")).id)
        assert actions.receive_order(work, order.id, Receipt()).state == "received"
        assert purchases.lead_time_frame(work)["received_on"].to_pylist() == [date(2026, 3, 2)]


def test_states_are_kept(company: Works) -> None:
    with company.write() as work:
        order = _order(work, (RICE, "10"))
        for too_soon in (actions.send_order, lambda w, i: actions.receive_order(w, i, Receipt())):
            with pytest.raises(WrongState):
                too_soon(work, order.id)
        with pytest.raises(Stale):
            actions.approve_order(work, order.id, 99)
        actions.approve_order(work, order.id)
        with pytest.raises(WrongState) as refused:
            actions.approve_order(work, order.id)
        assert refused.value.in_language("en") == "Order OC-000001 is “approved”; this can only be done while it is: draft."
        with pytest.raises(LinesLocked):
            actions.edit_order(work, order.id, OrderEdit.model_validate({"lines": [{"product_id": RICE, "quantity": "1"}]}))
        dated = actions.edit_order(work, order.id, OrderEdit(expected_on=date(2026, 4, 1)))
        assert (dated.expected_on, dated.version) == (date(2026, 4, 1), 3)
        cancelled = actions.cancel_order(work, order.id)
        assert (cancelled.state, _stock(work)) == ("cancelled", (D(0), D(0)))
        with pytest.raises(WrongState):
            actions.receive_order(work, order.id, Receipt())


def test_an_order_that_began_to_arrive_is_closed_not_cancelled(company: Works) -> None:
    with company.write() as work:
        order = actions.approve_order(work, _order(work, (RICE, "10")).id)
        actions.receive_order(work, order.id, Receipt.model_validate({"lines": [{"line_id": order.lines[0].id, "quantity": "1"}]}))
        with pytest.raises(PartlyReceived):
            actions.cancel_order(work, order.id)
        actions.receive_order(work, order.id, Receipt())
        with pytest.raises((NothingOpen, WrongState)):
            actions.receive_order(work, order.id, Receipt())


def test_a_draft_keeps_the_reasons_of_the_lines_that_stay(company: Works) -> None:
    with company.write() as work:
        drafts = [
            OrderLineDraft(
                supplier_id=SUR, location_id=NORTH, product_id=RICE, quantity=D(24), suggestion_id=5, explanation={"why": ["MOQ"]}
            ),
            OrderLineDraft(supplier_id=SUR, location_id=NORTH, product_id=BEANS, quantity=D(2), expected_on=date(2026, 3, 9)),
            OrderLineDraft(supplier_id=SUR, location_id=SOUTH, product_id=RICE, quantity=D(1)),
            OrderLineDraft(supplier_id=EUR, location_id=NORTH, product_id=BEANS, quantity=D(3), unit_cost=D("2.25")),
            OrderLineDraft(supplier_id=SUR, location_id=NORTH, product_id=BEANS, quantity=D(1), expected_on=date(2026, 3, 7)),
        ]
        made = purchases.draft_orders(work, drafts)
        assert [(o.supplier.code, o.location.code, [(x.product.sku, x.quantity) for x in o.lines]) for o in made] == [
            ("SUR", "N", [("ARR", D(24)), ("FRI", D(3))]),
            ("SUR", "S", [("ARR", D(1))]),
            ("EUR", "N", [("FRI", D(3))]),
        ]
        assert (made[0].expected_on, made[2].total, made[2].currency) == (date(2026, 3, 7), D("6.75"), "EUR")
        edit = OrderEdit.model_validate({"lines": [{"product_id": RICE, "quantity": "48"}]})
        edited = actions.edit_order(work, made[0].id, edit, 1)
        assert [(x.quantity, x.suggestion_id, x.explanation, x.unit_cost) for x in edited.lines] == [(D(48), 5, {"why": ["MOQ"]}, D("1.4"))]
        assert edited.total == D("67.2")
        open_lines = purchases.open_line_frame(work).to_pydict()
        assert (open_lines["state"], sum(open_lines["open"])) == (["draft"] * 3, 52.0)


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"supplier_id": 99}, "/supplier_id"),
        ({"location_id": 99}, "/location_id"),
        ({"lines": [{"product_id": 99, "quantity": "1"}]}, "/lines/0/product_id"),
        ({"lines": [{"product_id": RICE, "quantity": "1"}, {"product_id": RICE, "quantity": "2"}]}, "/lines/1/product_id"),
    ],
)
def test_an_order_that_makes_no_sense_names_the_field(company: Works, changed: dict[str, object], pointer: str) -> None:
    body = {"supplier_id": SUR, "location_id": NORTH, "lines": [{"product_id": RICE, "quantity": "1"}]}
    with pytest.raises(BadInput) as refused, company.write() as work:
        actions.create_order(work, OrderIn.model_validate(body | changed))
    assert [each.pointer for each in refused.value.errors] == [pointer]
    with company.write() as work:
        assert _order(work, (RICE, "1")).number == "OC-000001", "a refused order takes no number"


def test_nothing_is_ordered_from_a_supplier_out_of_use(company: Works) -> None:
    with company.write() as work:
        partners.upsert_suppliers(work, [{"code": "SUR", "active": False}])
        with pytest.raises(SupplierInactive):
            _order(work, (RICE, "1"))


def test_a_person_confined_to_a_store_sees_and_changes_only_its_orders(company: Works) -> None:
    with company.write() as work:
        north, south = _order(work, (RICE, "1")), _order(work, (RICE, "2"), location=SOUTH)
    with company.read(AT_SOUTH) as work:
        assert [each.id for each in reads.orders(work, OrderFilter(), Ask(count=True)).items] == [south.id]
        assert [row[4] for row in reads.order_sheet(work, OrderFilter()).rows] == ["S"]
        assert purchases.open_line_frame(work).to_pydict()["order_id"] == [south.id]
        with pytest.raises(NotFound):
            reads.order(work, north.id)
        with pytest.raises(NotFound):
            reads.order_document(work, north.id)
        with pytest.raises(NotFound):
            reads.order_line_sheet(work, north.id)
    for forbidden in (actions.approve_order, actions.cancel_order, lambda w, i: actions.edit_order(w, i, OrderEdit(notes="x"))):
        with pytest.raises(NotFound), company.write(AT_SOUTH) as work:
            forbidden(work, north.id)
    with pytest.raises(BadInput), company.write(AT_SOUTH) as work:
        _order(work, (RICE, "1"))


def test_costs_are_hidden_from_who_may_not_see_them(company: Works) -> None:
    keeper = Actor(id=9, name="Eva", rights=frozenset({"purchases.read", "purchases.receive_order"}))
    with company.write() as work:
        order = _order(work, (RICE, "1"))
    with company.read(keeper) as work:
        shown = reads.order(work, order.id)
        assert (shown.total, shown.lines[0].unit_cost, shown.lines[0].amount) == (None, None, None)
        assert reads.orders(work, OrderFilter(), Ask()).items[0].total is None
        assert len(reads.order_document(work, order.id).columns) == 4
        with pytest.raises(Forbidden):
            reads.orders(work, OrderFilter(), Ask(sort="total"))
        with pytest.raises(Forbidden):
            actions.approve_order(work, order.id)


@pytest.mark.parametrize(
    "sort", ["id", "-id", "number", "-created_at", "expected_on", "-expected_on", "supplier", "location", "state", "-total"]
)
def test_pages_cover_all_orders_once_in_every_order(company: Works, sort: str) -> None:
    with company.write() as work:
        for n in range(7):
            order = _order(work, (RICE, str(1 + n % 2)), location=1 + n % 2, supplier=1 + n % 2)
            if n % 3:
                actions.edit_order(work, order.id, OrderEdit(expected_on=date(2026, 4, 1 + n)))
    with company.read() as work:
        seen: list[int] = []
        cursor = None
        while True:
            page = reads.orders(work, OrderFilter(), Ask(limit=3, sort=sort, cursor=cursor))
            seen += [each.id for each in page.items]
            if (cursor := page.next_cursor) is None:
                break
        assert sorted(seen) == list(range(1, 8))


def test_orders_are_found_by_number_supplier_and_state(company: Works) -> None:
    with company.write() as work:
        _order(work, (RICE, "1"))
        actions.approve_order(work, _order(work, (BEANS, "1"), supplier=EUR).id)
    with company.read() as work:
        found = [
            [each.number for each in reads.orders(work, OrderFilter(**wanted), Ask()).items]
            for wanted in (
                {"q": "oc-000001"},
                {"q": "legumbres"},
                {"state": "approved"},
                {"supplier_id": SUR},
                {"q": "%"},
                {"product_id": BEANS},
                {"is_open": False},
            )
        ]
        assert found == [["OC-000001"], ["OC-000002"], ["OC-000002"], ["OC-000001"], [], ["OC-000002"], []]
