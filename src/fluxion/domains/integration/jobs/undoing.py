"""Putting back what a load did: sales leave the lake, masters and stock get their earlier values where nobody changed them since."""

from typing import Any

from sqlalchemy import select

from fluxion.base.jobs import JobContext, job
from fluxion.base.work import SYSTEM, Work
from fluxion.domains import history
from fluxion.domains.integration import reads
from fluxion.domains.integration.actions.steps import UNDO_JOB
from fluxion.domains.integration.events import LoadUndone
from fluxion.domains.integration.jobs.checking import RunArgs, teller
from fluxion.domains.integration.jobs.masters import UNDO
from fluxion.domains.integration.shapes import SAMPLES
from fluxion.domains.integration.tables import UNDONE, ImportChange, ImportRun


@job(UNDO_JOB, queue="heavy")
def undo(ctx: JobContext, args: RunArgs) -> dict[str, Any]:
    """Undo a load; rows that somebody changed since are kept and named in the report."""
    tell = teller(ctx)
    with ctx.works.read() as work:
        work.require("integration.undo")
        run = reads.visible_run(work, args.run_id)
    if run.state != UNDONE:
        if run.batch_id is not None:
            history.undo_sales(ctx.works, run.batch_id, on_behalf_of="integration.undo")
        tell(0.3, "write")
        with ctx.works.read(SYSTEM) as work:
            used = history.known_ids(work)
        ctx.works.commit(lambda work: _put_back(work, args.run_id, used))
    history.publish(ctx.works, on_behalf_of="integration.undo", progress=lambda share, _step: tell(0.5 + 0.5 * share, "publish"))
    with ctx.works.read() as work:
        found: dict[str, Any] = reads.visible_run(work, args.run_id).report["undone"]
        return found


def _put_back(work: Work, run_id: int, used: dict[str, set[int]]) -> None:
    run = reads.visible_run(work, run_id, lock=True)
    restored, kept = _sales_lines(run), []
    for part, put_back in UNDO.items():
        query = select(ImportChange).where(ImportChange.run_id == run_id, ImportChange.part == part).order_by(ImportChange.id)
        images = [(change.key, change.before, change.after) for change in work.db.scalars(query)]
        if images:
            outcome = put_back(work, images, used)
            restored += sum(each.outcome != "kept" for each in outcome)
            kept += [{"entity": part, "key": each.key} for each in outcome if each.outcome == "kept"]
    report = {"restored": restored, "kept": len(kept), "kept_samples": kept[:SAMPLES]}
    run.report = {**run.report, "undone": report}
    run.state, run.undone_at, run.version = UNDONE, work.now, run.version + 1
    work.emit(LoadUndone(subject_id=run.id, filename=run.filename, entity=run.entity, restored=restored, kept=len(kept)))


def _sales_lines(run: ImportRun) -> int:
    """Lines that left the lake or went back to what they were."""
    if run.batch_id is None:
        return 0
    counts = run.report["counts"]
    return int(counts["new"] + counts["changed"])
