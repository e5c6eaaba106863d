"""What the demo promises of prices: sheets with history, lists that hold and that wait for their day, campaigns with results; made once."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from fluxion.app import App, compose
from fluxion.base.clock import local_day, utc_now
from fluxion.base.db import migrate
from fluxion.base.facts import FactRow
from fluxion.base.paging import Ask
from fluxion.base.settings import Settings
from fluxion.base.work import SYSTEM
from fluxion.domains.insights.reads import campaign_results, recommendations
from fluxion.domains.prices import QuoteAsk, quote
from fluxion.domains.prices.reads.campaigns import campaigns
from fluxion.domains.prices.reads.competitors import competitor_prices
from fluxion.domains.prices.reads.cost_sheets import cost_sheet, cost_sheets
from fluxion.domains.prices.reads.groups import group
from fluxion.domains.prices.reads.lists import price_lists, versions
from fluxion.domains.prices.reads.repricing import repricing
from fluxion.domains.prices.shapes.campaigns import CampaignFilter
from fluxion.domains.prices.shapes.competitors import CompetitorPriceFilter
from fluxion.domains.prices.shapes.cost_sheets import SheetFilter
from fluxion.domains.prices.shapes.lists import ListFilter
from fluxion.domains.prices.shapes.quotes import RepriceAsk
from fluxion.domains.prices.tables import CostVersion, PriceListRow
from fluxion.faces.cli.demo import fill, make_prices
from fluxion.kernels.synthesis import Company, CompanyOrder


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, Company]]:
    """A smaller distributor, brought in and priced as the demo's."""
    chosen = Settings(data_dir=tmp_path_factory.mktemp("demo"), demo=True)
    migrate(chosen)
    app = compose(chosen)
    last = local_day(utc_now(), chosen.timezone) - timedelta(days=1)
    company = fill(app, SYSTEM, CompanyOrder(stores=2, centres=1, products=200, lines=20_000, days=120, last_day=last))
    make_prices(app, SYSTEM, company)
    yield app, company
    app.close()


def test_what_sells_most_has_a_cost_sheet_and_some_a_history(demo: tuple[App, Company]) -> None:
    app, company = demo
    with app.works.read() as work:
        page = cost_sheets(work, SheetFilter(), Ask(limit=100))
        assert len(page.items) == 60
        told = work.db.execute(select(CostVersion.sheet_id, func.count()).group_by(CostVersion.sheet_id)).all()
        known = [row[0] for row in told if row[1] == 3]
        assert len(known) == 12
        sheet = cost_sheet(work, known[0])
        assert [each.type for each in sheet.components] == ["product", "freight", "packaging"]
        cost = str(company.cost[company.sku.index(sheet.product.sku)])
        assert sum(each.value for each in sheet.components) == sheet.cost == Decimal(cost)


def test_one_list_holds_with_breaks_and_one_waits_for_its_day(demo: tuple[App, Company]) -> None:
    app, _ = demo
    with app.works.read() as work:
        kitchens, resale = price_lists(work, ListFilter(), Ask()).items
        assert (resale.code, resale.rows, resale.open_version, resale.scheduled) == ("MAYORISTAS", 120, None, 0)
        assert (kitchens.code, kitchens.rows, kitchens.open_version, kitchens.scheduled) == ("HORECA", 0, None, 1)
        assert [each.state for each in versions(work, kitchens.id)] == ["scheduled"]
        assert resale.group is not None and resale.customers > 0
        rows = work.db.scalars(select(PriceListRow).where(PriceListRow.list_id == resale.id)).all()
        assert all((each.breaks or "").count("%") == 2 for each in rows)
        buyer = group(work, resale.group.id).customer_ids[0]
        line = {"product_id": rows[0].product_id, "quantity": "1"}
        asked = {"customer_id": buyer, "channel": "Mayoreo", "lines": [line]}
        assert quote(work, QuoteAsk.model_validate(asked)).lines[0].price == rows[0].price
        assert repricing(work, RepriceAsk(list_id=resale.id)).under_target > 0


def test_one_campaign_has_results_and_one_runs(demo: tuple[App, Company]) -> None:
    app, _ = demo
    with app.works.read() as work:
        states = {each.code: (each.id, each.state) for each in campaigns(work, CampaignFilter(), Ask()).items}
        assert {code: state for code, (_, state) in states.items()} == {"QUINCENA": "finished", "CAFE": "active"}
        found = campaign_results(work, states["QUINCENA"][0])
        assert found.known_until is None and found.product_count > 0
        assert found.units_lift is not None and found.units_lift.share > 0.1  # these goods were indeed promoted then


def test_competitors_are_compared_and_recommendations_are_looked_for(demo: tuple[App, Company]) -> None:
    app, _ = demo
    with app.works.read() as work:
        seen = competitor_prices(work, CompetitorPriceFilter(), Ask(limit=200)).items
        assert {each.competitor for each in seen} == {"Mayorista El Sol", "Distribuidora Los Llanos"}
        assert len(seen) == 2 * (80 + 12)
        assert all(each.index is not None and 80 < each.index < 120 for each in seen)
        assert recommendations(work).looked_at > 0


def test_a_demo_that_begins_anew_keeps_the_prices_it_has(demo: tuple[App, Company]) -> None:
    app, company = demo
    with app.works.read() as work:
        before = work.db.query(FactRow).count()
    make_prices(app, SYSTEM, company)
    with app.works.read() as work:
        assert work.db.query(FactRow).count() == before
