"""Campaigns: states by the clock, amounts that fit their channels, protection that takes a right, and offers that never stack."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select
from tests.makers import NOON

from fluxion.base.facts import FactRow
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Work, Works
from fluxion.domains import catalog
from fluxion.domains.prices.actions import campaigns as actions
from fluxion.domains.prices.errors.campaigns import BelowCostBlocked, CampaignNotRunning, CampaignOver, CampaignStarted
from fluxion.domains.prices.reads import campaigns as reads
from fluxion.domains.prices.reads.campaign_offers import offers_at
from fluxion.domains.prices.reads.configurations import below_cost_policy, configuration_of
from fluxion.domains.prices.rules.campaigns import Tagged
from fluxion.domains.prices.shapes.campaigns import CampaignCopy, CampaignFilter, CampaignIn, CampaignSwitch, CampaignView, ProtectionSwitch
from fluxion.domains.prices.tables import Campaign, CampaignChannel, CampaignProduct, PriceConfiguration, PricePolicy
from fluxion.values.errors import BadInput, Forbidden, NotFound, Stale, Taken

D = Decimal
SHOP, EXPORT = 1, 2
SHIRT, CABLE, LAPTOP = 1, 2, 3
GEAR, CLOTHES = 1, 2
SECOND = timedelta(seconds=1)
SELLER = Actor(id=5, name="Ana", rights=frozenset({"prices.read", "prices.edit_campaign", "insights.see_cost"}))
CHIEF = replace(SELLER, id=6, name="Marta", rights=SELLER.rights | {"prices.switch_protection"})


def channel(name: str, currency: str, **more: Any) -> PriceConfiguration:
    plain = dict.fromkeys(("platform", "payment", "shipping", "marketing", "other"), D(0))
    columns = {f"{each}_percent": value for each, value in plain.items()} | {
        "price_type": "B2B",
        "vat_percent": D(0),
        "other_taxes_percent": D(0),
        "tax_mode": "pass_through",
        "fee_base": "net",
        "method": "cost_plus",
        "markup_percent": D(100),
        "charm_step": D(1),
        "created_at": NOON,
    }
    return PriceConfiguration(name=name, name_key=name.lower(), currency=currency, **(columns | more))


@pytest.fixture
def company(works: Works) -> Works:
    """A shop in dollars and an export channel in euro; a T-shirt, a cable and a laptop in two categories."""
    with works.write() as work:
        rows = [("CAM", "Camiseta", "Ropa", "15"), ("CAB", "Cable USB", "Equipos", "2"), ("LAP", "Laptop", "Equipos", "800")]
        catalog.upsert_products(work, [{"sku": sku, "name": name, "category": c, "cost": D(cost)} for sku, name, c, cost in rows])
        work.db.add_all([channel("Tienda", "USD"), channel("Exportación", "EUR")])
    return works


def typed(**change: Any) -> CampaignIn:
    """60 % off everything in the shop, from noon of NOON's day for a day; Caracas is four hours behind UTC."""
    plain = {
        "name": "Black Friday",
        "code": "BF",
        "kind": "percentage",
        "value": D(60),
        "channels": [{"configuration_id": SHOP}],
        "products": {"scope": "all"},
        "starts_at": "2026-03-02T12:00",
        "ends_at": "2026-03-03T12:00",
    }
    return CampaignIn.model_validate(plain | change)


def made(works: Works, actor: Actor = CHIEF, **change: Any) -> CampaignView:
    with works.write(actor) as work:
        return actions.create_campaign(work, typed(**change))


def offers(
    works: Works, at: datetime = NOON, list_price: str = "30", cost: str | None = "15", product: int = SHIRT
) -> list[tuple[str, Decimal, str]]:
    with works.read() as work:
        shop = work.db.get_one(PriceConfiguration, SHOP)
        tagged = [Tagged(product, D(list_price), None if cost is None else D(cost))]
        found = offers_at(work, shop, configuration_of(shop), below_cost_policy(work), tagged, at)
    return [(offer.campaign.code, offer.price, offer.decider) for offer in found.get(product, [])]


def policy(works: Works, below_cost: str) -> None:
    with works.write() as work:
        work.db.merge(PricePolicy(id=1, below_cost=below_cost, approval_threshold_percent=D(10), version=1))


def rows(work: Work, table: type[Any]) -> int:
    return work.db.scalar(select(func.count()).select_from(table)) or 0


