"""Prices and discounts recommended from elasticity: figures checked by hand, floors, places and rights kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.domains.history.lines import line, lines
from tests.domains.insights.test_price_analysis import ANALYST, AT_T1, BEANS, OF_COST, RICE, SOAP, weekly

from fluxion.base.paging import Ask
from fluxion.base.work import SYSTEM, Actor, Works
from fluxion.domains import catalog, history, insights
from fluxion.domains.insights.shapes import CampaignDiscount, Recommendations
from fluxion.domains.prices.actions import configurations, cost_sheets, lists, publishing
from fluxion.domains.prices.actions.advised import put_advised
from fluxion.domains.prices.actions.list_drafts import edit_rows
from fluxion.domains.prices.reads.campaign_advice import campaign_grounds
from fluxion.domains.prices.reads.list_rows import rows as list_rows
from fluxion.domains.prices.shapes.campaigns import CampaignIn
from fluxion.domains.prices.shapes.configurations import ConfigurationIn
from fluxion.domains.prices.shapes.cost_sheets import SheetIn
from fluxion.domains.prices.shapes.lists import BreakIn, ListIn, Publishing, RowEdit, RowEdits, RowFilter
from fluxion.domains.prices.tables import PricePolicy
from fluxion.values.errors import Forbidden, NotFound

BUYER = replace(OF_COST, rights=OF_COST.rights | {"prices.edit_list", "prices.publish_list"})


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    """Rice costs 1.20 and sold 175.5 units in the last 28 days at 3.00 or 2.00, with an elasticity of -2; beans 40 at 6.00."""
    found = weekly(tmp_path)
    history.record_sales(
        found, "import:2", lines(*(line(f"B{back}", 1, date(2026, 2, 22) - timedelta(days=back), BEANS, "2", "6") for back in range(20)))
    )
    history.publish(found)
    with found.write(SYSTEM) as work:
        catalog.upsert_products(work, [{"sku": "A", "name": "Arroz", "cost": Decimal("1.20")}])
    yield found
    found.database.close()


def recommended(works: Works, actor: Actor = OF_COST, **asked: int) -> Recommendations:
    with works.read(actor) as work:
        return insights.recommendations(work, **asked)


def test_the_price_in_the_band_the_discount_and_the_money_they_gain(works: Works) -> None:
    found = recommended(works)
    assert (found.looked_at, found.measured, found.currency, found.band_percent) == (2, 1, "USD", 15)
    (rice,) = found.items
    advice = rice.advice
    assert advice is not None
    # 28 days: 27 + 60.75 + 60.75 + 27 units; a unit sold today earns 1.80, and (2.55 - 1.20) × (3 / 2.55)² = 1.868512 at 2.55
    assert (advice.units, advice.current_price, advice.price, advice.bound) == (Decimal("175.5"), 3, Decimal("2.55"), "band")
    assert (advice.gain_expected, advice.gain_worst, advice.gain_best) == (Decimal("12.02"), Decimal("12.02"), Decimal("12.02"))
    assert (advice.price_least, advice.price_most) == (Decimal("2.55"), Decimal("2.55"))
    # (2.40 - 1.20) × (3 / 2.40)² = 1.875 at 20 % off
    assert (advice.discount.percent, advice.discount.price, advice.discount.gain_expected) == (20, Decimal("2.40"), Decimal("13.16"))
    assert advice.discount.message == (
        "A discount of 20% is worth trying: +56% of units. Over 28 days: +13.16 USD of contribution (between +13.16 and +13.16)."
    )
    assert found.gain_expected == Decimal("12.02")
    assert [(each.reason, each.count, each.message) for each in found.left_out] == [
        ("too_few_weeks", 1, "fewer than 26 weeks with sales and stock")
    ]


def test_a_wider_band_reaches_the_best_price_and_a_minimum_stops_it(works: Works) -> None:
    (rice,) = recommended(works, band=50).items
    assert rice.advice is not None
    assert (rice.advice.price, rice.advice.bound) == (Decimal("2.40"), None)
    with works.write(SYSTEM) as work:
        cost_sheets.create_sheet(work, SheetIn(product_id=RICE, minimum_price=Decimal("2.801")))
    (rice,) = recommended(works, band=50).items
    assert rice.advice is not None
    assert (rice.advice.price, rice.advice.bound) == (Decimal("2.81"), "floor")
    assert (rice.advice.discount.percent, rice.advice.discount.price) == (6, Decimal("2.82"))


def test_the_prices_of_a_list_and_what_goes_into_its_draft(works: Works) -> None:
    with works.write(SYSTEM) as work:
        made = lists.create_list(work, ListIn(code="BASE", name="Base", audience="base", currency="USD"))
        breaks = [
            BreakIn(least=Decimal(10), kind="percentage", value=Decimal(5)),
            BreakIn(least=Decimal(50), kind="fixed", value=Decimal("2.40")),
        ]
        drafted = edit_rows(work, made.id, RowEdits(rows=[RowEdit(product_id=RICE, price=Decimal("2.90"), breaks=breaks)]))
        work.db.add(PricePolicy(id=1, below_cost="warn", approval_threshold_percent=Decimal(100)))
        publishing.publish_list(work, made.id, Publishing(), drafted.version)
    found = recommended(works, list_id=made.id)
    assert (found.price_list and found.price_list.code, found.items[0].advice and found.items[0].advice.current_price) == (
        "BASE",
        Decimal("2.90"),
    )
    assert {each.reason: each.count for each in found.left_out} == {"too_few_weeks": 1}
    with works.write(BUYER) as work:
        prices = insights.advised_prices(work, made.id, [RICE, BEANS, SOAP])
        assert prices == {RICE: Decimal("2.47")}  # 15 % below 2.90 is 2.465
        put_advised(work, made.id, prices)
    with works.read(OF_COST) as work:
        (row,) = list_rows(work, made.id, RowFilter(), Ask()).items
    assert (row.price, row.draft_price, row.source) == (Decimal("2.90"), Decimal("2.47"), "advice")
    assert [each.price for each in row.draft_breaks] == [Decimal("2.35"), Decimal("2.40")]
    with pytest.raises(NotFound):
        recommended(works, list_id=99)


def test_only_who_sees_costs_and_only_the_places_one_may_see(works: Works) -> None:
    with pytest.raises(Forbidden):
        recommended(works, ANALYST)
    for missing in ("insights.read", "prices.read", "insights.see_cost"):
        with pytest.raises(Forbidden):
            recommended(works, replace(OF_COST, rights=OF_COST.rights - {missing}))
    here = recommended(works, AT_T1)
    assert here.items[0].advice is not None
    assert here.items[0].advice.units == 130  # 20 + 45 + 45 + 20 at the first place


def test_without_sales_nothing_is_looked_at(tmp_path: Path) -> None:
    from tests.domains.history.lines import company

    assert recommended(company(tmp_path)).looked_at == 0


def discount(works: Works, actor: Actor = OF_COST, **more: object) -> CampaignDiscount:
    with works.write(SYSTEM) as work:
        channel = configurations.create_configuration(
            work, ConfigurationIn(name=f"Tienda {len(more)}", currency="USD", markup_percent=Decimal(100))
        )
    body = CampaignIn.model_validate(
        {
            "name": "Oferta",
            "code": "OFERTA",
            "kind": "percentage",
            "value": "40",
            "channels": [{"configuration_id": channel.id}],
            "products": {"scope": "all"},
            "starts_at": "2026-03-02T00:00",
            "ends_at": "2026-03-16T00:00",
            **more,
        }
    )
    with works.read(actor) as work:
        units = insights.units_sold(work, 28)
        return insights.campaign_discount(work, campaign_grounds(work, body, channel.id, units), units)


def test_the_discount_of_a_campaign_under_its_floors(works: Works) -> None:
    # in the channel rice costs 1.20 and is computed at 2.40, beans at 8.00; the best price is 2 × 1.20, so nothing is to gain
    found = discount(works)
    assert (found.percent, found.kept, found.products, found.measured) == (None, "none_pays", 3, 1)
    assert found.sales_share == pytest.approx(175.5 * 2.4 / (175.5 * 2.4 + 40 * 8), abs=1e-4)
    with works.write(SYSTEM) as work:
        catalog.upsert_products(work, [{"sku": "A", "name": "Arroz", "cost": Decimal("0.50")}])
        cost_sheets.create_sheet(work, SheetIn(product_id=RICE, target_margin_percent=Decimal(75)))
    # now it costs 0.50 and is computed at 2.00, the best price is 1.00; nothing below 2/3 of its price was seen
    free = discount(works, name="Oferta libre")
    assert (free.percent, free.held, free.days) == (33, 0, 14)
    # 1.50 before; (1.34 - 0.50) × (2 / 1.34)² = 1.871241 for 87.75 units in 14 days
    assert free.gain_expected == Decimal("32.58")
    held = discount(works, name="Con mínimo", minimum_price="1.70")
    assert (held.percent, held.kept) == (15, None)
    with pytest.raises(Forbidden):
        discount(works, ANALYST, code="X", priority=1, is_on=True)
