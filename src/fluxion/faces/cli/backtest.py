"""`fluxion backtest`: the company's own past, or any long file, replayed through ordering rules."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from fluxion.faces.cli.terminal import AsJson, DataDir, language, opened, operator, print_json, progress_bar
from fluxion.values.errors import Text, say

TITLE: Text = {"es": "Backtest", "en": "Backtest", "pt": "Backtest"}
SAID: Text = {
    "es": "Demanda real, abastecimiento simulado: {series} de {series_total} series, {counted} pasos contados desde el {start}, "
    "plazo {lead_mean} ± {lead_sd}, revisión cada {review}; {left_out} series vendieron muy poco antes, o apenas se conocen, para compararlas.",
    "en": "Real demand, simulated supply: {series} of {series_total} series, {counted} steps counted from step {start}, "
    "lead time {lead_mean} ± {lead_sd}, reviewed every {review}; {left_out} series had sold too little before, or are hardly known, to be compared.",
    "pt": "Demanda real, abastecimento simulado: {series} de {series_total} séries, {counted} passos contados desde o passo {start}, "
    "prazo {lead_mean} ± {lead_sd}, revisão a cada {review}; {left_out} séries venderam pouco demais antes, ou mal se conhecem, para comparar.",
}
NAMES: dict[str, Text] = {
    "fluxion": {"es": "Planes (nivel estable)", "en": "Plans (steady level)", "pt": "Planos (nível estável)"},
    "fluxion_value": {"es": "Planes por valor", "en": "Plans by value", "pt": "Planos por valor"},
    "quantile": {"es": "Solo el pronóstico", "en": "The forecast alone", "pt": "Só a previsão"},
    "days_of_cover": {"es": "Días de cobertura", "en": "Days of cover", "pt": "Dias de cobertura"},
    "normal": {"es": "Stock de seguridad normal", "en": "Normal safety stock", "pt": "Estoque de segurança normal"},
    "min_max": {"es": "Mín/máx fijo", "en": "Fixed min/max", "pt": "Mín/máx fixo"},
}
WORDS: dict[str, Text] = {
    "policy": {"es": "Regla", "en": "Rule", "pt": "Regra"},
    "knob": {"es": "Perilla", "en": "Knob", "pt": "Ajuste"},
    "fill": {"es": "Tasa de llenado", "en": "Fill rate", "pt": "Taxa de atendimento"},
    "days": {"es": "Stock (días)", "en": "Stock (days)", "pt": "Estoque (dias)"},
    "capital": {"es": "Capital", "en": "Capital", "pt": "Capital"},
    "outs": {"es": "Quiebres", "en": "Stock-outs", "pt": "Rupturas"},
    "turns": {"es": "Rotación", "en": "Turns", "pt": "Giro"},
    "over": {"es": "Sobrestock", "en": "Overstock", "pt": "Excesso"},
    "classes": {"es": "A / B / C", "en": "A / B / C", "pt": "A / B / C"},
    "equal": {"es": "Stock frente a otras reglas con igual servicio", "en": "Stock against other rules at equal fill rate", "pt": "Estoque frente a outras regras com igual serviço"},
    "same": {"es": "Quiebres frente a otras reglas con igual stock", "en": "Stock-outs against other rules at equal stock", "pt": "Rupturas frente a outras regras com igual estoque"},
    "bought": {"es": "Lo que la empresa compró ({series} series, tasa {fill}, stock {stock} unidades) y cada regla en ellas", "en": "What the company bought ({series} series, fill rate {fill}, stock {stock} units) and each rule on them", "pt": "O que a empresa comprou ({series} séries, taxa {fill}, estoque {stock} unidades) e cada regra nelas"},
    "less": {"es": "Stock con igual servicio", "en": "Stock at equal fill rate", "pt": "Estoque com igual serviço"},
    "more": {"es": "Tasa con igual stock", "en": "Fill rate at equal stock", "pt": "Taxa com igual estoque"},
    "origins": {"es": "Pronósticos por origen", "en": "Forecasts by origin", "pt": "Previsões por origem"},
    "origin": {"es": "Paso", "en": "Step", "pt": "Passo"},
    "naive": {"es": "ingenuo", "en": "naive", "pt": "ingênuo"},
}  # fmt: skip
SHOWN = (0.80, 0.85, 0.90, 0.93, 0.95, 0.97)

Input = Annotated[Path | None, typer.Option("--input", help="Any long file with unique_id, ds, y (.csv or .parquet).")]
Out = Annotated[Path | None, typer.Option("--out", help="Write the whole result to this JSON file too.")]
Weeks = Annotated[int, typer.Option("--weeks", min=4, max=104, help="Weeks replayed and counted, as far as history reaches.")]
Origins = Annotated[int, typer.Option("--origins", min=0, max=12, help="Days at which the forecasts are judged.")]
Horizon = Annotated[int, typer.Option("--horizon", min=1, max=90, help="Steps over which they are judged.")]
Policies = Annotated[list[str] | None, typer.Option("--policy", help="Only these rules (repeat): " + ", ".join(NAMES) + ".")]
Lead = Annotated[float, typer.Option("--lead-time", min=1, help="Days from order to arrival (with --input).")]
LeadSd = Annotated[float, typer.Option("--lead-time-sd", min=0, help="Their standard deviation (with --input).")]
Review = Annotated[float, typer.Option("--review", min=1, help="Days between orders (with --input).")]
Pack = Annotated[float, typer.Option("--pack", min=1e-6, help="Units per pack (with --input).")]
Moq = Annotated[float, typer.Option("--moq", min=0, help="Least units per order (with --input).")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of the lead times and of the sample.")]
Most = Annotated[int, typer.Option("--series", min=1, help="At most so many series; a random sample of more.")]


def register(cli: typer.Typer) -> None:
    """Add the command to the program."""
    cli.command("backtest", help="Replay the past through forecasts and ordering rules, and compare them.")(backtest)


def backtest(
    input: Input = None,
    weeks: Weeks = 26,
    origins: Origins = 4,
    horizon: Horizon = 28,
    policy: Policies = None,
    lead_time: Lead = 14.0,
    lead_time_sd: LeadSd = 4.0,
    review: Review = 7.0,
    pack: Pack = 1.0,
    moq: Moq = 0.0,
    seed: Seed = 0,
    series: Most = 5000,
    out: Out = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Fill rate against stock of each rule along its whole frontier, on real demand with simulated supply."""
    from fluxion.domains.planning.reads.backtest_cases import Terms, company_case, file_case
    from fluxion.domains.planning.rules.backtest import Ask, run_backtest
    from fluxion.domains.planning.rules.backtest_policies import POLICIES

    wrong = sorted(set(policy or ()) - set(POLICIES))
    if wrong:
        raise typer.BadParameter(f"{', '.join(wrong)}: choose from {', '.join(POLICIES)}", param_hint="--policy")
    if input is not None:
        case = file_case(input, Terms(lead_time, lead_time_sd, review, pack, moq), weeks, series, seed)
    else:
        with opened(data_dir) as app, app.works.read(operator()) as work:
            case = company_case(work, weeks, series, seed)
    ask = Ask(weeks, origins, horizon, tuple(policy) if policy else POLICIES, seed)
    with progress_bar(say(TITLE, language()), hidden=as_json) as bar:
        result = run_backtest(case, ask, bar)
    _tell(result, out, as_json)


