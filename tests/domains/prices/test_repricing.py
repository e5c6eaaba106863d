"""Repricing: which prices fell short at today's costs, what they should be, and the draft that restores them in one act."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from tests.domains.prices.selling import ANA, BEANS, OIL, RICE, SELLER, D, channel, make_list, policy, publish, put, selling

from fluxion.base.work import Work, Works
from fluxion.domains import catalog, prices
from fluxion.domains.prices.actions.repricing import apply_repricing
from fluxion.domains.prices.errors.lists import ListWithoutChannel, VersionWaiting
from fluxion.domains.prices.reads.bases import bases
from fluxion.domains.prices.reads.repricing import repricing
from fluxion.domains.prices.reads.scaled import columns
from fluxion.domains.prices.rules.lists import Stated, lowest_price, written_breaks
from fluxion.domains.prices.rules.what_if import lowest_scaled
from fluxion.domains.prices.shapes.quotes import RepriceApply, RepriceAsk, Repricing
from fluxion.domains.prices.tables import CostSheet, PriceConfiguration, PriceListRow
from fluxion.kernels.pricing import NONE, Rung, list_price_of
from fluxion.values.errors import Forbidden


@pytest.fixture
def company(works: Works) -> Works:
    """A list of a channel that marks costs up by half and pays 10 % of each sale."""
    with selling(works).write(ANA) as work:
        policy(work)
        shop = channel(work, markup_percent=D(50), method="gross_up", payment_percent=D(10))
        make_list(work, "TIENDA", audience="channel", configuration_id=shop)
        put(
            work,
            2,
            {"product_id": RICE, "price": "12", "breaks": [{"least": "10", "kind": "fixed", "value": "11"}]},
            {"product_id": BEANS, "price": "4"},
        )
        publish(work, 2)
    return works


def asked(work: Work, only: Any = "under_target") -> Repricing:
    return repricing(work, RepriceAsk(list_id=2, only=only))


def test_products_under_their_target_come_first_with_the_price_that_restores_it(company: Works) -> None:
    with company.read(ANA) as work:
        found = asked(work)
        assert (found.looked_at, found.under_target, found.below_floor, found.above_target, found.without_cost) == (3, 1, 0, 1, 1)
        (rice,) = found.proposals
        assert (rice.product.sku, rice.reason, rice.price, rice.proposed, rice.change_percent) == (
            "ARR",
            "under_target",
            D(12),
            D("13.33"),
            D("11.1"),
        )
        assert (rice.margin_percent, rice.target_percent, rice.proposed_margin_percent, rice.floor) == (
            D("23.3"),
            D("30.0"),
            D("30.0"),
            D(8),
        )
        assert rice.message == "El margen bajó de su objetivo: 23.3 % de 30 %."
        assert {each.product.sku: each.reason for each in asked(work, "all").proposals} == {"ARR": "under_target", "FRI": "above_target"}


def test_a_cost_that_rises_above_the_price_is_named_first(company: Works) -> None:
    with company.write(ANA) as work:
        catalog.upsert_products(work, [{"sku": "FRI", "cost": D(5)}])
        found = asked(work)
        assert [(each.product.sku, each.reason, each.proposed) for each in found.proposals] == [
            ("FRI", "below_floor", D("8.33")),
            ("ARR", "under_target", D("13.33")),
        ]


def test_the_draft_is_made_in_one_act_and_keeps_breaks_that_are_still_cheaper(company: Works) -> None:
    with company.write(ANA) as work:
        view = apply_repricing(work, RepriceApply(list_id=2))
        assert view.open_version is not None and view.open_version.rows == 1
        row = work.db.scalars(select(PriceListRow).where(PriceListRow.version_id == view.open_version.id)).one()
        assert (row.product_id, row.price, row.breaks, row.source) == (RICE, D("13.33"), "10:11", "reprice")
        view = apply_repricing(work, RepriceApply(list_id=2, only="all", product_ids=[BEANS]))
        assert view.open_version is not None and view.open_version.rows == 2
        policy(work, threshold="1")
        assert publish(work, 2).open_version is not None
        with pytest.raises(VersionWaiting):
            apply_repricing(work, RepriceApply(list_id=2))


def test_a_minimum_price_holds_and_a_list_without_a_channel_is_refused(company: Works) -> None:
    with company.write(ANA) as work:
        work.db.add(CostSheet(product_id=RICE, currency="USD", minimum_price=D(15), target_margin_percent=D(20), created_at=work.now))
        work.db.flush()
        rice = asked(work).proposals[0]
        assert (rice.reason, rice.proposed, rice.floor) == ("below_floor", D(15), D(15))
        with pytest.raises(ListWithoutChannel):
            repricing(work, RepriceAsk(list_id=1))
    with pytest.raises(Forbidden), company.read(SELLER) as work:
        asked(work)


def test_the_bulk_path_gives_the_floors_and_prices_of_the_single_one(company: Works) -> None:
    with company.write(ANA) as work:
        catalog.upsert_products(work, [{"sku": f"X{n}", "name": "x", "cost": D(n * 37 % 991 + 1) / 7} for n in range(60)])
        work.db.add_all(
            CostSheet(
                product_id=n,
                currency="USD",
                minimum_price=D(n) / 3,
                premium_multiplier=D("1.1"),
                target_margin_percent=D(n),
                created_at=work.now,
            )
            for n in range(5, 40)
        )
        work.db.flush()
        ids = list(work.db.scalars(select(catalog.Product.id)))
        shop = work.db.get_one(PriceConfiguration, 1)
        for where in (shop, None):
            many, single = columns(work, ids, "USD", where, work.now), bases(work, ids, "USD", where, work.now)
            floors, priced = many.floors(), many.priced().stored("list_price")
            for place, product in enumerate(many.product_id.tolist()):
                one = single[product]
                floor, listed = one.floor(), list_price_of(one.configuration, one.cost, one.strategy) if one.strategy else None
                assert floors[place] == (NONE if floor is None else int(floor[0] * 10_000)), product
                assert priced[place] == (NONE if listed is None or listed.price is None else int(listed.price * 10_000)), product


def test_files_of_prices_go_into_drafts_and_out_again(company: Works) -> None:
    rows = [
        {"list": "tienda", "sku": "ace", "price": D("6.50"), "price_breaks": "12:5%"},
        {"list": "TIENDA", "sku": "ARR", "price": D(12)},
        {"list": "TIENDA", "sku": "FRI", "price": D("4.10")},
        {"list": "NADA", "sku": "FRI", "price": D(4)},
        {"list": "TIENDA", "sku": "NADA", "price": D(4)},
        {"list": "TIENDA", "sku": "FRI2", "price": D(0)},
    ]
    with company.write(ANA) as work:
        seen = prices.upsert_prices(work, rows, dry_run=True)
        assert [each.outcome for each in seen] == ["new", "unchanged", "changed", "error", "error", "error"]
        assert work.db.scalar(select(PriceListRow.id).where(PriceListRow.source == "import")) is None
        done = prices.upsert_prices(work, rows)
        drafted = {
            row.product_id: (row.price, row.breaks) for row in work.db.scalars(select(PriceListRow).where(PriceListRow.source == "import"))
        }
        assert drafted == {OIL: (D("6.50"), "12:5%"), BEANS: (D("4.10"), None)}
        bad = prices.upsert_prices(
            work, [{"list": "TIENDA", "sku": "ARR", "price_breaks": "muy barato"}, {"list": "TIENDA", "sku": "ARR", "price": D("1.005")}]
        )
        assert [each.error and each.error.code for each in bad] == ["bad_breaks", "too_many_decimals"]
        images = [(each.key, each.before, each.after) for each in done if each.outcome in ("new", "changed")]
        assert [each.outcome for each in prices.undo_prices(work, images)] == ["removed", "removed"]
        assert work.db.scalar(select(PriceListRow.id).where(PriceListRow.source == "import")) is None


amounts = st.decimals(D("0.01"), D("99999.99"), places=2)
rungs = st.lists(
    st.one_of(
        st.tuples(st.just("percentage"), st.decimals(D("0.0001"), D("99.9999"), places=4)),
        st.tuples(st.sampled_from(["amount", "fixed"]), amounts),
    ),
    min_size=1,
    max_size=5,
)


@given(amounts, rungs)
def test_the_lowest_price_on_whole_numbers_is_the_exact_one(price: Decimal, drawn: list[tuple[Any, Decimal]]) -> None:
    steps = [Rung(D(place + 2), kind, value) for place, (kind, value) in enumerate(drawn) if kind != "amount" or value < price]
    text = written_breaks(steps)
    if text is not None:
        exact = lowest_price(Stated(price, text), "USD")
        assert exact is not None
        assert lowest_scaled(int(price * 10_000), text, 100) == int(exact * 10_000)


def test_columns_without_products_are_empty(company: Works) -> None:
    with company.read(ANA) as work:
        assert len(columns(work, [], "USD", None, work.now).floors()) == 0
        assert np.array_equal(columns(work, [RICE], "USD", None, work.now).cost, [80_000])
