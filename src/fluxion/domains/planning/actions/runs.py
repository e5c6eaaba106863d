"""Asking for a planning run."""

from datetime import date

from sqlalchemy import select

from fluxion.base.jobs import JobRow
from fluxion.base.work import Work
from fluxion.domains.planning.events import PlanAsked
from fluxion.domains.planning.reads.runs import run
from fluxion.domains.planning.shapes import RunAsk, RunView
from fluxion.domains.planning.tables import QUEUED, RunRow
from fluxion.values.errors import Text, say

RUN_JOB = "planning.run"
TITLE: Text = {"es": "Planificación", "en": "Planning run", "pt": "Planejamento"}
TITLE_AS_OF: Text = {"es": "Planificación al {as_of}", "en": "Planning run as of {as_of}", "pt": "Planejamento em {as_of}"}


def start_run(work: Work, ask: RunAsk) -> RunView:
    """Ask for a plan of the whole company; while one waits or runs for the same day, the answer is that one."""
    work.require("planning.start_run")
    as_of = ask.as_of.isoformat() if ask.as_of else None
    title = say(TITLE_AS_OF if as_of else TITLE, work.lang, {"as_of": as_of})
    key = f"{RUN_JOB}:{as_of or 'today'}:{ask.horizon or 'usual'}"
    job_id = work.later(RUN_JOB, {"as_of": as_of, "horizon_days": ask.horizon}, title=title, key=key)
    known = work.db.scalar(select(RunRow.id).where(RunRow.job_id == job_id))
    if known is not None:
        return run(work, known)
    row = run_row(work, job_id, ask.as_of, ask.horizon)
    work.emit(PlanAsked(subject_id=row.id, as_of=as_of, horizon_days=ask.horizon))
    return run(work, row.id)


def run_row(work: Work, job_id: str | None, as_of: date | None, horizon_days: int | None) -> RunRow:
    """The row of the run that a job carries out, made when it is not there yet."""
    work.require("planning.start_run")
    row = work.db.scalar(select(RunRow).where(RunRow.job_id == job_id)) if job_id else None
    if row is None:
        actor = work.db.scalar(select(JobRow.actor_name).where(JobRow.id == job_id)) or work.actor.name
        row = RunRow(
            job_id=job_id,
            as_of_asked=as_of,
            horizon_days=horizon_days,
            state=QUEUED,
            actor_name=actor,
            created_at=work.now,
            figures={},
        )
        work.db.add(row)
        work.db.flush()
    return row