def refused(works: Works, **change: Any) -> list[tuple[str, str]]:
    """Pointers and codes of what is refused; nothing may have been kept."""
    with works.write(CHIEF) as work, pytest.raises(BadInput) as raised:
        actions.create_campaign(work, typed(**change))
    with works.read() as work:
        assert (rows(work, Campaign), rows(work, FactRow)) == (0, 1)
    return [(error.pointer, error.code) for error in raised.value.errors]


def test_a_campaign_holds_from_its_first_second_up_to_but_not_at_its_end(company: Works) -> None:
    campaign = made(company)
    assert (campaign.starts_at, campaign.ends_at) == (NOON, NOON + timedelta(days=1))
    expected = [("BF", D("15.00"), "cost")]
    assert [offers(company, NOON + shift) for shift in (-SECOND, timedelta(0), timedelta(days=1) - SECOND, timedelta(days=1))] == [
        [],
        expected,
        expected,
        [],
    ]


def test_the_guides_shirt_at_60_percent_off_is_held_at_its_cost_and_says_which_layer_decided(company: Works) -> None:
    made(company, value=D(40))
    assert offers(company) == [("BF", D("18.00"), "promotion")]
    assert offers(company, cost="25") == [("BF", D("25.00"), "cost")]
    assert offers(company, cost="30") == []


def test_states_come_from_switch_and_clock(company: Works) -> None:
    made(company, code="NOW")
    made(company, code="LATER", starts_at="2026-03-03T00:00")
    made(company, code="OFF", is_on=False)
    with company.read() as work:
        counts = reads.campaign_counts(work)
        heads = reads.campaigns(work, CampaignFilter(), Ask()).items
        active = reads.campaigns(work, CampaignFilter(state="active"), Ask()).items
    assert (counts.active, counts.scheduled, counts.finished, counts.inactive) == (1, 1, 0, 1)
    assert {head.code: head.state for head in heads} == {"NOW": "active", "LATER": "scheduled", "OFF": "inactive"}
    assert [head.code for head in active] == ["NOW"]


def test_of_overlapping_campaigns_the_buyer_gets_the_lowest_price_and_nothing_stacks(company: Works) -> None:
    made(company, code="TEN", value=D(10))
    made(company, code="TWENTY", value=D(20))
    made(company, code="FIVE", kind="amount", value=D(5))
    assert offers(company) == [("TWENTY", D("24.00"), "promotion"), ("FIVE", D("25.00"), "promotion"), ("TEN", D("27.00"), "promotion")]


def test_equal_prices_go_to_the_larger_priority_and_then_to_the_campaign_that_began_first(company: Works) -> None:
    made(company, code="LATE", value=D(20), starts_at="2026-03-02T11:00")
    made(company, code="EARLY", value=D(20), starts_at="2026-03-02T10:00")
    assert [code for code, *_ in offers(company)] == ["EARLY", "LATE"]
    made(company, code="FIRST", value=D(20), priority=3)
    assert [code for code, *_ in offers(company)] == ["FIRST", "EARLY", "LATE"]


@pytest.mark.parametrize(
    ("products", "held_for"),
    [
        ({"scope": "all", "left_out_ids": [CABLE]}, [SHIRT, LAPTOP]),
        ({"scope": "products", "product_ids": [SHIRT], "skus": ["lap "]}, [SHIRT, LAPTOP]),
        ({"scope": "categories", "category_ids": [GEAR]}, [CABLE, LAPTOP]),
        ({"scope": "filter", "narrowing": {"q": "CAMISETA", "category_id": CLOTHES}}, [SHIRT]),
        ({"scope": "filter", "narrowing": {"q": "usb", "category_id": CLOTHES}}, []),
    ],
)
def test_a_campaign_holds_for_the_products_it_names(company: Works, products: dict[str, Any], held_for: list[int]) -> None:
    made(company, products=products, value=D(10))
    assert [product for product in (SHIRT, CABLE, LAPTOP) if offers(company, product=product)] == held_for


def test_a_campaign_holds_in_its_channels_only(company: Works) -> None:
    made(company, channels=[{"configuration_id": EXPORT}])
    assert offers(company) == []


def test_channels_of_several_currencies_state_their_own_amounts(company: Works) -> None:
    both = [{"configuration_id": SHOP}, {"configuration_id": EXPORT}]
    pointers = [("/channels/0/value", "amount_per_channel"), ("/channels/1/value", "amount_per_channel")]
    assert refused(company, kind="amount", value=D(5), channels=both) == pointers
    assert refused(company, minimum_price=D(5), channels=both) == [
        ("/channels/0/minimum_price", "amount_per_channel"),
        ("/channels/1/minimum_price", "amount_per_channel"),
    ]
    own = [{"configuration_id": SHOP, "value": D(5)}, {"configuration_id": EXPORT, "value": D("4.5"), "minimum_price": D(8)}]
    campaign = made(company, kind="amount", value=None, channels=own)
    assert [(each.currency, each.value, each.minimum_price) for each in campaign.channels] == [("USD", D(5), None), ("EUR", D("4.5"), D(8))]
    assert offers(company) == [("BF", D("25.00"), "promotion")]


