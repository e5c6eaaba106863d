"""A list for a channel from nothing: prices and a break typed, the what-if, published, explained by a quote, changed by two people, undone."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.stories.browser import Site, chromium, needs_browser, served, sign_in, visitor

from fluxion.app import compose
from fluxion.base.db import migrate
from fluxion.base.settings import Settings
from fluxion.base.work import SYSTEM
from fluxion.domains import access, catalog
from fluxion.domains.access.shapes import UserDraft
from fluxion.domains.prices.actions.configurations import create_configuration
from fluxion.domains.prices.shapes.configurations import ConfigurationIn
from fluxion.faces.cli.company import create_administrator

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(290), needs_browser]

ANA, LUIS, PASSWORD = "ana@empresa.com", "luis@empresa.com", "cuatro palabras nada comunes"
GOODS = {"ARR": ("Rice", "8"), "FRI": ("Beans", "2")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Rice costs 8.00 and beans 2.00; the shop adds half, so that they are 12.00 and 3.00 until a list says otherwise."""
    folder: Path = tmp_path_factory.mktemp("lists")
    app = compose(Settings(data_dir=folder, rate_per_minute=0, lang="en"))
    migrate(app.settings)
    create_administrator(app, ANA, "Ana", PASSWORD)
    with app.works.write(SYSTEM) as work:
        draft = {"email": LUIS, "name": "Luis", "password": PASSWORD, "roles": ["manager"], "lang": "en"}
        access.create_user(work, UserDraft.model_validate(draft))
        catalog.upsert_products(work, [{"sku": sku, "name": name, "cost": cost} for sku, (name, cost) in GOODS.items()])
        create_configuration(
            work, ConfigurationIn.model_validate({"name": "Shop", "currency": "USD", "price_type": "B2B", "markup_percent": "50"})
        )
    app.close()
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def test_a_list_is_typed_published_explained_and_undone(site: Site, browser: Browser) -> None:
    with ExitStack() as people:
        ana, luis = (people.enter_context(visitor(browser, site, lang="en-US")) for _ in range(2))
        sign_in(ana, ANA, PASSWORD)
        quoted(ana, "1", "$12.00", "Computed from the cost")
        begin(ana)
        type_price(ana, "ARR", "12.40", view="Without a price")
        type_price(ana, "FRI", "3.10", view="Without a price")
        add_break(ana)
        publish(ana, {"Prices changed": "2", "New in the list": "2", "Raised": "0"})
        quoted(ana, "1", "$12.40", "The channel's lists · Shop list")
        quoted(ana, "24", "$11.78", "Volume break")

        ana.goto("/price-lists/1")
        type_price(ana, "ARR", "12.60", view="Prices")
        ana.get_by_role("button", name="Publish…").click()
        asked = ana.get_by_role("dialog")
        expect(fact(asked, "Prices changed")).to_have_text("1")
        sign_in(luis, LUIS, PASSWORD)
        luis.goto("/price-lists/1")
        type_price(luis, "FRI", "3.20", view="Prices")
        asked.get_by_role("button", name="Publish now").click()
        expect(asked.get_by_text("Somebody changed the list meanwhile.")).to_be_visible()
        expect(fact(asked, "Prices changed")).to_have_text("2")
        expect(fact(asked, "Margin for one unit of each")).to_have_text("$0.30")
        quoted(luis, "1", "$12.40", "The channel's lists · Shop list")
        asked.get_by_role("button", name="Publish now").click()
        expect(ana.get_by_text("Published: the prices are in force", exact=True)).to_be_visible()
        quoted(luis, "1", "$12.60", "The channel's lists · Shop list")

        undo(ana, 2)
        quoted(ana, "1", "$12.40", "The channel's lists · Shop list")


def begin(page: Page) -> None:
    """Make a list for the channel; its page opens."""
    page.goto("/price-lists")
    page.get_by_role("button", name="New list").first.click()
    form = page.get_by_role("dialog", name="New price list")
    form.get_by_label("Code").fill("SHOP")
    form.get_by_label("Name").fill("Shop list")
    channel = form.get_by_label("Channel")
    channel.select_option(label="Shop (USD)")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Shop list")).to_be_visible()


def type_price(page: Page, sku: str, price: str, view: str) -> None:
    """Type a price into the grid by keyboard, and see it among what the draft changes."""
    tabs = page.get_by_role("group", name="View")
    tabs.get_by_role("button", name=view).click()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    cell = page.get_by_role("row").filter(has_text=sku).get_by_role("gridcell").nth(column(page, "New price"))
    cell.click()
    page.keyboard.press("F2")
    editor = page.get_by_label(f"New price of {sku}")
    editor.fill(price)
    editor.press("Enter")
    expect(editor).to_be_hidden()
    tabs.get_by_role("button", name="Changed in the draft").click()
    expect(page.get_by_role("row").filter(has_text=sku)).to_contain_text(f"${price}")


def column(page: Page, name: str) -> int:
    """The place of a column in the grid."""
    heads = page.get_by_role("columnheader")
    expect(heads.filter(has_text=name)).to_be_visible()
    return [name in text for text in heads.all_inner_texts()].index(True)


def add_break(page: Page) -> None:
    """5 % off the rice from 24 units on."""
    page.get_by_role("button", name="Breaks of ARR").click()
    form = page.get_by_role("dialog", name="Breaks of Rice")
    form.get_by_role("button", name="Add a break").click()
    form.get_by_label("Units of break 1").fill("24")
    form.get_by_label("Value of break 1").fill("5")
    form.get_by_role("button", name="Save in the draft").click()
    expect(form).to_be_hidden()
    expect(page.get_by_role("row").filter(has_text="ARR")).to_contain_text("1 from 24")


def publish(page: Page, told: dict[str, str]) -> None:
    """Read what publishing would do, and publish."""
    page.get_by_role("button", name="Publish…").click()
    asked = page.get_by_role("dialog")
    for name, value in told.items():
        expect(fact(asked, name)).to_have_text(value)
    asked.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Published: the prices are in force", exact=True)).to_be_visible()


def quoted(page: Page, quantity: str, price: str, where: str) -> None:
    """Ask why rice costs what it costs in the shop: the price, and the place that gave it."""
    page.goto("/price-quote?product_id=1&channel_id=1")
    page.get_by_label("Quantity").fill(quantity)
    expect(page.locator(".text-3xl")).to_have_text(price)
    used = page.get_by_role("listitem").filter(has=page.get_by_label("used", exact=True))
    expect(used.filter(has_text=where)).to_be_visible()


def undo(page: Page, number: int) -> None:
    """Undo a version of the list."""
    page.goto("/price-lists/1?view=versions")
    page.get_by_role("listitem").filter(has_text=f"Version {number}").get_by_role("button", name="Undo").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"Version {number} undone", exact=True)).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=f"Undoes version {number}.")).to_contain_text("Version 3")


def fact(dialog: Locator, name: str) -> Locator:
    """The value beside a name."""
    return dialog.locator("dt", has_text=name).locator("xpath=following-sibling::dd")
