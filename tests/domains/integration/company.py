"""A company into which files are brought, step by step, as the wizard does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fluxion.app import load_jobs
from fluxion.base.jobs import JobRow
from fluxion.base.jobs.waiting import run_now
from fluxion.base.work import SYSTEM, Actor, Works
from fluxion.domains.integration.actions import check_import, edit_import, load_import, receive, undo_import, upload_file
from fluxion.domains.integration.reads import import_run
from fluxion.domains.integration.shapes import CheckWish, ImportView, LoadWish, RunChange

load_jobs()

LOCATIONS = "codigo,nombre,tipo,abastecida_por\nCD1,Central,centro de distribución,\nS1,Centro,tienda,CD1\nS2,Norte,sucursal,CD1\n"
PRODUCTS = (
    "SKU;Nombre;Categoría;Proveedor;Precio;Costo;Pedido mínimo\n"
    "A1;Café 500 g;Bebidas;ACME;1.250,50;800,00;6\n"
    "A2;Té verde;Bebidas;ACME;3,00;;\n"
    "A3;Galleta;Secos;Otro;2,25;1,10;12\n"
)
SALES = (
    "fecha,documento,linea,sku,sucursal,cantidad,precio,cliente\n"
    "2026-02-01,F1,1,A1,S1,2,12.50,C1\n"
    "2026-02-01,F1,2,A2,S1,1,3.00,C1\n"
    "2026-02-02,F2,1,A1,S2,4,12.50,\n"
    "2026-02-03,F3,1,A1,S1,-1,12.50,C1\n"
)


def bring(
    works: Works, content: str | bytes | Path, entity: Any = None, change: RunChange | None = None, actor: Actor = SYSTEM
) -> ImportView:
    """Upload a file and, perhaps, say what its columns mean."""
    data = content.read_bytes() if isinstance(content, Path) else content.encode() if isinstance(content, str) else content
    received = receive(works.settings, "../../etc/archivo.csv", _pieces(data))
    with works.write(actor) as work:
        view = upload_file(work, received, entity)
    if change is None:
        return view
    with works.write(actor) as work:
        return edit_import(work, view.id, change)


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), 1 << 20):
        yield data[start : start + (1 << 20)]


def ran(works: Works, run_id: int, job_id: str, actor: Actor = SYSTEM) -> tuple[JobRow, ImportView]:
    """The job after it ran, and the import as it is then."""
    job = run_now(works, job_id)
    with works.read(actor, lang="en") as work:
        return job, import_run(work, run_id)


def check(works: Works, view: ImportView, *created: Any, actor: Actor = SYSTEM) -> ImportView:
    """The import after its dry run, which has to succeed."""
    with works.write(actor) as work:
        started = check_import(work, view.id, CheckWish(create_missing=list(created)))
    job, after = ran(works, view.id, started.job_id, actor)
    assert (job.state, job.error) == ("done", None)
    return after


def load(works: Works, view: ImportView, *created: Any, all_or_nothing: bool = False, actor: Actor = SYSTEM) -> ImportView:
    """The import after its load, which has to succeed."""
    job, after = try_load(works, view, *created, all_or_nothing=all_or_nothing, actor=actor)
    assert (job.state, job.error, after.state) == ("done", None, "loaded")
    return after


def try_load(
    works: Works, view: ImportView, *created: Any, all_or_nothing: bool = False, actor: Actor = SYSTEM
) -> tuple[JobRow, ImportView]:
    """The job and the import after a load that may fail."""
    with works.write(actor) as work:
        started = load_import(work, view.id, LoadWish(all_or_nothing=all_or_nothing, create_missing=list(created)))
    return ran(works, view.id, started.job_id, actor)


def undo(works: Works, view: ImportView) -> ImportView:
    """The import after its load was undone."""
    with works.write() as work:
        started = undo_import(work, view.id)
    job, after = ran(works, view.id, started.job_id)
    assert (job.state, job.error, after.state) == ("done", None, "undone")
    return after


def counts(view: ImportView) -> dict[str, int]:
    """The counts of the report that are not zero."""
    assert view.counts is not None
    found = {name: number for name, number in view.counts.model_dump().items() if number}
    assert found.get("total", 0) == sum(number for name, number in found.items() if name != "total")
    return found


def begun(works: Works) -> Works:
    """The company with its locations and products loaded."""
    load(works, bring(works, LOCATIONS, "locations"))
    load(works, bring(works, PRODUCTS, "products"))
    return works


def everything(works: Works) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of masters, supply and stock, and all sold lines: what has to be the same after undoing."""
    from sqlalchemy import select

    from fluxion.base.scratch import scratch
    from fluxion.domains import catalog, history, partners, purchases, stock

    tables = (catalog.Product, catalog.Location, catalog.Category, partners.Supplier, partners.Customer, purchases.Supply, stock.StockLevel)
    kept: dict[str, list[tuple[Any, ...]]] = {}
    with works.read() as work:
        for table in tables:
            columns = [column for column in table.__table__.c if column.name not in ("version", "created_at", "id")]
            kept[table.__tablename__] = sorted((tuple(row) for row in work.db.execute(select(*columns))), key=repr)
        with scratch(work.settings) as con:
            work.lake.snapshot(history.SALES).view(con, "lines")
            kept["lines"] = con.execute("SELECT * EXCLUDE (batch_id, row_key) FROM lines ORDER BY ALL").fetchall()
    return kept
