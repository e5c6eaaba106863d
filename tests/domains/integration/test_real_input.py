"""The real wholesaler and the real chain of stores, through the mapping files that are shipped as examples."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from tests.domains.integration.company import bring, check, counts, load, undo
from tests.makers import make_works

from fluxion.faces.cli.mapping_file import read_mapping

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data"
WHOLESALER = DATA / "online_retail" / "lines.parquet"
STORES = DATA / "fresh_retail" / "daily.parquet"

pytestmark = pytest.mark.real_input


@pytest.mark.skipif(not WHOLESALER.exists(), reason="../shared/data/online_retail is not there")
def test_the_real_wholesaler_loads_once(tmp_path: Path) -> None:
    works = make_works(tmp_path)
    mapping = read_mapping(ROOT / "examples" / "online_retail" / "mapping.yaml")
    expected = {"total": 370_931, "new": 366_751, "skipped": 4_180}
    view = bring(works, WHOLESALER, "sales", mapping)
    seen = check(works, view, "products", "locations")
    assert counts(seen) == expected
    loaded = load(works, seen, "products", "locations")
    assert counts(loaded) == expected
    assert {each.entity: each.codes for each in loaded.unknown} == {"products": 3_644, "locations": 1, "customers": 3_648}
    goods = "regexp_matches(stock_code, '^[0-9]{5}[A-Za-z]*$') AND unit_price > 0"
    with duckdb.connect() as con:
        source = con.execute(f"SELECT sum(quantity), sum(quantity * unit_price) FROM '{WHOLESALER}' WHERE {goods}").fetchall()[0]
    with works.read() as work:
        units, net = work.marts.query(work, "select sum(units - returned), sum(net) from day_sales")[0]
    assert (units, net) == (Decimal(source[0]), source[1])
    again = load(works, bring(works, WHOLESALER, "sales", mapping), "products", "locations")
    assert counts(again) == {"total": 370_931, "unchanged": 366_751, "skipped": 4_180}
    undo(works, loaded)
    with works.read() as work:
        assert work.marts.query(work, "select count(*) from day_sales") == ((0,),)


@pytest.mark.skipif(not STORES.exists(), reason="../shared/data/fresh_retail is not there")
def test_a_slice_of_the_real_stores_loads_with_its_stock_outs(tmp_path: Path) -> None:
    cut = tmp_path / "cut.parquet"
    with duckdb.connect() as con:
        con.execute(f"COPY (SELECT * FROM '{STORES}' WHERE store_id < 20) TO '{cut}' (FORMAT parquet)")
        total, sold, units, missing = con.execute(
            f"SELECT count(*), count(*) FILTER (sale > 0), sum(sale::DECIMAL(18,3)), count(*) FILTER (stockout_hours_6_21 > 0) FROM '{cut}'"
        ).fetchall()[0]
    works = make_works(tmp_path / "company")
    mapping = read_mapping(ROOT / "examples" / "fresh_retail" / "mapping.yaml")
    after = load(works, bring(works, cut, "sales", mapping), "products", "locations")
    assert counts(after) == {"total": total, "new": sold, "skipped": total - sold}
    with works.read() as work:
        assert work.marts.query(work, "select sum(units) from day_sales") == ((units,),)
        assert work.marts.query(work, "select count(*), max(share_out) from stock_out") == ((missing, 1.0),)
