"""Real sales come in through the import, are planned, and the plan is one a buyer would recognise."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.domains.integration.company import bring, load
from tests.domains.planning.company import PORTS, plan
from tests.makers import make_works

from fluxion.base.paging import Ask
from fluxion.base.work import SYSTEM, Works
from fluxion.domains.planning.reads.explaining import explain
from fluxion.domains.planning.reads.runs import latest_run
from fluxion.domains.planning.reads.series import forecast_of
from fluxion.domains.planning.reads.suggestions import suggestions
from fluxion.domains.planning.shapes import SuggestionFilter
from fluxion.faces.cli.mapping_file import read_mapping

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
WHOLESALER = DATA / "online_retail" / "lines.parquet"
STORES = DATA / "fresh_retail" / "daily.parquet"
SATURDAY = 5

pytestmark = pytest.mark.real_input


def query(works: Works, sql: str) -> tuple[tuple[Any, ...], ...]:
    with works.read() as work:
        return tuple(work.marts.query(work, sql))


@pytest.fixture(scope="module")
def wholesaler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Works]:
    if not WHOLESALER.exists():
        pytest.skip("../shared/data/online_retail is not there")
    works = make_works(tmp_path_factory.mktemp("wholesaler"), ports=PORTS)
    mapping = read_mapping(ROOT / "examples" / "online_retail" / "mapping.yaml")
    load(works, bring(works, WHOLESALER, "sales", mapping), "products", "locations")
    plan(works)
    yield works
    works.marts.close()
    works.database.close()


def test_the_old_sales_are_planned_as_of_the_day_after_them(wholesaler: Works) -> None:
    with wholesaler.read(SYSTEM) as work:
        run = latest_run(work)
    assert (run.as_of, run.as_of_reason, run.data_until) == (date(2011, 10, 1), "old_data", date(2011, 9, 30))
    assert run.series is not None and run.series > 3_000


def test_nothing_is_negative_and_every_quantity_adds_up(wholesaler: Works) -> None:
    ((negative, mismatched, packs),) = query(
        wholesaler,
        """select count(*) filter (least(suggested, rounded, raw_need, forecast, safety_stock, daily_mean, list_min(mean), unit) < 0),
                  count(*) filter (abs(order_up_to - planned - safety_stock) > 1e-6
                                   or (raw_need > 0 and abs(raw_need - (order_up_to - position)) > 1e-6)),
                  count(*) filter (suggested <> floor(suggested)) from plan_series""",
    )
    assert (negative, mismatched, packs) == (0, 0, 0)


def test_what_sells_is_expected_to_sell_in_a_plausible_amount(wholesaler: Works) -> None:
    ((live, forecast_live),) = query(
        wholesaler,
        """with recent as (select product_id, count(*) as days from day_sales where day >= date '2011-09-03' and units > returned group by 1)
           select count(*), count(*) filter (daily_mean > 0) from plan_series join recent using (product_id) where days >= 3""",
    )
    assert live > 1_500 and forecast_live == live
    ((expected,),) = query(wholesaler, "select sum(list_sum(mean[1:28])) from plan_series")
    ((sold,),) = query(wholesaler, "select sum(greatest(units - returned, 0))::double from day_sales where day >= date '2011-09-03'")
    assert 0.6 < expected / sold < 1.3
    ((wild,),) = query(
        wholesaler,
        """with best as (select product_id, max(weekly) as weekly from (select product_id, date_trunc('week', day), sum(units)::double as weekly
               from day_sales group by 1, 2) group by 1)
           select count(*) from plan_series join best using (product_id) where daily_mean * 7 > 1.25 * weekly""",
    )
    assert wild == 0, "no product is expected to sell more than a quarter above its best week ever"


def test_the_closed_saturdays_stay_closed(wholesaler: Works) -> None:
    assert date(2011, 10, 1).weekday() == SATURDAY
    ((saturdays, mondays),) = query(
        wholesaler, "select sum(mean[1] + mean[8] + mean[15]), sum(mean[3] + mean[10] + mean[17]) from plan_series"
    )
    assert saturdays == 0
    assert mondays > 0


def test_a_giant_order_cancelled_at_once_is_no_demand(wholesaler: Works) -> None:
    """Invoice 541431: 74,215 units, cancelled within the hour."""
    ((largest,),) = query(wholesaler, "select max(daily_mean) from plan_series")
    assert largest < 1_000


def test_without_suppliers_it_says_what_is_missing_and_still_what_to_buy(wholesaler: Works) -> None:
    with wholesaler.read(SYSTEM, lang="en") as work:
        page = suggestions(work, Ask(limit=50, sort="-quantity", count=True), SuggestionFilter(without_supplier=True))
        first = page.items[0]
        told = explain(work, first.product.id, first.location.id)
        seen = forecast_of(work, first.product.id, first.location.id)
    assert page.total is not None and page.total > 1_500
    assert told.outcome == "order_without_supplier"
    assert told.sentences[0] == "It has no supplier: assign one to be able to order it."
    assert first.quantity == first.quantity_suggested > 0
    assert len(seen.forecast) == 30 and sum(day.units for day in seen.history) > 0


@pytest.mark.skipif(not STORES.exists(), reason="../shared/data/fresh_retail is not there")
def test_a_chain_with_stock_outs_is_planned_store_by_store(tmp_path: Path) -> None:
    cut = tmp_path / "cut.parquet"
    with duckdb.connect() as con:
        con.execute(f"COPY (SELECT * FROM '{STORES}' WHERE store_id < 20) TO '{cut}' (FORMAT parquet)")
    works = make_works(tmp_path / "company", ports=PORTS)
    load(works, bring(works, cut, "sales", read_mapping(ROOT / "examples" / "fresh_retail" / "mapping.yaml")), "products", "locations")
    result = plan(works)
    assert result["as_of_reason"] == "old_data"
    ((series, stores, negative),) = query(
        works,
        "select count(*), count(distinct location_id), count(*) filter (least(suggested, forecast, list_min(mean)) < 0) from plan_series",
    )
    assert (series, negative) == (result["series"], 0)
    assert series > 500 and stores > 5
    ((expected, sold, days),) = query(
        works,
        """select (select sum(list_sum(mean[1:28])) from plan_series),
                  (select sum(units)::double from day_sales where day > (select max(day) from day_sales) - 28), 28""",
    )
    assert days == 28 and 0.8 < expected / sold < 1.6, "goods were missing on many days, so more is wanted than was sold"
