"""The mart: exact figures, only changed months aggregated again, sections carried over, one commit with the records."""

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from tests.domains.history.lines import company, furnished, line, lines

from fluxion.base.mart import GenerationMoved, GenerationRow, MartBroken, Marts, MartSection, MartSections
from fluxion.base.work import SYSTEM, Works
from fluxion.domains import catalog, history, partners, purchases, stock
from fluxion.domains.history import rules

D = Decimal
JAN, FEB = date(2026, 1, 15), date(2026, 2, 10)
SOLD = lines(
    line("F1", 1, JAN, 1, "5", "3", customer_id=7, salesperson="Ana"),
    line("F1", 2, JAN, 1, "1.5", "3", discount=D("0.5"), customer_id=7, salesperson="Ana"),
    line("F2", 1, JAN, 1, "-2", "3", customer_id=9),
    line("F3", 1, JAN, 2, "2", "6", unit_cost=D("4.1234"), customer_id=7, location_id=2),
    line("F4", 1, FEB, 3, "4", "5"),
)
NOTES = MartSection("notes", ("note",), "create table note (text varchar)")


@pytest.fixture
def works(works: Works) -> Works:
    works = replace(furnished(works), ports={MartSections: MartSections((NOTES,))})
    history.record_sales(works, "import:1", SOLD)
    return works


def ask(works: Works, sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with works.read() as work:
        return list(works.marts.query(work, sql, params))


def everything(works: Works) -> dict[str, list[tuple[Any, ...]]]:
    tables = [name for (name,) in ask(works, "select table_name from duckdb_tables() where database_name = current_database() order by 1")]
    return {name: ask(works, f"select * from {name} order by all") for name in tables if name not in ("meta", "mart_month")}


def test_an_empty_company_has_an_empty_mart(tmp_path: Path) -> None:
    works = company(tmp_path)
    assert history.publish(works) == 1
    assert ask(works, "select count(*) from day_sales") == [(0,)]
    assert ask(works, "select sku from product_dim order by 1") == [("A",), ("B",), ("C",)]
    with works.read() as work:
        assert history.data_until(work) is None


def test_sales_by_day_product_and_location_are_exact(works: Works) -> None:
    history.publish(works)
    assert ask(works, "select product_id, location_id, day, units, returned, net, cost, lines from day_sales order by all") == [
        (1, 1, JAN, D("6.500"), D("2.000"), D("13.0000"), D("9.0000"), 3),
        (2, 2, JAN, D("2.000"), D("0.000"), D("12.0000"), D("8.2468"), 1),
        (3, 1, FEB, D("4.000"), D("0.000"), D("20.0000"), D("0.0000"), 1),
    ]


def test_sales_by_location_count_documents_and_customers(works: Works) -> None:
    history.publish(works)
    assert ask(works, "select day, location_id, net, lines, documents, bit_count(customers) from day_location order by 1, 2") == [
        (JAN, 1, D("13.0000"), 3, 2, 2),
        (JAN, 2, D("12.0000"), 1, 1, 1),
        (FEB, 1, D("20.0000"), 1, 1, None),
    ]
    assert ask(works, "select bit_count(bit_or(customers)) from day_location") == [(2,)]


def test_cubes_windows_and_closed_days(works: Works) -> None:
    history.publish(works)
    names = "(select distinct category_id, category from product_dim)"
    assert ask(works, f"select category, location_id, net from day_category join {names} using (category_id) order by all") == [
        ("Granos", 1, D("13.0000")),
        ("Granos", 2, D("12.0000")),
        ("Limpieza", 1, D("20.0000")),
    ]
    assert ask(works, "select days, product_id, units, sale_days from sales_window order by all") == [
        (7, 3, D("4.000"), 1),
        (30, 1, D("6.500"), 1),
        (30, 2, D("2.000"), 1),
        (30, 3, D("4.000"), 1),
        (90, 1, D("6.500"), 1),
        (90, 2, D("2.000"), 1),
        (90, 3, D("4.000"), 1),
        (365, 1, D("6.500"), 1),
        (365, 2, D("2.000"), 1),
        (365, 3, D("4.000"), 1),
    ]
    assert ask(works, "select count(*), min(day) from closed_day") == [(25, JAN + timedelta(days=1))]
    assert ask(works, "select day, location_id, salesperson, net from day_salesperson order by 1, 2, 3 nulls first") == [
        (JAN, 1, None, D("-6.0000")),
        (JAN, 1, "Ana", D("19.0000")),
        (JAN, 2, None, D("12.0000")),
        (FEB, 1, None, D("20.0000")),
    ]


def test_an_increment_gives_what_a_full_build_gives(works: Works) -> None:
    history.publish(works)
    history.record_sales(works, "import:2", lines(line("F1", 1, JAN, 1, "50", "3"), line("F9", 1, FEB, 1, "1", "3", location_id=2)))
    history.publish(works)
    increment = everything(works)
    history.publish(works, full=True)
    assert everything(works) == increment
    assert ask(works, "select units from day_sales where product_id = 1 and day = ?", JAN) == [(D("51.500"),)]


def test_only_months_that_changed_are_aggregated_again(works: Works) -> None:
    many = [line(f"G{n}", 1, JAN, 1, "1", "3") for n in range(20)]
    history.record_sales(works, "import:2", lines(*many))
    history.publish(works)
    history.record_sales(works, "import:3", lines(line("F9", 1, FEB, 1, "1", "3")))
    steps: list[str] = []
    history.publish(works, progress=lambda share, step: steps.append(step))
    assert [step for step in steps if step.startswith("2026")] == ["2026-02"]


def test_a_product_that_changes_its_category_takes_its_past_along(works: Works) -> None:
    history.publish(works)
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "B", "category": "Limpieza"}])
    history.publish(works)
    names = "(select distinct category_id, category from product_dim)"
    assert ask(works, f"select category, sum(net) from day_category join {names} using (category_id) group by 1 order by 1") == [
        ("Granos", D("13.0000")),
        ("Limpieza", D("32.0000")),
    ]