def _tell(result: dict[str, Any], out: Path | None, as_json: bool) -> None:
    if out is not None:
        import json

        out.write_text(json.dumps(result, ensure_ascii=False, indent=1))
    if as_json:
        print_json(result)
        return
    console, lang = Console(), language()
    console.print(say(SAID, lang, result["data"]))
    for table in (_frontiers(result, lang), _equal(result, lang), _same_stock(result, lang), _accuracy(result, lang)):
        console.print(table)
    if result["bought"] is not None:
        console.print(_bought(result["bought"], lang))


def _bought(told: dict[str, Any], lang: str) -> Table:
    figures = told["figures"]
    words = {"series": told["series"], "fill": _percent(figures["fill_rate"]), "stock": _number(figures["stock_units"], 0)}
    table = Table(title=say(WORDS["bought"], lang, words))
    for name in ("policy", "less", "more"):
        table.add_column(say(WORDS[name], lang), justify="left" if name == "policy" else "right")
    for each in told["rules"]:
        table.add_row(say(NAMES[each["policy"]], lang), _change(each["share"]), _percent(each["fill_rate"]))
    return table


def _frontiers(result: dict[str, Any], lang: str) -> Table:
    table = Table()
    for name in ("policy", "knob", "fill", "days", "capital", "turns", "outs", "over", "classes"):
        table.add_column(say(WORDS[name], lang), justify="left" if name == "policy" else "right")
    for rule in result["policies"]:
        # of a long frontier, the points nearest to the fill rates that people ask for
        near = {min(rule["points"], key=lambda point: abs((point["fill_rate"] or 0) - fill))["knob"] for fill in SHOWN}
        for point in rule["points"]:
            if point["knob"] not in near:
                continue
            classes = " / ".join(_percent(each["fill_rate"]) for each in point["classes"].values())
            table.add_row(
                say(NAMES[rule["code"]], lang), f"{point['knob']:g}", _percent(point["fill_rate"]), _number(point["stock_days"]),
                _number(point["capital"], 0), _number(point["turns"]), str(point["stock_outs"]), _percent(point["overstock_share"]), classes,
            )  # fmt: skip
        table.add_section()
    return table


