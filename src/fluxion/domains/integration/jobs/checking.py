"""The dry run: every row of the file, what it would do, and nothing written but the report."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import BaseModel

from fluxion.base.files import Detected
from fluxion.base.jobs import JobContext, job
from fluxion.base.work import Work
from fluxion.domains import history
from fluxion.domains.integration import reads
from fluxion.domains.integration.actions.steps import CHECK_JOB
from fluxion.domains.integration.actions.uploads import stored_file
from fluxion.domains.integration.jobs import sales
from fluxion.domains.integration.jobs.masters import Pass, take_masters
from fluxion.domains.integration.jobs.reading import Reading, reading
from fluxion.domains.integration.jobs.reporting import Report, save_problems
from fluxion.domains.integration.rules import ENTITIES
from fluxion.domains.integration.rules.spec import text
from fluxion.domains.integration.shapes import Mapping
from fluxion.domains.integration.tables import CHECKED, ImportRun
from fluxion.values.errors import say

STEPS = {
    "read": text("Leyendo el archivo", "Reading the file", "Lendo o arquivo"),
    "compare": text("Comparando con lo que hay", "Comparing with what is there", "Comparando com o que existe"),
    "write": text("Guardando las filas", "Saving the rows", "Gravando as linhas"),
    "publish": text("Actualizando las páginas", "Bringing the pages up to date", "Atualizando as páginas"),
}


class RunArgs(BaseModel):
    """Which import a job is about."""

    run_id: int


def teller(ctx: JobContext) -> Callable[[float, str], None]:
    """Progress in the words of the person who asked."""
    return lambda share, step: ctx.progress(share, say(STEPS[step], ctx.lang) if step in STEPS else step)


def opened(ctx: JobContext, args: RunArgs) -> tuple[Any, Path, ImportRun]:
    """The settings, the uploaded file and the import as it is now."""
    with ctx.works.read() as work:
        run = reads.visible_run(work, args.run_id)
        return work.settings, stored_file(work.settings, run), run


@job(CHECK_JOB, queue="heavy")
def check(ctx: JobContext, args: RunArgs) -> dict[str, Any]:
    """Find out what loading the file would do, over all of its rows."""
    settings, path, run = opened(ctx, args)
    tell = teller(ctx)
    spec, mapping = ENTITIES[run.entity], Mapping.model_validate(run.mapping)  # type: ignore[index]
    report = Report()
    with reading(settings, path, Detected.model_validate(run.detected).options, spec, mapping, tell) as read:
        with ctx.works.read() as work:
            work.require("integration.check")
            tell(0.4, "compare")
            if spec.name == "sales":
                _compare_sales(work, read, run, report)
            else:
                take_masters(Pass(work, read, True, report, ""), lambda share: tell(0.4 + 0.55 * share, "compare"))
        kept = report.as_row(read)
        save_problems(read, reads.problems_path(settings, run))

    def keep(work: Work) -> None:
        now = reads.visible_run(work, args.run_id, lock=True)
        now.state, now.report, now.version = CHECKED, kept, now.version + 1

    ctx.works.commit(keep)
    return dict(kept["counts"])


def _compare_sales(work: Work, read: Reading, run: ImportRun, report: Report) -> None:
    codes = sales.missing_codes(work, read)
    wished = created_on_load(work, run)
    for entity in ("products", "locations", "customers"):
        report.name_unknown(entity, codes.of(entity), entity in wished)
    sales.promise(read, codes, wished)
    sales.build_lines(work, read, report)
    lines = work.settings.data_dir.resolve() / "spill" / f"{uuid4().hex}.parquet"
    try:
        sales.write_lines(read, lines)
        counts = history.compare_sales(work, lines, moves=sales.is_by_line(read))
    finally:
        lines.unlink(missing_ok=True)
    report.new, report.changed, report.unchanged = counts.new, counts.changed, counts.unchanged
    report.repeated += counts.repeated
    sales.sample_changes(work, read, report)


def created_on_load(work: Work, run: ImportRun) -> list[str]:
    """The masters that a load creates when sales name them: those asked for, and customers by whoever may add them."""
    wished: list[str] = [entity for entity in ("products", "locations") if entity in run.create_missing]
    return [*wished, "customers"] if work.actor.may("partners.edit_customer") else wished
