"""The steps after the mapping: have a file checked, loaded, cancelled, undone. Each queues a job."""

from fluxion.base import jobs
from fluxion.base.work import Work
from fluxion.domains.integration import reads
from fluxion.domains.integration.actions.uploads import open_run, stored_file
from fluxion.domains.integration.errors import MappingIncomplete
from fluxion.domains.integration.rules import ENTITIES
from fluxion.domains.integration.rules.mapping import mapping_errors, signature
from fluxion.domains.integration.rules.spec import text
from fluxion.domains.integration.shapes import CheckWish, ImportView, LoadWish, Mapping, Started
from fluxion.domains.integration.tables import (
    CANCELLED,
    CHECKED,
    FAILED,
    LOADED,
    LOADING,
    MAPPED,
    UPLOADED,
    ImportMapping,
    ImportRun,
)
from fluxion.values.errors import say

CHECK_JOB, LOAD_JOB, UNDO_JOB = "integration.check", "integration.load", "integration.undo"
CHECK_TITLE = text("Revisar {filename}", "Check {filename}", "Verificar {filename}")
LOAD_TITLE = text("Cargar {filename}", "Load {filename}", "Carregar {filename}")
UNDO_TITLE = text("Deshacer la carga de {filename}", "Undo the load of {filename}", "Desfazer a carga de {filename}")


def check_import(work: Work, run_id: int, wish: CheckWish | None = None) -> Started:
    """Queue the dry run over every row of the file; it changes nothing but the report."""
    work.require("integration.check")
    run = open_run(work, run_id, (UPLOADED, MAPPED, CHECKED, FAILED, CANCELLED))
    _require_complete(run)
    stored_file(work.settings, run)
    run.create_missing = list(wish.create_missing) if wish else []
    return _start(work, run, CHECK_JOB, say(CHECK_TITLE, work.lang, {"filename": run.filename}))


def load_import(work: Work, run_id: int, wish: LoadWish) -> Started:
    """Queue the load of the file; refused early when the mapping is incomplete or a right is missing."""
    work.require("integration.load")
    run = open_run(work, run_id, (UPLOADED, MAPPED, CHECKED, FAILED, CANCELLED))
    _require_complete(run)
    stored_file(work.settings, run)
    for right in ENTITIES[run.entity].rights:  # type: ignore[index]
        work.require(right)
    run.all_or_nothing, run.create_missing, run.state = wish.all_or_nothing, list(wish.create_missing), LOADING
    _remember(work, run)
    return _start(work, run, LOAD_JOB, say(LOAD_TITLE, work.lang, {"filename": run.filename}))


def undo_import(work: Work, run_id: int) -> Started:
    """Queue the undoing of a load; rows that somebody changed since are kept and reported."""
    work.require("integration.undo")
    run = open_run(work, run_id, (LOADED,))
    return _start(work, run, UNDO_JOB, say(UNDO_TITLE, work.lang, {"filename": run.filename}))


def cancel_import(work: Work, run_id: int) -> ImportView:
    """Ask the job of the import to stop; without one, close the import so that nothing of it is loaded."""
    work.require("integration.load")
    run = reads.visible_run(work, run_id, lock=True)
    if run.job_id is not None and reads.is_working(work, run.job_id):
        jobs.cancel(work.db, run.job_id, work.now)
        if run.state == LOADING and not reads.is_working(work, run.job_id):
            run.state = CANCELLED
    elif run.state in (UPLOADED, MAPPED, CHECKED, FAILED, LOADING):
        run.state = CANCELLED
    run.version += 1
    return reads.import_run(work, run.id)


def _require_complete(run: ImportRun) -> None:
    mapping = Mapping.model_validate(run.mapping)
    columns = [column["name"] for column in run.detected["columns"]]
    spec = ENTITIES[run.entity]  # type: ignore[index]
    if errors := mapping_errors(spec, columns, mapping.columns, mapping.constants, complete=True):
        raise MappingIncomplete(errors=errors)


def _start(work: Work, run: ImportRun, kind: str, title: str) -> Started:
    run.job_id = work.later(kind, {"run_id": run.id}, title=title, key=f"integration:{run.id}")
    run.version += 1
    return Started(id=run.id, job_id=run.job_id)


def _remember(work: Work, run: ImportRun) -> None:
    """Keep the mapping for the next file with the same columns."""
    header = signature([column["name"] for column in run.detected["columns"]])
    kept = work.db.query(ImportMapping).filter_by(entity=run.entity, header_signature=header).one_or_none()
    if kept is None:
        kept = ImportMapping(entity=run.entity, header_signature=header)
        work.db.add(kept)
    kept.mapping, kept.options, kept.saved_at = run.mapping, run.options, work.now