def test_amounts_do_not_hold_in_a_channel_that_changed_its_currency(company: Works) -> None:
    money, percent = made(company, code="MONEY", kind="amount", value=D(5)), made(company, code="PERCENT", value=D(10))
    with company.write() as work:
        work.db.get_one(PriceConfiguration, SHOP).currency = "COP"
    assert offers(company) == [("PERCENT", D("27.00"), "promotion")]
    with company.read() as work:
        assert [reads.campaign(work, each.id).channels[0].is_usable for each in (money, percent)] == [False, True]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"value": D(100)}, ("/value", "whole_price")),
        ({"value": None}, ("/value", "required")),
        ({"kind": "fixed", "value": None}, ("/channels/0/value", "required")),
        ({"kind": "fixed", "value": D("9.999")}, ("/value", "too_many_decimals")),
        ({"minimum_price": D("0.001")}, ("/minimum_price", "too_many_decimals")),
        ({"channels": [{"configuration_id": SHOP}, {"configuration_id": SHOP}]}, ("/channels/1/configuration_id", "duplicate")),
        ({"channels": [{"configuration_id": 9}]}, ("/channels/0/configuration_id", "unknown")),
        ({"products": {"scope": "products"}}, ("/products/product_ids", "nothing_named")),
        ({"products": {"scope": "filter", "narrowing": {}}}, ("/products/narrowing", "nothing_named")),
        ({"products": {"scope": "products", "skus": ["CAM", "NADA"]}}, ("/products/skus/1", "unknown")),
        ({"products": {"scope": "products", "product_ids": [SHIRT, 99]}}, ("/products/product_ids/1", "unknown")),
        ({"products": {"scope": "all", "left_out_ids": [99]}}, ("/products/left_out_ids/0", "unknown")),
        ({"products": {"scope": "categories", "category_ids": [9]}}, ("/products/category_ids/0", "unknown")),
        ({"expected": [{"product_id": 99, "units": D(1)}]}, ("/expected/0/product_id", "unknown")),
        ({"ends_at": "2026-03-02T12:00"}, ("/ends_at", "ends_before_start")),
        ({"starts_at": "2026-02-01T00:00", "ends_at": "2026-03-02T12:00"}, ("/ends_at", "already_over")),
    ],
)
def test_what_cannot_be_is_refused_by_its_field_and_nothing_is_kept(company: Works, change: dict[str, Any], fault: tuple[str, str]) -> None:
    assert refused(company, **change) == [fault]


def test_a_day_beyond_the_calendar_is_refused_by_its_field() -> None:
    with pytest.raises(ValidationError) as refused:
        typed(ends_at="9999-12-31T23:00")
    assert [(each["loc"], each["type"]) for each in refused.value.errors()] == [(("ends_at",), "day_out_of_range")]


def test_every_fault_is_told_at_once(company: Works) -> None:
    assert [pointer for pointer, _ in refused(company, value=D(100), ends_at="2026-03-01T00:00", products={"scope": "products"})] == [
        "/ends_at",
        "/value",
        "/products/product_ids",
    ]


def test_a_code_is_used_once(company: Works) -> None:
    made(company)
    with company.write(CHIEF) as work, pytest.raises(Taken):
        actions.create_campaign(work, typed(code=" bf "))


def test_leaving_a_layer_out_takes_its_own_right_and_names_who_did_it(company: Works) -> None:
    four = ["cost", "product_minimum", "campaign_minimum", "minimum_margin"]
    with company.write(SELLER) as work, pytest.raises(Forbidden):
        actions.create_campaign(work, typed(protect=four))
    campaign = made(company, SELLER)
    assert [(layer.is_on, layer.switched_by) for layer in campaign.protection] == [(True, None)] * 5
    with company.write(SELLER) as work, pytest.raises(Forbidden):
        actions.edit_campaign(work, campaign.id, typed(protect=four), 1)
    with company.write(SELLER) as work, pytest.raises(Forbidden):
        actions.switch_protection(work, campaign.id, ProtectionSwitch(layer="break_even", is_on=False), 1)
    with company.write(CHIEF) as work:
        switched = actions.switch_protection(work, campaign.id, ProtectionSwitch(layer="break_even", is_on=False), 1)
    assert [(each.layer, each.switched_by, each.switched_at) for each in switched.protection if not each.is_on] == [
        ("break_even", "Marta", NOON)
    ]
    assert switched.version == 2
    with company.write(SELLER) as work:
        kept = actions.edit_campaign(work, campaign.id, typed(name="Otra", protect=four), 2)
    assert (kept.name, kept.protection[4].switched_by) == ("Otra", "Marta")
    with company.read() as work:
        kinds = list(work.db.scalars(select(FactRow.kind).where(FactRow.subject_type == "campaign").order_by(FactRow.id)))
    assert kinds == ["prices.campaign_created", "prices.protection_switched", "prices.campaign_edited"]


