"""A job that the clock starts every second."""

from tests.base.jobs.company import note

from fluxion.base.jobs import JobContext, job


@job("test.timed", cron="* * * * * *", title={"es": "Cada segundo", "en": "Every second", "pt": "A cada segundo"})
def run_each_second(ctx: JobContext, args: dict[str, object]) -> None:
    note(ctx, "tick")
