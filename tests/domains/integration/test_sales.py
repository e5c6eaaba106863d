"""Files of sales: identity, returns, unknown codes, stock-outs, the generation that pages read, and undoing to the row."""

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from tests.domains.integration.company import SALES, begun, bring, check, counts, everything, load, try_load, undo

from fluxion.base.scratch import scratch
from fluxion.base.work import Works
from fluxion.domains import catalog, history, partners
from fluxion.domains.integration.shapes import RowRule, RunChange


def sold(works: Works) -> list[tuple[str, str, Decimal]]:
    """Units sold net of returns by day and SKU, as pages see them."""
    with works.read() as work:
        rows = work.marts.query(
            work, "select day, sku, sum(units - returned) from day_sales join product_dim using (product_id) group by all order by all"
        )
    return [(day.isoformat(), sku, net) for day, sku, net in rows]


def test_lines_reach_the_lake_and_the_pages_in_one_step(works: Works) -> None:
    begun(works)
    first = bring(works, SALES)
    assert first.entity == "sales"
    expected = {"total": 4, "new": 4}
    assert counts(check(works, first)) == expected
    assert counts(load(works, first)) == expected
    assert sold(works) == [
        ("2026-02-01", "A1", Decimal(2)),
        ("2026-02-01", "A2", Decimal(1)),
        ("2026-02-02", "A1", Decimal(4)),
        ("2026-02-03", "A1", Decimal(-1)),
    ]
    with works.read() as work:
        assert history.data_until(work) == date(2026, 2, 3)
        assert work.db.scalar(select(func.count()).select_from(partners.Customer)) == 1


def test_the_same_file_twice_changes_nothing_and_a_corrected_one_replaces_lines(works: Works) -> None:
    begun(works)
    load(works, bring(works, SALES, "sales"))
    before = everything(works)
    assert counts(load(works, bring(works, SALES, "sales"))) == {"total": 4, "unchanged": 4}
    assert everything(works) == before
    corrected = SALES.replace("F2,1,A1,S2,4", "F2,1,A1,S2,5") + "2026-02-04,F4,1,A2,S2,2,3.00,\n"
    seen = check(works, bring(works, corrected, "sales"))
    assert counts(seen) == {"total": 5, "new": 1, "changed": 1, "unchanged": 3}
    assert [(row.key, row.before, row.after) for row in seen.samples.changed] == [("F2 / 1", {"quantity": "4"}, {"quantity": "5"})]
    changed = load(works, seen)
    assert sold(works)[2:] == [("2026-02-02", "A1", Decimal(5)), ("2026-02-03", "A1", Decimal(-1)), ("2026-02-04", "A2", Decimal(2))]
    undone = undo(works, changed)
    assert undone.undone is not None
    assert undone.undone.restored == 2
    assert everything(works) == before
    assert sold(works)[2] == ("2026-02-02", "A1", Decimal(4))


def test_without_line_numbers_equal_lines_of_one_file_are_different_lines(works: Works) -> None:
    begun(works)
    content = "date,sku,location,quantity,unit_price\n2026-02-01,A1,S1,1,2\n2026-02-01,A1,S1,1,2\n2026-02-01,A1,S1,3,2\n"
    assert counts(load(works, bring(works, content, "sales"))) == {"total": 3, "new": 3}
    assert counts(load(works, bring(works, content, "sales"))) == {"total": 3, "unchanged": 3}
    assert counts(load(works, bring(works, content + "2026-02-01,A1,S1,1,2\n", "sales"))) == {"total": 4, "new": 1, "unchanged": 3}


def test_the_same_document_and_line_twice(works: Works) -> None:
    begun(works)
    content = "date,sku,location,quantity,unit_price,document,line\n"
    content += "2026-02-01,A1,S1,1,2,F1,1\n2026-02-01,A1,S1,1,2,F1,1\n2026-02-01,A2,S1,3,2,F1,1\n2026-02-01,A2,S1,3,2,F1,\n2026-02-01,A2,S1,3,2,,3\n"
    after = load(works, bring(works, content, "sales"))
    assert counts(after) == {"total": 5, "new": 1, "repeated": 1, "error": 3}
    assert [(row.row, row.column, row.code) for row in after.samples.error] == [
        (4, "line", "duplicate_in_file"),
        (5, "line", "missing"),
        (6, "document", "missing"),
    ]


def test_every_wrong_row_is_told_and_blocks_no_other(works: Works) -> None:
    begun(works)
    content = (
        "date,sku,location,quantity,unit_price,discount\n2026-02-01,A1,S1,1,2,\n32/01/2026,A1,S1,1,2,\n2026-02-01,,S1,1,2,\n"
        "2026-02-01,A1,S1,0,2,\n2026-02-01,A1,S1,1,-2,\n2026-02-01,A1,S1,1,2,99\n2030-02-01,A1,S1,1,2,\n2026-02-01,ZZ,S9,1,2,\n"
        "2026-02-01,A1,S1,dos,2,\n2026-02-01,A1,S1\n"
    )
    after = load(works, bring(works, content, "sales"))
    assert counts(after) == {"total": 10, "new": 1, "error": 9}
    assert [(row.row, row.column, row.code) for row in after.samples.error] == [
        (3, "date", "not_a_date"),
        (4, "sku", "missing"),
        (5, "quantity", "zero_quantity"),
        (6, "unit_price", "negative_price"),
        (7, "discount", "discount_too_large"),
        (8, "date", "future_day"),
        (9, "location", "unknown_location"),
        (9, "sku", "unknown_sku"),
        (10, "quantity", "not_a_number"),
        (11, None, "too_few_cells"),
    ]
    assert all(row.reason and row.remedy for row in after.samples.error)


