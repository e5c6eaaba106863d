"""Taking loads back: one of them, or everything since a version."""

from functools import partial

import duckdb
from sqlalchemy import select

from fluxion.base.lake import Change, Lake, LakeSnapshot, VersionGone
from fluxion.base.scratch import scratch
from fluxion.base.work import Work
from fluxion.domains.history.errors import TooOldToUndo, VersionUnknown
from fluxion.domains.history.events import SalesRestored, SalesUndone
from fluxion.domains.history.shapes import LineCounts, Opener
from fluxion.domains.history.tables import LOADED, LOADING, SALES, UNDONE, SalesBatch
from fluxion.values.errors import NotFound

_STORED = ", ".join(SALES.schema.names)


def undo_sales(works: Opener, batch_id: int, *, on_behalf_of: str = "history.undo_sales") -> LineCounts:
    """Take a load back: lines it added go, lines it changed are again what they were before it.

    Lines that a later load changed stay as that one left them. Gives the counts of the load; doing it twice is harmless.
    """
    with works.read() as work:
        work.require(on_behalf_of)
        batch = _batch(work, batch_id)
        settings, lake = work.settings, work.lake
        counts, months, before, state = LineCounts(**batch.counts), batch.months, batch.lake_version_before, batch.state
        undone = list(work.db.scalars(select(SalesBatch.id).where(SalesBatch.state == UNDONE)))
    if state == UNDONE:
        return counts
    if before is None:
        before = lake.snapshot(SALES).committed(f"sales-{batch_id}")
    version = None
    if before is not None and months:
        with scratch(settings) as con:
            version = lake.commit(
                SALES, f"undo-{batch_id}", lambda now: _without(con, lake, now, batch_id, months, before, undone, counts.changed > 0)
            ).version
    works.commit(lambda work: _mark_undone(work, _batch(work, batch_id), version))
    return counts


def restore_sales(works: Opener, lake_version: int, *, on_behalf_of: str = "history.restore_sales") -> int:
    """Put all sales back as they were at a version of the lake; gives the new version that says so.

    Loads made since then are marked as undone, and loads that were undone since then count again.
    """
    with works.read() as work:
        work.require(on_behalf_of)
        lake = work.lake
    now = lake.snapshot(SALES).version
    if not 0 <= lake_version <= now:
        raise VersionUnknown(version=lake_version)
    try:
        commit = lake.restore(SALES, lake_version, f"restore-{lake_version}-at-{now}")
    except VersionGone as error:
        raise VersionUnknown(version=lake_version) from error
    works.commit(partial(_mark_restored, lake_version, commit.version))
    return commit.version


def _mark_restored(restored: int, version: int, work: Work) -> None:
    for batch in work.db.scalars(select(SalesBatch).where(SalesBatch.lake_version.is_not(None))):
        _follow_restore(work, batch, restored, version)
    work.emit(SalesRestored(subject_id="sales", version=restored, lake_version=version))


def _batch(work: Work, batch_id: int) -> SalesBatch:
    batch = work.db.get(SalesBatch, batch_id)
    if batch is None:
        raise NotFound
    return batch


def _mark_undone(work: Work, batch: SalesBatch, version: int | None) -> None:
    if batch.state in (LOADED, LOADING):
        batch.state, batch.undone_at, batch.undone_version = UNDONE, work.now, version
        work.emit(SalesUndone(subject_id=batch.id, source=batch.source, lake_version=version or 0))


def _follow_restore(work: Work, batch: SalesBatch, restored: int, version: int) -> None:
    was_there = (batch.lake_version or 0) <= restored
    undone_since = batch.undone_version is not None and batch.undone_version > restored
    if batch.state == LOADED and not was_there:
        batch.state, batch.undone_at, batch.undone_version = UNDONE, work.now, version
    elif batch.state == UNDONE and was_there and undone_since:
        batch.state, batch.undone_at, batch.undone_version = LOADED, None, None


def _without(
    con: duckdb.DuckDBPyConnection,
    lake: Lake,
    now: LakeSnapshot,
    batch_id: int,
    months: list[str],
    before: int,
    undone: list[int],
    has_changed: bool,
) -> Change:
    """Everything in the months but the batch's own lines, with those it had replaced."""
    now.view(con, "present", months)
    rest = f"select {_STORED} from present where batch_id <> {int(batch_id)}"
    if not has_changed:
        return Change(con.sql(rest).to_arrow_reader(), frozenset(months))
    try:
        lake.snapshot(SALES, before).view(con, "past", months)
        con.execute(
            f"""create or replace table back as select {_STORED} from past
            semi join (select row_key from present where batch_id = ?) as mine using (row_key)
            where not list_contains(?::int[], batch_id)""",
            [batch_id, undone],
        )
    except (VersionGone, duckdb.IOException) as error:
        raise TooOldToUndo(batch=batch_id) from error
    return Change(con.sql(f"{rest} union all select {_STORED} from back").to_arrow_reader(), frozenset(months))
