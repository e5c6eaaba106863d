"""The load: masters in one commit, sales exactly once, and a new generation of what pages read in the same step.

Killed at any moment it is called again and finishes: what was committed is found and not done twice.
"""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from fluxion.base.bulk import RowChange
from fluxion.base.facts import as_json
from fluxion.base.files import Detected
from fluxion.base.jobs import Cancelled, JobContext, Lost, Stopping, job
from fluxion.base.work import Work
from fluxion.domains import catalog, history, partners
from fluxion.domains.integration import reads
from fluxion.domains.integration.actions.steps import LOAD_JOB
from fluxion.domains.integration.errors import RowsInError
from fluxion.domains.integration.events import FileLoaded
from fluxion.domains.integration.jobs import sales
from fluxion.domains.integration.jobs.checking import RunArgs, created_on_load, opened, teller
from fluxion.domains.integration.jobs.masters import Pass, take_masters
from fluxion.domains.integration.jobs.reading import Reading, reading
from fluxion.domains.integration.jobs.reporting import Report, save_problems
from fluxion.domains.integration.rules import ENTITIES
from fluxion.domains.integration.shapes import Mapping
from fluxion.domains.integration.tables import CANCELLED, FAILED, LOADED, LOADING, ImportChange, ImportRun

CREATORS = {"products": catalog.upsert_products, "locations": catalog.upsert_locations, "customers": partners.upsert_customers}


@job(LOAD_JOB, queue="heavy")
def load(ctx: JobContext, args: RunArgs) -> dict[str, Any]:
    """Load the file; rows in error are reported and the others go in, unless all or nothing was asked for."""
    try:
        return _load(ctx, args)
    except (Lost, Stopping):
        raise
    except Cancelled:
        _end(ctx, args, CANCELLED)
        raise
    except Exception:
        _end(ctx, args, FAILED)
        raise


def _end(ctx: JobContext, args: RunArgs, state: str) -> None:
    def end(work: Work) -> None:
        run = reads.visible_run(work, args.run_id, lock=True)
        if run.applied_at is None:
            run.state, run.version = state, run.version + 1

    ctx.works.commit(end)


def _load(ctx: JobContext, args: RunArgs) -> dict[str, Any]:
    settings, path, run = opened(ctx, args)
    if run.state == LOADED:
        return dict(run.report["counts"])
    if run.applied_at is None:
        ctx.works.commit(partial(_begin, args.run_id))
        spec, mapping = ENTITIES[run.entity], Mapping.model_validate(run.mapping)  # type: ignore[index]
        options = Detected.model_validate(run.detected).options
        with reading(settings, path, options, spec, mapping, teller(ctx)) as read:
            if spec.name == "sales":
                _load_sales(ctx, run, read)
            else:
                _load_masters(ctx, run, read)
    _publish(ctx, args)
    with ctx.works.read() as work:
        return dict(reads.visible_run(work, args.run_id).report["counts"])


def _begin(run_id: int, work: Work) -> None:
    work.require("integration.load")
    reads.visible_run(work, run_id, lock=True).state = LOADING


def _load_masters(ctx: JobContext, run: ImportRun, read: Reading) -> None:
    tell, report = teller(ctx), Report()

    def write(work: Work) -> Path:
        step = Pass(work, read, False, report, run.filename[:100])
        take_masters(step, lambda share: tell(0.3 + 0.5 * share, "write"))
        _refuse_errors(run, read)
        _keep_images(work, run.id, step.images)
        _applied(work, run, read, report)
        return reads.problems_path(work.settings, run)

    save_problems(read, ctx.works.commit(write))


def _load_sales(ctx: JobContext, run: ImportRun, read: Reading) -> None:
    tell, report = teller(ctx), Report()
    with ctx.works.read() as work:
        codes = sales.missing_codes(work, read)
        wished = [entity for entity in created_on_load(work, run) if codes.of(entity)]
        for entity in ("products", "locations", "customers"):
            report.name_unknown(entity, codes.of(entity), entity in wished)
        if run.all_or_nothing:
            _refuse_sales_errors(work, run, read, codes, wished)
    tell(0.45, "write")
    ctx.works.commit(partial(_create_missing, run, read, codes, wished))
    with ctx.works.read() as work:
        sales.missing_codes(work, read)
        sales.build_lines(work, read, report)
        lines = reads.problems_path(work.settings, run).with_suffix(".lines")
    try:
        _record(ctx, run, read, report, lines)
    finally:
        lines.unlink(missing_ok=True)


