"""What a buyer pays and why: the order of the layers, groups, breaks, currencies, campaigns, floors, and who may see what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import product as every
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, event, update
from tests.domains.prices.selling import ANA, BEANS, OIL, RICE, SELLER, D, channel, make_list, policy, publish, put, selling
from tests.makers import NOON

from fluxion.base.db import open_database
from fluxion.base.work import Work, Works
from fluxion.domains import catalog, partners, prices
from fluxion.domains.catalog import Product
from fluxion.domains.prices import PriceQuote
from fluxion.domains.prices.actions import groups as group_actions
from fluxion.domains.prices.actions import lists as list_actions
from fluxion.domains.prices.reads.bases import Basis
from fluxion.domains.prices.rules.lists import Stated
from fluxion.domains.prices.rules.quote_lines import Line, Terms, quote_line
from fluxion.domains.prices.rules.resolving import LAYERS, Asked, Candidate, Fallback, Found, Way, resolve
from fluxion.domains.prices.shapes.lists import GroupIn, ListEdit
from fluxion.domains.prices.tables import Campaign, CampaignChannel, CostSheet, CostVersion, ExchangeRate, PriceConfiguration
from fluxion.kernels.pricing import Configuration, Rung, Strategy
from fluxion.values.errors import BadInput, Forbidden


@pytest.fixture
def company(works: Works) -> Works:
    with selling(works).write(ANA) as work:
        policy(work)
    return works


def ask(work: Work, *lines: tuple[str, str], **more: Any) -> PriceQuote:
    asked = {"lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines], **more}
    return prices.quote(work, prices.QuoteAsk.model_validate(asked))


def stocked(work: Work, code: str, price: str, sku: str = "ARR", breaks: list[dict[str, str]] | None = None, **more: Any) -> int:
    made = make_list(work, code, **more)
    put(work, made.id, {"sku": sku, "price": price, "breaks": breaks or []})
    publish(work, made.id)
    return made.id


def test_every_layer_wins_over_those_below_it(company: Works) -> None:
    with company.write(ANA) as work:
        shop = channel(work, markup_percent=D(100))
        told = [(line := ask(work, ("ARR", "1"), channel="Tienda").lines[0]).price, line.layer, line.decided_by]
        assert told == [D("16.00"), "computed", "computed"]
        assert ask(work, ("ARR", "1")).lines[0].layer == "catalogue"
        put(work, 1, {"sku": "ARR", "price": "11"})
        publish(work, 1)
        steps = [("base", "11.00")]
        stocked(work, "CANAL", "10.90", audience="channel", configuration_id=shop)
        steps.append(("channel", "10.90"))
        group = group_actions.create_group(work, GroupIn(code="VIP", name="Vip", customer_ids=[1]))
        stocked(work, "SEG", "10.80", audience="segment", group_id=group.id)
        steps.append(("segment", "10.80"))
        stocked(work, "PROPIA", "10.70", audience="customer", customer_ids=[1])
        steps.append(("customer", "10.70"))
        found = ask(work, ("ARR", "1"), channel="tienda", customer_code="c1").lines[0]
        assert (found.layer, found.price, found.price_list and found.price_list.code, found.list_version) == (
            "customer",
            D("10.70"),
            "PROPIA",
            1,
        )
        assert [(step.layer, step.code, step.used) for step in found.trail[:6]] == [
            ("customer", "used", True),
            *((layer, "lower", False) for layer in ("segment", "channel", "base", "computed", "catalogue")),
        ]
        assert [step.price for step in found.trail[:6]] == [D("10.70"), D("10.80"), D("10.90"), D(11), D("16.00"), D(12)]
        assert ask(work, ("ARR", "1"), channel="Tienda", customer_code="C2").lines[0].layer == "channel"
        other = ask(work, ("ARR", "1"), customer_code="C2").lines[0]
        assert [(step.layer, step.code) for step in other.trail[:5]] == [
            ("customer", "no_list"),
            ("segment", "no_group"),
            ("channel", "no_channel"),
            ("base", "used"),
            ("computed", "lower"),
        ]


def test_of_two_groups_the_one_with_the_larger_priority_wins(company: Works) -> None:
    with company.write(ANA) as work:
        by_name = group_actions.create_group(work, GroupIn(code="G1", name="Mayorista", priority=100))
        by_hand = group_actions.create_group(work, GroupIn(code="G2", name="Norte", priority=200, customer_ids=[2]))
        stocked(work, "A", "9.10", audience="segment", group_id=by_name.id, priority=1000)
        late = stocked(work, "B", "9.50", audience="segment", group_id=by_hand.id)
        found = ask(work, ("ARR", "1"), customer_code="C2").lines[0]
        assert (found.price, [(step.group and step.group.code, step.code) for step in found.trail[1:3]]) == (
            D("9.50"),
            [("G2", "used"), ("G1", "lower")],
        )
        list_actions.edit_list(work, late, ListEdit(starts_at=NOON + timedelta(days=1)))
        found = ask(work, ("ARR", "1"), customer_code="C2").lines[0]
        assert (found.price, found.trail[1].code, found.trail[1].message) == (
            D("9.10"),
            "list_not_yet",
            "La lista aún no vale en ese momento.",
        )
        assert ask(work, ("ARR", "1"), customer_code="C2", at=NOON + timedelta(days=1)).lines[0].price == D("9.50")


def test_the_list_that_a_customer_names_counts_as_its_own(company: Works) -> None:
    with company.write(ANA) as work:
        partners.upsert_customers(work, [{"code": "C2", "price_list": " mayor "}])
        made = stocked(work, "MAYOR", "9.90", audience="customer")
        assert ask(work, ("ARR", "1"), customer_id=2).lines[0].price == D("9.90")
        assert ask(work, ("ARR", "1"), customer_id=1).lines[0].price == D(12)
        list_actions.edit_list(work, made, ListEdit(active=False))
        assert ask(work, ("ARR", "1"), customer_id=2).lines[0].trail[0].code == "list_off"


def test_breaks_are_off_the_base_price_and_the_deepest_reached_applies(company: Works) -> None:
    with company.write(ANA) as work:
        steps = [{"least": "12", "kind": "percentage", "value": "5"}, {"least": "48", "kind": "fixed", "value": "8.50"}]
        put(work, 1, {"sku": "ARR", "price": "10", "breaks": steps})
        publish(work, 1)
        found = ask(work, ("ARR", "11.999"), ("ARR", "12"), ("ARR", "100"))
        assert [(line.price, line.decided_by, line.amount) for line in found.lines] == [
            (D("10.00"), "list", D("119.99")),
            (D("9.50"), "break", D("114.00")),
            (D("8.50"), "break", D("850.00")),
        ]
        assert found.total == D("1083.99")
        first = found.lines[0]
        assert first.next_rung is not None
        assert (first.next_rung.least, first.next_rung.price, found.lines[2].next_rung) == (D(12), D("9.50"), None)


def test_currencies_convert_before_rounding_and_never_mix(company: Works) -> None:
    with company.write(ANA) as work:
        euro = stocked(work, "EURO", "9.99", audience="customer", customer_ids=[1], currency="EUR", breaks=[{"least": "10", "value": "15"}])
        assert (found := ask(work, ("ARR", "1"), customer_id=1)).currency == "EUR"
        assert found.lines[0].price == D("9.99")
        lost = ask(work, ("ARR", "1"), customer_id=1, currency="CLP").lines[0]
        assert (lost.price, lost.warnings, lost.trail[0].code, lost.trail[5].code) == (None, ["no_price"], "no_rate", "no_rate")
        assert "EUR y CLP" in lost.trail[0].message
        for own, rate in (("EUR", "1.1"), ("CLP", "0.001")):
            work.db.add(ExchangeRate(currency=own, to_currency="USD", rate=D(rate), valid_on=NOON.date(), author_name="x", created_at=NOON))
        work.db.flush()
        assert [line.price for line in ask(work, ("ARR", "1"), ("ARR", "10"), customer_id=1, currency="USD").lines] == [
            D("10.99"),
            D("9.34"),
        ]
        assert ask(work, ("ARR", "1"), customer_id=1, currency="CLP").lines[0].price == D(10989)
        with pytest.raises(BadInput):
            ask(work, ("ARR", "1"), currency="XQZ")
        assert euro


def test_a_converted_price_is_rounded_once_and_never_becomes_nothing(company: Works) -> None:
    with company.write(ANA) as work:
        stocked(work, "EURO", "11.81", audience="customer", customer_ids=[1], currency="EUR")
        rates = (("EUR", "USD", "1.0834"), ("VES", "USD", "0.0001"))
        for own, other, rate in rates:
            work.db.add(ExchangeRate(currency=own, to_currency=other, rate=D(rate), valid_on=NOON.date(), author_name="x", created_at=NOON))
        stocked(work, "BOLIVAR", "4.00", audience="customer", customer_ids=[2], currency="VES")
        # 11.81 × 1.0834 = 12.794954: rounded to four decimals first it would be 12.7950 and then 12.80
        assert ask(work, ("ARR", "1"), customer_id=1, currency="USD").lines[0].price == D("12.79")
        poor = ask(work, ("ARR", "1"), customer_id=2, currency="USD").lines[0]
        assert (poor.trail[0].code, poor.layer, poor.price) == ("nothing_left", "catalogue", D("12.00"))


def _campaign(work: Work, shop: int, percent: str) -> None:
    texts = {"name": "Viernes", "code": "BF", "code_key": "BF", "search": "viernes bf", "kind": "percentage", "scope": "all"}
    layers = ("cost", "product_minimum", "campaign_minimum", "minimum_margin", "break_even")
    made = Campaign(
        **texts,
        value=D(percent),
        starts_at=NOON - timedelta(days=1),
        ends_at=NOON + timedelta(days=1),
        badge_text="-",
        badge_color="#000000",
        protection={layer: {"is_on": layer == "cost"} for layer in layers},
        created_at=NOON,
        created_by="x",
    )
    work.db.add(made)
    work.db.flush()
    work.db.add(CampaignChannel(campaign_id=made.id, configuration_id=shop, currency="USD"))
    work.db.flush()


def test_what_another_process_commits_counts_in_the_next_quote(company: Works) -> None:
    """Two processes have the company open as two sets of connections have; what either keeps between two quotes must not show."""
    with company.write(ANA) as work:
        shop = channel(work, markup_percent=D(100))
    other = replace(company, database=open_database(company.settings))

    def told() -> tuple[Decimal | None, str | None, list[str]]:
        with other.read(ANA) as work:
            line = ask(work, ("ARR", "1"), channel="Tienda", customer_id=1, currency="EUR").lines[0]
        return line.price, line.decided_by, line.warnings

    def changed(act: Callable[[Work], Any]) -> tuple[Decimal | None, str | None, list[str]]:
        with company.write(ANA) as work:
            act(work)
            work.db.flush()
        return told()

    def rate(value: str) -> Callable[[Work], Any]:
        row = {"currency": "EUR", "to_currency": "USD", "valid_on": NOON.date(), "author_name": "x", "created_at": NOON}
        return lambda work: work.db.merge(ExchangeRate(id=1, rate=D(value), **row))

    try:
        assert told() == (None, None, ["no_price"])  # costs are in dollars, and nobody said what a euro is worth
        assert changed(rate("1.25")) == (D("12.80"), "computed", [])
        assert changed(rate("2")) == (D("8.00"), "computed", [])
        assert changed(lambda work: setattr(work.db.get_one(PriceConfiguration, shop), "markup_percent", D(50)))[0] == D("6.00")
        assert changed(lambda work: stocked(work, "MIA", "6", audience="customer", customer_ids=[1])) == (
            D("3.00"),
            "list",
            ["below_floor"],
        )
        assert changed(lambda work: policy(work, "block")) == (D("4.00"), "cost", [])
        assert changed(lambda work: list_actions.edit_list(work, 2, ListEdit(active=False)))[:2] == (D("6.00"), "computed")
        assert changed(lambda work: _campaign(work, shop, "20"))[:2] == (D("4.80"), "campaign")
        assert changed(lambda work: work.db.execute(update(Campaign).values(is_on=False)))[:2] == (D("6.00"), "computed")
        assert changed(lambda work: catalog.upsert_products(work, [{"sku": "ARR", "name": "Arroz", "cost": D(10)}]))[0] == D("7.50")
        assert changed(lambda work: work.db.execute(delete(ExchangeRate))) == (None, None, ["no_price"])
    finally:
        other.database.close()


def test_a_quote_of_many_lines_asks_no_more_often_than_one_of_one(company: Works) -> None:
    asked: list[str] = []
    listener = ("before_cursor_execute", lambda _c, _cursor, statement, *_: asked.append(statement))
    with company.read(ANA) as work:
        ask(work, ("ARR", "1"), customer_id=2)
        event.listen(company.database.reader, *listener)
        ask(work, ("ARR", "1"), customer_id=2)
        one = len(asked)
        ask(work, ("ARR", "1"), ("FRI", "1"), ("ACE", "1"), ("ARR", "50"), customer_id=2)
        event.remove(company.database.reader, *listener)
    assert (one, len(asked)) == (5, 10)  # who asks, their groups, the goods, the lists, their prices


def test_what_the_work_itself_has_not_written_yet_counts(company: Works) -> None:
    with company.write(ANA) as work, work.db.no_autoflush:
        work.db.get_one(Product, RICE).price = D(9)
        assert ask(work, ("ARR", "1")).lines[0].price == D("9.00")


def test_a_campaign_is_off_the_public_price_and_never_added_to_ones_own(company: Works) -> None:
    with company.write(ANA) as work:
        shop = channel(work)
        _campaign(work, shop, "20")
        put(work, 1, {"sku": "ARR", "price": "12", "breaks": [{"least": "10", "value": "30"}]})
        publish(work, 1)
        stocked(work, "PROPIA", "9.00", audience="customer", customer_ids=[1])
        public, many = ask(work, ("ARR", "1"), ("ARR", "10"), channel="Tienda").lines
        assert (public.price, public.decided_by, public.campaign and public.campaign.code) == (D("9.60"), "campaign", "BF")
        assert (many.price, many.decided_by, many.campaign) == (D("8.40"), "break", None)
        own = ask(work, ("ARR", "1"), channel="Tienda", customer_id=1).lines[0]
        assert (own.price, own.decided_by, [step.code for step in own.trail if step.layer == "campaign"]) == (
            D("9.00"),
            "list",
            ["campaign_dearer"],
        )
        assert ask(work, ("ARR", "1"), channel="Tienda", at=NOON + timedelta(days=1)).lines[0].price == D(12)


def test_a_price_below_its_floor_is_raised_warned_of_or_left_as_the_policy_says(company: Works) -> None:
    outcomes = []
    with company.write(ANA) as work:
        put(work, 1, {"sku": "ARR", "price": "7.50"})
        publish(work, 1)
        for below_cost in ("block", "warn", "off"):
            policy(work, below_cost)
            line = ask(work, ("ARR", "1")).lines[0]
            outcomes.append((line.price, line.decided_by, line.warnings, line.trail[-1].code))
        policy(work, "block")
    assert outcomes == [
        (D("8.00"), "cost", [], "floor_raised"),
        (D("7.50"), "list", ["below_floor"], "floor_warned"),
        (D("7.50"), "list", [], "floor_off"),
    ]
    with company.read(SELLER) as work:
        line = ask(work, ("ARR", "1")).lines[0]
        assert (line.price, line.decided_by, line.floor, line.floor_layer, line.margin_percent, line.contribution) == (
            D(8),
            "floor",
            *[None] * 4,
        )
        assert (line.trail[-1].code, line.trail[-1].price) == ("floor_raised", None)


def test_the_sheet_of_a_product_gives_its_cost_its_minimum_and_its_channel(company: Works) -> None:
    with company.write(ANA) as work:
        policy(work, "block")
        sheet = CostSheet(product_id=OIL, currency="USD", minimum_price=D("4.80"), created_at=NOON)
        work.db.add(sheet)
        work.db.flush()
        work.db.add(
            CostVersion(
                sheet_id=sheet.id, valid_from=NOON.date(), source="manual", cost=D(3), currency="USD", author_name="x", created_at=NOON
            )
        )
        put(work, 1, {"product_id": OIL, "price": "4.50"})
        with pytest.raises(Exception, match="below_floor"):
            publish(work, 1)
        policy(work, "off")
        publish(work, 1)
        policy(work, "block")
        line = ask(work, ("ACE", "1")).lines[0]
        assert (line.price, line.decided_by, line.floor_layer, line.contribution) == (
            D("4.80"),
            "product_minimum",
            "product_minimum",
            D("1.80"),
        )


def test_unknown_names_are_refused_by_their_field_and_reading_prices_is_a_right(company: Works) -> None:
    with company.read(ANA) as work:
        for more, pointer in (
            ({"customer_code": "X"}, "/customer_code"),
            ({"customer_id": 99}, "/customer_id"),
            ({"channel": "X"}, "/channel"),
        ):
            with pytest.raises(BadInput) as refused:
                ask(work, ("ARR", "1"), **more)
            assert [error.pointer for error in refused.value.errors] == [pointer]
        with pytest.raises(BadInput) as refused:
            ask(work, ("ARR", "1"), ("NADA", "1"))
        assert [error.pointer for error in refused.value.errors] == ["/lines/1/sku"]
        for quantity in ("0", "-1", "NaN", "1e15"):
            with pytest.raises(ValueError, match="quantity"):
                ask(work, ("ARR", quantity))
        nobody = company.read(type(ANA)(id=9, name="x", rights=frozenset()))
    with nobody as work, pytest.raises(Forbidden):
        ask(work, ("ARR", "1"))
    assert (RICE, BEANS) == (1, 2)


amounts = st.decimals(D("0.01"), D(500), places=2)
layer_names = st.sampled_from(LAYERS)


@given(
    st.lists(st.tuples(layer_names, st.integers(1, 3), st.integers(1, 3), st.booleans(), st.none() | amounts), max_size=8),
    st.none() | amounts,
)
def test_the_first_usable_list_in_order_gives_the_price(
    drawn: list[tuple[Any, int, int, bool, Decimal | None]], catalogue: Decimal | None
) -> None:
    candidates = sorted(
        (
            Candidate(place + 1, f"L{place}", "", layer, "USD", priority, active, rank=rank)
            for place, (layer, priority, rank, active, _) in enumerate(drawn)
        ),
        key=lambda each: each.order,
    )
    stated = {place + 1: (Stated(price), 1) for place, (*_, price) in enumerate(drawn) if price is not None}
    way = resolve(Asked("USD", NOON), candidates, stated, Fallback(catalogue=catalogue), lambda amount, _: amount)
    usable = [each for each in candidates if each.active and each.id in stated]
    best = min(usable, key=lambda each: (LAYERS.index(each.layer), -each.rank, -each.priority, each.id), default=None)
    if best is not None:
        assert way.found is not None and way.found.candidate == best
        assert way.found.price == stated[best.id][0].price
    else:
        assert (way.found and way.found.price) == catalogue
    assert sum(step.used for step in way.steps) == (way.found is not None)
    assert {step.layer for step in way.steps} == {*LAYERS, "computed", "catalogue"}


@given(
    amounts,
    st.none() | amounts,
    st.none() | amounts,
    st.lists(st.tuples(st.integers(2, 50), st.decimals(D(1), D(99), places=1)), max_size=4),
    st.integers(1, 60),
)
def test_no_quote_is_ever_below_an_active_floor(
    base: Decimal, cost: Decimal | None, minimum: Decimal | None, breaks: list[tuple[int, Decimal]], quantity: int
) -> None:
    rungs = tuple(Rung(D(least), "percentage", off) for least, off in breaks)
    row = type("Row", (), {"id": 1, "sku": "A", "name": "A", "category": None, "active": True})
    basis = Basis(Configuration("USD", "B2B"), cost, Strategy(minimum=minimum))
    for policy_name, sees_cost in every(("block", "warn", "off"), (True, False)):
        line = quote_line(
            Line(row, D(quantity), Way(Found("base", base, rungs)), basis, []),
            Terms("USD", policy_name, "es", sees_cost, has_channel=False),
        )
        assert line.price is not None
        floors = [each for each in (cost, minimum) if each is not None]
        if policy_name == "block":
            assert all(line.price >= floor for floor in floors)
        if not sees_cost:
            assert (line.floor, line.margin_percent, line.contribution) == (None, None, None)
