"""The first working day in a real browser: set-up link, files brought in, a plan, a suggestion edited and approved, the order as PDF."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyarrow.csv as pcsv
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from tests.stories.browser import Site, chromium, fluxion, needs_browser, served, sign_in, visitor

from fluxion.app import compose
from fluxion.base.clock import utc_now
from fluxion.base.settings import load_settings
from fluxion.base.work import SYSTEM
from fluxion.domains import access, catalog
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces.cli.demo import write_files
from fluxion.kernels.synthesis import CompanyOrder, make_company

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(290), needs_browser]

PASSWORD = "cuatro palabras nada comunes"
JOB_MS = 120_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A small distributor's files as CSV, the products with one row that cannot be taken."""
    folder = tmp_path_factory.mktemp("files")
    yesterday = utc_now().date() - timedelta(days=1)
    order = CompanyOrder(stores=2, centres=1, products=30, lines=4000, days=120, last_day=yesterday, seed=11)
    found = {}
    for entity, path in write_files(make_company(order), folder):
        found[entity] = path.with_suffix(".csv")
        pcsv.write_csv(pq.read_table(path), found[entity])
    with found["products"].open("a", encoding="utf-8") as file:
        file.write('"ROTO-1","Producto con costo imposible","Bebidas","Caribe","doce","15.00","P001",1,0\n')
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """An empty company being served, and the token of its set-up link."""
    folder = tmp_path_factory.mktemp("company")
    told = json.loads(fluxion(folder, "init", "--company", "Distribuidora Prueba", "--json"))
    with served(folder) as running:
        yield running, told["setup_url"].rsplit("#", 1)[1]


def bring(page: Page, entity: str, file: Path) -> None:
    """Take one file through the five steps of the wizard."""
    page.goto(f"/imports/new?entity={entity}")
    page.get_by_label("File to import").set_input_files(file)
    page.get_by_role("button", name="It reads well: assign columns").click()
    page.get_by_role("button", name="Check every row").click()
    load = page.get_by_role("button", name=re.compile(r"^Load [0-9,]+ rows?$"))
    expect(load).to_be_enabled(timeout=JOB_MS)
    if entity == "products":
        expect(page.get_by_text("ROTO-1").or_(page.get_by_text("doce")).first).to_be_visible()
    load.click()
    expect(page.get_by_text(re.compile("^The file was loaded on"))).to_be_visible(timeout=JOB_MS)


def test_from_the_set_up_link_to_a_purchase_order_on_paper(browser: Browser, site: tuple[Site, str], files: dict[str, Path]) -> None:
    company, token = site
    with visitor(browser, company, lang="en-US") as page:
        page.goto(f"/setup#{token}")
        page.get_by_label("Your name").fill("Ana Pérez")
        page.get_by_label("E-mail").fill("ana@empresa.com")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Create the account").click()
        page.wait_for_url(re.compile(r"/$"))
        for entity in ("locations", "suppliers", "products", "customers", "stock", "sales"):
            bring(page, entity, files[entity])
        page.get_by_role("button", name="Plan now").click()
        expect(page.get_by_text("The new plan is ready", exact=True)).to_be_visible(timeout=JOB_MS)
        number = edit_and_approve(page)
        prove_order(page, number)
    prove_next_visitor(browser, company, token)
    prove_confined_buyer(browser, company)


def edit_and_approve(page: Page) -> str:
    """Change the quantity of the most urgent suggestion by keyboard, look at its reasons, approve it; gives the order's number."""
    page.goto("/suggestions")
    first = page.get_by_role("row").filter(has=page.get_by_role("button", name=re.compile("^Approve "))).first
    expect(first).to_be_visible()
    sku = (first.get_by_role("button", name=re.compile("^Approve ")).get_attribute("aria-label") or "").removeprefix("Approve ")
    first.get_by_role("button", name=re.compile("^Why ")).click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text(re.compile("days")).first).to_be_visible()
    page.keyboard.press("Escape")
    cell = first.get_by_role("gridcell").nth(quantity_column(page))
    cell.click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.type("480")
    page.keyboard.press("Enter")
    row = page.get_by_role("row").filter(has=page.get_by_role("button", name=f"Approve {sku}", exact=True))
    expect(row).to_contain_text("480")
    page.reload()
    expect(row).to_contain_text("480")
    row.get_by_role("button", name=f"Approve {sku}", exact=True).click()
    dialog = page.get_by_role("dialog").or_(page.get_by_role("alertdialog"))
    if dialog.get_by_role("button", name="Approve", exact=True).is_visible():
        dialog.get_by_role("button", name="Approve", exact=True).click()
    page.goto("/purchase-orders")
    link = page.get_by_role("link", name=re.compile(r"^OC-[0-9]{6}$")).first
    expect(link).to_be_visible()
    return link.inner_text()


def quantity_column(page: Page) -> int:
    names = [each.strip() for each in page.get_by_role("columnheader").all_inner_texts()]
    return next(place for place, name in enumerate(names) if name.startswith("Quantity"))


def prove_order(page: Page, number: str) -> None:
    """The order holds what was approved; its PDF and CSV say the same; approving locks it."""
    page.get_by_role("link", name=number).first.click()
    expect(page.get_by_role("heading", name=re.compile(number))).to_be_visible()
    with page.expect_download() as paper:
        page.get_by_role("button", name="PDF").or_(page.get_by_role("link", name="PDF")).first.click()
    text = " ".join(each.extract_text() for each in PdfReader(paper.value.path()).pages)
    assert number in text and "480" in text and "Distribuidora Prueba" in text
    with page.expect_download() as table:
        page.get_by_role("button", name="CSV").or_(page.get_by_role("link", name="CSV")).first.click()
    rows = list(csv.DictReader(io.StringIO(Path(table.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) == 1 and "480" in rows[0].values()


def prove_next_visitor(browser: Browser, company: Site, token: str) -> None:
    """The set-up link is dead; the first administrator signs in and finds the trail."""
    with visitor(browser, company, lang="en-US") as page:
        page.goto(f"/setup#{token}")
        page.get_by_label("Your name").fill("Eva")
        page.get_by_label("E-mail").fill("eva@empresa.com")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Create the account").click()
        expect(page.get_by_text("The link was used or has expired", exact=False).first).to_be_visible()
        sign_in(page, "ana@empresa.com", PASSWORD)
        page.goto("/audit")
        expect(page.get_by_text("Ana Pérez").first).to_be_visible()


def prove_confined_buyer(browser: Browser, company: Site) -> None:
    """A buyer confined to one store sees it alone on every page."""
    app = compose(load_settings(company.folder))
    with app.works.read(SYSTEM) as work:
        mine = next(row["id"] for row in catalog.location_frame(work).to_pylist() if row["code"] == "T01")
    with app.works.write(SYSTEM) as work:
        draft = {"email": "compras@empresa.com", "name": "Compras", "password": PASSWORD, "roles": ["buyer"], "location_ids": [mine]}
        access.create_user(work, UserDraft.model_validate(draft | {"lang": "en"}))
    app.close()
    with visitor(browser, company, lang="en-US") as page:
        sign_in(page, "compras@empresa.com", PASSWORD)
        for path, shown in (
            ("/stock", True),
            ("/alerts", True),
            ("/locations", True),
            ("/suggestions", False),
            ("/purchase-orders", False),
        ):
            page.goto(path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.wait_for_load_state("networkidle")
            told = page.locator("main").inner_text()
            assert [name for name in ("Tienda Valencia", "CEDI Valencia") if name in told] == [], path
            assert not shown or "Tienda Caracas Centro" in told, path