def test_unknown_codes_are_reported_and_created_only_on_request(works: Works) -> None:
    content = "date,sku,product_name,category,location,quantity,unit_price,unit_cost,customer,customer_name\n"
    content += "2026-02-01,N1,Nuevo,Secos,X1,1,2,1,C9,Bodega\n2026-02-02,n1,Nuevo,Secos,X1,1,2.5,1.2,C9,Bodega\n2026-02-02,N2,,,X2,1,3,,,\n"
    first = bring(works, content, "sales")
    seen = check(works, first)
    assert counts(seen) == {"total": 3, "error": 3}
    assert [(each.entity, each.codes, each.created) for each in seen.unknown] == [
        ("products", 2, False),
        ("locations", 2, False),
        ("customers", 1, True),
    ]
    assert counts(check(works, first, "products", "locations")) == {"total": 3, "new": 3}
    before = everything(works)
    loaded = load(works, first, "products", "locations")
    assert counts(loaded) == {"total": 3, "new": 3}
    with works.read() as work:
        rows = work.db.execute(
            select(catalog.Product.sku, catalog.Product.name, catalog.Product.price, catalog.Product.cost).order_by("sku")
        ).all()
        assert [tuple(row) for row in rows] == [("N1", "Nuevo", Decimal("2.5"), Decimal("1.2")), ("N2", "N2", Decimal(3), None)]
    undo(works, loaded)
    assert {name: rows for name, rows in everything(works).items() if name != "category"} == {
        name: rows for name, rows in before.items() if name != "category"
    }


def test_undoing_leaves_masters_that_a_later_load_needs(works: Works) -> None:
    content = "date,sku,location,quantity,unit_price\n2026-02-01,N1,X1,1,2\n"
    first = load(works, bring(works, content, "sales"), "products", "locations")
    load(works, bring(works, content.replace("02-01", "02-02"), "sales"))
    undo(works, first)
    assert [row[:2] for row in sold(works)] == [("2026-02-02", "N1")]
    with works.read() as work:
        assert list(work.db.execute(select(catalog.Product.sku, catalog.Product.active))) == [("N1", False)]


def test_all_or_nothing_creates_not_even_masters(works: Works) -> None:
    begun(works)
    before = everything(works)
    content = SALES.replace("A2,S1", "N1,S1") + "2026-02-01,F9,1,A1,S1,0,1,\n"
    job, after = try_load(works, bring(works, content, "sales"), "products", all_or_nothing=True)
    assert (job.error_code, after.state) == ("integration.rows_in_error", "failed")
    assert everything(works) == before
    fine = load(works, bring(works, SALES.replace("A2,S1", "N1,S1"), "sales"), "products", all_or_nothing=True)
    assert counts(fine) == {"total": 4, "new": 4}


def test_without_location_column_the_only_one_is_meant(works: Works) -> None:
    content = "date,sku,quantity,unit_price\n2026-02-01,A1,1,2\n"
    job, _ = try_load(works, bring(works, content, "sales"), "products")
    assert (job.state, job.error_code) == ("failed", "integration.location_needed")
    assert counts(load(works, bring(works, content, "sales"), "products", "locations")) == {"total": 1, "new": 1}
    assert counts(load(works, bring(works, content.replace("02-01", "02-02"), "sales"))) == {"total": 1, "new": 1}
    with works.read() as work:
        assert list(work.db.execute(select(catalog.Location.code, catalog.Location.name))) == [("MAIN", "Principal")]


def test_rules_of_the_mapping(works: Works) -> None:
    begun(works)
    content = (
        "date,sku,quantity,unit_price,doc\n2026-02-01,a1,1,2,F1\n2026-02-01,POST,1,2,F1\n2026-02-02,a1,1,2,C2\n2026-02-02,a1,1,0.00,F3\n"
    )
    change = RunChange(
        mapping={"date": "date", "sku": "sku", "quantity": "quantity", "unit_price": "unit_price", "document": "doc"},
        constants={"location": "S1"},
        keep_when=[RowRule(column="sku", matches="^a[0-9]", reason="goods only")],
        skip_when=[RowRule(column="unit_price", matches=r"^0(\.0*)?$")],
        negative_when=[RowRule(column="doc", matches="^C")],
        upper=["sku"],
    )
    after = load(works, bring(works, content, "sales", change))
    assert counts(after) == {"total": 4, "new": 2, "skipped": 2}
    assert [(each.reason, each.rows) for each in after.skipped] == [("goods only", 1), (r"unit_price: ^0(\.0*)?$", 1)]
    assert sold(works) == [("2026-02-01", "A1", Decimal(1)), ("2026-02-02", "A1", Decimal(-1))]
    remembered = bring(works, content.replace("02-0", "03-0"), "sales")
    assert (remembered.constants, len(remembered.keep_when), remembered.missing) == ({"location": "S1"}, 1, [])


def test_stock_outs_are_kept_with_and_without_a_sale(works: Works) -> None:
    begun(works)
    content = "date,sku,location,quantity,unit_price,stockout hours,open hours\n2026-02-01,A1,S1,3,1,0,16\n2026-02-02,A1,S1,1,1,8,16\n2026-02-03,A1,S1,0,1,16,16\n"
    after = load(works, bring(works, content, "sales"))
    assert counts(after) == {"total": 3, "new": 2, "skipped": 1}
    with works.read() as work, scratch(work.settings) as con:
        work.lake.snapshot(history.STOCK_OUTS).view(con, "outs")
        assert con.execute("SELECT day, share_out FROM outs ORDER BY day").fetchall() == [(date(2026, 2, 2), 0.5), (date(2026, 2, 3), 1.0)]
        assert [row[0] for row in work.marts.query(work, "select share_out from stock_out order by day")] == [0.5, 1.0]
