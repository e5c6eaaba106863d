"""Upkeep sees to the machine: which jobs wait, run or failed, whether all is well, and what is swept away at night."""

from fluxion.domains.upkeep.actions import cancel_job
from fluxion.domains.upkeep.reads import background_job, background_jobs, job_counts, readiness
from fluxion.domains.upkeep.shapes import Check, JobView, Readiness

RIGHTS: tuple[str, ...] = ("upkeep.read", "upkeep.cancel_job")

__all__ = ["RIGHTS", "Check", "JobView", "Readiness", "background_job", "background_jobs", "cancel_job", "job_counts", "readiness"]
