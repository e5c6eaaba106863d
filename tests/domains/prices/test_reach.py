"""Whom lists are for, when they hold and which goes first: what lowers a price too far is not for one person to decide."""

from datetime import timedelta
from typing import Any

import pytest
from tests.domains.prices.selling import (
    ANA,
    LUIS,
    RICE,
    D,
    approved,
    at,
    channel,
    make_list,
    pays,
    policy,
    publish,
    put,
    selling_to_all,
)
from tests.makers import NOON

from fluxion.base.facts import FactRow
from fluxion.base.work import Work, Works
from fluxion.domains.prices.actions import groups as group_actions
from fluxion.domains.prices.actions import lists as list_actions
from fluxion.domains.prices.actions import publishing
from fluxion.domains.prices.errors.lists import LoweredTooFar
from fluxion.domains.prices.reads.groups import group
from fluxion.domains.prices.reads.lists import list_customers, price_list
from fluxion.domains.prices.shapes.lists import GroupEdit, GroupIn, ListEdit

ONE, TWO = 1, 2
LATER = NOON + timedelta(days=30)


@pytest.fixture
def company(works: Works) -> Works:
    """Everybody pays 10.00 for rice and 4.00 for beans; the second customer's own segment is \"mayorista\". More than 10 % needs two."""
    return selling_to_all(works)


def refused(works: Works, list_id: int, **edit: Any) -> LoweredTooFar:
    """The refusal of an edit, after which the list is as it was and nothing was announced."""
    with works.read(ANA) as work:
        before, told = price_list(work, list_id), work.db.query(FactRow).count()
    with pytest.raises(LoweredTooFar) as caught, works.write(ANA) as work:
        list_actions.edit_list(work, list_id, ListEdit(**edit))
    with works.read(ANA) as work:
        assert price_list(work, list_id) == before
        assert work.db.query(FactRow).count() == told
    return caught.value


def edited(works: Works, list_id: int, **edit: Any) -> None:
    with works.write(ANA) as work:
        list_actions.edit_list(work, list_id, ListEdit(**edit))


def test_a_customer_put_into_a_list_later_is_measured_by_what_they_paid(company: Works) -> None:
    cheap = approved(company, "BARATA", "5", audience="customer", customer_ids=[ONE])
    refusal = refused(company, cheap, customer_ids=[ONE, TWO])
    assert refusal.params == {"code": "BARATA", "sku": "ARR", "percent": "50", "threshold": "10"}
    with company.read(ANA) as work:
        assert [each.id for each in list_customers(work, cheap)] == [ONE]
    assert (pays(company, ONE), pays(company, TWO)) == (D("5.00"), D("10.00"))
    near = approved(company, "CERCA", "9", audience="customer", customer_ids=[ONE])
    edited(company, near, customer_ids=[TWO])  # 10 % is what one person may decide
    assert pays(company, TWO) == D("9.00")


def test_breaks_count_where_they_take_most(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work)
        made = make_list(work, "CAJAS", audience="customer", customer_ids=[ONE]).id
        put(work, made, {"product_id": RICE, "price": "10", "breaks": [{"least": "48", "value": "40"}]})
        publish(work, made)
        policy(work, threshold="10")
    assert refused(company, made, customer_ids=[TWO]).params["percent"] == "40"


def test_a_list_switched_on_is_measured_and_switching_off_a_cheap_one_is_always_possible(company: Works) -> None:
    cheap = approved(company, "BARATA", "5", audience="customer", customer_ids=[ONE])
    edited(company, cheap, active=False)
    assert pays(company, ONE) == D("10.00")
    assert refused(company, cheap, active=True).params["percent"] == "50"
    assert pays(company, ONE) == D("10.00")
    dear = approved(company, "CARA", "15", audience="customer", customer_ids=[TWO])
    assert refused(company, dear, active=False).params["percent"] == "33.3"  # without it they would pay 10.00


def test_a_list_for_nobody_yet_is_measured_for_whoever_it_could_be_for(company: Works) -> None:
    cheap = approved(company, "BARATA", "5", audience="customer")
    edited(company, cheap, active=False)
    assert refused(company, cheap, active=True).params["percent"] == "50"


def test_the_list_that_goes_first_is_measured(company: Works) -> None:
    approved(company, "NORMAL", "10", audience="customer", customer_ids=[ONE], priority=100)
    cheap = approved(company, "BARATA", "5", audience="customer", customer_ids=[ONE], priority=50)
    assert pays(company, ONE) == D("10.00")
    assert refused(company, cheap, priority=500).params["percent"] == "50"
    edited(company, cheap, priority=60)  # still second
    assert pays(company, ONE) == D("10.00")


