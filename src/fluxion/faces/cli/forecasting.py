"""`fluxion forecast`: forecasts of the company's series, or of any long file."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from fluxion.faces.cli.terminal import AsJson, DataDir, language, opened, operator, print_json, tell_refusal
from fluxion.values.errors import Refusal, Text, say

NOTES: dict[str, Text] = {
    "step": {
        "es": "Paso: {value}.",
        "en": "Step: {value}.",
        "pt": "Passo: {value}.",
    },
    "unsure": {
        "es": "Hay tan pocas fechas que el paso no es seguro; dígalo con --step.",
        "en": "There are so few dates that the step is not certain; say it with --step.",
        "pt": "Há tão poucas datas que o passo não é certo; informe-o com --step.",
    },
    "zero": {
        "es": "Los pasos sin fila cuentan como cero (--gaps unknown los da por desconocidos).",
        "en": "Steps without a row count as zero (--gaps unknown takes them as unknown).",
        "pt": "Os passos sem linha contam como zero (--gaps unknown os considera desconhecidos).",
    },
    "unknown": {
        "es": "Los pasos sin fila son desconocidos (--gaps zero los cuenta como cero).",
        "en": "Steps without a row are unknown (--gaps zero counts them as zero).",
        "pt": "Os passos sem linha são desconhecidos (--gaps zero os conta como zero).",
    },
    "ended_early": {
        "es": "{value} series terminan antes que el archivo; todas se pronostican desde {date}.",
        "en": "{value} series end before the file does; all are forecast from {date} on.",
        "pt": "{value} séries terminam antes do arquivo; todas são previstas a partir de {date}.",
    },
    "model": {
        "es": "Pronostica {value}, por la historia de cada serie sola: ni precios ni eventos ni palabras cuentan.",
        "en": "Forecast by {value}, from each series' history alone: neither prices nor events nor words count.",
        "pt": "Prevê {value}, só pelo histórico de cada série: nem preços nem eventos nem palavras contam.",
    },
    "ignored": {
        "es": "Columnas sin usar, porque no son números: {value}.",
        "en": "Columns not used, because they are no numbers: {value}.",
        "pt": "Colunas não usadas, porque não são números: {value}.",
    },
}
STEPS: dict[str, Text] = {
    "day": {"es": "día", "en": "day", "pt": "dia"},
    "week": {"es": "semana", "en": "week", "pt": "semana"},
    "month": {"es": "mes", "en": "month", "pt": "mês"},
}
Horizon = Annotated[int | None, typer.Option("--horizon", help="Steps to forecast: 30 days, 13 weeks or 12 months unless set.")]
Asked = Annotated[
    str, typer.Option("--levels", help="Widths of bands in percent, such as 50,80,95; numbers below 1 are quantiles, such as 0.99.")
]
Out = Annotated[Path | None, typer.Option("--out", help="File to write (.csv or .parquet); the screen when left out.")]
Input = Annotated[Path | None, typer.Option("--input", help="Any long file with unique_id, ds, y (.csv or .parquet).")]
Static = Annotated[Path | None, typer.Option("--static", help="Words about each unique_id: category, brand, shop.")]
Future = Annotated[Path | None, typer.Option("--future", help="What is known ahead: unique_id, ds and the known columns.")]
Step = Annotated[Literal["day", "week", "month"] | None, typer.Option("--step", help="Step of the file; found out unless set.")]
Gaps = Annotated[
    Literal["zero", "unknown"] | None, typer.Option("--gaps", help="What a step without a row is; see docs/reference/forecast-files.md.")
]
Sums = Annotated[int | None, typer.Option("--sums", help="Also quantiles of the sum over the next N steps, to OUT.sums.")]
Model = Annotated[
    str | None,
    typer.Option("--model", help="Ask a foundation model instead: chronos, or chronos:FOLDER with its weights (fluxion[chronos])."),
]


def register(cli: typer.Typer) -> None:
    """Add the command to the program."""
    cli.command("forecast", help="Write forecasts of the company's series or of any long file.")(forecast)


def forecast(
    horizon: Horizon = None,
    levels: Asked = "50,80,95",
    out: Out = None,
    input: Input = None,
    static: Static = None,
    future: Future = None,
    step: Step = None,
    gaps: Gaps = None,
    sums: Sums = None,
    model: Model = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Forecasts: unique_id, ds, mean, q0.05 to q0.98, and lo-WIDTH and hi-WIDTH for each band asked for."""
    from fluxion.domains.planning.reads.forecasting import FileAsk, company_forecasts
    from fluxion.domains.planning.rules.levels import asked_levels

    wanted = asked_levels(levels)
    if wanted is None:
        raise typer.BadParameter("write percentages from 1 to 99 or quantiles below 1, such as 50,80,0.99", param_hint="--levels")
    if input is not None:
        _of_file(FileAsk(input, horizon, wanted, static, future, step, gaps, sums), model, out, as_json)
        return
    if any(each is not None for each in (static, future, step, gaps, sums, model)):
        raise typer.BadParameter("--static, --future, --step, --gaps, --sums and --model go with --input", param_hint="--input")
    if horizon is not None and not 7 <= horizon <= 180:
        raise typer.BadParameter("the company is forecast 7 to 180 days ahead", param_hint="--horizon")
    with opened(data_dir) as app, app.works.read(operator()) as work:
        table = company_forecasts(work, horizon, wanted)
    _write(table.parts(), out, as_json)