def test_the_laptop_at_840_loses_unless_the_fifth_layer_holds(company: Works) -> None:
    """The guide's own case 3: 25 % deductions, 800.00 of cost, a minimum margin of 5 %."""
    with company.write() as work:
        work.db.get_one(PriceConfiguration, SHOP).platform_percent = D(25)
    four = ["cost", "product_minimum", "campaign_minimum", "minimum_margin"]
    made(company, code="FIVE", value=D(50), minimum_margin_percent=D(5))
    assert offers(company, list_price="1386.67", cost="800", product=LAPTOP) == [("FIVE", D("1120.00"), "break_even")]
    made(company, code="FOUR", value=D(50), minimum_margin_percent=D(5), protect=four)
    assert offers(company, list_price="1386.67", cost="800", product=LAPTOP)[0] == ("FOUR", D("840.00"), "minimum_margin")


def test_where_the_company_blocks_sales_below_cost_that_layer_holds_and_unknown_costs_get_no_offer(company: Works) -> None:
    made(company, protect=["product_minimum"])
    later = made(company, code="ALL", starts_at="2026-04-01T00:00", ends_at="2026-04-02T00:00")
    assert offers(company) == [("BF", D("12.00"), "promotion")]
    assert offers(company, cost=None) == [("BF", D("12.00"), "promotion")]
    policy(company, "block")
    assert offers(company) == [("BF", D("15.00"), "cost")]
    assert offers(company, cost=None) == []
    with company.write(CHIEF) as work, pytest.raises(BelowCostBlocked):
        actions.create_campaign(work, typed(code="OTHER", protect=["product_minimum"]))
    with company.write(CHIEF) as work, pytest.raises(BelowCostBlocked):
        actions.switch_protection(work, later.id, ProtectionSwitch(layer="cost", is_on=False))


def test_a_running_campaign_keeps_its_start_may_end_early_and_is_then_closed(company: Works) -> None:
    campaign = made(company)
    with company.write(SELLER) as work, pytest.raises(CampaignStarted):
        actions.edit_campaign(work, campaign.id, typed(starts_at="2026-03-02T11:00"), 1)
    with company.write(SELLER) as work:
        longer = actions.edit_campaign(work, campaign.id, typed(ends_at="2026-03-04T12:00"), 1)
    assert (longer.ends_at, longer.version) == (NOON + timedelta(days=2), 2)
    with company.write(SELLER) as work, pytest.raises(Stale):
        actions.end_campaign(work, campaign.id, 1)
    later = replace(company, clock=lambda: NOON + SECOND)
    with later.write(SELLER) as work:
        ended = actions.end_campaign(work, campaign.id, 2)
    assert (ended.state, ended.ends_at) == ("finished", NOON + SECOND)
    assert [len(offers(company, NOON + shift)) for shift in (timedelta(0), SECOND)] == [1, 0]
    for action in (
        lambda work: actions.edit_campaign(work, campaign.id, typed(), 3),
        lambda work: actions.switch_campaign(work, campaign.id, CampaignSwitch(is_on=False), 3),
    ):
        with later.write(CHIEF) as work, pytest.raises(CampaignOver):
            action(work)
    with later.write(SELLER) as work, pytest.raises(CampaignNotRunning):
        actions.end_campaign(work, campaign.id, 3)


