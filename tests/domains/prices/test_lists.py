"""Price lists from draft to the till: versions by the clock, what-if, approval, two publishers at once, undoing."""

from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import func, select
from tests.domains.prices.selling import ANA, BEANS, LUIS, OIL, RICE, SELLER, D, at, make_list, policy, publish, put, selling, shown
from tests.makers import NOON

from fluxion.base.facts import FactRow
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Works
from fluxion.domains.prices.actions import groups as group_actions
from fluxion.domains.prices.actions import list_drafts, publishing
from fluxion.domains.prices.actions import lists as list_actions
from fluxion.domains.prices.errors.lists import AllChangedSince, BelowFloor, GroupInUse, NoDraft, NotRevertible, OwnApproval, VersionWaiting
from fluxion.domains.prices.reads import list_rows
from fluxion.domains.prices.reads import lists as list_reads
from fluxion.domains.prices.reads.what_if import what_if
from fluxion.domains.prices.shapes.lists import (
    Adjustment,
    GroupIn,
    ListEdit,
    ListFilter,
    Refusing,
    RowEdits,
    RowFilter,
)
from fluxion.domains.prices.tables import PriceListRow, PriceListVersion
from fluxion.values.errors import BadInput, Forbidden, Stale


@pytest.fixture
def company(works: Works) -> Works:
    return selling(works)


def test_a_draft_changes_nothing_until_it_is_published(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work)
        draft = put(
            work, 1, {"product_id": RICE, "price": "11.50"}, {"sku": " fri", "price": "3", "breaks": [{"least": "12", "value": "10"}]}
        )
        assert draft.open_version is not None
        assert (draft.open_version.state, draft.open_version.number, draft.open_version.rows, draft.rows) == ("draft", 1, 2, 0)
        assert shown(work) == {"ARR": (None, D("11.5")), "FRI": (None, D(3))}
    with company.write(ANA) as work:
        view = publish(work, 1, version=draft.version)
        assert (view.open_version, view.rows) == (None, 2)
    with company.read() as work:
        rows = {row.product.sku: row for row in list_rows.rows(work, 1, RowFilter(), Ask()).items}
        assert (rows["ARR"].price, rows["ARR"].cost, rows["ARR"].margin_percent, rows["ARR"].floor) == (D("11.5"), D(8), D("30.4"), D(8))
        assert [(each.least, each.value, each.price) for each in rows["FRI"].breaks] == [(D(12), D(10), D("2.70"))]
        assert rows["FRI"].since == NOON
        kinds = work.db.scalars(select(FactRow.kind).where(FactRow.subject_type == "price_list").order_by(FactRow.id)).all()
        assert list(kinds) == ["prices.list_created", "prices.draft_edited", "prices.version_published"]


def test_a_version_takes_effect_by_the_clock_and_only_its_rows(company: Works) -> None:
    december = NOON + timedelta(days=30)
    with company.write(ANA) as work:
        policy(work)
        put(work, 1, {"product_id": RICE, "price": "11.50"}, {"product_id": BEANS, "price": "3"})
        publish(work, 1)
        put(work, 1, {"product_id": RICE, "price": "12"})
        view = publish(work, 1, starts_at=december)
        assert view.scheduled == 1
        assert [each.state for each in list_reads.versions(work, 1)] == ["scheduled", "current"]
        assert shown(work) == {"ARR": (D("11.5"), None), "FRI": (D(3), None)}
    with at(company, december - timedelta(seconds=1)).read() as work:
        assert shown(work)["ARR"] == (D("11.5"), None)
    with at(company, december).read() as work:
        assert shown(work) == {"ARR": (D(12), None), "FRI": (D(3), None)}
        assert [each.state for each in list_reads.versions(work, 1)] == ["current", "superseded"]
        told = [(each.price, each.until, each.is_now, each.change_percent) for each in list_rows.history(work, RICE, None)]
        assert told == [(D(12), None, True, D("4.3")), (D("11.5"), december, False, None)]


