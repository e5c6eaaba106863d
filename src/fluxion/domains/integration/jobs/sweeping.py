"""Forgetting uploaded files when nobody will need them any more; the reports stay."""

from datetime import timedelta
from typing import Any

from fluxion.base.jobs import JobContext, job
from fluxion.domains.integration.rules.spec import text

KEPT = timedelta(days=30)
TITLE = text("Quitar archivos subidos antiguos", "Remove old uploaded files", "Remover arquivos enviados antigos")


@job("integration.sweep", cron="40 4 * * *", title=TITLE)
def sweep(ctx: JobContext, args: dict[str, Any]) -> dict[str, Any]:
    """Remove uploaded files and error files that are older than thirty days."""
    with ctx.works.read() as work:
        folder = work.settings.upload_dir
    oldest = (ctx.now() - KEPT).timestamp()
    removed = 0
    for path in folder.glob("*") if folder.exists() else ():
        if path.is_file() and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            removed += 1
    return {"files_removed": removed}
