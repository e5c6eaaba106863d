"""`fluxion bench`: files of a made-up company of any size, to try Fluxion with."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from fluxion.faces.cli.terminal import BAD_USAGE


def register(cli: typer.Typer) -> None:
    """Add this file's command."""
    cli.command("bench")(bench)


def bench(
    what: Annotated[str, typer.Argument(metavar="generate", help="`generate` writes the files of a made-up company.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the files.")] = Path("bench"),
    stores: Annotated[int, typer.Option(min=1, max=500, help="Stores.")] = 16,
    centres: Annotated[int, typer.Option(min=0, max=20, help="Distribution centres.")] = 2,
    products: Annotated[int, typer.Option(min=1, max=200_000, help="Products.")] = 47_000,
    lines: Annotated[int, typer.Option(min=1, max=20_000_000, help="Sales lines, about.")] = 10_700_000,
    days: Annotated[int, typer.Option(min=30, max=2000, help="Days of sales.")] = 396,
    seed: Annotated[int, typer.Option(help="The same seed gives the same company.")] = 20260101,
    until: Annotated[str, typer.Option(help="Last day of sales, AAAA-MM-DD; yesterday unless given.")] = "",
) -> None:
    """Write the files of a made-up company, one Parquet file for each entity, ready for `fluxion import`."""
    if what != "generate":
        typer.echo("fluxion bench: the one thing it does is `generate`", err=True)
        raise typer.Exit(BAD_USAGE)
    from fluxion.base.clock import utc_now
    from fluxion.faces.cli.demo import write_files
    from fluxion.kernels.synthesis import CompanyOrder, make_company

    last = date.fromisoformat(until) if until else utc_now().date() - timedelta(days=1)
    order = CompanyOrder(stores=stores, centres=centres, products=products, lines=lines, days=days, last_day=last, seed=seed)
    out.mkdir(parents=True, exist_ok=True)
    for entity, path in write_files(make_company(order), out):
        typer.echo(f"{entity}: {path}")