def test_what_if_counts_what_changes_and_what_it_earns(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work, "warn", "30")
        put(work, 1, {"product_id": RICE, "price": "10"}, {"product_id": BEANS, "price": "4", "breaks": [{"least": "10", "value": "5"}]})
        publish(work, 1)
        put(
            work,
            1,
            {"product_id": RICE, "price": "12"},
            {"product_id": BEANS, "breaks": [{"least": "10", "value": "60"}]},
            {"product_id": OIL, "price": "5"},
        )
        found = what_if(work, 1, units={RICE: D(10), OIL: D(99)})
        assert (found.rows, found.new, found.raised, found.lowered, found.breaks_changed, found.removed) == (3, 1, 1, 0, 1, 0)
        assert (found.average_change_percent, found.largest_change_percent, found.needs_approval) == (D("10.0"), D("57.9"), True)
        assert (found.margin_before_percent, found.margin_after_percent) == (D("28.6"), D("37.5"))  # 4 of 14, then 6 of 16
        assert (found.margin_effect, found.units_effect, found.without_cost) == (D(2), D(20), 1)
        assert [(each.product.sku, each.largest_change_percent) for each in found.movers] == [("FRI", D("57.9")), ("ARR", D("20.0"))]
        assert (found.below_floor, [each.product.sku for each in found.below_floor_rows]) == (1, ["FRI"])
        assert found.below_floor_rows[0].floor == D(2)
    with company.read(SELLER) as work:
        hidden = what_if(work, 1)
        assert (hidden.margin_effect, hidden.margin_before_percent, hidden.without_cost) == (None,) * 3
        assert (hidden.below_floor, hidden.below_floor_rows) == (None, [])


def test_no_price_is_published_below_its_floor_when_the_company_blocks_it(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work, "block")
        put(work, 1, {"product_id": RICE, "price": "9", "breaks": [{"least": "10", "value": "12"}]})
    with pytest.raises(BelowFloor) as refused, company.write(ANA) as work:
        publish(work, 1)
    assert refused.value.params == {"rows": 1, "code": "BASE", "skus": "ARR"}
    with company.write(ANA) as work:
        assert list_reads.price_list(work, 1).open_version.state == "draft"  # type: ignore[union-attr]
        put(work, 1, {"product_id": RICE, "breaks": [{"least": "10", "value": "11"}]})
        publish(work, 1)  # 9 less 11 % is 8.01
        assert shown(work)["ARR"] == (D(9), None)


def test_a_large_change_waits_for_somebody_else(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work)
        put(work, 1, {"product_id": RICE, "price": "10"})
        publish(work, 1)
        policy(work, "warn", "10")
        put(work, 1, {"product_id": RICE, "price": "11.01"})
        view = publish(work, 1)
        assert view.open_version is not None and view.open_version.state == "waiting"
        assert shown(work)["ARR"] == (D(10), D("11.01"))
        assert [each.code for each in list_reads.price_lists(work, ListFilter(is_waiting=True), Ask()).items] == ["BASE"]
    for refusal, doing in ((OwnApproval, publishing.approve_version), (VersionWaiting, list_drafts.discard_draft)):
        with pytest.raises(refusal), company.write(ANA) as work:
            doing(work, 1)
    with pytest.raises(VersionWaiting), company.write(ANA) as work:
        put(work, 1, {"product_id": RICE, "price": "10.50"})
    with company.write(LUIS) as work:
        view = publishing.refuse_version(work, 1, Refusing(reason="Muy caro"))
        assert view.open_version is not None
        assert (view.open_version.state, view.open_version.refusal) == ("draft", "Muy caro")
    with company.write(ANA) as work:
        publish(work, 1)
        publishing.take_back(work, 1)
        publish(work, 1)
    tomorrow = NOON + timedelta(days=1)
    with at(company, tomorrow).write(LUIS) as work:
        publishing.approve_version(work, 1)
        newest = list_reads.versions(work, 1)[0]
        assert (newest.state, newest.approved_by, newest.starts_at) == ("current", "Luis", tomorrow)
        assert shown(work)["ARR"] == (D("11.01"), None)