def _equal(result: dict[str, Any], lang: str) -> Table:
    table = Table(title=say(WORDS["equal"], lang))
    for name in (say(WORDS["policy"], lang), "vs", "", *(_percent(fill, 0) for fill in SHOWN)):
        table.add_column(name)
    rows: dict[tuple[str, str, str], dict[float, float | None]] = {}
    for each in result["equal_fill"]:
        rows.setdefault((each["policy"], each["rival"], each["measure"]), {})[each["fill_rate"]] = each["share"]
    for (mine, rival, measure), shares in rows.items():
        table.add_row(say(NAMES[mine], lang), say(NAMES[rival], lang), measure, *(_change(shares.get(fill)) for fill in SHOWN))
    return table


def _same_stock(result: dict[str, Any], lang: str) -> Table:
    table = Table(title=say(WORDS["same"], lang))
    for name in (say(WORDS["policy"], lang), "vs", *(_percent(fill, 0) for fill in SHOWN)):
        table.add_column(name)
    rows: dict[tuple[str, str], dict[float, float | None]] = {}
    for each in result["equal_stock"]:
        rows.setdefault((each["policy"], each["rival"]), {})[each["rival_fill_rate"]] = each["stock_outs_share"]
    for (mine, rival), shares in rows.items():
        table.add_row(say(NAMES[mine], lang), say(NAMES[rival], lang), *(_change(shares.get(fill)) for fill in SHOWN))
    return table


def _accuracy(result: dict[str, Any], lang: str) -> Table:
    naive = say(WORDS["naive"], lang)
    table = Table(title=say(WORDS["origins"], lang))
    for name in (say(WORDS["origin"], lang), "RMSSE", naive, "WAPE", naive, "bias", naive, "wQL", "95 %"):
        table.add_column(name, justify="right")
    for each in result["accuracy"]:
        names = ("rmsse", "rmsse_naive", "wape", "wape_naive", "bias", "bias_naive", "wql", "coverage_95")
        table.add_row(str(each["origin"]), *(_number(each[name], 3) for name in names))
    return table


def _percent(value: float | None, digits: int = 1) -> str:
    return "—" if value is None else f"{100 * value:.{digits}f} %"


def _change(value: float | None) -> str:
    return "—" if value is None else f"{100 * value:+.0f} %"


def _number(value: float | None, digits: int = 1) -> str:
    return "—" if value is None else f"{value:,.{digits}f}"
