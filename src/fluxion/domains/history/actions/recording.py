"""Sold lines into the lake: each load once, each line once, whenever it is killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

import duckdb
import pyarrow as pa
from sqlalchemy import select

from fluxion.base.lake import Change, Commit, LakeSnapshot
from fluxion.base.scratch import scratch
from fluxion.base.settings import Settings
from fluxion.base.work import Work
from fluxion.domains.history.events import SalesRecorded
from fluxion.domains.history.shapes import LineCounts, Opener, Recorded
from fluxion.domains.history.tables import LOADED, LOADING, SALES, UNDONE, SalesBatch
from fluxion.domains.sales import SALE_LINES

Lines: TypeAlias = pa.Table | pa.RecordBatchReader | Path
COLUMNS = ", ".join(SALE_LINES.names)
_CONTENT = [name for name in SALE_LINES.names if name != "row_key"]
_DIFFERS = " or ".join(f"given.{name} is distinct from kept.{name}" for name in _CONTENT)


def compare_sales(work: Work, lines: Lines, *, moves: bool = False) -> LineCounts:
    """How many of the lines are new, changed or already there; nothing is written."""
    work.require("history.read")
    with _given(work.settings, lines) as (con, repeated):
        return _judge(con, work.lake.snapshot(SALES), moves, repeated)


def record_sales(works: Opener, source: str, lines: Lines, *, moves: bool = False, on_behalf_of: str = "history.record_sales") -> Recorded:
    """Add sold lines to the lake, leaving out those that are there and replacing those that changed.

    `source` names the load: called again after a crash it finishes, called again afterwards it changes nothing.
    `moves` says that keys are document and line, so that a line may have changed its day: all months are searched.
    Columns are those of `SALE_LINES`; a Path is a Parquet file. The mart shows them after the next `publish`.
    """
    with works.read() as work:
        work.require(on_behalf_of)
        settings, lake = work.settings, work.lake
    batch = works.commit(partial(_claim, source))
    batch_id = batch.id
    if batch.state == LOADED:
        return Recorded(batch_id, LineCounts(**batch.counts), batch.lake_version or 0, already=True)
    with _given(settings, lines) as (con, repeated):

        def make(snapshot: LakeSnapshot) -> Change:
            counts = _judge(con, snapshot, moves, repeated)
            months = _months(con)
            works.commit(partial(_note, batch_id, counts, months, _span(con)))
            return _change(con, snapshot, batch_id, counts, months)

        commit = lake.commit(SALES, f"sales-{batch_id}", make, {"source": source})
    return works.commit(partial(_finish, batch_id, commit))


def _claim(source: str, work: Work) -> SalesBatch:
    batch = work.db.scalar(select(SalesBatch).where(SalesBatch.source == source, SalesBatch.state != UNDONE))
    if batch is None:
        batch = SalesBatch(source=source, state=LOADING, counts=asdict(LineCounts()), months=[], started_at=work.now)
        work.db.add(batch)
        work.db.flush()
    return batch


def _note(batch_id: int, counts: LineCounts, months: list[str], span: tuple[date | None, date | None], work: Work) -> None:
    """Keep what the commit will do before it is made, for the run that may have to finish it."""
    batch = work.db.get_one(SalesBatch, batch_id)
    batch.counts, batch.months = asdict(counts), months
    batch.first_day, batch.last_day = span


def _finish(batch_id: int, commit: Commit, work: Work) -> Recorded:
    batch = work.db.get_one(SalesBatch, batch_id)
    batch.state, batch.loaded_at = LOADED, work.now
    batch.lake_version, batch.lake_version_before = commit.version, commit.version_before
    counts = LineCounts(**batch.counts)
    work.emit(SalesRecorded(subject_id=batch_id, source=batch.source, new=counts.new, changed=counts.changed, lake_version=commit.version))
    return Recorded(batch_id, counts, commit.version, already=False)


@contextmanager
def _given(settings: Settings, lines: Lines) -> Iterator[tuple[duckdb.DuckDBPyConnection, int]]:
    """The lines as table `given` of a connection, one per key, and how many were repeated."""
    with scratch(settings) as con:
        if isinstance(lines, Path):
            con.read_parquet(str(lines)).create_view("lines")
        else:
            con.register("lines", lines)
        con.execute(f"create table given as select {COLUMNS}, row_number() over () as place from lines")
        con.execute(
            "delete from given using (select row_key, max(place) as last from given group by row_key having count(*) > 1) as twice "
            "where given.row_key = twice.row_key and given.place < twice.last"
        )
        [(removed,)] = con.fetchall()
        yield con, removed


def _judge(con: duckdb.DuckDBPyConnection, snapshot: LakeSnapshot, moves: bool, repeated: int) -> LineCounts:
    """Compare `given` with what the lake has, into table `verdict`."""
    months = None if moves else [month for (month,) in con.execute("select distinct strftime(day, '%Y-%m') from given").fetchall()]
    snapshot.view(con, "kept", months)
    con.execute(
        f"""create or replace table verdict as
        select given.row_key, given.day, kept.day as old_day,
               case when kept.row_key is null then 'new' when {_DIFFERS} then 'changed' else 'unchanged' end as verdict
        from given left join kept on kept.row_key = given.row_key"""
    )
    found: dict[str, int] = dict(con.execute("select verdict, count(*) from verdict group by verdict").fetchall())
    new, changed, unchanged = (found.get(name, 0) for name in ("new", "changed", "unchanged"))
    return LineCounts(new + changed + unchanged + repeated, new, changed, unchanged, repeated)


def _months(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The months that new and changed lines are in, or were."""
    rows = con.execute(
        """select distinct strftime(unnest([day, old_day]), '%Y-%m') as month from verdict
        where verdict <> 'unchanged' order by month"""
    ).fetchall()
    return [month for (month,) in rows if month is not None]


def _span(con: duckdb.DuckDBPyConnection) -> tuple[date | None, date | None]:
    [(first, last)] = con.execute(
        "select min(least(day, old_day)), max(greatest(day, old_day)) from verdict where verdict <> 'unchanged'"
    ).fetchall()
    return first, last


def _change(con: duckdb.DuckDBPyConnection, snapshot: LakeSnapshot, batch_id: int, counts: LineCounts, months: list[str]) -> Change:
    stored = ", ".join(SALES.schema.names)
    fresh = f"""select {stored} from (select given.*, {int(batch_id)}::int as batch_id from given
        semi join (select row_key from verdict where verdict <> 'unchanged') as wanted using (row_key)) order by place"""
    if counts.changed == 0:
        return Change(con.sql(fresh).to_arrow_reader())
    snapshot.view(con, "kept", months)
    stay = f"""select {stored} from kept
        anti join (select row_key from verdict where verdict = 'changed') as gone using (row_key)"""
    return Change(con.sql(f"{stay} union all ({fresh})").to_arrow_reader(), frozenset(months))