def test_a_month_that_was_undone_disappears(works: Works) -> None:
    done = history.record_sales(works, "import:2", lines(line("F9", 1, date(2026, 3, 1), 1, "1", "3")))
    history.publish(works)
    with works.read() as work:
        assert history.data_until(work) == date(2026, 3, 1)
    history.undo_sales(works, done.batch_id)
    history.publish(works)
    with works.read() as work:
        assert history.data_until(work) == FEB


def test_masters_stock_and_suppliers_are_those_of_the_records(works: Works) -> None:
    as_of = datetime.fromisoformat("2026-03-01T10:00:00+00:00")
    with works.write() as work:
        partners.upsert_suppliers(work, [{"code": "P1", "name": "Molinos", "currency": "USD"}])
        purchases.set_supply(work, [{"product_id": 1, "supplier_id": 1}, {"product_id": 3, "supplier_id": 1, "cost": D("1.75")}])
        stock.set_levels(work, [{"product_id": 1, "location_id": 2, "on_hand": D("12.5"), "reserved": D("2"), "as_of": as_of}])
    history.publish(works)
    assert ask(works, "select sku, category, supplier_code, unit_cost, price from product_dim order by 1") == [
        ("A", "Granos", "P1", D("2.0000"), D("3.0000")),
        ("B", "Granos", None, D("4.0000"), D("6.0000")),
        ("C", "Limpieza", "P1", D("1.7500"), D("5.0000")),
    ]
    assert ask(works, "select * from stock_now") == [(1, 2, D("12.500"), D("2.000"), D("2.0000"))]
    assert ask(works, "select code, kind, active from location_dim order by 1") == [("T1", "store", True), ("T2", "store", True)]
    assert ask(works, "select value from meta where key = 'stock_as_of'") == [("2026-03-01T10:00:00+00:00",)]


def test_stock_of_each_day_is_kept_once(works: Works) -> None:
    with works.write() as work:
        stock.set_levels(
            work, [{"product_id": 1, "location_id": 1, "on_hand": D("10")}, {"product_id": 2, "location_id": 1, "on_hand": D("0")}]
        )
    assert history.record_stock_snapshot(works)
    assert not history.record_stock_snapshot(works)
    history.record_rows(
        works,
        history.STOCK_SNAPSHOTS,
        "demo",
        pa.Table.from_pylist(
            [{"day": FEB, "product_id": 1, "location_id": 1, "on_hand": D("3"), "unit_cost": D("2")}], schema=history.STOCK_SNAPSHOTS.schema
        ),
    )
    history.publish(works)
    assert ask(works, "select * from stock_day order by day") == [
        (FEB, 1, D("6.0000"), 2, 1, 1),
        (date(2026, 3, 2), 1, D("20.0000"), 2, 1, 2),
    ]


