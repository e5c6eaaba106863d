"""The guide's four cases, set up from nothing in the pages, and its numbers read off the screen."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.stories.browser import Site, chromium, needs_browser, served, sign_in, visitor

from fluxion.app import compose
from fluxion.base.db import migrate
from fluxion.base.settings import Settings
from fluxion.base.work import SYSTEM
from fluxion.domains import catalog
from fluxion.faces.cli.company import create_administrator

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(290), needs_browser]

EMAIL, PASSWORD = "ana@empresa.com", "cuatro palabras nada comunes"
CHANNELS = {
    "Ropa": {
        "VAT (%)": "21",
        "Platform": "2",
        "Payment": "3",
        "Marketing": "10",
        "Markup (%)": "150",
        "Method": "gross_up",
        "Psychological rounding": "down_99",
    },
    "Amazon": {
        "VAT (%)": "21",
        "Taxes": "deduction",
        "Platform": "15",
        "Marketing": "5",
        "Markup (%)": "80",
        "Method": "gross_up",
        "Psychological rounding": "down_99",
    },
    "Equipos": {"Platform": "25", "Markup (%)": "30", "Method": "gross_up"},
    "Tienda": {"VAT (%)": "21", "Platform": "18", "Markup (%)": "100"},
    "Distribuidor": {"Price type": "B2B", "VAT (%)": "21", "Platform": "10", "Markup (%)": "50"},
}
CHOICES = {"Price type", "Taxes", "Method", "Psychological rounding"}
CASES = [
    # channel, cost, discount → what the screen says
    ("Ropa", "5.50", None, {"price": "$18.99", "Contribution": "$7.84", "Break-even price": "$7.83", "Largest safe discount": "58.8%"}),
    ("Ropa", "5.50", "30", {"price": "$13.29", "Contribution": "$3.83", "Margin on price": "34.9%", "Margin on cost": "69.6%"}),
    ("Amazon", "2.30", None, {"price": "$6.99"}),
    ("Amazon", "2.30", "25", {"price": "$5.24", "Contribution": "$0.79"}),
    ("Equipos", "800", None, {"price": "$1,386.67", "Contribution": "$240.00", "Margin on cost": "30%", "Break-even price": "$1,066.67"}),
    ("Equipos", "800", "50", {"price": "$800.00", "Contribution": "-$200.00"}),
    ("Tienda", "15", None, {"price": "$36.30", "Contribution": "$9.60"}),
    ("Distribuidor", "15", None, {"price": "$22.50", "Contribution": "$5.25", "Invoice with VAT": "$27.23"}),
]

SHEETS = {
    # product → channel, what it costs part by part, CMV and list price on the screen
    "Shirt": ("Ropa", [("product", "Fabric", "3.00"), ("product", "Sewing", "2.00"), ("packaging", "Box", "0.50")], "$5.50", "$18.99"),
    "Cable": ("Amazon", [("product", "Cable", "2.00"), ("packaging", "Bag", "0.30")], "$2.30", "$6.99"),
    "Laptop": ("Equipos", [("product", "Laptop", "800")], "$800.00", "$1,386.67"),
}
PRICES = {"Cable": Decimal(9)}
"""What the catalogue asks: competitors' prices are compared with it."""
CAMPAIGNS = [
    # occasion, channel, percent off, minimum margin, true break-even on, product → price and margin in the campaign, who decided
    ("Black Friday", "Ropa", "30", "", True, "Shirt", "$13.29", "$3.83", None),
    ("Cyber Monday", "Amazon", "25", "10", True, "Cable", "$5.24", "$0.79", None),
    ("Summer clearance", "Equipos", "50", "5", False, "Laptop", "$840.00", "-$170.00", "Minimum margin"),
    ("Christmas", "Equipos", "50", "5", True, "Laptop", "$1,120.00", "$40.00", "True break-even"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("pricing")
    app = compose(Settings(data_dir=folder, rate_per_minute=0, lang="en"))
    migrate(app.settings)
    create_administrator(app, EMAIL, "Ana", PASSWORD)
    with app.works.write(SYSTEM) as work:
        catalog.upsert_products(work, [{"sku": name.upper(), "name": name, "price": PRICES.get(name)} for name in SHEETS])
    app.close()
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def fact(card: Locator, name: str) -> Locator:
    """The value beside a name."""
    return card.locator("dt", has_text=name).locator("xpath=following-sibling::dd")


def set_up(page: Page, name: str, terms: dict[str, str]) -> None:
    """Begin a channel in its form."""
    page.goto("/price-configurations")
    page.get_by_role("button", name="New configuration").first.click()
    form = page.get_by_role("dialog")
    form.get_by_label("Name").fill(name)
    for label, value in terms.items():
        field = form.get_by_label(label, exact=True)
        if label in CHOICES:
            field.select_option(value)
        else:
            field.fill(value)
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()
    expect(page.get_by_role("button", name=name)).to_be_visible()


def test_the_guides_four_cases_are_read_off_the_screen(site: Site, browser: Browser) -> None:
    with visitor(browser, site, lang="en-US") as page:
        sign_in(page, EMAIL, PASSWORD)
        for name, terms in CHANNELS.items():
            set_up(page, name, terms)
        page.goto("/calculator")
        card = page.get_by_role("region").filter(has=page.get_by_label("Cost (CMV)")).first
        for channel, cost, discount, said in CASES:
            option = card.get_by_label("Configuration").locator("option", has_text=channel).first
            card.get_by_label("Configuration").select_option(value=option.get_attribute("value"))
            card.get_by_label("Cost (CMV)").fill(cost)
            card.get_by_label("Discount (%)").fill(discount or "")
            for name, value in said.items():
                expect(card.get_by_test_id("price") if name == "price" else fact(card, name)).to_have_text(value)
        for product in SHEETS:
            state_cost(page, product)
        for campaign in CAMPAIGNS:
            plan_campaign(page, *campaign)
        leave_out_what_loses(page)
        link = share_a_scenario(page)
        watch_a_competitor(page)
    with visitor(browser, site, lang="en-US") as other:
        sign_in(other, EMAIL, PASSWORD)
        other.goto(link)
        card = other.get_by_role("region", name="Scenario 1")
        expect(card.get_by_test_id("price")).to_have_text("$13.29")
        expect(fact(card, "Contribution")).to_have_text("$3.83")
        for name, value in {"Platform (%)": "2", "Payment (%)": "3", "Shipping (%)": "0", "Marketing (%)": "10", "Other (%)": "0"}.items():
            expect(card.get_by_label(name, exact=True)).to_have_value(value)


def leave_out_what_loses(page: Page) -> None:
    """A campaign in which everything would lose: left out in one click, and back in one more."""
    begin_campaign(page, "Summer clearance", "Equipos", "50", "5", is_even=False)
    page.get_by_label("Code").fill("CLEARANCE-2")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="All products").click()
    page.get_by_role("button", name="Continue").click()
    laptop = page.get_by_role("row").filter(has_text="LAPTOP")
    expect(laptop).to_contain_text("-$170.00")
    page.get_by_role("button", name="Leave out all that lose").click()
    told = page.get_by_role("status").filter(has_text="Products left out")
    expect(told).to_contain_text("Would lose: 3 → 0")
    expect(laptop).to_have_count(0)
    told.get_by_role("button", name="Undo").click()
    expect(laptop).to_be_visible()


def share_a_scenario(page: Page) -> str:
    """Keep a scenario with all its deductions for everybody; gives its link."""
    page.goto("/calculator")
    card = page.get_by_role("region").filter(has=page.get_by_label("Cost (CMV)")).first
    card.get_by_text("Deductions and taxes").click()
    for name, value in {"Cost (CMV)": "5.50", "Markup (%)": "150", "VAT (%)": "21", "Platform (%)": "2", "Payment (%)": "3"}.items():
        card.get_by_label(name, exact=True).fill(value)
    card.get_by_label("Marketing (%)").fill("10")
    card.get_by_label("Discount (%)").fill("30")
    card.get_by_label("Method").select_option("gross_up")
    card.get_by_label("Psychological rounding").select_option("down_99")
    expect(card.get_by_test_id("price")).to_have_text("$13.29")
    page.get_by_label("Save as").fill("Shirt by hand")
    page.get_by_role("switch", name="Shared").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    return page.url


def watch_a_competitor(page: Page) -> None:
    """Write down what a competitor asks, correct it, look at its course, take it back, and go to a file of such prices."""
    page.goto("/competitor-prices")
    page.get_by_role("button", name="New price").first.click()
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Product:").click()
    page.get_by_role("option", name="Cable").click()
    form.get_by_label("Competitor").fill("Casa Roja")
    form.get_by_label("Price").fill("8")
    form.get_by_role("button", name="Save").click()
    row = page.get_by_role("row").filter(has_text="Casa Roja")
    for told in ("CABLE", "$8.00", "$9.00", "112.5%"):
        expect(row).to_contain_text(told)
    row.get_by_role("button", name="Correct CABLE, Casa Roja").click()
    page.get_by_role("dialog").get_by_label("Price").fill("7.50")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    for told in ("$7.50", "120%"):
        expect(row).to_contain_text(told)
    row.get_by_role("button", name="History of CABLE, Casa Roja").click()
    course = page.get_by_role("dialog", name="Casa Roja")
    expect(course.get_by_role("listitem")).to_have_count(1)
    expect(course.get_by_role("listitem")).to_contain_text("$7.50")
    page.keyboard.press("Escape")
    row.get_by_role("button", name="Take back CABLE, Casa Roja").click()
    page.get_by_role("dialog", name="Take this price back?").get_by_role("button", name="Take back").click()
    expect(page.get_by_text("No competitor's price yet")).to_be_visible()
    page.get_by_role("link", name="Import a file").first.click()
    expect(page.get_by_label("What the file holds")).to_have_value("competitor_prices")


def state_cost(page: Page, product: str) -> None:
    """Make the cost sheet of a product, sold in one channel, and read its cost and price."""
    channel, parts, cost, price = SHEETS[product]
    page.goto("/cost-sheets")
    page.get_by_role("button", name="New cost sheet").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Product:").click()
    page.get_by_role("option", name=product).click()
    page.get_by_role("button", name="Create").click()
    drawer = page.get_by_role("dialog", name=product)
    for line, (kind, name, value) in enumerate(parts, start=1):
        if line > 1:
            drawer.get_by_role("button", name="Add component").click()
        drawer.get_by_label(f"Type {line}").select_option(kind)
        drawer.get_by_label(f"Name {line}").fill(name)
        drawer.get_by_label(f"Value {line}").fill(value)
    expect(drawer.get_by_text(f"CMV: {cost}")).to_be_visible()
    drawer.get_by_role("button", name="Save cost").click()
    expect(page.get_by_text("Cost saved", exact=True)).to_be_visible()
    for box in drawer.get_by_role("group", name="Configurations").get_by_role("checkbox").all():
        box.set_checked(box.evaluate("box => box.closest('label')?.textContent ?? ''").startswith(channel))
    drawer.get_by_role("button", name="Save strategy").click()
    expect(drawer.locator(".card").filter(has=page.get_by_role("heading", name=channel, exact=True))).to_contain_text(price)


def plan_campaign(
    page: Page,
    occasion: str,
    channel: str,
    percent: str,
    margin: str,
    is_even: bool,
    product: str,
    price: str,
    left: str,
    decided: str | None,
) -> None:
    """Go through the wizard up to the review and read what the campaign does to the product."""
    begin_campaign(page, occasion, channel, percent, margin, is_even=is_even)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="All products").click()
    page.get_by_role("button", name="Continue").click()
    row = page.get_by_role("row").filter(has_text=product.upper())
    for told in (price, left, *([decided] if decided else [])):
        expect(row).to_contain_text(told)
    page.get_by_role("button", name="Create campaign").click()
    expect(page.get_by_role("heading", name=occasion)).to_be_visible()


def begin_campaign(page: Page, occasion: str, channel: str, percent: str, margin: str, *, is_even: bool) -> None:
    """Fill the first step of the wizard in."""
    page.goto("/campaigns/new")
    page.get_by_role("button", name=occasion).click()
    page.get_by_label("Percent off", exact=True).fill(percent)
    page.get_by_role("checkbox", name=channel).check()
    page.get_by_label("Minimum margin %").fill(margin)
    page.get_by_role("switch", name="True break-even").set_checked(is_even)
