"""The preview of a campaign: to the cent what quotes will say, over lists, cost sheets and catalogue, and no cost told to who may not see it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.makers import NOON

from fluxion.base.paging import Ask, BadSort
from fluxion.base.work import SYSTEM, Actor, Works
from fluxion.domains import catalog
from fluxion.domains.prices.actions import campaigns as actions
from fluxion.domains.prices.errors.campaigns import ChannelCurrencyChanged
from fluxion.domains.prices.reads import campaign_previews as previews
from fluxion.domains.prices.reads.campaign_offers import offers_at
from fluxion.domains.prices.reads.configurations import below_cost_policy, configuration_of
from fluxion.domains.prices.rules.campaign_periods import state_of
from fluxion.domains.prices.rules.campaign_previews import Ground, previewed
from fluxion.domains.prices.rules.campaigns import Members, Running, Tagged, best_first, offer_of
from fluxion.domains.prices.shapes.campaign_previews import CampaignPreview, PreviewFilter
from fluxion.domains.prices.shapes.campaigns import CampaignIn
from fluxion.domains.prices.tables import CostSheet, PriceConfiguration, PriceList, PriceListRow, PriceListVersion
from fluxion.kernels.pricing import ALL_LAYERS, LAYERS, Asked, Configuration, Deductions, Promotion, Strategy, discounted, floors
from fluxion.values.errors import BadInput, Forbidden

D = Decimal
SHIRT, CABLE, LAPTOP, GIFT = 1, 2, 3, 4
SHOP = 1
PLANNER = Actor(id=5, name="Ana", rights=frozenset({"prices.read", "prices.edit_campaign"}))
COSTS = replace(PLANNER, rights=PLANNER.rights | {"insights.see_cost"})


@pytest.fixture
def company(works: Works) -> Works:
    """A shop of 25 % deductions and a markup of 100 %: shirt and laptop computed from their cost, the cable in a list, a gift without cost."""
    with works.write() as work:
        goods = [
            ("CAM", "Camiseta", "15", None),
            ("CAB", "Cable USB", "2", None),
            ("LAP", "Laptop", "800", None),
            ("REG", "Regalo", None, "10"),
        ]
        rows = [{"sku": sku, "name": name, "cost": cost and D(cost), "price": price and D(price)} for sku, name, cost, price in goods]
        catalog.upsert_products(work, rows)
        none = {f"{each}_percent": D(0) for each in ("payment", "shipping", "marketing", "other", "vat", "other_taxes")}
        channel = {"price_type": "B2B", "tax_mode": "pass_through", "fee_base": "net", "method": "cost_plus", "currency": "USD"}
        terms = {"platform_percent": D(25), "markup_percent": D(100), "charm_step": D(1), "created_at": NOON}
        work.db.add(PriceConfiguration(name="Tienda", name_key="tienda", **channel, **none, **terms))
        work.db.add(
            PriceList(
                code="T", code_key="T", name="T", name_key="t", search="t", audience="base", currency="USD", created_at=NOON, created_by="x"
            )
        )
        work.db.flush()
        since = {"starts_at": NOON - timedelta(days=1), "created_at": NOON, "created_by": "x"}
        work.db.add(PriceListVersion(list_id=1, number=1, state="published", **since))
        work.db.flush()
        work.db.add(PriceListRow(list_id=1, version_id=1, product_id=CABLE, price=D("7.5"), source="typed"))
    return works


def typed(**change: Any) -> CampaignIn:
    plain = {
        "name": "Black Friday",
        "code": "BF",
        "kind": "percentage",
        "value": D(30),
        "channels": [{"configuration_id": SHOP}],
        "products": {"scope": "all"},
        "starts_at": "2026-03-02T12:00",
        "ends_at": "2026-03-03T12:00",
    }
    return CampaignIn.model_validate(plain | change)


def preview(works: Works, ask: Ask = Ask(), actor: Actor = COSTS, wanted: dict[str, Any] | None = None, **change: Any) -> CampaignPreview:
    with works.read(actor) as work:
        return previews.draft_preview(work, typed(**change), PreviewFilter(**(wanted or {})), ask)


def test_every_price_before_and_after_comes_from_lists_then_the_cost_then_the_catalogue(company: Works) -> None:
    found = {row.product.sku: row for row in preview(company).items}
    assert {sku: (row.list_price, row.price, row.discount, row.discount_percent, row.layer) for sku, row in found.items()} == {
        "CAB": (D("7.50"), D("5.25"), D("2.25"), D("30.0"), None),
        "CAM": (D("30.00"), D("21.00"), D("9.00"), D("30.0"), None),
        "LAP": (D("1600.00"), D("1120.00"), D("480.00"), D("30.0"), None),
        "REG": (D("10.00"), D("7.00"), D("3.00"), D("30.0"), None),
    }
    shirt = found["CAM"]
    assert (shirt.contribution_before, shirt.contribution, shirt.margin_percent_before, shirt.margin_percent) == (
        D("7.50"),
        D("0.75"),
        D("25.0"),
        D("3.6"),
    )
    assert (shirt.break_even_price, shirt.safe_discount_percent, shirt.extra_units_percent, shirt.markup_percent) == (
        D("20.00"),
        D("33.3"),
        D("900.0"),
        D("5.0"),
    )
    assert (found["REG"].flags, found["REG"].contribution, found["REG"].cost) == (["discounted", "no_cost"], None, None)


def test_the_fifth_layer_holds_the_laptop_at_its_true_break_even(company: Works) -> None:
    found = {row.product.sku: row for row in preview(company, value=D(50)).items}
    assert (found["LAP"].price, found["LAP"].layer, found["LAP"].contribution) == (D("1066.67"), "break_even", D("0.00"))
    open_ = {row.product.sku: row for row in preview(company, value=D(50), protect=["cost"]).items}
    assert (open_["LAP"].price, open_["LAP"].layer, open_["LAP"].contribution) == (D("800.00"), None, D("-200.00"))
    assert [row.product.sku for row in preview(company, wanted={"flag": "loses"}, value=D(50), protect=["cost"]).items] == ["CAM", "LAP"]


def test_totals_count_all_products_and_add_up_at_the_expected_volume(company: Works) -> None:
    found = preview(company, Ask(limit=1), value=D(50), expected_units=D(10), expected=[{"product_id": LAPTOP, "units": D("2.5")}])
    totals = found.totals
    assert (totals.products, totals.discounted, totals.protected, totals.loses, totals.no_cost) == (4, 4, 2, 0, 1)
    # shirt 20.00 ×10, cable 3.75 ×10, laptop 1,066.67 ×2.5, gift 5.00 ×10
    assert (totals.units, totals.revenue_before, totals.revenue) == (D("32.5"), D("4475.00"), D("2954.18"))
    # before: shirt 7.50, cable 7.50 − 1.88 − 2.00 = 3.62 (the gift's cost is unknown), laptop 400.00; after: 0, 3.75 − 0.94 − 2.00 = 0.81, 0
    assert (totals.profit_before, totals.profit) == (D("1111.20"), D("8.10"))
    assert (len(found.items), found.total, found.next_cursor is not None) == (1, 4, True)


def test_rows_are_paged_sorted_and_searched_on_the_server(company: Works) -> None:
    ask, seen = Ask(limit=3, sort="-profit_change"), []
    while True:
        page = preview(company, ask)
        seen += [row.product.sku for row in page.items]
        if page.next_cursor is None:
            break
        ask = replace(ask, cursor=page.next_cursor)
    assert seen == ["CAB", "CAM", "LAP", "REG"]
    assert [row.product.sku for row in preview(company, wanted={"q": "cable us"}).items] == ["CAB"]
    with pytest.raises(BadSort):
        preview(company, Ask(sort="cost"))
    with pytest.raises(BadInput):
        preview(company, wanted={"configuration_id": 9})


def test_another_campaign_at_the_same_time_is_shown_with_who_wins_where(company: Works) -> None:
    with company.write(SYSTEM) as work:
        other = typed(
            code="OTRA", value=D(32), products={"scope": "products", "product_ids": [SHIRT, LAPTOP]}, starts_at="2026-03-03T00:00"
        )
        actions.create_campaign(work, other)
        actions.create_campaign(work, typed(code="LEJOS", starts_at="2026-03-03T12:00", ends_at="2026-03-09T12:00"))
    found = preview(company)
    assert [(each.code, each.products, each.wins, each.state) for each in found.overlaps] == [("OTRA", 2, 2, "scheduled")]
    assert {row.product.sku: (row.beaten_by, row.best_price) for row in found.items if row.beaten_by} == {
        "CAM": ("OTRA", D("20.40")),
        "LAP": ("OTRA", D("1088.00")),
    }
    tied = preview(company, value=D(32), priority=1)
    assert [(each.code, each.products, each.wins) for each in tied.overlaps] == [("OTRA", 2, 0)]


def test_what_tells_a_cost_is_kept_from_who_may_not_see_it(company: Works) -> None:
    """Not even where a floor would stop the price: typing one discount after the other would find it."""
    with company.write(SYSTEM) as work:
        actions.create_campaign(work, typed(code="OTRA", value=D(90), products={"scope": "products", "product_ids": [LAPTOP]}))
    found = preview(company, actor=PLANNER, value=D(50), expected_units=D(1))
    rows = {row.product.sku: row for row in found.items}
    assert {sku: (row.price, row.flags) for sku, row in rows.items()} == {
        "CAB": (D("3.75"), ["discounted"]),
        "CAM": (D("15.00"), ["discounted"]),
        "LAP": (D("800.00"), ["discounted", "beaten"]),
        "REG": (D("5.00"), ["discounted"]),
    }
    laptop, totals = rows["LAP"], found.totals
    assert (laptop.best_price, laptop.layer, laptop.cost, laptop.break_even_price) == (D("160.00"), None, None, None)
    assert (laptop.contribution, laptop.safe_discount_percent, laptop.extra_units_percent) == (None, None, None)
    assert (totals.protected, totals.loses, totals.no_cost, totals.profit, totals.revenue) == (None, None, None, None, D("823.75"))
    assert found.is_before_protection
    for change in ({"wanted": {"flag": "loses"}}, {"wanted": {"flag": "no_cost"}}, {"ask": Ask(sort="contribution")}):
        with pytest.raises(Forbidden):
            preview(company, actor=PLANNER, **change)


def test_prices_of_an_active_campaign_are_what_everybody_pays(company: Works) -> None:
    with company.write(SYSTEM) as work:
        campaign = actions.create_campaign(work, typed(value=D(50)))
    with company.read(PLANNER) as work:
        shown = previews.campaign_preview(work, campaign.id, PreviewFilter(q="laptop"), Ask())
    assert (shown.is_before_protection, shown.items[0].price, shown.items[0].layer) == (False, D("1066.67"), None)


def test_a_draft_that_claims_to_replace_a_running_campaign_tells_no_cost_either(company: Works) -> None:
    with company.write(SYSTEM) as work:
        running = actions.create_campaign(work, typed(value=D(50)))
    with company.read(PLANNER) as work:
        body = typed(value=D("99.99"), protect=["cost"], starts_at="2026-03-01T00:00")
        shown = previews.draft_preview(work, body, PreviewFilter(q="laptop"), Ask(), but=running.id)
    assert (shown.is_before_protection, shown.items[0].price) == (True, D("0.16"))


def test_the_file_has_exactly_the_rows_and_order_shown(company: Works) -> None:
    with company.read(COSTS) as work:
        sheet = previews.draft_preview_sheet(work, typed(value=D(50)), PreviewFilter(flag="protected"), Ask(sort="-list_price"))
        rows = list(sheet.rows)
    assert [(row[0], row[4], row[5], row[8]) for row in rows] == [
        ("LAP", D("1600.00"), D("1066.67"), "break_even"),
        ("CAM", D("30.00"), D("20.00"), "break_even"),
    ]


def test_a_campaign_that_is_kept_shows_the_prices_that_quotes_give(company: Works) -> None:
    with company.write(SYSTEM) as work:
        campaign = actions.create_campaign(work, typed(value=D(50)))
    with company.read(COSTS) as work:
        shown = previews.campaign_preview(work, campaign.id, PreviewFilter(), Ask())
        shop = work.db.get_one(PriceConfiguration, SHOP)
        tagged = [Tagged(row.product.id, row.list_price, row.cost) for row in shown.items if row.list_price is not None]
        given = {
            product: offers[0].price
            for product, offers in offers_at(work, shop, configuration_of(shop), below_cost_policy(work), tagged, NOON).items()
        }
    assert given == {row.product.id: row.price for row in shown.items}
    assert shown.overlaps == []


def test_a_minimum_that_no_rate_takes_to_the_channels_currency_leaves_the_price_alone(company: Works) -> None:
    with company.write() as work:
        work.db.add(CostSheet(product_id=CABLE, currency="EUR", minimum_price=D(9), created_at=NOON))
    row = preview(company, wanted={"q": "cab"}).items[0]
    assert (row.list_price, row.price, row.flags) == (D("7.50"), D("7.50"), ["no_rate", "no_discount"])


def test_a_kept_campaign_whose_channel_changed_its_currency_says_so(company: Works) -> None:
    with company.write(SYSTEM) as work:
        campaign = actions.create_campaign(work, typed(kind="amount", value=D(2)))
        work.db.get_one(PriceConfiguration, SHOP).currency = "COP"
    with company.read(COSTS) as work, pytest.raises(ChannelCurrencyChanged):
        previews.campaign_preview(work, campaign.id, PreviewFilter(), Ask())


# What must be true of every campaign.

percents = st.decimals(0, 60, places=2)
configurations = st.builds(
    Configuration,
    st.sampled_from(["USD", "CLP", "KWD"]),
    st.sampled_from(["B2C", "B2B"]),
    percents,
    tax_mode=st.sampled_from(["pass_through", "deduction"]),
    deductions=st.builds(Deductions, platform=st.decimals(0, 30, places=2)),
)
promotions = st.one_of(
    st.builds(
        Promotion,
        st.just("percentage"),
        st.decimals("0.01", "99.99", places=2),
        st.none() | st.decimals("0.01", "500", places=2),
        st.none() | percents,
        st.frozensets(st.sampled_from(LAYERS)),
    ),
    st.builds(Promotion, st.sampled_from(["amount", "fixed"]), st.integers(1, 900).map(D), protect=st.frozensets(st.sampled_from(LAYERS))),
)
prices = st.integers(1, 100_000).map(D)
costs = st.none() | st.decimals("0.01", "90000", places=4)
minimums = st.none() | st.decimals("0.01", "90000", places=2)
policies = st.sampled_from(["block", "warn", "off"])


def campaign(key: int, promotion: Promotion, priority: int = 0) -> Running:
    return Running(key, f"C{key}", "", "", "#111111", priority, NOON, NOON + timedelta(days=1), promotion, Members("all"))


@given(configurations, promotions, prices, costs, minimums, policies)
def test_no_offer_is_ever_below_a_floor_that_holds_nor_at_or_above_the_list_price(
    configuration: Configuration, promotion: Promotion, price: Decimal, cost: Decimal | None, minimum: Decimal | None, policy: str
) -> None:
    strategy = Strategy(minimum=minimum)
    offer = offer_of(campaign(1, promotion), configuration, Tagged(1, price, cost, strategy), policy)
    if offer is None:
        return
    held = floors(configuration, cost, promotion, strategy)
    assert all(offer.price >= floor for floor in held.values())
    assert D(0) < offer.price < price
    if policy == "block":
        assert cost is not None and offer.price >= cost


@given(configurations, promotions, prices, costs, minimums)
def test_protection_is_idempotent_and_monotone(
    configuration: Configuration, promotion: Promotion, price: Decimal, cost: Decimal | None, minimum: Decimal | None
) -> None:
    """Offering the protected price again changes nothing, and one more layer never lowers a price.

    A discount that would give the product away is no offer at all, unless a floor makes it one.
    """
    tagged = Tagged(1, price, cost, Strategy(minimum=minimum))
    offer = offer_of(campaign(1, promotion), configuration, tagged, "off")
    all_on = offer_of(campaign(1, replace(promotion, protect=ALL_LAYERS)), configuration, tagged, "off")
    if offer is None:
        gives_away = discounted(price, promotion.kind, promotion.value, configuration.decimals) == 0
        assert all_on is None or gives_away
        return
    assert all_on is None or all_on.price >= offer.price
    again = offer_of(campaign(1, replace(promotion, kind="fixed", value=offer.price)), configuration, tagged, "off")
    assert again is not None and again.price == offer.price


@given(configurations, st.lists(st.tuples(promotions, st.integers(0, 2)), min_size=1, max_size=5), prices, costs)
def test_the_best_offer_is_the_lowest_alone_and_never_a_sum(
    configuration: Configuration, sales: list[tuple[Promotion, int]], price: Decimal, cost: Decimal | None
) -> None:
    tagged = Tagged(1, price, cost)
    running = [campaign(place, promotion, priority) for place, (promotion, priority) in enumerate(sales)]
    offers = [offer for each in running if (offer := offer_of(each, configuration, tagged, "off"))]
    best = best_first(offers)
    if not offers:
        assert best == []
        return
    lowest = min(offer.price for offer in offers)
    assert best[0].price == lowest
    assert best[0].campaign.priority == max(offer.campaign.priority for offer in offers if offer.price == lowest)


@settings(deadline=None)  # the first row compiles the kernel
@given(
    configurations,
    promotions,
    st.lists(st.tuples(prices, costs, minimums), min_size=1, max_size=6),
    policies,
    promotions,
    st.integers(0, 1),
)
def test_the_bulk_preview_says_to_the_cent_what_single_offers_say(
    configuration: Configuration,
    promotion: Promotion,
    goods: list[tuple[Decimal, Decimal | None, Decimal | None]],
    policy: str,
    other: Promotion,
    priority: int,
) -> None:
    scaled = [[-1 if each is None else int(each.scaleb(4)) for each in column] for column in zip(*goods, strict=True)]
    base, cost, minimum = (np.array(column, np.int64) for column in scaled)
    asked = Asked([configuration], np.zeros(len(goods), np.int64), np.maximum(cost, 0), list_price=base, minimum=minimum)
    rival = campaign(2, other, priority)
    ground = Ground(asked, (cost > 0) | (policy != "block"), policy)
    found = previewed(ground, promotion, [(rival, np.ones(len(goods), np.bool_))], lambda each: each.priority > 0)
    decimals = configuration.decimals
    for place, (price, own_cost, least) in enumerate(goods):
        tagged = Tagged(1, price, own_cost, Strategy(minimum=least))
        mine, theirs = (offer_of(each, configuration, tagged, policy) for each in (campaign(1, promotion), rival))
        assert D(int(found.price[place])).scaleb(-decimals) == (mine.price if mine else price)
        best = best_first(offer for offer in (mine, theirs) if offer)
        assert D(int(found.best_price[place])).scaleb(-decimals) == (best[0].price if best else price)
        assert (found.beaten_by[place] == 0) == bool(best and best[0].campaign.id == 2)


@given(st.integers(0, 10**7), st.integers(1, 10**6), st.integers(-5, 5))
def test_a_period_is_open_at_its_end_to_the_second(start: int, length: int, shift: int) -> None:
    begins = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=start)
    ends = begins + timedelta(seconds=length)
    assert state_of(True, begins, ends, begins + timedelta(seconds=shift)) == (
        "scheduled" if shift < 0 else "finished" if shift >= length else "active"
    )
    assert state_of(True, begins, ends, ends - timedelta(seconds=1)) == "active"
    assert state_of(True, begins, ends, ends) == "finished"


def test_profit_is_not_told_where_no_cost_is_known(company: Works) -> None:
    totals = preview(company, products={"scope": "products", "product_ids": [GIFT]}, expected_units=D(3)).totals
    assert (totals.revenue, totals.profit_before, totals.profit, totals.extra_units_percent) == (D("21.00"), None, None, None)
