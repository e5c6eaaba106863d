"""What upkeep does at night."""

from datetime import timedelta
from typing import Any

from sqlalchemy import text

from fluxion.base import jobs
from fluxion.base.jobs import JobContext, job
from fluxion.values.errors import Text

JOBS_KEPT = timedelta(days=90)
TITLE: Text = {"es": "Limpieza nocturna", "en": "Nightly housekeeping", "pt": "Limpeza noturna"}


@job("upkeep.housekeeping", cron="15 4 * * *", title=TITLE)
def sweep(ctx: JobContext, args: dict[str, Any]) -> dict[str, Any]:
    """Forget jobs that ended three months ago, and let SQLite renew what it knows of its indexes."""
    with ctx.works.write() as work:
        forgotten = jobs.forget_ended(work.db, work.now - JOBS_KEPT)
        if work.settings.is_sqlite:
            work.db.execute(text("PRAGMA optimize"))
    return {"jobs_forgotten": forgotten}
