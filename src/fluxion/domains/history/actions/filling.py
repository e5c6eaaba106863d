"""Filling a draft of the mart: only months, or days of them, whose files in the lake changed, then everything that depends on them."""

from collections.abc import Mapping
from datetime import date

import duckdb
from sqlalchemy import func, select

from fluxion.base.facts import fact_mark
from fluxion.base.frames import frame
from fluxion.base.lake import LakeSnapshot, Span
from fluxion.base.mart import Draft, Fill, MartSections, carry_over
from fluxion.base.work import Work
from fluxion.domains import catalog, partners, purchases, stock
from fluxion.domains.history import rules
from fluxion.domains.history.actions.scope import Scope, note_month, scope_of, whole_month
from fluxion.domains.history.actions.windows import fill_windows, keep_days
from fluxion.domains.history.shapes import Progress
from fluxion.domains.history.tables import SALES, STOCK_SNAPSHOTS


def fill(made: Draft, work: Work, sections: Mapping[str, Fill], progress: Progress) -> Scope:
    """Bring a draft up to the lake and the records; sections that nobody fills keep what the copy had."""
    con = made.con
    for statement in rules.DDL:
        con.execute(statement)
    categories = con.execute(rules.CATEGORIES_MARK).fetchall()
    _dims(con, work)
    scope = scope_of(con, work.lake)
    reached = keep_days(con, scope.changed[SALES.name].values() if made.is_copy else ())
    _months(con, scope, progress)
    progress(0.8, "rollups")
    moved = categories != con.execute(rules.CATEGORIES_MARK).fetchall()
    _cubes(con, scope, reached, moved=moved)
    for statement in rules.FILL_NOW:
        con.execute(statement)
    progress(0.9, "sections")
    _sections(made, work, sections)
    _meta(con, work, scope, is_full=not made.is_copy)
    made.lake_version = {name: snapshot.version for name, snapshot in scope.snapshots.items()}
    return scope


_LEVELS = select(stock.StockLevel.product_id, stock.StockLevel.location_id, stock.StockLevel.on_hand, stock.StockLevel.reserved)
"""As `stock.level_frame`, without what the mart does not keep and without its order: a third of the time."""


AFTERWARDS = frozenset({"history", "planning"})
"""The domains that announce what follows from masters and stock, and change neither themselves."""


def _dims(con: duckdb.DuckDBPyConnection, work: Work) -> None:
    """Bring masters and stock up to the records, unless nothing was announced since the generation before that may have changed them."""
    mark = f"{work.settings.currency} {fact_mark(work.db, AFTERWARDS)}"
    if con.execute("select 1 from meta where key = 'masters' and value = ?", [mark]).fetchone():
        return
    con.execute("delete from meta where key = 'masters'")
    con.execute("insert into meta values ('masters', ?)", [mark])
    frames = {
        "products": catalog.product_frame(work),
        "locations": catalog.location_frame(work),
        "suppliers": partners.supplier_frame(work),
        "supplies": purchases.supply_frame(work),
        "levels": frame(work.db, _LEVELS),
    }
    for name, rows in frames.items():
        con.register(name, rows)
    for statement in rules.FILL_DIMS:
        con.execute(statement, {"currency": work.settings.currency} if "$currency" in statement else {})
    for name in frames:
        con.unregister(name)


def _months(con: duckdb.DuckDBPyConnection, scope: Scope, progress: Progress) -> None:
    bits, done = _bits(con), 0
    for source, months in scope.changed.items():
        snapshot = scope.snapshots[source]
        fingerprints = snapshot.fingerprints()
        for month, span in months.items():
            progress(0.05 + 0.75 * done / scope.months, month)
            _month(con, snapshot, month, span, bits)
            note_month(con, snapshot, month, fingerprints.get(month))
            done += 1


def _month(con: duckdb.DuckDBPyConnection, snapshot: LakeSnapshot, month: str, span: Span, bits: int) -> None:
    snapshot.view(con, "lines", [month])
    if snapshot.table is STOCK_SNAPSHOTS:
        _stock_days(con, f"{month}-01")
    for whole in rules.WHOLE:
        try:
            _tables(con, snapshot.table.name, span, bits, whole)
            break
        except (duckdb.OutOfRangeException, duckdb.ConversionException):
            if whole == rules.WHOLE[-1]:
                raise
    con.execute("drop view if exists lines")
    con.execute("drop table if exists sold")


