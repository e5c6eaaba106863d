"""What people know ahead, in a real browser: an event, a forecast overridden with its reason, a plan, and what overrides were worth."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.stories.browser import Site, chromium, environment, needs_browser, served, sign_in, visitor

from fluxion.app import App, compose
from fluxion.base.clock import utc_now
from fluxion.base.db import migrate
from fluxion.base.jobs.waiting import run_now
from fluxion.base.settings import Settings
from fluxion.base.work import SYSTEM
from fluxion.domains import catalog, planning, stock
from fluxion.domains.planning.actions.overrides import create_override
from fluxion.domains.planning.shapes import OverrideDraft
from fluxion.faces.cli.company import create_administrator
from fluxion.faces.cli.demo import fill
from fluxion.kernels.synthesis import CompanyOrder

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(290), needs_browser]

EMAIL, PASSWORD = "ana@empresa.com", "cuatro palabras nada comunes"
JOB_MS = 120_000
BRANCH = "T99"


def prepare(folder: Path) -> date:
    """A small distributor that planned four weeks ago with an override that went wrong, and again now; gives the day of that plan."""
    app = compose(Settings(data_dir=folder, rate_per_minute=0))
    migrate(app.settings)
    last = utc_now().date() - timedelta(days=1)
    fill(app, SYSTEM, CompanyOrder(stores=2, centres=1, products=30, lines=6000, days=150, last_day=last, seed=11))
    then = last - timedelta(days=27)
    with app.works.write(SYSTEM) as work:
        [best] = work.marts.query(work, "select product_id from plan_series where not is_centre order by value desc limit 1")
        week = {"starts_on": then, "ends_on": then + timedelta(days=6)}
        create_override(work, OverrideDraft(product_id=best[0], kind="factor", value=3.0, reason="Promoción que no hubo", **week))
    for day in (then, None):
        if day is None:
            _open_a_branch(app, best[0])
        with app.works.write(SYSTEM) as work:
            job = planning.start_run(work, planning.RunAsk(as_of=day)).job_id
        assert run_now(app.works, job or "").state == "done"
    create_administrator(app, EMAIL, "Ana", PASSWORD)
    app.close()
    return then


def _open_a_branch(app: App, product_id: int) -> None:
    with app.works.write(SYSTEM) as work:
        catalog.upsert_locations(work, [{"code": BRANCH, "name": "Tienda Nueva", "kind": "store"}])
        [place] = [each["id"] for each in catalog.location_frame(work).to_pylist() if each["code"] == BRANCH]
        stock.set_levels(work, [{"product_id": product_id, "location_id": place, "on_hand": Decimal(0)}])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("ahead")
    assert environment(folder)["FLUXION_DATA_DIR"] == str(folder)
    prepare(folder)
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def in_days(count: int) -> str:
    return (utc_now().date() + timedelta(days=count)).isoformat()


def test_what_people_know_reaches_the_forecast_and_is_judged(site: Site, browser: Browser) -> None:
    with visitor(browser, site) as page:
        sign_in(page, EMAIL, PASSWORD)
        _write_an_event(page)
        product = _override_a_forecast(page)
        _plan(page)
        page.goto(product)
        page.get_by_role("button", name="Ver como tabla").first.click()
        expect(page.get_by_role("columnheader", name="Estadística sola")).to_be_visible()
        _read_the_plan(page, product)
        page.goto("/accuracy?days=28")
        expect(page.get_by_role("heading", name="Los ajustes, juzgados")).to_be_visible()
        expect(page.get_by_text("Promoción que no hubo")).to_be_visible()
        expect(page.get_by_text("Perdió")).to_be_visible()


def test_a_branch_opened_today_gets_its_first_order_and_the_page_says_what_it_rests_on(site: Site, browser: Browser) -> None:
    with visitor(browser, site) as page:
        sign_in(page, EMAIL, PASSWORD)
        page.goto("/suggestions")
        page.get_by_role("button", name="Ubicación: cualquiera").click()
        page.get_by_role("option", name=re.compile("Tienda Nueva")).click()
        rows = page.get_by_role("grid").get_by_role("row").filter(has_text="Tienda Nueva")
        expect(rows).to_have_count(1)
        rows.get_by_role("link").first.click()
        page.wait_for_url(re.compile(r"/products/\d+\?location_id="))
        expect(page.get_by_role("region", name="El plan en cifras, en Tienda Nueva")).to_be_visible()
        expect(page.get_by_text(re.compile("Es nuevo en esta ubicación: el pronóstico parte de los"))).to_be_visible()


def _read_the_plan(page: Page, product: str) -> None:
    """The plan in figures, the band of weeks, the forecast by category, and what changed since the plan before."""
    figures = page.get_by_role("region", name=re.compile("^El plan en cifras"))
    for name in (
        "Nivel de servicio (ciclos)",
        "Tasa de llenado",
        "Nivel objetivo",
        "Punto de reorden",
        "Stock de seguridad",
        "Dinero en existencias",
    ):
        expect(figures.get_by_text(name, exact=True)).to_be_visible()
    page.get_by_role("button", name="Semanas").click()
    page.get_by_role("button", name="Ver como tabla").first.click()
    expect(page.get_by_role("columnheader", name=re.compile("de los casos")).first).to_be_visible()
    page.goto("/forecasts?level=category")
    expect(page.get_by_role("heading", name="Pronóstico", exact=True, level=1)).to_be_visible()
    page.get_by_role("region", name="Pronóstico por Categoría").get_by_role("button").first.click()
    page.wait_for_url(re.compile(r"item=\d+"))
    page.goto("/suggestions")
    page.get_by_role("button", name="Qué cambió").click()
    changes = page.get_by_role("dialog")
    expect(changes.get_by_text("Un evento, un ajuste o un reemplazo empezó, terminó o cambió").first).to_be_visible()
    changes.get_by_role("group", name="Tipo de cambio").get_by_role("button", name=re.compile("^(Más|Nuevo)")).first.click()
    expect(changes.get_by_role("listitem").first).to_be_visible()


def _write_an_event(page: Page) -> None:
    page.goto("/calendar")
    page.get_by_role("button", name="Nuevo evento").first.click()
    form = page.get_by_role("dialog")
    form.get_by_label("Nombre").fill("Feria del barrio")
    form.get_by_label("Primer día").fill(in_days(2))
    form.get_by_label("Último día").fill(in_days(4))
    form.get_by_role("switch", name="Aprender su efecto de las ventas").uncheck()
    form.get_by_label("Cambio esperado de la demanda, en por ciento").fill("40")
    form.get_by_role("button", name="Guardar").click()
    expect(form).to_be_hidden()
    page.goto(f"/calendar?view=list&month={in_days(2)[:7]}")
    expect(page.get_by_role("button", name="Feria del barrio", exact=True).first).to_be_visible()
    expect(page.get_by_text(re.compile(r"\+40\s?%")).first).to_be_visible()


def _override_a_forecast(page: Page) -> str:
    page.goto("/products")
    page.get_by_role("grid").get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/products/\d+"))
    page.get_by_role("button", name="Ajustar").click()
    form = page.get_by_role("dialog")
    form.get_by_label(re.compile("^Cambio en por ciento")).fill("80")
    form.get_by_role("button", name="Guardar").click()
    expect(form.get_by_text("Diga por qué")).to_be_visible()
    form.get_by_label(re.compile("^Motivo")).fill("Pedido grande del colegio")
    form.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("Pedido grande del colegio").first).to_be_visible()
    return page.url


def _plan(page: Page) -> None:
    page.goto("/alerts")
    page.get_by_role("button", name=re.compile("Planificar|Ejecutar")).first.click()
    page.wait_for_timeout(1000)
    expect(page.get_by_role("progressbar")).to_have_count(0, timeout=JOB_MS)