def test_an_edit_that_changes_nothing_leaves_no_trace_and_one_that_does_tells_before_and_after(company: Works) -> None:
    campaign = made(company, products={"scope": "products", "product_ids": [SHIRT]}, expected=[{"product_id": SHIRT, "units": D(40)}])
    same = {"products": {"scope": "products", "product_ids": [SHIRT]}, "expected": [{"product_id": SHIRT, "units": D(40)}]}
    with company.write(SELLER) as work:
        assert actions.edit_campaign(work, campaign.id, typed(**same), 1).version == 1
    with company.write(SELLER) as work:
        changed = actions.edit_campaign(
            work, campaign.id, typed(products={"scope": "products", "product_ids": [SHIRT, CABLE]}, value=D(30)), 1
        )
    assert (changed.products.chosen_ids, changed.expected, changed.version) == ([SHIRT, CABLE], [], 2)
    with company.read() as work:
        told = work.db.scalars(select(FactRow).where(FactRow.kind == "prices.campaign_edited")).one()
        assert rows(work, CampaignProduct) == 2
    assert told.data["changes"]["value"] == ["60", "30"]
    assert [each["product_ids"] for each in told.data["changes"]["products"]] == [[SHIRT], [SHIRT, CABLE]]


def test_switching_off_stops_the_offer_and_on_takes_it_up_again(company: Works) -> None:
    campaign = made(company)
    for is_on, count in ((False, 0), (True, 1)):
        with company.write(SELLER) as work:
            assert actions.switch_campaign(work, campaign.id, CampaignSwitch(is_on=is_on)).is_on is is_on
        assert len(offers(company)) == count


def test_a_copy_has_its_own_name_and_period_and_the_same_offer(company: Works) -> None:
    own = [{"configuration_id": SHOP, "value": D(5)}, {"configuration_id": EXPORT, "value": D(4)}]
    products = {"scope": "categories", "category_ids": [GEAR], "left_out_ids": [LAPTOP]}
    first = made(company, kind="fixed", value=None, channels=own, products=products, is_on=False, badge_text="YA")
    period = {"starts_at": "2026-04-01T00:00", "ends_at": "2026-04-02T00:00"}
    with company.write(SELLER) as work:
        copy = actions.copy_campaign(work, first.id, CampaignCopy(name="Otra", code="BF2", **period))
    same = ("kind", "channels", "products", "badge_text", "protection")
    assert [getattr(copy, name) for name in same] == [getattr(first, name) for name in same]
    assert (copy.code, copy.state, copy.starts_local, copy.version) == ("BF2", "scheduled", "2026-04-01T00:00", 1)
    with company.read() as work:
        assert rows(work, CampaignChannel) == 4
        fact = work.db.scalars(select(FactRow).where(FactRow.kind == "prices.campaign_created").order_by(FactRow.id.desc()).limit(1)).one()
        assert fact.data["copied_from"] == "BF"


def test_only_whoever_may_sees_and_changes_campaigns(company: Works) -> None:
    campaign = made(company)
    nobody = replace(SELLER, rights=frozenset())
    with company.read(nobody) as work:
        for ask in (reads.presets, reads.campaign_counts, lambda work: reads.campaign(work, campaign.id)):
            with pytest.raises(Forbidden):
                ask(work)
    reader = replace(SELLER, rights=frozenset({"prices.read"}))
    with company.write(reader) as work, pytest.raises(Forbidden):
        actions.end_campaign(work, campaign.id)
    with company.read(reader) as work, pytest.raises(NotFound):
        reads.campaign(work, 99)


def test_an_hour_that_exists_twice_is_said_and_one_that_clocks_skip_is_refused(company: Works) -> None:
    madrid = replace(company, settings=company.settings.model_copy(update={"timezone": "Europe/Madrid"}))
    with madrid.write(CHIEF) as work, pytest.raises(BadInput) as raised:
        actions.create_campaign(work, typed(starts_at="2026-03-29T02:30", ends_at="2026-04-01T00:00"))
    assert [(error.pointer, error.code) for error in raised.value.errors] == [("/starts_at", "skipped_hour")]
    autumn = made(madrid, starts_at="2026-10-24T00:00", ends_at="2026-10-25T02:30")
    assert autumn.ends_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert autumn.period_notes == [
        "Las 02:30 del 2026-10-25 existen dos veces porque los relojes se atrasan; cuenta la primera (UTC+02:00)."
    ]
    second = made(madrid, code="SECOND", starts_at="2026-10-24T00:00", ends_at="2026-10-25T02:30+01:00")
    assert second.ends_at - autumn.ends_at == timedelta(hours=1)


def test_presets_are_those_of_the_guide_with_their_next_dates(company: Works) -> None:
    with company.read() as work:
        found = reads.presets(work)
    assert [(each.name, each.value, each.starts_at) for each in found] == [
        ("Black Friday", D(30), "2026-11-27T00:00"),
        ("Cyber Monday", D(25), "2026-11-30T00:00"),
        ("Navidad", D(20), "2026-12-10T00:00"),
        ("Año Nuevo", D(15), "2026-12-26T00:00"),
        ("Liquidación de verano", D(40), "2026-07-15T00:00"),
    ]
