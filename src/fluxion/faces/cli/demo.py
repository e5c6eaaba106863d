"""Prepares the demo company: made-up files, loaded by the same import as anybody's, a few open orders, a first plan, and prices."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import typer

from fluxion.app import App
from fluxion.base.clock import local_day, utc_now
from fluxion.base.jobs.tables import JobRow
from fluxion.base.jobs.waiting import run_to_end
from fluxion.base.settings import Settings
from fluxion.base.work import Actor
from fluxion.domains import access, catalog, integration, partners, planning, purchases
from fluxion.domains.access.shapes import UserDraft
from fluxion.domains.integration.shapes import LoadWish
from fluxion.domains.planning.shapes import RunAsk
from fluxion.domains.purchases.actions import approve_order, send_order
from fluxion.faces.cli.company import create_administrator
from fluxion.faces.cli.company_files import write_files
from fluxion.faces.cli.demo_prices import state_prices
from fluxion.faces.cli.terminal import opened, operator, progress_bar
from fluxion.kernels.synthesis import Company, CompanyOrder, make_company
from fluxion.values.errors import say

EMAIL = "admin@demo.example"
CHUNK = 1 << 20
OPEN_ORDERS, LINES_PER_ORDER = 6, 8
STEPS = {
    "locations": {"es": "Ubicaciones", "en": "Locations", "pt": "Locais"},
    "suppliers": {"es": "Proveedores", "en": "Suppliers", "pt": "Fornecedores"},
    "products": {"es": "Productos", "en": "Products", "pt": "Produtos"},
    "customers": {"es": "Clientes", "en": "Customers", "pt": "Clientes"},
    "stock": {"es": "Existencias", "en": "Stock", "pt": "Estoques"},
    "sales": {"es": "Ventas", "en": "Sales", "pt": "Vendas"},
    "prices": {"es": "Precios", "en": "Prices", "pt": "Preços"},
    "plan": {"es": "Primer plan", "en": "First plan", "pt": "Primeiro plano"},
}
SIGN_IN = {
    "es": "Empresa de demostración, inventada. Entre con:\n  correo:     {email}\n  contraseña: {password}\nUna compradora que solo ve la tienda T01: compras@demo.example, con la misma contraseña.",
    "en": "A made-up demo company. Sign in with:\n  e-mail:   {email}\n  password: {password}\nA buyer who sees store T01 only: compras@demo.example, with the same password.",
    "pt": "Empresa de demonstração, inventada. Entre com:\n  e-mail: {email}\n  senha:  {password}\nUma compradora que só vê a loja T01: compras@demo.example, com a mesma senha.",
}
KEPT = {
    "es": "La empresa de demostración ya está en {folder}; se usa tal como está (bórrela para empezar de nuevo). La contraseña es la que se mostró al crearla.",
    "en": "The demo company is in {folder} already and is used as it is (delete it to start over). The password is the one shown when it was made.",
    "pt": "A empresa de demonstração já está em {folder} e é usada como está (apague-a para recomeçar). A senha é a mostrada quando foi criada.",
}


def sizes(today: date) -> dict[str, CompanyOrder]:
    """The demo companies that can be ordered; both have sold until yesterday."""
    last = today - timedelta(days=1)
    return {
        "small": CompanyOrder(stores=5, centres=1, products=600, lines=260_000, days=400, last_day=last),
        "large": CompanyOrder(stores=16, centres=2, products=47_000, lines=10_700_000, days=396, last_day=last),
    }


def prepare_demo(settings: Settings, size: str, password: str) -> None:
    """Fill an empty company; one that has accounts already is left as it is. Tells how to sign in."""
    with opened(settings=settings) as app:
        actor = operator(settings.lang)
        with app.works.read(actor) as work:
            if access.is_set_up(work):
                typer.echo(say(KEPT, settings.lang, {"folder": settings.data_dir}))
                return
        company = fill(app, actor, sizes(local_day(utc_now(), settings.timezone))[size])
        make_prices(app, actor, company)
        create_people(app, actor, company, password)
        typer.echo(say(SIGN_IN, settings.lang, {"email": EMAIL, "password": password}))


def fill(app: App, actor: Actor, order: CompanyOrder) -> Company:
    """The company that was ordered, brought in as files, with some orders on their way and its first plan."""
    company = make_company(order)
    with TemporaryDirectory(prefix="fluxion-demo-") as folder:
        for entity, path in write_files(company, Path(folder)):
            load_file(app, actor, entity, path)
    open_some_orders(app, actor, company)
    make_plan(app, actor)
    return company


def create_people(app: App, actor: Actor, company: Company, password: str) -> None:
    """The administrator, last of all so that a demo that was interrupted begins anew, and a buyer confined to one store."""
    create_administrator(app, EMAIL, "Administración (demo)", password)
    with app.works.write(actor) as work:
        first = catalog.location_frame(work).to_pylist()
        store = next(row["id"] for row in first if row["code"] == company.place_code[0])
        draft = UserDraft(email="compras@demo.example", name="Compras T01 (demo)", password=password, roles=["buyer"], location_ids=[store])
        access.create_user(work, draft)


def load_file(app: App, actor: Actor, entity: Any, path: Path) -> None:
    """Load one file through the import, columns recognised by their headers."""
    received = integration.receive(app.settings, path.name, _pieces(path))
    with app.works.write(actor) as work:
        run = integration.upload_file(work, received, entity)
    with app.works.write(actor) as work:
        job = integration.load_import(work, run.id, LoadWish()).job_id
    _finish(app, job, say(STEPS[entity], app.settings.lang))


def make_plan(app: App, actor: Actor) -> None:
    """The first planning run."""
    with app.works.write(actor) as work:
        job = planning.start_run(work, RunAsk()).job_id
    _finish(app, job, say(STEPS["plan"], app.settings.lang))


def make_prices(app: App, actor: Actor, company: Company) -> None:
    """Channels, cost sheets, price lists, competitors' prices and campaigns."""
    began = perf_counter()
    with app.works.write(actor) as work:
        state_prices(work, company)
    typer.echo(f"  {say(STEPS['prices'], app.settings.lang)}: {perf_counter() - began:.1f} s", err=True)


