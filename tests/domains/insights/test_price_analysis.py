"""What came of campaigns, and how demand answers to price: figures checked by hand, costs and places kept apart."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from tests.domains.history.lines import company, line, lines
from tests.domains.insights.company import VIEWER

import fluxion.migrations.every_table  # noqa: F401  (registers every table)
from fluxion.base.mart import MartSections
from fluxion.base.work import SYSTEM, Actor, Works
from fluxion.domains import catalog, history, insights, planning
from fluxion.domains.insights.errors import NoSalesOfCampaign
from fluxion.domains.insights.rules.campaign_results import Outcome, Side, summary
from fluxion.domains.insights.shapes import CampaignResults, ElasticityView
from fluxion.domains.prices.tables import Campaign, CampaignProduct
from fluxion.values.errors import Forbidden, NotFound

UNTIL = date(2026, 2, 28)
FIRST, LAST = date(2026, 2, 9), date(2026, 2, 12)
"""Four days of the campaign; Caracas is four hours behind UTC."""
RICE, BEANS, SOAP = 1, 2, 3
ANALYST = replace(VIEWER, rights=VIEWER.rights | {"prices.read", "catalog.read"})
OF_COST = replace(ANALYST, rights=ANALYST.rights | {"insights.see_cost"})
AT_T1 = replace(OF_COST, locations=frozenset({1}))


def campaign(code: str, first: date, days: int, *products: int, is_on: bool = True) -> tuple[Campaign, list[int]]:
    start = datetime(first.year, first.month, first.day, 4, tzinfo=UTC)
    row = Campaign(
        name=code.title(),
        code=code,
        code_key=code.lower(),
        search=code.lower(),
        kind="percentage",
        value=Decimal(30),
        scope="products" if products else "all",
        starts_at=start,
        ends_at=start + timedelta(days=days),
        is_on=is_on,
        badge_text="",
        badge_color="#111111",
        protection={},
        created_at=start,
        created_by="Ana",
    )
    return row, list(products)


def sold(days: int) -> list[dict[str, object]]:
    """Every day rice sells 10 and beans 20 (half at the second place from ten days on), but rice 25 at 2.10 and beans 22 in the campaign."""
    found = []
    for back in range(days):
        day = UNTIL - timedelta(days=back)
        on = FIRST <= day <= LAST
        rice, beans = (25, 22) if on else (10, 20)
        found += [
            line(f"R{back}", 1, day, RICE, str(rice), "2.10" if on else "3"),
            line(f"B{back}", 1, day, BEANS, str(beans), "6", location_id=2),
        ]
    return found


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Works:
    return selling(tmp_path_factory.mktemp("prices"))


def selling(folder: Path) -> Works:
    """Seventy days of sales up to UNTIL, and four campaigns: of rice, of everything (switched off), of soap, and one to come."""
    works = replace(company(folder), ports={MartSections: MartSections((planning.MART_SECTION,))})
    history.record_sales(works, "import:1", lines(*sold(70)))
    history.publish(works)
    made = [
        campaign("RICE", FIRST, 4, RICE),
        campaign("ALL", FIRST, 4, is_on=False),
        campaign("SOAP", FIRST, 30, SOAP),
        campaign("NEXT", date(2026, 3, 20), 4, RICE),
    ]
    with works.write() as work:
        for row, products in made:
            work.db.add(row)
            work.db.flush()
            work.db.add_all([CampaignProduct(campaign_id=row.id, product_id=each, role="chosen") for each in products])
    return works


def results(works: Works, campaign_id: int = 1, actor: Actor = OF_COST) -> CampaignResults:
    with works.read(actor) as work:
        return insights.campaign_results(work, campaign_id)


def test_a_campaign_is_held_against_the_days_before_and_the_products_outside(works: Works) -> None:
    found = results(works)
    assert (found.period.first, found.period.last) == (FIRST, LAST)
    assert (found.previous.first, found.previous.last) == (date(2026, 2, 5), date(2026, 2, 8))
    assert (found.inside.units, found.inside.net, found.inside.margin) == (100, Decimal("210.00"), Decimal("10.00"))
    assert (found.inside_previous.units, found.inside_previous.net, found.inside_previous.margin) == (40, 120, 40)
    assert (found.outside.units, found.outside_previous.units, found.outside.net) == (88, 80, 528)
    assert (found.product_count, found.compared_count, found.known_until) == (1, 1, None)
    assert found.units_lift is not None and found.net_lift is not None and found.margin_lift is not None
    # without the campaign: 40 × 88 / 80 = 44 units, 120 × 1.1 = 132 in sales, 40 × 1.1 = 44 in margin
    assert (found.units_lift.expected, found.units_lift.extra, found.units_lift.share) == (44, 56, 1.2727)
    assert (found.net_lift.expected, found.net_lift.extra, found.net_lift.share) == (132, 78, 0.5909)
    assert (found.margin_lift.expected, found.margin_lift.extra, found.margin_lift.share) == (44, -34, -0.7727)
    assert found.usual_swing == 0.0
    assert [(each.product.sku, each.units, each.previous_units, each.margin) for each in found.products] == [("A", 100, 40, 10)]
    assert found.summary == [
        "In the 4 days of the campaign its products (1) sold 100 units: +150% against the 4 days before.",
        "In the same time products outside the campaign changed by +10%. Without it 44 units were to be expected; "
        "the campaign accounts for 56 (+127%).",
        "In the periods before, without the campaign, the same comparison moved by ±0%: the effect stands out from the usual.",
    ]


def test_where_everything_was_in_it_nothing_is_compared(works: Works) -> None:
    found = results(works, 2)
    assert (found.inside.units, found.product_count, found.compared_count) == (188, 3, 0)
    assert (found.units_lift, found.net_lift, found.margin_lift, found.usual_swing) == (None, None, None, None)
    assert found.summary[1].startswith("No products outside the campaign sold")


def test_a_campaign_of_one_day_is_told_in_the_singular() -> None:
    side = Side(units=Decimal(3))
    told = [
        summary(Outcome(1, 2, (before, side), (Side(), Side()), None, None, None), "es")[0] for before in (Side(), Side(units=Decimal(2)))
    ]
    assert told == [
        "El día de la campaña, sus productos (2) vendieron 3 unidades; el día anterior, ninguna.",
        "El día de la campaña, sus productos (2) vendieron 3 unidades: +50 % frente al día anterior.",
    ]


def test_products_of_other_campaigns_are_not_compared_with(works: Works) -> None:
    found = results(works, 3)
    # rice was in another campaign at the time; thirty days, of which sales are known until 28 February
    assert (found.outside.units, found.known_until, found.inside.units) == (22 * 4 + 20 * 16, UNTIL, 0)
    assert found.units_lift is None
    assert found.summary[0] == "In the 20 days of the campaign its products (1) sold 0 units; in the 20 days before, none."
    assert found.summary[-1] == "Sales are known only until February 28, 2026; the result may still change."


def test_costs_and_places_are_kept_from_whoever_may_not_see_them(works: Works) -> None:
    found = results(works, actor=ANALYST)
    assert (found.inside.margin, found.outside.margin, found.margin_lift, found.products[0].margin) == (None, None, None, None)
    assert found.units_lift is not None
    here = results(works, actor=AT_T1)
    assert (here.inside.units, here.outside.units, here.units_lift) == (100, 0, None)


def test_what_has_no_sales_yet_or_is_not_there_is_refused(works: Works) -> None:
    with pytest.raises(NoSalesOfCampaign) as refused:
        results(works, 4)
    assert refused.value.in_language("en") == (
        "There are no sales of the days of campaign NEXT yet; load the sales from March 20, 2026 on and try again."
    )
    with pytest.raises(NotFound):
        results(works, 99)
    for rights in ({"insights.read"}, {"prices.read"}):
        with pytest.raises(Forbidden):
            results(works, actor=replace(VIEWER, rights=frozenset(rights)))


def weekly(folder: Path, weeks: int = 60, *, out: bool = False) -> Works:
    """Rice at 3.00, in two of five weeks at 2.00; demand is 180 / price² a week, so the elasticity is -2."""
    works = replace(company(folder), ports={MartSections: MartSections((planning.MART_SECTION,))})
    rows, outs = [], []
    for number in range(weeks):
        monday = date(2026, 2, 22) - timedelta(days=6 + 7 * number)
        price, units = ("2", "45") if number % 5 in (1, 2) else ("3", "20")
        rows.append(line(f"W{number}", 1, monday, RICE, units, price))
        rows.append(line(f"E{number}", 1, monday + timedelta(days=6), RICE, "7" if price == "3" else "15.75", price, location_id=2))
        if out and number % 3 == 0:
            outs.append({"day": monday, "product_id": RICE, "location_id": 1, "share_out": 1.0})
            outs.append({"day": monday, "product_id": RICE, "location_id": 2, "share_out": 1.0})
    history.record_sales(works, "import:1", lines(*rows))
    if outs:
        history.record_rows(works, history.STOCK_OUTS, "outs", pa.Table.from_pylist(outs, schema=history.STOCK_OUTS.schema))
    history.publish(works)
    return works


def measured(works: Works, product: int = RICE, actor: Actor = OF_COST) -> ElasticityView:
    with works.read(actor) as work:
        return insights.elasticity(work, product)


def test_elasticity_of_two_places_and_the_price_it_advises(tmp_path: Path) -> None:
    works = weekly(tmp_path)
    found = measured(works)
    assert (found.elasticity, found.weeks, found.refused) == (-2.0, 60, None)
    assert found.message == "With a price 1% higher, 2% less is sold (between -2 and -2, with 95% confidence; 60 weeks)."
    # rice costs 2.00 and its catalogue price is 3.00: the best price is 4.00, but 3.00 is the highest ever asked for
    assert found.advice is not None
    assert (found.advice.current_price, found.advice.price, found.advice.kept) == (3, None, "already_best")
    with works.write(SYSTEM) as work:
        catalog.upsert_products(work, [{"sku": "A", "name": "Arroz", "cost": Decimal("1.20")}])
    cheaper = measured(works).advice
    assert cheaper is not None
    assert (str(cheaper.price), cheaper.bound, cheaper.kept) == ("2.55", "band", None)
    assert cheaper.contribution_now == pytest.approx(1.8)
    assert cheaper.contribution_expected == pytest.approx(1.35 * (3 / 2.55) ** 2, abs=1e-4)
    assert cheaper.message == (
        "2.55 USD would earn more than 3.00 USD: +38% of units, even at the worse end of the interval. "
        "Over 28 days: +12.02 USD of contribution (between +12.02 and +12.02)."
    )
    assert measured(works, actor=ANALYST).advice is None
    assert measured(works, actor=AT_T1).elasticity == -2.0


@pytest.mark.parametrize(("weeks", "out", "reason"), [(20, False, "too_few_weeks"), (60, True, "stock_outs")])
def test_what_the_weeks_do_not_tell_is_refused_in_words(tmp_path: Path, weeks: int, out: bool, reason: str) -> None:
    found = measured(weekly(tmp_path, weeks, out=out))
    assert (found.refused, found.elasticity, found.standard_error) == (reason, None, None)
    assert found.advice is not None
    assert (found.advice.price, found.advice.kept) == (None, "refused")


def test_a_product_without_sales_or_unknown(works: Works) -> None:
    assert measured(works, SOAP).message == "There are only 0 weeks with sales and stock; 26 are needed. Load more history or wait."
    with pytest.raises(NotFound):
        measured(works, 99)