def test_lists_for_everybody_are_measured_too(company: Works) -> None:
    cheap = approved(company, "OTRA", "5", priority=50)
    assert refused(company, cheap, priority=500).params == {"code": "OTRA", "sku": "ARR", "percent": "50", "threshold": "10"}
    assert refused(company, 1, active=False).params["percent"] == "50"  # the cheap one would come next
    assert pays(company, None) == D("10.00")


def test_a_period_made_longer_is_measured_at_the_moment_at_which_it_would_have_ended(company: Works) -> None:
    short = approved(company, "OFERTA", "5", audience="customer", customer_ids=[ONE], ends_at=LATER)
    assert refused(company, short, ends_at=None).params["percent"] == "50"
    edited(company, short, ends_at=NOON + timedelta(days=9))
    assert pays(at(company, LATER), ONE) == D("10.00")
    ahead = approved(company, "LUEGO", "5", audience="customer", customer_ids=[TWO], starts_at=LATER)
    assert refused(company, ahead, starts_at=None).params["percent"] == "50"


def test_a_version_that_starts_later_counts_when_the_list_is_switched_on(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work)
        made = make_list(work, "LUEGO", audience="customer", customer_ids=[ONE]).id
        list_actions.edit_list(work, made, ListEdit(active=False))
        put(work, made, {"product_id": RICE, "price": "5"})
        publish(work, made, starts_at=LATER)
        policy(work, threshold="10")
    assert refused(company, made, active=True).params["percent"] == "50"


def test_a_list_of_one_channel_opened_to_all_is_measured(company: Works) -> None:
    with company.write(ANA) as work:
        shop = channel(work)
    narrow = approved(company, "TIENDA", "5", audience="customer", customer_ids=[ONE], configuration_id=shop)
    assert (pays(company, ONE), pays(company, ONE, channel_id=shop)) == (D("10.00"), D("5.00"))
    assert refused(company, narrow, configuration_id=None).params["percent"] == "50"


def group_with(works: Works, price: str, **more: Any) -> int:
    with works.write(ANA) as work:
        made = group_actions.create_group(work, GroupIn.model_validate({"code": "GRUPO", "name": "Grupo", **more})).id
    approved(works, "SEG", price, audience="segment", group_id=made)
    return made


@pytest.mark.parametrize("edit", [{"customer_ids": [TWO]}, {"code": "MAYORISTA"}, {"name": "Mayorista"}])
def test_customers_put_into_a_group_are_measured_whichever_way(company: Works, edit: dict[str, Any]) -> None:
    made = group_with(company, "5")
    with company.read(ANA) as work:
        before = group(work, made)
    with pytest.raises(LoweredTooFar) as caught, company.write(ANA) as work:
        group_actions.edit_group(work, made, GroupEdit.model_validate(edit))
    assert caught.value.params == {"code": "SEG", "sku": "ARR", "percent": "50", "threshold": "10"}
    with company.read(ANA) as work:
        assert group(work, made) == before
    assert pays(company, TWO) == D("10.00")


def test_a_group_whose_list_is_near_takes_customers(company: Works) -> None:
    made = group_with(company, "9.50")
    with company.write(ANA) as work:
        assert group_actions.edit_group(work, made, GroupEdit(customer_ids=[ONE, TWO])).customer_ids == [ONE, TWO]
    assert (pays(company, ONE), pays(company, TWO)) == (D("9.50"), D("9.50"))


def test_a_group_that_goes_first_is_measured(company: Works) -> None:
    cheap = group_with(company, "5", customer_ids=[TWO], priority=10)
    with company.write(ANA) as work:
        other = group_actions.create_group(work, GroupIn(code="OTRO", name="Otro", customer_ids=[TWO], priority=100)).id
    approved(company, "OTRA", "10", audience="segment", group_id=other)
    assert pays(company, TWO) == D("10.00")
    with pytest.raises(LoweredTooFar), company.write(ANA) as work:
        group_actions.edit_group(work, cheap, GroupEdit(priority=500))
    with pytest.raises(LoweredTooFar), company.write(ANA) as work:
        group_actions.edit_group(work, other, GroupEdit(customer_ids=[]))  # who leaves the dear one falls to the cheap one
    assert pays(company, TWO) == D("10.00")


def test_the_remedy_that_is_named_asks_for_approval(company: Works) -> None:
    cheap = approved(company, "BARATA", "5", audience="customer", customer_ids=[ONE])
    refused(company, cheap, customer_ids=[ONE, TWO])
    with company.write(ANA) as work:
        fresh = make_list(work, "NUEVA", audience="customer", customer_ids=[ONE, TWO], priority=500).id
        put(work, fresh, {"product_id": RICE, "price": "5"})
        assert _waits(work, fresh)
    assert pays(company, TWO) == D("10.00")
    with company.write(LUIS) as work:
        publishing.approve_version(work, fresh)
    assert pays(company, TWO) == D("5.00")


def _waits(work: Work, list_id: int) -> bool:
    opened = publish(work, list_id).open_version
    return opened is not None and opened.state == "waiting"