def test_a_stock_day_that_is_completed_later_is_counted_again(works: Works) -> None:
    def held(location: int) -> pa.Table:
        row = {"day": FEB, "product_id": 1, "location_id": location, "on_hand": D("3"), "unit_cost": D("2")}
        return pa.Table.from_pylist([row], schema=history.STOCK_SNAPSHOTS.schema)

    history.record_rows(works, history.STOCK_SNAPSHOTS, "one", held(1))
    history.publish(works)
    history.record_rows(works, history.STOCK_SNAPSHOTS, "two", held(2))
    history.publish(works)
    assert ask(works, "select location_id, value, skus, skus_out from stock_day order by 1") == [
        (1, D("6.0000"), 2, 1),
        (2, D("6.0000"), 1, 1),
    ]


def test_margins_are_told_of_the_part_whose_cost_is_known(works: Works) -> None:
    history.publish(works)
    assert ask(works, "select sum(net), sum(costed), sum(cost) from day_location") == [(D("45.0000"), D("25.0000"), D("17.2468"))]


def test_stock_outs_are_at_most_a_whole_day(works: Works) -> None:
    rows = {"day": [JAN, JAN], "product_id": [1, 1], "location_id": [1, 1], "share_out": [0.25, 1.5]}
    assert history.record_rows(works, history.STOCK_OUTS, "import:5", pa.table(rows))
    assert not history.record_rows(works, history.STOCK_OUTS, "import:5", pa.table(rows))
    history.publish(works)
    assert ask(works, "select * from stock_out") == [(1, 1, JAN, 1.0)]


def put_note(text: str):  # type: ignore[no-untyped-def]
    return lambda con, work: con.execute("insert into note values (?)", [text])


def test_sections_are_carried_over_until_somebody_fills_them(works: Works) -> None:
    history.publish(works)
    assert ask(works, "select * from note") == []
    history.publish(works, sections={"notes": put_note("one")})
    history.publish(works)
    assert ask(works, "select * from note") == [("one",)]
    history.publish(works, full=True)
    assert ask(works, "select * from note") == [("one",)]
    history.publish(works, sections={"notes": put_note("two")}, full=True)
    assert ask(works, "select * from note") == [("two",)]


def test_what_belongs_to_a_generation_commits_with_it(works: Works) -> None:
    history.publish(works)

    def rename(work):  # type: ignore[no-untyped-def]
        catalog.upsert_products(work, [{"sku": "A", "name": "Arroz largo"}])

    def fail(work):  # type: ignore[no-untyped-def]
        rename(work)
        raise RuntimeError("the records refused")

    with pytest.raises(RuntimeError, match="refused"):
        history.publish(works, also=fail)
    with works.read() as work:
        assert work.marts.generation(work) == 1
        assert catalog.product_frame(work)["name"].to_pylist()[0] == "Arroz"
    assert len(list(works.settings.mart_dir.iterdir())) == 1, "nothing is left of the refused generation"
    assert history.publish(works, also=rename) == 2
    with works.read() as work:
        assert catalog.product_frame(work)["name"].to_pylist()[0] == "Arroz largo"


def test_two_publishers_at_once_lose_nothing(works: Works) -> None:
    history.publish(works)
    tries: list[int] = []

    def another_first(con: duckdb.DuckDBPyConnection, work: Any) -> None:
        tries.append(1)
        con.execute("insert into note values ('mine')")
        if len(tries) == 1:
            history.record_sales(works, "import:2", lines(line("F9", 1, FEB, 2, "1", "3")))
            history.publish(works)

    assert history.publish(works, sections={"notes": another_first}) == 3
    assert len(tries) == 2
    assert ask(works, "select units from day_sales where product_id = 2 and day = ?", FEB) == [(D("1.000"),)]
    assert ask(works, "select * from note") == [("mine",)]


def test_of_two_that_become_current_at_once_one_does(works: Works) -> None:
    history.publish(works)
    drafts = []
    for text in ("first", "second"):
        with works.read() as work, work.marts.build(work, full=False) as made:
            put_note(text)(made.con, work)
        drafts.append(made)
    refused: list[BaseException] = []

    def second() -> None:
        try:
            with works.write() as work:
                work.marts.adopt(work, drafts[1])
        except GenerationMoved as moved:
            refused.append(moved)

    late = threading.Thread(target=second)
    with works.write() as work:
        assert work.marts.adopt(work, drafts[0]) == 2
        late.start()
        late.join(0.5)
    late.join()
    assert len(refused) == 1
    assert ask(works, "select * from note") == [("first",)]


