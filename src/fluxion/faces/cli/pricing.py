"""`fluxion price quote` and `fluxion price reprice`."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from fluxion.faces.cli.terminal import BAD_USAGE, AsJson, DataDir, language, opened, operator, print_json, progress_bar
from fluxion.values.errors import Text, say
from fluxion.values.money import plain

NO_PRICE: Text = {"es": "sin precio", "en": "no price", "pt": "sem preço"}
TITLE: Text = {"es": "Recálculo de precios", "en": "Repricing", "pt": "Recálculo de preços"}
NO_LISTS: Text = {
    "es": "Ninguna lista activa con canal coincide.",
    "en": "No active list with a channel matches.",
    "pt": "Nenhuma lista ativa com canal coincide.",
}
FOUND: Text = {
    "es": "{list}: {looked_at} productos, {under} bajo su objetivo, {below} bajo el piso, {above} por encima, {without} sin precio.",
    "en": "{list}: {looked_at} products, {under} under target, {below} below floor, {above} above, {without} without a price.",
    "pt": "{list}: {looked_at} produtos, {under} abaixo da meta, {below} abaixo do piso, {above} acima, {without} sem preço.",
}
DRAFTED: Text = {
    "es": "{list}: borrador {number} con {rows} precios; publíquelo en la página de la lista.",
    "en": "{list}: draft {number} with {rows} prices; publish it on the list's page.",
    "pt": "{list}: rascunho {number} com {rows} preços; publique-o na página da lista.",
}
Lines = Annotated[list[str], typer.Argument(help="SKU[:QUANTITY] of each line; one unit unless said.")]
Customer = Annotated[str | None, typer.Option("--customer", help="Code of the customer.")]
Channel = Annotated[str | None, typer.Option("--channel", help="Name of the channel.")]
Currency = Annotated[str | None, typer.Option("--currency", help="Currency of the answer.")]
At = Annotated[
    datetime | None,
    typer.Option(
        "--at", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], help="Moment in the company's time zone; now unless said."
    ),
]
OfList = Annotated[str | None, typer.Option("--list", help="Code of one list; all lists with a channel unless said.")]
Apply = Annotated[bool, typer.Option("--apply", help="Put the proposed prices into the draft of each list.")]
Everything = Annotated[bool, typer.Option("--all", help="Also prices above their target and products without one.")]
price = typer.Typer(no_args_is_help=True, help="Say what a price is and why, or which prices should change.")


def register(cli: typer.Typer) -> None:
    """Add the commands to the program."""
    cli.add_typer(price, name="price")


@price.command("quote", help="What a customer pays in a channel, and why.")
def quote(
    lines: Lines,
    customer: Customer = None,
    channel: Channel = None,
    currency: Currency = None,
    at: At = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Print the price of each line and every place that was looked at for it."""
    from fluxion.domains.prices import QuoteAsk, QuoteLineIn
    from fluxion.domains.prices import quote as ask_price

    wanted = []
    for line in lines:
        sku, mark, quantity = line.rpartition(":")
        try:
            wanted.append(QuoteLineIn.model_validate({"sku": sku, "quantity": quantity} if mark else {"sku": line}))
        except ValueError as error:
            typer.echo(f"fluxion: {line}: SKU[:QUANTITY]", err=True)
            raise typer.Exit(BAD_USAGE) from error
    with opened(data_dir) as app:
        moment = at.replace(tzinfo=ZoneInfo(app.settings.timezone)) if at else None
        asked = QuoteAsk(lines=wanted, customer_code=customer, channel=channel, currency=currency, at=moment)
        with app.works.read(operator()) as work:
            found = ask_price(work, asked)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    for each in found.lines:
        told = say(NO_PRICE, language()) if each.price is None else f"{plain(each.price)} {found.currency}"
        typer.echo(f"{each.product.sku} × {plain(each.quantity)}: {told}  ({each.product.name})")
        for step in each.trail:
            named = f" {step.price_list.code}" if step.price_list else ""
            shown = f" {plain(step.price)}" if step.price is not None else ""
            typer.echo(f"  {'→' if step.used else '·'} {_where(step.layer)}{named}:{shown} {step.message}")


@price.command("reprice", help="Which prices fell under their target, and what they should be.")
def reprice(
    channel: Channel = None,
    of_list: OfList = None,
    apply: Apply = False,
    everything: Everything = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Reckon the lists of a channel, one list, or all that a channel prices; nothing changes unless `--apply`."""
    lang = language()
    with opened(data_dir) as app:
        chosen = _lists(app, channel, of_list)
        if not chosen:
            typer.echo(f"fluxion: {say(NO_LISTS, lang)}", err=True)
            raise typer.Exit(1)
        reports = []
        with progress_bar(say(TITLE, lang), hidden=as_json) as bar:
            for place, list_id in enumerate(chosen):
                reports.append(_reprice(app, list_id, apply=apply, only="all" if everything else "under_target"))
                bar((place + 1) / len(chosen), reports[-1]["price_list"]["code"])
    if as_json:
        print_json({"lists": reports})
        return
    for report in reports:
        _tell(report, lang)


def _lists(app: Any, channel: str | None, of_list: str | None) -> list[int]:
    from fluxion.domains.prices.reads.repricing import channel_lists
    from fluxion.values.codes import code_key, search_key

    with app.works.read(operator()) as work:
        found = channel_lists(work, None if channel is None else search_key(channel))
        return [each.id for each in found if of_list is None or each.code_key == code_key(of_list)]


def _reprice(app: Any, list_id: int, *, apply: bool, only: Any) -> dict[str, Any]:
    """The report on one list, with the draft that was written."""
    from fluxion.domains.prices.actions.repricing import apply_repricing
    from fluxion.domains.prices.reads.repricing import repricing
    from fluxion.domains.prices.shapes.quotes import RepriceApply, RepriceAsk

    with app.works.read(operator()) as work:
        report = repricing(work, RepriceAsk(list_id=list_id, only=only)).model_dump(mode="json")
    if apply:
        with app.works.write(operator()) as work:
            opened_version = apply_repricing(work, RepriceApply(list_id=list_id, only=only)).open_version
        report["draft"] = opened_version.model_dump(mode="json") if opened_version else None
    return report


def _tell(report: dict[str, Any], lang: str) -> None:
    counted = {"under": "under_target", "below": "below_floor", "above": "above_target", "without": "without_price"}
    values = {name: report[field] for name, field in counted.items()}
    named = report["price_list"]["code"]
    typer.echo(say(FOUND, lang, {"list": named, "looked_at": report["looked_at"], **values}))
    for each in report["proposals"][:20]:
        before = each["price"] or "—"
        typer.echo(f"  {each['product']['sku']}: {before} → {each['proposed']} {report['currency']}  {each['message']}")
    if report.get("draft"):
        typer.echo(say(DRAFTED, lang, {"list": named, "number": report["draft"]["number"], "rows": report["draft"]["rows"]}))


def _where(layer: str) -> str:
    from fluxion.domains.prices.rules.quote_words import WHERE

    return say(WHERE[layer], language())
