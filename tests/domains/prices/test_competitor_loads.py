"""Competitors' prices from files: compared first, written once, and put back unless somebody changed them since."""

from datetime import date
from decimal import Decimal

import pytest

from fluxion.base.facts import as_json
from fluxion.base.paging import Ask
from fluxion.base.work import Work, Works
from fluxion.domains import catalog, prices
from fluxion.domains.prices.actions.competitors import edit_competitor_price
from fluxion.domains.prices.reads.competitors import competitor_prices
from fluxion.domains.prices.shapes.competitors import CompetitorPriceEdit, CompetitorPriceFilter

D = Decimal
ROWS = [
    {"sku": "arr", "competitor": "Norte", "price": D("2.10"), "observed_on": date(2026, 2, 1), "source": "Web"},
    {"sku": "ARR", "competitor": "Sur", "price": D("2.30")},
    {"sku": "XXX", "competitor": "Sur", "price": D(1)},
    {"sku": "ARR", "competitor": "Este", "price": D(1), "currency": "QQQ"},
    {"sku": "ARR", "competitor": "Este", "price": D(0)},
]


@pytest.fixture
def company(works: Works) -> Works:
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "ARR", "name": "Arroz", "price": D("2.10")}])
    return works


def shown(work: Work) -> list[tuple[str, Decimal, str | None, str]]:
    page = competitor_prices(work, CompetitorPriceFilter(), Ask(sort="competitor"))
    return [(each.competitor, each.price, each.source, str(each.index)) for each in page.items]


def test_a_file_is_compared_written_once_and_taken_back(company: Works) -> None:
    with company.write() as work:
        wished = [(each.outcome, each.error and each.error.code) for each in prices.upsert_competitor_prices(work, ROWS, dry_run=True)]
        assert wished == [("new", None), ("new", None), ("error", "unknown_sku"), ("error", "unknown_currency"), ("error", "not_positive")]
        assert shown(work) == []
    with company.write() as work:
        done = prices.upsert_competitor_prices(work, ROWS)
        assert shown(work) == [("Norte", D("2.1"), "Web", "100.0"), ("Sur", D("2.3"), None, "91.3")]
        assert [each.outcome for each in prices.upsert_competitor_prices(work, ROWS[:2])] == ["unchanged", "unchanged"]
        dearer = prices.upsert_competitor_prices(work, [{**ROWS[0], "price": D("2.50")}])
        assert [(each.outcome, each.before, each.after) for each in dearer] == [("changed", {"price": D("2.1")}, {"price": D("2.5")})]
    with company.write() as work:
        back = prices.undo_competitor_prices(work, [(each.key, as_json(each.before), as_json(each.after)) for each in dearer])
        assert ([each.outcome for each in back], shown(work)[0][1]) == (["restored"], D("2.1"))
        edit_competitor_price(work, 2, CompetitorPriceEdit(price=D("2.40")))
        images = [(each.key, None, as_json(each.after)) for each in done[:2]]
        assert [each.outcome for each in prices.undo_competitor_prices(work, images)] == ["removed", "kept"]
        assert shown(work) == [("Sur", D("2.4"), None, "87.5")]
