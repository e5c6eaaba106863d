"""What history does in the background: bring pages up to date, keep each day's stock, tidy the lake."""

from typing import Any

from fluxion.base.jobs import JobContext, job
from fluxion.base.work import SYSTEM
from fluxion.domains.history.actions import publish, record_stock_snapshot
from fluxion.domains.history.actions.publishing import PUBLISH_JOB
from fluxion.domains.history.actions.scope import SOURCES


@job(PUBLISH_JOB, queue="heavy", retries=3)
def publish_next(ctx: JobContext, args: dict[str, Any]) -> dict[str, Any]:
    """Build and publish the next generation of the mart."""
    number = publish(ctx.works, full=bool(args.get("full")), progress=ctx.progress, on_behalf_of="catalog.read")
    return {"generation": number}


@job(
    "history.end_of_day",
    queue="heavy",
    cron="45 23 * * *",
    title={"es": "Cierre del día: guardar existencias", "en": "End of day: keep stock levels", "pt": "Fim do dia: guardar estoques"},
)
def end_of_day(ctx: JobContext, args: dict[str, Any]) -> dict[str, Any]:
    """Keep today's stock levels and bring the pages up to date."""
    kept = record_stock_snapshot(ctx.works)
    return {"kept": kept, "generation": publish(ctx.works, progress=ctx.progress)}


@job(
    "history.tidy",
    queue="heavy",
    cron="30 4 * * 0",
    title={"es": "Ordenar el histórico", "en": "Tidy the history", "pt": "Arrumar o histórico"},
)
def tidy(ctx: JobContext, args: dict[str, Any]) -> dict[str, Any]:
    """Join the small files of the lake, remove those no version needs, and build the mart anew."""
    with ctx.works.read(SYSTEM) as work:
        lake = work.lake
    for done, table in enumerate(SOURCES):
        ctx.progress(0.3 * done / len(SOURCES), table.name)
        lake.tidy(table)
    return {"generation": publish(ctx.works, full=True, progress=ctx.progress)}
