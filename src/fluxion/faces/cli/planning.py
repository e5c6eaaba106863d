"""`fluxion plan` and `fluxion forecast`."""

from datetime import datetime
from pathlib import Path
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
Levels = Annotated[str, typer.Option("--levels", help="Widths of the bands in percent, such as 50,80,95.")]
Out = Annotated[Path | None, typer.Option("--out", help="File to write (.csv or .parquet); the screen when left out.")]
Input = Annotated[Path | None, typer.Option("--input", help="Any long file with unique_id, ds, y (.csv or .parquet).")]


def register(cli: typer.Typer) -> None:
    """Add the commands to the program."""
    cli.command("plan", help="Forecast, and propose what to buy and move.")(plan)
    cli.command("forecast", help="Write forecasts of the company's series or of any long file.")(forecast)


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


def forecast(
    horizon: Horizon = None,
    levels: Levels = "50,80,95",
    out: Out = None,
    input: Input = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Daily forecasts with bands: columns unique_id, ds, mean, lo-LEVEL and hi-LEVEL for each level."""
    from fluxion.domains.planning.reads.forecasting import company_forecasts, file_forecasts

    widths = _widths(levels)
    if input is not None:
        table = file_forecasts(input, horizon or 30, widths)
    else:
        with opened(data_dir) as app, app.works.read(operator()) as work:
            table = company_forecasts(work, horizon, widths)
    _write(table, out, as_json)


def _widths(levels: str) -> list[int]:
    try:
        widths = sorted({int(each) for each in levels.split(",")})
    except ValueError:
        widths = []
    if not widths or not all(0 < each < 100 for each in widths):
        raise typer.BadParameter("write percentages between 1 and 99, such as 50,80,95", param_hint="--levels")
    return widths


def _write(table: Any, out: Path | None, as_json: bool) -> None:
    import sys

    import pyarrow.csv as csv
    import pyarrow.parquet as parquet

    if out is not None and out.suffix == ".parquet":
        parquet.write_table(table, out)
    elif out is not None:
        csv.write_csv(table, out)
    elif as_json:
        print_json(table.to_pylist())
        return
    else:
        csv.write_csv(table, sys.stdout.buffer)
        return
    if as_json:
        print_json({"rows": table.num_rows, "out": str(out)})
