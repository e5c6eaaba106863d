"""`fluxion bench`: made-up companies of any size, as files to import or already loaded, to try and to measure Fluxion with."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from fluxion.faces.cli.terminal import BAD_USAGE, DataDir

WHAT = ("generate", "company")


def register(cli: typer.Typer) -> None:
    """Add this file's command."""
    cli.command("bench")(bench)


def bench(
    what: Annotated[str, typer.Argument(metavar="generate|company", help="`generate` writes files; `company` fills a data folder.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the files of `generate`.")] = Path("bench"),
    data_dir: DataDir = None,
    stores: Annotated[int, typer.Option(min=1, max=500, help="Stores.")] = 16,
    centres: Annotated[int, typer.Option(min=0, max=20, help="Distribution centres.")] = 2,
    products: Annotated[int, typer.Option(min=1, max=1_000_000, help="Products.")] = 46_993,
    lines: Annotated[int, typer.Option(min=1, max=2_000_000_000, help="Sales lines, about.")] = 81_800_000,
    days: Annotated[int, typer.Option(min=30, max=2000, help="Days of sales.")] = 396,
    listing: Annotated[float, typer.Option(min=0.01, max=0.98, help="Share of the stores an ordinary product is sold in.")] = 0.68,
    seed: Annotated[int, typer.Option(help="The same seed gives the same company.")] = 20260101,
    until: Annotated[str, typer.Option(help="Last day of sales, AAAA-MM-DD; yesterday unless given.")] = "",
) -> None:
    """Make up a company: as Parquet files ready for `fluxion import`, or loaded into a data folder for measurements."""
    if what not in WHAT:
        typer.echo(f"fluxion bench: choose one of {', '.join(WHAT)}", err=True)
        raise typer.Exit(BAD_USAGE)
    from fluxion.base.clock import utc_now
    from fluxion.kernels.synthesis import CompanyOrder, make_company

    last = date.fromisoformat(until) if until else utc_now().date() - timedelta(days=1)
    company = make_company(CompanyOrder(stores, centres, products, lines, days, last, seed, listing))
    if what == "generate":
        from fluxion.faces.cli.company_files import write_files

        out.mkdir(parents=True, exist_ok=True)
        for entity, path in write_files(company, out):
            typer.echo(f"{entity}: {path}")
    else:
        from fluxion.faces.cli.company_lake import fill_company

        fill_company(data_dir or Path("bench"), company)
