"""Every figure of the dashboard, by hand; confined to locations, without costs for whoever may not see them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.domains.history.lines import company
from tests.domains.insights.company import AT_T2, UNTIL, VIEWER, back, trading

from fluxion.base.work import SYSTEM, Actor, Works
from fluxion.domains import insights
from fluxion.domains.insights.reads.scope import PeriodRefused
from fluxion.domains.insights.shapes import Dashboard, Span
from fluxion.values.errors import Forbidden, NotFound


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Works:
    return trading(tmp_path_factory.mktemp("insights"))


def seen(works: Works, actor: Actor = SYSTEM, **asked: object) -> Dashboard:
    with works.read(actor) as work:
        return insights.dashboard(work, **asked)  # type: ignore[arg-type]


def tiles(board: Dashboard) -> dict[str, tuple[object, object]]:
    return {tile.name: (tile.value, tile.previous) for tile in board.tiles}


def test_the_period_ends_with_the_data_and_is_compared_with_the_one_before(works: Works) -> None:
    board = seen(works)
    assert (board.period, board.previous) == (Span(first=back(29), last=UNTIL), Span(first=back(59), last=back(30)))
    assert (board.data_until, board.currency, board.generation) == (UNTIL, "USD", 1)


def test_sales_and_margin(works: Works) -> None:
    """Net 60 − 6 + 20 + 54 = 128; cost of A and B 18 × 2 + 10 × 4 = 76 on 108 of net; C has no cost."""
    found = tiles(seen(works))
    assert found["sales"] == (Decimal("128.00"), Decimal("60.00"))
    assert found["margin"] == (Decimal("32.00"), Decimal("20.00"))
    assert found["margin_share"] == (0.2963, 0.3333)


def test_stock_figures(works: Works) -> None:
    """Now 30 × 2 = 60; before 40 × 2 = 80. Averages (10 + 50) ÷ 2 × 2 = 60 and (20 + 40) ÷ 2 × 2 = 60."""
    found = tiles(seen(works))
    assert found["inventory_value"] == (Decimal("60.00"), Decimal("80.00"))
    assert found["turnover"] == (round(76 * 365 / 30 / 60, 4), round(40 * 365 / 30 / 60, 4))
    assert found["days_of_cover"] == (round(60 * 30 / 76, 4), 60.0)
    assert found["stock_out_rate"] == (round(1 / 3, 4), 0.0)


def test_tiles_say_how_they_changed_and_what_they_are(works: Works) -> None:
    sales = seen(works, VIEWER).tiles[0]
    assert (sales.label, sales.unit, sales.currency, sales.good_when) == ("Net sales", "money", "USD", "up")
    assert sales.change == round(128 / 60 - 1, 6)
    assert "less the returns" in sales.help


def test_the_trend_has_every_day_and_the_day_before_it_is_compared_with(works: Works) -> None:
    trend = {point.day: point for point in seen(works).trend}
    assert len(trend) == 30
    assert trend[back(10)].net == Decimal("14.00")
    assert trend[back(29)].previous_net == Decimal("30.00")
    assert (trend[back(9)].net, trend[back(9)].previous_net) == (Decimal(0), Decimal(0))


def test_where_sales_came_from(works: Works) -> None:
    board = seen(works)
    assert [(one.category, one.net, one.previous_net, one.margin, one.share) for one in board.by_category] == [
        ("Granos", Decimal(108), Decimal(60), Decimal(32), 0.84375),
        ("Limpieza", Decimal(20), Decimal(0), None, 0.15625),
    ]
    assert [(one.code, one.net, one.previous_net, one.margin) for one in board.by_location] == [
        ("T1", Decimal(74), Decimal(30), Decimal(18)),
        ("T2", Decimal(54), Decimal(30), Decimal(14)),
    ]


def test_first_and_last_products(works: Works) -> None:
    board = seen(works)
    assert [(one.product.sku, one.units, one.net) for one in board.top_products] == [
        ("A", Decimal(20), Decimal(54)),
        ("B", Decimal(10), Decimal(54)),
        ("C", Decimal(4), Decimal(20)),
    ]
    assert [one.product.sku for one in board.bottom_products] == ["C", "A", "B"]


def test_a_stored_window_and_the_days_give_the_same(works: Works) -> None:
    """The 30 days up to the last one are stored; 31 days are added up from the days."""
    shorter, longer = seen(works), seen(works, first=back(30))
    assert [one.net for one in longer.top_products] == [one.net for one in shorter.top_products]


def test_without_the_right_no_cost_value_or_margin_is_told(works: Works) -> None:
    board = seen(works, VIEWER)
    assert [tile.name for tile in board.tiles] == ["sales", "days_of_cover", "stock_out_rate"]
    assert {one.margin for one in [*board.by_category, *board.by_location, *board.top_products, *board.bottom_products]} == {None}
    assert (board.alerts, board.top_alerts) == ({}, [])


def test_a_person_of_one_location_sees_that_one(works: Works) -> None:
    board = seen(works, AT_T2)
    assert tiles(board)["sales"] == (Decimal("54.00"), Decimal("30.00"))
    assert tiles(board)["inventory_value"][0] == Decimal(0)
    assert [one.code for one in board.by_location] == ["T2"]
    assert [one.product.sku for one in board.top_products] == ["B"]
    assert [one.product.sku for one in board.bottom_products] == ["B"]
    assert seen(works, location_id=2).by_category == board.by_category
    with pytest.raises(NotFound):
        seen(works, AT_T2, location_id=1)


def test_a_past_period_shows_the_stock_of_its_time(works: Works) -> None:
    found = tiles(seen(works, first=back(20), last=back(10)))
    assert found["inventory_value"] == (Decimal("20.00"), Decimal("80.00"))


def test_a_company_without_data_has_an_empty_board(tmp_path: Path) -> None:
    board = seen(company(tmp_path))
    assert (board.data_until, board.generation, board.by_category, board.top_products) == (None, None, [], [])
    assert tiles(board)["sales"] == (Decimal(0), Decimal(0))
    assert tiles(board)["stock_out_rate"] == (None, None)
    assert board.period.last == date(2026, 3, 2)


@pytest.mark.parametrize(("first", "last"), [(back(0), back(1)), (date(2020, 1, 1), UNTIL), (date(1, 1, 1), None), (None, date(1, 1, 2))])
def test_periods_that_make_no_sense_are_refused(works: Works, first: date | None, last: date | None) -> None:
    with pytest.raises(PeriodRefused):
        seen(works, first=first, last=last)


def test_a_stranger_sees_nothing(works: Works) -> None:
    with pytest.raises(Forbidden):
        seen(works, Actor(9, "Nadie", frozenset({"catalog.read"})))
