"""When publishing waits for a second person: a price is measured against what its buyer would pay without the list."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domains.prices.selling import ANA, BEANS, LUIS, OIL, RICE, D, channel, make_list, policy, publish, put, selling_to_all
from tests.makers import NOON

from fluxion.base.facts import FactRow
from fluxion.base.work import Work, Works
from fluxion.domains import partners
from fluxion.domains.prices.actions import groups as group_actions
from fluxion.domains.prices.actions import lists as list_actions
from fluxion.domains.prices.actions import publishing
from fluxion.domains.prices.errors.lists import LowersMoreNow, NoDraft
from fluxion.domains.prices.reads.lists import price_list
from fluxion.domains.prices.reads.what_if import what_if
from fluxion.domains.prices.rules.lists import Stated, largest_change, written_breaks
from fluxion.domains.prices.rules.what_if import Otherwise, Rows, measured
from fluxion.domains.prices.shapes.lists import GroupIn, ListEdit, Refusing
from fluxion.domains.prices.tables import ExchangeRate
from fluxion.kernels.pricing import Rung


@pytest.fixture
def company(works: Works) -> Works:
    """Everybody pays 10.00 for rice and 4.00 for beans; the catalogue asks 12 for rice and 5 for oil. From 10 % on somebody approves."""
    return selling_to_all(works)


def waits(work: Work, list_id: int, *rows: dict[str, Any]) -> tuple[bool, Decimal | None]:
    """Whether publishing these rows waits, and the largest change; the what-if says the same."""
    put(work, list_id, *rows)
    seen = what_if(work, list_id)
    opened = publish(work, list_id).open_version
    assert seen.needs_approval == (opened is not None and opened.state == "waiting")
    return seen.needs_approval, seen.largest_change_percent


@pytest.mark.parametrize(
    ("price", "expected"),
    [("4", (True, D(60))), ("9", (False, D(10))), ("8.98", (True, D("10.2"))), ("11", (False, D(10))), ("11.01", (True, D("10.1")))],
)
def test_a_new_list_for_a_customer_is_measured_against_what_that_customer_pays_otherwise(
    company: Works, price: str, expected: tuple[bool, Decimal]
) -> None:
    with company.write(ANA) as work:
        mine = make_list(work, "C1", audience="customer", customer_ids=[1]).id
        assert waits(work, mine, {"product_id": RICE, "price": price}) == expected
        assert what_if_otherwise(work, mine) == ([D(10)] if expected[0] else [])


def what_if_otherwise(work: Work, list_id: int) -> list[Decimal | None]:
    try:
        return [each.otherwise for each in what_if(work, list_id).movers]
    except NoDraft:
        return []


def test_breaks_count_at_the_quantity_where_they_take_most(company: Works) -> None:
    with company.write(ANA) as work:
        mine = make_list(work, "C1", audience="customer", customer_ids=[1]).id
        assert waits(work, mine, {"product_id": RICE, "price": "10", "breaks": [{"least": "48", "value": "40"}]}) == (True, D(40))


def test_what_the_segment_of_the_customer_pays_counts_and_not_what_everybody_pays(company: Works) -> None:
    with company.write(ANA) as work:
        group = group_actions.create_group(work, GroupIn(code="MAYORISTA", name="Mayoristas"))
        segment = make_list(work, "SEG", audience="segment", group_id=group.id).id
        assert waits(work, segment, {"product_id": RICE, "price": "7"}) == (True, D(30))
    with company.write(LUIS) as work:
        publishing.approve_version(work, segment)
    with company.write(ANA) as work:
        theirs = make_list(work, "C2", audience="customer", customer_ids=[2]).id  # of that segment
        assert waits(work, theirs, {"product_id": RICE, "price": "7"}) == (False, D(0))
        both = make_list(work, "C12", audience="customer", customer_ids=[1, 2], priority=50).id
        # for the first customer 30 % less, for the other nothing, because their own list has the price
        assert waits(work, both, {"product_id": RICE, "price": "7"}) == (True, D(30))


def test_a_row_that_leaves_is_measured_by_what_comes_instead(company: Works) -> None:
    with company.write(ANA) as work:
        assert waits(work, 1, {"product_id": RICE, "price": None}) == (True, D(20))  # the catalogue asks 12
    with company.write(LUIS) as work:
        publishing.approve_version(work, 1)
    with company.write(ANA) as work:
        assert waits(work, 1, {"product_id": BEANS, "price": None}) == (False, None)  # nothing else gives a price
        assert waits(work, 1, {"product_id": BEANS, "price": "3"}) == (True, D(25))  # what the list once said


def test_small_steps_away_from_what_others_pay_are_one_large_one(company: Works) -> None:
    with company.write(ANA) as work:
        mine = make_list(work, "C1", audience="customer", customer_ids=[1]).id
        assert waits(work, mine, {"product_id": RICE, "price": "9.20"}) == (False, D(8))
        assert waits(work, mine, {"product_id": RICE, "price": "8.50"}) == (True, D(15))
    with company.write(LUIS) as work:
        publishing.approve_version(work, mine)
    with company.write(ANA) as work:
        assert waits(work, mine, {"product_id": RICE, "price": "9.20"}) == (False, D("8.2"))  # towards the others
        assert waits(work, 1, {"product_id": RICE, "price": "9.20"}) == (False, D(8))  # a list for everybody goes by its own price
        assert waits(work, 1, {"product_id": RICE, "price": "8.50"}) == (False, D("7.6"))


def test_a_list_that_is_off_or_not_yet_in_force_is_measured_as_if_it_were(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work)
        mine = make_list(work, "C1", audience="customer", customer_ids=[1]).id
        put(work, mine, {"product_id": RICE, "price": "4"})
        publish(work, mine)
        policy(work, threshold="10")
        list_actions.edit_list(work, mine, ListEdit(active=False))
        assert waits(work, mine, {"product_id": RICE, "price": "4.10"}) == (True, D(59))
        later = make_list(work, "C2", audience="customer", customer_ids=[2], starts_at=NOON + timedelta(days=9)).id
        assert waits(work, later, {"product_id": RICE, "price": "4"}) == (True, D(60))


def test_lists_of_channels_prices_of_costs_and_other_currencies_are_what_there_is_otherwise(company: Works) -> None:
    with company.write(ANA) as work:
        partners.upsert_customers(work, [{"code": "C1", "price_list": "PROPIA"}])
        work.db.add(ExchangeRate(currency="EUR", to_currency="USD", rate=D("1.25"), valid_on=NOON.date(), author_name="x", created_at=NOON))
        shop = channel(work, markup_percent=D(100))
        work.db.flush()
        euro = make_list(work, "EURO", audience="channel", configuration_id=shop, currency="EUR").id
        assert waits(work, euro, {"product_id": BEANS, "price": "3.20"}) == (False, D(0))  # 4.00 dollars, as everybody
        own = make_list(work, "PROPIA", audience="customer", configuration_id=shop).id
        assert waits(work, own, {"product_id": BEANS, "price": "4.44"}, {"product_id": OIL, "price": "5.50"}) == (True, D(11))
        assert what_if_otherwise(work, own) == [D(4), D(5)]
    with company.write(LUIS) as work:
        publishing.refuse_version(work, own, Refusing(reason="No"))
        policy(work, threshold="0")
        put(work, 1, {"product_id": RICE, "price": None}, {"product_id": BEANS, "price": None})
        publish(work, 1)
    with company.write(ANA) as work:
        publishing.approve_version(work, 1)
        assert waits(work, own, {"product_id": RICE, "price": "16"})[1] == D(11)  # rice: 8.00 at 100 %


def offered(works: Works, *rows: dict[str, Any]) -> int:
    """A list for the first customer whose prices Ana has asked to have approved."""
    with works.write(ANA) as work:
        mine = make_list(work, "C1", audience="customer", customer_ids=[1]).id
        assert waits(work, mine, *rows)[0]
    return mine


def everybody_pays(works: Works, **row: Any) -> None:
    with works.write(ANA) as work:
        put(work, 1, row)
        assert publish(work, 1).open_version is None


def refused_to_luis(works: Works, list_id: int) -> dict[str, object]:
    """What Luis is told who may not approve; the list stays as it was and nothing is announced."""
    with works.read(LUIS) as work:
        before, told = price_list(work, list_id), work.db.query(FactRow).count()
    with pytest.raises(LowersMoreNow) as caught, works.write(LUIS) as work:
        publishing.approve_version(work, list_id)
    with works.read(LUIS) as work:
        assert price_list(work, list_id) == before
        assert work.db.query(FactRow).count() == told
    return caught.value.params


def test_what_lowers_more_than_was_asked_is_not_approved_until_it_is_asked_anew(company: Works) -> None:
    mine = offered(company, {"product_id": RICE, "price": "8.50"})  # 15 %
    everybody_pays(company, product_id=RICE, price="11")  # and of these 8.50 are 22.7 %
    assert refused_to_luis(company, mine) == {"code": "C1", "number": 1, "sku": "ARR", "percent": "22.7", "asked": "15", "rows": 1}
    with company.write(LUIS) as work:
        publishing.refuse_version(work, mine, Refusing(reason="Bajó de más"))
    with company.write(ANA) as work:
        publish(work, mine)
    with company.write(LUIS) as work:
        assert publishing.approve_version(work, mine).open_version is None


def test_a_row_that_one_person_could_decide_is_held_against_what_it_was(company: Works) -> None:
    mine = offered(company, {"product_id": RICE, "price": "8.50"}, {"product_id": BEANS, "price": "3.80"})
    everybody_pays(company, product_id=BEANS, price="4.40")  # 13.6 %, less than rice was asked for
    assert refused_to_luis(company, mine) == {"code": "C1", "number": 1, "sku": "FRI", "percent": "13.6", "asked": "5", "rows": 1}


def test_what_lowers_less_than_was_asked_is_approved(company: Works) -> None:
    mine = offered(company, {"product_id": RICE, "price": "8.50"}, {"product_id": BEANS, "price": "3.80"})
    everybody_pays(company, product_id=RICE, price="9.20")
    everybody_pays(company, product_id=BEANS, price="4.20")  # 9.5 %, which nobody else has to look at
    with company.write(LUIS) as work:
        assert publishing.approve_version(work, mine).open_version is None


def test_a_customer_who_joined_meanwhile_counts(company: Works) -> None:
    mine = offered(company, {"product_id": RICE, "price": "8.50"})
    with company.write(ANA) as work:
        policy(work)
        theirs = make_list(work, "C2", audience="customer", customer_ids=[2], priority=50).id
        put(work, theirs, {"product_id": RICE, "price": "20"})
        publish(work, theirs)
        policy(work, threshold="10")
        list_actions.edit_list(work, mine, ListEdit(customer_ids=[1, 2]))
    assert refused_to_luis(company, mine)["percent"] == "57.5"


breaks = st.lists(st.tuples(st.integers(2, 6), st.decimals("0.01", "99", places=2)), max_size=3, unique_by=lambda each: each[0])
stated = st.builds(
    lambda price, steps: Stated(price, written_breaks(Rung(D(least), "percentage", value) for least, value in steps)),
    st.decimals("1.00", "99999.99", places=2),
    breaks,
)


@given(stated, stated)
def test_changes_on_whole_numbers_are_the_exact_ones(before: Stated, after: Stated) -> None:
    assert before.price is not None and after.price is not None
    rows = Rows(
        "USD",
        np.array([1]),
        *(np.array([int(each * 10_000)]) for each in (before.price, after.price, after.price)),
        [before.breaks],
        [after.breaks],
    )
    other = Otherwise(np.array([-1]), [None])
    assert measured(rows, [other], is_used=True, is_special=False).largest == [largest_change(before, after, "USD")]
