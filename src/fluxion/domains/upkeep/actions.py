"""What upkeep changes."""

from fluxion.base import jobs
from fluxion.base.work import Work
from fluxion.domains.upkeep import reads
from fluxion.domains.upkeep.errors import JobEnded
from fluxion.domains.upkeep.events import JobCancelled
from fluxion.domains.upkeep.shapes import JobView


def cancel_job(work: Work, job_id: str) -> JobView:
    """Ask a job to stop: at once if it never began, else at its next step. One's own needs no right; others' does."""
    row = reads.visible_job(work, job_id)
    if row.actor_id is None or row.actor_id != work.actor.id:
        work.require("upkeep.cancel_job")
    if not jobs.cancel(work.db, job_id, work.now):
        raise JobEnded(title=row.title)
    work.emit(JobCancelled(subject_id=job_id, title_of_job=row.title))
    return reads.background_job(work, job_id)