def test_undoing_restores_what_held_before_and_leaves_what_changed_since(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work)
        put(work, 1, {"product_id": RICE, "price": "10"}, {"product_id": BEANS, "price": "3"})
        publish(work, 1)
        put(work, 1, {"product_id": RICE, "price": "20"}, {"product_id": BEANS, "price": "6"}, {"product_id": OIL, "price": "5"})
        publish(work, 1)
        put(work, 1, {"product_id": BEANS, "price": "7"})
        publish(work, 1)
        publishing.revert_version(work, 1, 2)
        assert shown(work) == {"ARR": (D(10), None), "FRI": (D(7), None)}
        assert [(each.number, each.state, each.reverts) for each in list_reads.versions(work, 1)] == [
            (4, "current", 2),
            (3, "superseded", None),
            (2, "reverted", None),
            (1, "superseded", None),
        ]
        put(work, 1, {"product_id": RICE, "price": "11"})
        publish(work, 1)
        for refusal, number in ((NotRevertible, 2), (AllChangedSince, 1)):
            with pytest.raises(refusal):
                publishing.revert_version(work, 1, number)
        assert [each.price for each in list_rows.history(work, OIL, 1)] == [None, D(5)]


def test_what_was_undone_and_brought_back_can_be_undone_again(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work)
        for price in ("10", "20"):
            put(work, 1, {"product_id": RICE, "price": price})
            publish(work, 1)
        for number, price in ((2, D(10)), (3, D(20)), (2, D(10))):
            publishing.revert_version(work, 1, number)
            assert shown(work)["ARR"] == (price, None)


def test_taking_a_product_out_and_in_again_is_no_way_round_the_threshold(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work, "warn", "10")
        put(work, 1, {"product_id": BEANS, "price": "10"})
        publish(work, 1)
        put(work, 1, {"product_id": BEANS, "price": None})
        assert publish(work, 1).open_version is None
        put(work, 1, {"product_id": BEANS, "price": "4"})
        view = publish(work, 1)
        assert view.open_version is not None and view.open_version.state == "waiting"


def test_a_scheduled_version_is_withdrawn_before_it_starts(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work)
        put(work, 1, {"product_id": RICE, "price": "10"})
        publish(work, 1, starts_at=NOON + timedelta(days=1))
        publishing.revert_version(work, 1, 1)
        assert list_reads.versions(work, 1)[0].state == "withdrawn"
    with at(company, NOON + timedelta(days=2)).read() as work:
        assert shown(work) == {}


