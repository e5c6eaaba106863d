"""Sales by dimension and over time, against the period before."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.domains.insights.company import AT_T2, UNTIL, VIEWER, back, trading

from fluxion.base.paging import Ask, BadCursor
from fluxion.base.work import SYSTEM, Actor, Works
from fluxion.domains import insights


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Works:
    return trading(tmp_path_factory.mktemp("insights"))


def category(works: Works, name: str) -> int:
    with works.read() as work:
        return {one.category: one.category_id for one in insights.dashboard(work).by_category}[name]


def summary(works: Works, group_by: Any, actor: Actor = SYSTEM, **asked: Any) -> list[tuple[str, Decimal, Decimal]]:
    with works.read(actor) as work:
        page = insights.sales_summary(work, Ask(), group_by=group_by, **asked)
    return [(row.label, row.net, row.previous_net) for row in page.items]


@pytest.mark.parametrize(
    ("group_by", "expected"),
    [
        ("category", [("Granos", 108, 60), ("Limpieza", 20, 0)]),
        ("location", [("Tienda Centro", 74, 30), ("Tienda Este", 54, 30)]),
        ("product", [("B · Caraotas", 54, 30), ("A · Arroz", 54, 30), ("C · Jabón", 20, 0)]),
        ("salesperson", [("Sin vendedor", 54, 60), ("Ana", 54, 0), ("Luis", 20, 0)]),
        ("month", [("2026-02", 128, 0), ("2026-01", 0, 30), ("2025-12", 0, 30)]),
    ],
)
def test_each_dimension(works: Works, group_by: str, expected: list[tuple[str, int, int]]) -> None:
    found = summary(works, group_by)
    assert sorted(found) == sorted((label, Decimal(net), Decimal(before)) for label, net, before in expected)
    assert [net for _, net, _ in found] == sorted((net for _, net, _ in found), reverse=True)


def test_a_row_in_full(works: Works) -> None:
    with works.read() as work:
        row = insights.sales_summary(work, Ask(), group_by="category").items[0]
    assert (row.units, row.returned, row.margin, row.margin_share) == (Decimal(30), Decimal(2), Decimal(32), 32 / 108)
    assert (row.change, row.share, row.currency) == (0.8, 0.84375, "USD")


def test_filters_by_location_and_category(works: Works) -> None:
    assert summary(works, "category", location_id=2) == [("Granos", Decimal(54), Decimal(30))]
    assert summary(works, "product", category_id=category(works, "Limpieza")) == [("C · Jabón", Decimal(20), Decimal(0))]
    assert summary(works, "location", AT_T2) == [("Tienda Este", Decimal(54), Decimal(30))]


def test_pages_follow_each_other_without_gap_or_repetition(works: Works) -> None:
    keys, cursor = [], None
    with works.read() as work:
        for _ in range(3):
            page = insights.sales_summary(work, Ask(limit=1, cursor=cursor, count=cursor is None), group_by="product")
            if cursor is None:
                assert page.total == 3
            keys.extend(row.key for row in page.items)
            cursor = page.next_cursor
        assert (keys, cursor) == (["2", "1", "3"], None)
        with pytest.raises(BadCursor):
            insights.sales_summary(work, Ask(cursor="junk"), group_by="product")


def test_margins_are_hidden_from_whoever_may_not_see_them(works: Works) -> None:
    with works.read(VIEWER) as work:
        rows = insights.sales_summary(work, Ask(), group_by="category").items
        points = insights.sales_trend(work, grain="day").items
    assert {(row.margin, row.margin_share) for row in rows} == {(None, None)}
    assert {point.margin for point in points} == {None}


def test_the_trend_by_day_week_and_month(works: Works) -> None:
    def points(grain: Any, **asked: Any) -> dict[date, tuple[Decimal, Decimal | None]]:
        with works.read() as work:
            return {point.start: (point.net, point.previous_net) for point in insights.sales_trend(work, grain=grain, **asked).items}

    by_day = points("day")
    assert len(by_day) == 30
    assert (by_day[back(0)], by_day[back(29)]) == ((Decimal(54), None), (Decimal(0), Decimal(30)))
    by_week = points("week")
    assert list(by_week) == [date(2026, 1, 26), date(2026, 2, 2), date(2026, 2, 9), date(2026, 2, 16), date(2026, 2, 23)]
    assert by_week[date(2026, 2, 23)] == (Decimal(54), None)
    assert sum(net for net, _ in by_week.values()) == Decimal(128)
    assert points("month") == {date(2026, 1, 1): (Decimal(0), Decimal(30)), date(2026, 2, 1): (Decimal(128), Decimal(30))}
    assert points("month", product_id=3)[date(2026, 2, 1)] == (Decimal(20), None)
    assert points("month", category_id=category(works, "Granos"), location_id=2)[date(2026, 2, 1)] == (Decimal(54), Decimal(30))


def test_products_ranked_within_a_category(works: Works) -> None:
    grains = category(works, "Granos")
    with works.read() as work:
        ranking = insights.top_products(work, category_id=grains, limit=1)
        assert [(one.product.sku, one.share) for one in ranking.items] == [("A", 0.5)]
        assert [one.product.sku for one in insights.top_products(work, order="bottom", first=back(20), last=UNTIL).items] == ["C", "A", "B"]