def test_a_mart_of_another_shape_is_built_anew(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    history.publish(works)
    monkeypatch.setattr(rules, "SCHEMA_VERSION", "next")
    steps: list[str] = []
    history.publish(works, progress=lambda share, step: steps.append(step))
    assert [step for step in steps if step.startswith("2026")] == ["2026-01", "2026-02"]


def test_a_mart_of_an_earlier_version_is_told_to_be_rebuilt_until_it_is(works: Works) -> None:
    history.publish(works, sections={"notes": put_note("one")})
    asked: list[int] = []
    wider = MartSection("notes", ("note", "author"), "create table note (text varchar, day date); create table author (name varchar)")
    works = replace(works, ports={MartSections: MartSections((wider,))}, marts=Marts.open(works.settings))
    works.marts.repair = lambda: asked.append(1)
    works.marts.shape = rules.shape([wider.ddl])
    for sql in ("select day from note", "select units from day_sales"):
        with works.read() as work, pytest.raises(MartBroken):
            work.marts.query(work, sql)
    with works.read() as work, pytest.raises(MartBroken), work.marts.batch(work):
        pass
    assert asked == [1]
    history.publish(works)
    assert ask(works, "select text, day from note") == []
    assert ask(works, "select count(*) from day_sales") == [(3,)]
    history.publish(works, sections={"notes": lambda con, work: con.execute("insert into note values ('two', null)")})
    history.publish(works)
    assert ask(works, "select text, day from note") == [("two", None)]
    assert asked == [1]


def test_tables_of_a_section_are_carried_over_together_or_not_at_all(works: Works) -> None:
    pair = "create table note (text varchar); create table author (name varchar)"
    works = replace(works, ports={MartSections: MartSections((MartSection("notes", ("note", "author"), pair),))})

    def both(con: duckdb.DuckDBPyConnection, work: Any) -> None:
        con.execute("insert into note values ('one')")
        con.execute("insert into author values ('Ana')")

    history.publish(works, sections={"notes": both})
    history.publish(works, full=True)
    assert ask(works, "select text, name from note, author") == [("one", "Ana")]
    changed = MartSection("notes", ("note", "author"), pair.replace("name varchar", "name varchar, lang varchar"))
    works = replace(works, ports={MartSections: MartSections((changed,))})
    history.publish(works, full=True)
    assert ask(works, "select count(*) from note") == [(0,)]
    assert ask(works, "select count(*) from author") == [(0,)]


def test_any_change_of_a_table_changes_the_shape() -> None:
    assert rules.shape(["create table note (text varchar)"]) != rules.shape(["create table note (words varchar)"])
    assert rules.shape(["a"]) == rules.shape(["a"])


def test_a_lost_file_is_built_anew(works: Works) -> None:
    history.publish(works)
    whole = everything(works)
    works.marts.close()
    for file in works.settings.mart_dir.glob("*.duckdb"):
        file.unlink()
    works = replace(works, marts=Marts.open(works.settings))
    history.publish(works)
    assert everything(works) == whole


def test_the_bitmaps_widen_with_the_customers(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "BIT_CAPACITY", 10)
    history.publish(works)
    with works.write() as work:
        partners.upsert_customers(work, [{"code": f"C{n}", "name": f"Cliente {n}"} for n in range(15)])
    history.record_sales(works, "import:2", lines(line("F9", 1, date(2026, 3, 1), 1, "1", "3", customer_id=15)))
    history.publish(works)
    assert ask(works, "select bit_count(bit_or(customers)) from day_location") == [(3,)]
    assert ask(works, "select value from meta where key = 'bit_capacity'") == [("30",)]


def test_old_generations_are_swept(works: Works) -> None:
    history.publish(works)
    history.publish(works)
    with works.write(SYSTEM) as work:
        work.now += timedelta(minutes=10)
        assert work.marts.sweep(work) == 1
        assert [row.state for row in work.db.query(GenerationRow).order_by(GenerationRow.id)] == ["removed", "current"]


def test_masters_are_read_again_when_something_was_announced_of_them(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    history.publish(works)
    read = []
    frame = catalog.product_frame
    monkeypatch.setattr(catalog, "product_frame", lambda work: read.append(1) or frame(work))
    history.publish(works)
    assert read == []
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "A", "name": "Arroz largo"}])
    history.publish(works)
    assert len(read) == 1 and ask(works, "select name from product_dim where sku = 'A'") == [("Arroz largo",)]
    with works.write() as work:
        stock.set_levels(work, [{"product_id": 1, "location_id": 2, "on_hand": D(9)}])
    history.publish(works)
    assert ask(works, "select on_hand from stock_now where product_id = 1 and location_id = 2") == [(D(9),)]
    history.publish(works, full=True)
    assert len(read) == 3, "a new file has nothing yet"