def _create_missing(run: ImportRun, read: Reading, codes: sales.Codes, wished: list[str], work: Work) -> None:
    for entity in wished:
        changes = CREATORS[entity](work, sales.new_masters(read, entity, codes.of(entity)))
        _keep_images(work, run.id, [(entity, change) for change in changes if change.outcome == "new"])


def _refuse_sales_errors(work: Work, run: ImportRun, read: Reading, codes: sales.Codes, wished: list[str]) -> None:
    """All or nothing: find every problem before the first thing is created."""
    read.con.execute("CREATE OR REPLACE TABLE skipped_before AS SELECT * FROM skipped")
    sales.promise(read, codes, wished)
    sales.build_lines(work, read, Report())
    _refuse_errors(run, read)
    read.con.execute("CREATE OR REPLACE TABLE skipped AS SELECT * FROM skipped_before")


def _record(ctx: JobContext, run: ImportRun, read: Reading, report: Report, lines: Path) -> None:
    """Lines and stock-outs into the lake, then the report; from here on the load is finished rather than cancelled."""
    sales.write_lines(read, lines)
    ctx.check_cancelled()
    source = f"import:{run.id}"
    done = history.record_sales(ctx.works, source, lines, moves=sales.is_by_line(read), on_behalf_of="integration.load")
    with suppress(Cancelled):
        teller(ctx)(0.7, "write")
    if report.stock_outs:
        history.record_rows(ctx.works, history.STOCK_OUTS, source, sales.stock_outs(read), on_behalf_of="integration.load")
    report.new, report.changed, report.unchanged = done.counts.new, done.counts.changed, done.counts.unchanged
    report.repeated += done.counts.repeated
    save_problems(read, lines.with_suffix(".parquet"))

    def note(work: Work) -> None:
        _applied(work, run, read, report)
        reads.visible_run(work, run.id).batch_id = done.batch_id

    ctx.works.commit(note)


def _refuse_errors(run: ImportRun, read: Reading) -> None:
    errors = int(read.con.execute("SELECT count(DISTINCT row) FROM problem").fetchall()[0][0])
    if run.all_or_nothing and errors:
        raise RowsInError(rows=errors)


def _keep_images(work: Work, run_id: int, images: list[tuple[str, RowChange]]) -> None:
    rows = [
        {
            "run_id": run_id,
            "part": part,
            "key": change.key,
            "row_of": change.id,
            "before": None if change.before is None else as_json(change.before),
            "after": as_json(change.after),
        }
        for part, change in images
    ]
    if rows:
        work.db.execute(insert(ImportChange), rows)


def _applied(work: Work, run: ImportRun, read: Reading, report: Report) -> None:
    now = reads.visible_run(work, run.id, lock=True)
    found = report.as_row(read)
    if run.entity == "sales" and "samples" in now.report:
        found["samples"] |= {name: now.report["samples"][name] for name in ("new", "changed")}
    now.report, now.applied_at = found, work.now


def _publish(ctx: JobContext, args: RunArgs) -> None:
    def finish(work: Work) -> None:
        run = reads.visible_run(work, args.run_id, lock=True)
        counts = run.report["counts"]
        run.state, run.loaded_at, run.version = LOADED, work.now, run.version + 1
        numbers = {name: counts[name] for name in ("new", "changed", "error")}
        work.emit(FileLoaded(subject_id=run.id, filename=run.filename, entity=run.entity, **numbers))

    def told(share: float, _step: str) -> None:
        with suppress(Cancelled):
            teller(ctx)(0.75 + 0.25 * share, "publish")

    history.publish(ctx.works, also=finish, progress=told, on_behalf_of="integration.load")
