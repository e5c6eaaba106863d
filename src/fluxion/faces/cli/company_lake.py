"""Puts a made-up company of any size into a data folder: masters through the import, sales through history's own door."""

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import typer

from fluxion.app import App
from fluxion.base.settings import Settings
from fluxion.domains import catalog, history, partners
from fluxion.domains.sales import SALE_LINES, row_key_sql, signed_discount_sql
from fluxion.faces.cli.company import begin
from fluxion.faces.cli.company_files import SalesTable, masters
from fluxion.faces.cli.demo import load_file
from fluxion.faces.cli.terminal import opened, operator
from fluxion.kernels.synthesis import Company, sale_days

_LINES = " ".join(
    (
        f"select {row_key_sql(by_line=True)} as row_key, document, line::int as line, fecha::date as day, p.id::int as product_id,",
        "l.id::int as location_id, c.id::int as customer_id, vendedor as salesperson, null::varchar as channel,",
        "cantidad::decimal(18,3) as quantity, precio_unitario::decimal(18,4) as unit_price,",
        f"{signed_discount_sql('descuento', 'cantidad')}::decimal(18,4) as discount, costo_unitario::decimal(18,4) as unit_cost",
        "from (select *, documento as document, linea as line from rows)",
        "join p on p.code = sku join l on l.code = ubicacion join c on c.code = cliente",
    )
)
"""Lines as history keeps them: the key is what an import of the same files would give them."""


def fill_company(folder: Path, company: Company) -> None:
    """A company with all its masters, stock and sales, published and ready to plan. Loading again adds nothing."""
    settings = begin(folder, demo=True, company="Distribuidora inventada (bench)")
    with opened(settings=settings) as app, TemporaryDirectory(prefix="fluxion-bench-", dir=folder) as scratch:
        made = SalesTable(company)
        months = list(_written(company, made, Path(scratch)))
        for entity, rows in masters(company, made.sold):
            path = Path(scratch) / f"{entity}.parquet"
            pq.write_table(rows, path)
            load_file(app, operator(settings.lang), entity, path)
        known = _known(app)
        for month, path in months:
            _load(app, settings, month, path, known)
        history.publish(app.works, full=True)


def _written(company: Company, made: SalesTable, folder: Path) -> Iterator[tuple[str, Path]]:
    """The months of sales as files, a day in memory at a time."""
    writer: pq.ParquetWriter | None = None
    month = ""
    for day in sale_days(company):
        rows = made.rows(day)
        if not rows.num_rows:
            continue
        now = str(np.datetime64(rows["fecha"][0].as_py(), "M"))
        if writer is None or now != month:
            if writer is not None:
                writer.close()
            month, path = now, folder / f"sales-{now}.parquet"
            writer = pq.ParquetWriter(path, rows.schema, compression="snappy")
            yield month, path
        writer.write_table(rows)
    if writer is not None:
        writer.close()


def _known(app: App) -> dict[str, pa.Table]:
    """Ids of products, locations and customers by their codes."""
    with app.works.read() as work:
        frames = {
            "p": catalog.product_frame(work).select(["id", "sku"]),
            "l": catalog.location_frame(work).select(["id", "code"]),
            "c": partners.customer_frame(work).select(["id", "code"]),
        }
    return {name: rows.rename_columns(["id", "code"]) for name, rows in frames.items()}


def _load(app: App, settings: Settings, month: str, path: Path, known: dict[str, pa.Table]) -> None:
    began = time.perf_counter()
    keyed = path.with_suffix(".keyed.parquet")
    with duckdb.connect(config={"memory_limit": settings.duckdb_memory}) as con:
        for name, rows in known.items():
            con.register(name, rows)
        con.read_parquet(str(path)).create_view("rows")
        con.sql(_LINES).project(", ".join(SALE_LINES.names)).write_parquet(str(keyed), compression="snappy")
    done = history.record_sales(app.works, f"bench:{month}", keyed)
    for each in (path, keyed):
        each.unlink()
    took = time.perf_counter() - began
    typer.echo(f"  {month}: {done.counts.new:,} lines in {took:.1f} s ({done.counts.new / took:,.0f}/s)", err=True)
