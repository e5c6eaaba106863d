"""`fluxion export`: a list of the company as a file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import typer

from fluxion.base.exports import CsvStyle, FileFormat, Sheet, write_sheet
from fluxion.base.work import Work
from fluxion.domains.catalog import reads as catalog
from fluxion.domains.catalog.shapes import LocationFilter, ProductFilter
from fluxion.domains.partners import reads as partners
from fluxion.domains.partners.shapes import PartnerFilter
from fluxion.domains.planning import reads as planning
from fluxion.domains.purchases import reads as purchases
from fluxion.domains.purchases.shapes import OrderFilter
from fluxion.domains.stock import reads as stock
from fluxion.domains.stock.shapes import LevelFilter, MovementFilter
from fluxion.faces.cli.terminal import BAD_USAGE, DataDir, opened, operator

LISTS: Mapping[str, Callable[[Work], Sheet]] = {
    "products": lambda work: purchases.product_sheet(work, ProductFilter()),
    "categories": catalog.category_sheet,
    "locations": lambda work: catalog.location_sheet(work, LocationFilter()),
    "suppliers": lambda work: partners.supplier_sheet(work, PartnerFilter()),
    "customers": lambda work: partners.customer_sheet(work, PartnerFilter()),
    "stock": lambda work: stock.level_sheet(work, LevelFilter()),
    "movements": lambda work: stock.movement_sheet(work, MovementFilter()),
    "purchase-orders": lambda work: purchases.order_sheet(work, OrderFilter()),
    "suggestions": lambda work: planning.suggestion_sheet(work, planning.SuggestionFilter()),
    "transfers": lambda work: planning.transfer_sheet(work, planning.TransferFilter()),
    "alerts": lambda work: planning.alert_sheet(work, planning.AlertFilter()),
}
Format = Literal["csv", "xlsx", "json", "parquet"]


def register(cli: typer.Typer) -> None:
    """Add this file's command."""
    cli.command("export")(export)


def export(
    name: Annotated[str, typer.Argument(metavar="ENTITY|REPORT", help=f"One of: {', '.join(LISTS)}.")],
    file_format: Annotated[
        Format | None, typer.Option("--format", help="Format; by default what the name of the file says, else csv.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="File to write; by default the list's name in this folder.")] = None,
    semicolon: Annotated[bool, typer.Option(help="CSV with ; and a decimal comma, as Excel in Spanish and Portuguese expects.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Write a list or a report to a file, with the headers that an import recognises; text that looks like a formula is made harmless."""
    if name not in LISTS:
        typer.echo(f"fluxion export: {name!r} is none of {', '.join(LISTS)}", err=True)
        raise typer.Exit(BAD_USAGE)
    wanted = file_format or _format_of(out)
    target = out or Path(f"{name}.{wanted}")
    style = CsvStyle(";", ",", has_bom=True) if semicolon else CsvStyle()
    staged = target.with_name(target.name + ".part")
    with opened(data_dir) as app, app.works.read(operator(app.settings.lang)) as work:
        write_sheet(LISTS[name](work), staged, wanted, style)
    staged.replace(target)
    typer.echo(str(target))


def _format_of(out: Path | None) -> FileFormat:
    match out.suffix.lower() if out else "":
        case ".xlsx":
            return "xlsx"
        case ".json":
            return "json"
        case ".parquet":
            return "parquet"
        case _:
            return "csv"
