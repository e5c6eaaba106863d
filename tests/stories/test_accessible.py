"""Every page, looked at by axe (WCAG 2.2 A and AA), in both themes and at both widths; `FLUXION_ALL_LOOKS=1` adds the other languages."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.stories.browser import Site, chromium, needs_browser, served, sign_in, visitor
from tests.stories.test_know_ahead import EMAIL, PASSWORD, prepare

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = Path(__file__).parents[2] / "web" / "src" / "routes" / "_app"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = [("light", 1440, "es-VE"), ("dark", 390, "pt-BR")]
MORE_LOOKS = [(theme, width, lang) for theme in ("light", "dark") for width in (1440, 390) for lang in ("es-VE", "en-US", "pt-BR")]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(290),
    needs_browser,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed; run: make pages"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("accessible")
    prepare(folder)
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def addresses() -> list[str]:
    """The address of every page that needs no id."""
    names = sorted(path.stem for path in PAGES.glob("*.tsx") if "$" not in path.stem)
    return ["/" + name.removesuffix("index").rstrip(".").replace(".", "/") for name in names]


@pytest.mark.parametrize(("theme", "width", "lang"), MORE_LOOKS if os.environ.get("FLUXION_ALL_LOOKS") else LOOKS)
def test_axe_finds_nothing_on_any_page(site: Site, browser: Browser, theme: str, width: int, lang: str) -> None:
    with visitor(browser, site, width=width, lang=lang) as page:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        sign_in(page, EMAIL, PASSWORD)
        assert {address: found for address in addresses() if (found := _faults(page, address))} == {}


def _faults(page: Page, address: str) -> list[str]:
    """What axe finds wrong on the page once it has its data: rule, and the first places."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.locator("h1").first.wait_for()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
    return [f"{each['id']}: {[node['target'] for node in each['nodes'][:3]]}" for each in found["violations"]]
