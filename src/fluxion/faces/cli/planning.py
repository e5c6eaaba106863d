"""`fluxion plan`."""

from datetime import datetime
from typing import Annotated, Any

import typer

from fluxion.faces.cli.terminal import AsJson, DataDir, language, opened, operator, print_json, progress_bar
from fluxion.values.errors import Text, say

TITLE: Text = {"es": "Planificación", "en": "Planning", "pt": "Planejamento"}
MADE: Text = {
    "es": "Plan al {as_of}: {series} series, {suggestions} sugerencias de compra, {transfers} traslados, {alerts} alertas.",
    "en": "Plan as of {as_of}: {series} series, {suggestions} suggested order lines, {transfers} transfers, {alerts} alerts.",
    "pt": "Plano em {as_of}: {series} séries, {suggestions} sugestões de compra, {transfers} transferências, {alerts} alertas.",
}
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Plan as if today were this day.")]
Horizon = Annotated[int | None, typer.Option("--horizon", min=7, max=180, help="Days to forecast (30 unless set).")]


def register(cli: typer.Typer) -> None:
    """Add the command to the program."""
    cli.command("plan", help="Forecast, and propose what to buy and move.")(plan)


def plan(as_of: AsOf = None, horizon: Horizon = None, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Run the planning for the whole company and wait for it."""
    from fluxion.base.jobs.waiting import run_to_end
    from fluxion.domains.planning import RunAsk, start_run
    from fluxion.domains.planning.reads.runs import run

    actor, lang = operator(), language()
    with opened(data_dir) as app:
        with app.works.write(actor) as work:
            asked = start_run(work, RunAsk(as_of=as_of.date() if as_of else None, horizon=horizon))
        with progress_bar(say(TITLE, lang), hidden=as_json) as bar:
            job = run_to_end(app.works, asked.job_id or "", lambda row: bar(row.progress, row.step or ""))
        if job.state != "done":
            typer.echo(f"fluxion: {job.error or job.state}" + (f" [{job.error_code}]" if job.error_code else ""), err=True)
            raise typer.Exit(1)
        with app.works.read(actor) as work:
            view = run(work, asked.id)
    result: dict[str, Any] = job.result or {}
    if as_json:
        print_json(result | {"note": view.note, "figures": view.figures})
        return
    typer.echo(say(MADE, lang, result))
    if view.note:
        typer.echo(view.note)