def _of_file(ask: Any, model: str | None, out: Path | None, as_json: bool) -> None:
    from fluxion.domains.planning.reads.forecasting import file_forecasts

    if ask.sums is not None and out is None and not as_json:
        raise typer.BadParameter("the sums need a file or --json to go to", param_hint="--out")
    try:
        forecaster = None if model is None else _forecaster(model)
        made = file_forecasts(ask, forecaster)
    except Refusal as refusal:
        if not as_json:
            raise
        _refused(refusal)
    notes = _notes(made)
    if forecaster is not None:
        notes.append(say(NOTES["model"], language(), {"value": forecaster.name}))
    for note in [] if as_json else notes:
        typer.echo(f"fluxion: {note}", err=True)
    told: dict[str, Any] = {"series": made.file.n, "step": made.file.calendar.step, "gaps": made.file.gaps, "notes": notes}
    if made.sums is not None and out is not None:
        path = out.with_name(f"{out.stem}.sums{out.suffix}")
        _to_file([made.sums], path)
        told["sums_out"] = str(path)
    elif made.sums is not None:
        told["sums"] = made.sums.to_pylist()
    _write(made.table.parts(), out, as_json, told)


def _forecaster(model: str) -> Any:
    """The foundation model that was named; nothing of it is loaded before."""
    kind, _, weights = model.partition(":")
    if kind != "chronos":
        raise typer.BadParameter("chronos, or chronos:FOLDER", param_hint="--model")
    from fluxion.adapters.chronos import ChronosForecaster

    return ChronosForecaster(weights)


def _refused(refusal: Refusal) -> None:
    """Tell a refusal to people on the error channel and to programs as JSON, and end with code 1."""
    lang = language()
    tell_refusal(refusal)
    print_json(
        {
            "error": {
                "code": refusal.code,
                "message": refusal.in_language(lang),
                "errors": [each.in_language(lang) for each in refusal.errors],
            }
        }
    )
    raise typer.Exit(1)


def _notes(made: Any) -> list[str]:
    """How the file was understood, in words."""
    file, lang = made.file, language()
    said = [say(NOTES["step"], lang, {"value": say(STEPS[file.calendar.step], lang)})]
    if not file.calendar.sure:
        said.append(say(NOTES["unsure"], lang))
    said.append(say(NOTES[file.gaps], lang))
    if file.gaps == "unknown" and file.ended_early:  # where a missing row is a zero, no series ends
        first = file.calendar.days(file.n_steps, file.n_steps + 1).astype("int64" if file.calendar.plain else "datetime64[D]")[0]
        said.append(say(NOTES["ended_early"], lang, {"value": file.ended_early, "date": first}))
    if file.ignored:
        said.append(say(NOTES["ignored"], lang, {"value": ", ".join(file.ignored)}))
    return said


def _write(parts: Iterable[Any], out: Path | None, as_json: bool, told: dict[str, Any] | None = None) -> None:
    if out is not None:
        rows = _to_file(parts, out)
        if as_json:
            print_json({"rows": rows, "out": str(out)} | (told or {}))
    elif as_json:
        rows_ = [row for part in parts for row in part.to_pylist()]
        print_json(rows_ if told is None or "sums" not in told else {"forecasts": rows_} | told)
    else:
        import pyarrow.csv as csv

        for number, part in enumerate(parts):
            csv.write_csv(part, sys.stdout.buffer, csv.WriteOptions(include_header=number == 0))


def _to_file(parts: Iterable[Any], path: Path) -> int:
    """Write part by part; a file that could not be finished is not left behind. Answers the rows written."""
    import pyarrow.csv as csv
    import pyarrow.parquet as parquet

    rows, writer = 0, None
    half = path.with_name(f".{path.name}.part")
    try:
        for part in parts:
            if writer is None:
                writer = parquet.ParquetWriter(half, part.schema) if path.suffix == ".parquet" else csv.CSVWriter(half, part.schema)
            writer.write_table(part)
            rows += part.num_rows
        if writer is not None:
            writer.close()
            half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    return rows
