"""Several people at the same time: numbers without gaps, nothing received twice, stock that adds up."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from sqlalchemy import select

from fluxion.base.work import Works
from fluxion.domains import stock
from fluxion.domains.purchases import actions, reads
from fluxion.domains.purchases.shapes import OrderIn, Receipt
from fluxion.values.errors import Refusal

ORDER = {"supplier_id": 1, "location_id": 1, "lines": [{"product_id": 1, "quantity": "10"}]}


class _Given(Exception):
    """Breaks a piece of work off after it took a number."""


def test_numbers_have_no_gaps_although_some_orders_are_broken_off(company: Works) -> None:
    def draft(turn: int) -> str | None:
        try:
            with company.write() as work:
                number = actions.create_order(work, OrderIn.model_validate(ORDER)).number
                if turn % 3 == 0:
                    raise _Given
                return number
        except _Given:
            return None

    with ThreadPoolExecutor(6) as people:
        numbers = [number for number in people.map(draft, range(18)) if number]
    assert sorted(numbers) == [f"OC-{n:06d}" for n in range(1, 13)]


def test_goods_are_received_once_although_two_people_say_so(company: Works) -> None:
    with company.write() as work:
        order = actions.approve_order(work, actions.create_order(work, OrderIn.model_validate(ORDER)).id)

    def receive(_: int) -> bool:
        try:
            with company.write() as work:
                actions.receive_order(work, order.id, Receipt())
                return True
        except Refusal:
            return False

    with ThreadPoolExecutor(4) as people:
        assert sorted(people.map(receive, range(4))) == [False, False, False, True]
    with company.read() as work:
        assert reads.order(work, order.id).lines[0].received == Decimal(10)
        assert work.db.scalars(select(stock.StockLevel.on_hand)).all() == [Decimal(10)]


def test_stock_adds_up_although_many_move_it(company: Works) -> None:
    def move(turn: int) -> None:
        with company.write() as work:
            one = stock.Move(product_id=1 + turn % 2, location_id=1, kind="adjustment", quantity=Decimal(turn))
            stock.move(work, [one], on_behalf_of="stock.record_movement")

    with ThreadPoolExecutor(6) as people:
        list(people.map(move, range(1, 21)))
    with company.read() as work:
        frame = stock.level_frame(work, ["on_hand"]).to_pydict()
        assert (frame["product_id"], frame["on_hand"]) == ([1, 2], [110.0, 100.0])