def _tables(con: duckdb.DuckDBPyConnection, source: str, span: Span, bits: int, whole: str) -> None:
    """Fill some days of every table that is made of a lake table, in sums of whole numbers of so many bits."""
    slices, days = [(0, 0)], dict(zip(("first", "last"), span, strict=True))
    if source == SALES.name:
        con.execute(rules.SOLD.format(whole=whole), days)
        slices = _slices(con)
    for table in rules.MONTH_TABLES.get(source, ()):
        con.execute(f"delete from {table} where day between $first and $last", days)
        statement = rules.FILL_MONTH[table].format(whole=whole)
        for least, most in slices if "$least" in statement else [(0, 0)]:
            given = {"bits": bits, "least": least, "most": most, **days}
            con.execute(statement, {name: value for name, value in given.items() if f"${name}" in statement})


def _slices(con: duckdb.DuckDBPyConnection) -> list[tuple[int, int]]:
    """Ranges of products, rising, none of which has many more lines than can be added up at once."""
    return con.execute(
        """select min(product_id), max(product_id) from (
            select product_id, sum(count(*)) over (order by product_id) // $most as slice from sold group by product_id)
        group by slice order by slice""",
        {"most": rules.AT_ONCE},
    ).fetchall()


def _stock_days(con: duckdb.DuckDBPyConnection, first: str) -> None:
    con.execute(
        """delete from stock_day where day >= $first::date and day < $first::date + interval 1 month
        and day not in (select day from lines)""",
        {"first": first},
    )
    for (day,) in con.execute(rules.STOCK_DAYS_TO_FILL).fetchall():
        con.execute("delete from stock_day where day = ?", [day])
        con.execute(rules.FILL_STOCK_DAY, {"day": day})


def _cubes(con: duckdb.DuckDBPyConnection, scope: Scope, reached: date | None, *, moved: bool) -> None:
    """What is told of all the sales; by category that of all months where products moved between them."""
    sold = scope.changed[SALES.name]
    everywhere = {month: whole_month(month) for month in scope.snapshots[SALES.name].months()} if moved else {}
    for first, last in {**sold, **everywhere}.values():
        for statement in rules.FILL_CATEGORIES:
            con.execute(statement, {"first": first, "last": last})
    if sold:
        for statement in rules.FILL_CLOSED:
            con.execute(statement)
        fill_windows(con, sold.values(), reached)


def _bits(con: duckdb.DuckDBPyConnection) -> int:
    """The largest customer number that fits the bitmaps of this file."""
    found = con.execute("select value::int from meta where key = 'bit_capacity'").fetchall()
    return int(found[0][0]) if found else rules.BIT_CAPACITY


def _sections(made: Draft, work: Work, fills: Mapping[str, Fill]) -> None:
    con = made.con
    have = {name for (name,) in con.execute("select table_name from duckdb_tables() where database_name = 'next'").fetchall()}
    for section in work.ports.get(MartSections, ()):
        if not have.issuperset(section.tables):
            for table in section.tables:
                con.execute(f'drop table if exists "{table}"')
            con.execute(section.ddl)
            carry_over(made, section.tables)
        if (build := fills.get(section.name, section.build)) is not None:
            for table in section.tables:
                con.execute(f'delete from "{table}"')
            build(con, work)


def _meta(con: duckdb.DuckDBPyConnection, work: Work, scope: Scope, *, is_full: bool) -> None:
    [(first, last)] = con.execute("select min(day)::varchar, max(day)::varchar from day_location").fetchall()
    as_of = work.db.scalar(select(func.max(stock.StockLevel.as_of)))
    values = {
        "stock_as_of": None if as_of is None else as_of.isoformat(),
        "schema": rules.SCHEMA_VERSION,
        "data_from": first,
        "data_until": last,
        "built_at": work.now.isoformat(),
        "lake_version": str(scope.snapshots[SALES.name].version),
        "bit_capacity": str(_bits(con)),
    }
    if is_full:
        values["full_rows"] = str(scope.snapshots[SALES.name].rows())
    con.executemany("delete from meta where key = ?", [[key] for key in values])
    con.executemany("insert into meta values (?, ?)", [[key, value] for key, value in values.items() if value is not None])