def test_of_two_people_who_publish_at_once_one_wins_and_the_other_is_told(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work)
        seen = put(work, 1, {"product_id": RICE, "price": "10"}).version
    start, outcomes = Barrier(2), []

    def attempt(actor: Actor) -> None:
        start.wait()
        try:
            with company.write(actor) as work:
                publish(work, 1, version=seen)
            outcomes.append(actor.name)
        except Stale:
            outcomes.append("stale")

    threads = [Thread(target=attempt, args=(actor,)) for actor in (ANA, LUIS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) in (["Ana", "stale"], ["Luis", "stale"])
    with company.read() as work:
        assert work.db.scalar(select(func.count()).where(PriceListVersion.state == "published")) == 1
        assert work.db.scalar(select(func.count()).where(FactRow.kind == "prices.version_published")) == 1


@pytest.mark.parametrize(
    ("row", "pointer"),
    [
        ({"product_id": 99, "price": "1"}, "/rows/1/product_id"),
        ({"sku": "NADA", "price": "1"}, "/rows/1/sku"),
        ({"product_id": RICE, "price": "1"}, "/rows/1/product_id"),
        ({"product_id": BEANS, "price": "1.005"}, "/rows/1/price"),
        ({"product_id": BEANS, "breaks": [{"least": "5", "value": "5"}]}, "/rows/1/breaks"),
        ({"product_id": BEANS, "price": "2", "breaks": [{"least": "5", "kind": "fixed", "value": "2.5"}]}, "/rows/1/breaks/0/value"),
        ({"product_id": BEANS, "price": "2", "breaks": [{"least": "5", "value": "100"}]}, "/rows/1/breaks/0/value"),
        (
            {"product_id": BEANS, "price": "2", "breaks": [{"least": "5", "value": "5"}, {"least": "5", "value": "6"}]},
            "/rows/1/breaks/1/least",
        ),
    ],
)
def test_a_bad_row_refuses_all_rows_by_its_field(company: Works, row: dict[str, Any], pointer: str) -> None:
    with pytest.raises(BadInput) as refused, company.write(ANA) as work:
        put(work, 1, {"product_id": RICE, "price": "10"}, row)
    assert [error.pointer for error in refused.value.errors] == [pointer]
    with company.read() as work:
        assert work.db.scalar(select(func.count(PriceListRow.id))) == 0


@pytest.mark.parametrize("price", ["-1", "0", "NaN", "1000000000000000", "Infinity", "uno"])
def test_prices_that_are_none_never_reach_the_draft(price: str) -> None:
    with pytest.raises(ValueError, match="price"):
        RowEdits.model_validate({"rows": [{"product_id": 1, "price": price}]})
    with pytest.raises(ValueError, match="least"):
        RowEdits.model_validate({"rows": [{"product_id": 1, "price": "1", "breaks": [{"least": "0", "value": "5"}]}]})


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"currency": "XQZ"}, "/currency"),
        ({"audience": "channel"}, "/configuration_id"),
        ({"configuration_id": 9}, "/configuration_id"),
        ({"audience": "segment"}, "/group_id"),
        ({"group_id": 1}, "/group_id"),
        ({"audience": "customer", "customer_ids": [1, 99]}, "/customer_ids/1"),
        ({"customer_ids": [1]}, "/customer_ids"),
        ({"starts_at": NOON.isoformat(), "ends_at": NOON.isoformat()}, "/ends_at"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused_by_its_field(company: Works, more: dict[str, Any], pointer: str) -> None:
    with pytest.raises(BadInput) as refused, company.write(ANA) as work:
        make_list(work, "OTRA", **{key: datetime.fromisoformat(value) if key.endswith("_at") else value for key, value in more.items()})
    assert [error.pointer for error in refused.value.errors] == [pointer]


def test_a_start_in_the_past_an_empty_draft_and_missing_rights_are_refused(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work)
        with pytest.raises(NoDraft):
            publish(work, 1)
        put(work, 1, {"product_id": RICE, "price": "10"})
        with pytest.raises(BadInput):
            publish(work, 1, starts_at=NOON - timedelta(seconds=1))
    for doing in (
        lambda work: put(work, 1, {"product_id": RICE, "price": "9"}),
        lambda work: publish(work, 1),
        lambda work: publishing.approve_version(work, 1),
    ):
        with pytest.raises(Forbidden), company.write(SELLER) as work:
            doing(work)
    with company.read(SELLER) as work:
        row = list_rows.rows(work, 1, RowFilter(), Ask()).items[0]
        assert (row.cost, row.floor, row.margin_percent, row.is_below_floor, row.draft_price) == (None, None, None, None, D(10))


def test_prices_move_together_and_a_row_put_back_leaves_the_draft(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work)
        put(
            work,
            1,
            {"product_id": RICE, "price": "10"},
            {"product_id": BEANS, "price": "3", "breaks": [{"least": "5", "kind": "fixed", "value": "2.5"}]},
        )
        publish(work, 1)
        list_drafts.adjust_rows(work, 1, Adjustment.model_validate({"percent": "4.5"}))
        assert shown(work, only="changed") == {"ARR": (D(10), D("10.45")), "FRI": (D(3), D("3.14"))}
        put(work, 1, {"product_id": RICE, "price": "10"})
        assert shown(work, only="changed") == {"FRI": (D(3), D("3.14"))}
        view = put(work, 1, {"product_id": BEANS, "undo": True})
        assert view.open_version is None
        assert shown(work, only="missing") == {"ACE": (None, None)}


def test_groups_count_customers_by_name_and_by_hand_and_stay_while_a_list_is_theirs(company: Works) -> None:
    with company.write(ANA) as work:
        group = group_actions.create_group(work, GroupIn(code="VIP", name="Mayorista", priority=300, customer_ids=[1, 2]))
        assert (group.by_name, group.named, group.customer_ids) == (1, 2, [1, 2])
        made = make_list(work, "SEG", audience="segment", group_id=group.id)
        assert (made.customers, made.group and made.group.code) == (2, "VIP")
        with pytest.raises(GroupInUse):
            group_actions.remove_group(work, group.id)
        edited = list_actions.edit_list(work, made.id, ListEdit(active=False, name="Segmento"), made.version)
        assert (edited.active, edited.name, edited.version) == (False, "Segmento", made.version + 1)
        with pytest.raises(Stale):
            list_actions.edit_list(work, made.id, ListEdit(active=True), made.version)
