"""Competitors' prices from files: compared first, written once, and put back unless somebody changed them since."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event, func, select

from fluxion.base.facts import FactRow, as_json
from fluxion.base.paging import Ask
from fluxion.base.work import Work, Works
from fluxion.domains import catalog, prices
from fluxion.domains.prices.actions.competitors import edit_competitor_price
from fluxion.domains.prices.reads.competitors import competitor_prices
from fluxion.domains.prices.shapes.competitors import CompetitorPriceEdit, CompetitorPriceFilter
from fluxion.domains.prices.tables import CompetitorPrice

D = Decimal
ROWS = [
    {"sku": "arr", "competitor": "Norte", "price": D("2.10"), "observed_on": date(2026, 2, 1), "source": "Web"},
    {"sku": "ARR", "competitor": "Sur", "price": D("2.30")},
    {"sku": "UNKNOWN-SKU", "competitor": "Sur", "price": D(1)},
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


def test_a_load_with_slashes_in_codes_and_names_is_taken_back(company: Works) -> None:
    with company.write() as work:
        catalog.upsert_products(work, [{"sku": "ARR / 2 / KG", "name": "Arroz de dos kilos", "price": D(4)}])
        done = prices.upsert_competitor_prices(work, [{"sku": "ARR / 2 / KG", "competitor": "Norte / Sur", "price": D(5)}])
        assert shown(work) == [("Norte / Sur", D(5), None, "80.0")]
        images = [(each.key, None, as_json(each.after)) for each in done]
        assert [each.outcome for each in prices.undo_competitor_prices(work, images)] == ["removed"]
        assert shown(work) == []


def statements(work: Work, doing: Callable[[], Any]) -> int:
    """How many statements the database was asked while something was done and flushed."""
    asked: list[str] = []

    def listen(*about: Any) -> None:
        asked.append(about[2])

    engine = work.db.get_bind()
    event.listen(engine, "before_cursor_execute", listen)
    try:
        doing()
        work.db.flush()
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return len(asked)


def prices_of(n: int, price: str = "2.10") -> list[dict[str, Any]]:
    return [{"sku": f"P{each % 20}", "competitor": f"Rival {each}", "price": D(price)} for each in range(n)]


def test_a_file_takes_as_many_statements_for_many_rows_as_for_few(works: Works) -> None:
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": f"P{each}", "name": "x"} for each in range(20)])
    assert (counted := measured(works, 400)) == measured(works, 25)
    assert max(counted) <= 5


def measured(works: Works, n: int) -> tuple[int, int, int]:
    """Statements of a load of new prices, of one that changes them all, and of undoing that; the table is empty again."""
    changed: list[Any] = []
    with works.write() as work:
        new = statements(work, lambda: prices.upsert_competitor_prices(work, prices_of(n)))
        edited = statements(work, lambda: changed.extend(prices.upsert_competitor_prices(work, prices_of(n, "3"))))
        assert {each.outcome for each in changed} == {"changed"}
        images = [(each.key, as_json(each.before), as_json(each.after)) for each in changed]
        back = statements(work, lambda: prices.undo_competitor_prices(work, images))
        assert work.db.scalar(select(func.count()).where(CompetitorPrice.price == D("2.10"), CompetitorPrice.version == 3)) == n
        data = work.db.scalars(select(FactRow.data).where(FactRow.kind.startswith("prices.")).order_by(FactRow.id)).all()
        assert data[-3:] == [{"prices": n}, {"prices": n}, {"restored": n}]
        images = [(each.key, None, as_json({"price": D("2.10")})) for each in changed]
        assert {each.outcome for each in prices.undo_competitor_prices(work, images)} == {"removed"}
        assert work.db.scalar(select(func.count(CompetitorPrice.id))) == 0
    return new, edited, back


def test_the_same_price_twice_and_prices_that_are_none_are_told_row_by_row(company: Works) -> None:
    today = date(2026, 3, 2)
    rows = [
        {"sku": "ARR", "competitor": "Peñón", "price": D("2.00")},
        {"sku": "arr", "competitor": "PENON", "price": D("3.00"), "observed_on": today},
        {"sku": "ARR", "competitor": "Peñón", "price": D("2.00"), "observed_on": today - timedelta(days=1)},
        {"sku": "ARR", "competitor": "Sur", "price": D("-1")},
        {"sku": "ARR", "competitor": "Sur", "price": D("1e12")},
    ]
    with company.write() as work:
        done = prices.upsert_competitor_prices(work, rows)
        assert [(each.outcome, each.error and each.error.code) for each in done] == [
            ("new", None),
            ("error", "duplicate"),
            ("new", None),
            ("error", "not_positive"),
            ("error", "too_large"),
        ]
        assert [(each[0], each[1]) for each in shown(work)] == [("Peñón", D(2)), ("Peñón", D(2))]
