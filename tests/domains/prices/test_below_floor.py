"""The rows of a list whose price lies below its floor: the draft's first, breaks counted, only for whoever sees costs."""

import pytest
from tests.domains.prices.selling import ANA, BEANS, OIL, RICE, SELLER, D, make_list, policy, publish, put, selling

from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Work, Works
from fluxion.domains.prices.actions import cost_sheets
from fluxion.domains.prices.reads.list_rows import row_sheet, rows
from fluxion.domains.prices.shapes.cost_sheets import SheetIn
from fluxion.domains.prices.shapes.lists import RowFilter
from fluxion.values.errors import Forbidden


@pytest.fixture
def company(works: Works) -> Works:
    """Rice, beans and oil at 9.00, 1.99 and 5.00 in BASE; 20 % off from twelve rice on is 7.20."""
    with selling(works).write(ANA) as work:
        policy(work)
        rung = {"least": "12", "kind": "percentage", "value": "20"}
        put(work, 1, {"product_id": RICE, "price": "9"}, {"product_id": BEANS, "price": "1.99"}, {"product_id": OIL, "price": "5"})
        publish(work, 1, version=put(work, 1, {"product_id": RICE, "price": "9", "breaks": [rung]}).version)
    return works


def below(work: Work, list_id: int = 1, **wanted: object) -> list[str]:
    return [row.product.sku for row in rows(work, list_id, RowFilter(only="below_floor", **wanted), Ask()).items]


def test_prices_and_breaks_below_cost_or_minimum(company: Works) -> None:
    with company.write(ANA) as work:
        assert below(work) == ["ARR", "FRI"]
        assert below(work, q="frijol") == ["FRI"]
        cost_sheets.create_sheet(work, SheetIn(product_id=OIL, minimum_price=D("5.001")))
        assert below(work) == ["ACE", "ARR", "FRI"]
        assert len(list(row_sheet(work, 1, RowFilter(only="below_floor")).rows)) == 3
        assert all(row.is_below_floor for row in rows(work, 1, RowFilter(only="below_floor"), Ask()).items)


def test_what_the_draft_says_counts(company: Works) -> None:
    with company.write(ANA) as work:
        put(work, 1, {"product_id": RICE, "price": "10.00"}, {"product_id": BEANS, "price": "2.00"})
        assert below(work) == []
        put(work, 1, {"product_id": RICE, "price": "9.99"}, {"product_id": BEANS, "price": None})
        assert below(work) == ["ARR"]
        assert below(work, make_list(work, "EMPTY").id) == []


def test_it_would_tell_costs_and_needs_the_right_to_see_them(company: Works) -> None:
    for actor in (SELLER, Actor(id=4, name="Eva", rights=frozenset({"prices.read", "prices.edit_list"}))):
        with company.read(actor) as work, pytest.raises(Forbidden):
            below(work)