def _finish(app: App, job_id: str | None, title: str) -> None:
    with progress_bar(title) as bar:
        ended = run_to_end(app.works, job_id or "", lambda row: bar(row.progress, row.step or ""))
    typer.echo(f"  {title}: {_told(ended)}", err=True)
    if ended.state != "done":
        raise typer.Exit(1)


def _told(job: JobRow) -> str:
    if job.state != "done" or job.finished_at is None or job.started_at is None:
        return job.error or job.state
    return f"{(job.finished_at - job.started_at).total_seconds():.1f} s"


def open_some_orders(app: App, actor: Actor, company: Company) -> None:
    """A few orders on their way, so that the plan has something to count."""
    chance = np.random.default_rng(company.order.seed + 2)
    with app.works.write(actor) as work:
        product = {row["sku"]: row["id"] for row in catalog.product_frame(work).select(["id", "sku"]).to_pylist()}
        supplier = {row["name"]: row["id"] for row in partners.supplier_frame(work).to_pylist()}
        place = {row["code"]: row["id"] for row in catalog.location_frame(work).to_pylist()}
        lines = []
        for number, chosen in enumerate(chance.permutation(len(company.suppliers))[:OPEN_ORDERS]):
            goods = np.flatnonzero(company.supplier == chosen)
            for index in chance.permutation(goods)[:LINES_PER_ORDER]:
                lines.append(
                    purchases.OrderLineDraft(
                        supplier_id=supplier[company.suppliers[chosen]],
                        location_id=place[company.place_code[-1]],
                        product_id=product[company.sku[index]],
                        quantity=Decimal(int(company.pack_size[index]) * int(chance.integers(2, 10))),
                        expected_on=work.today + timedelta(days=2 + 2 * number),
                    )
                )
        for order in purchases.draft_orders(work, lines):
            approved = approve_order(work, order.id)
            send_order(work, approved.id)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece
