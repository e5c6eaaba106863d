"""What the browser stories share: a company served by its own process, and Debian's Chromium to visit it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import fluxion.faces.http.pages as pages

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
NO_CHROMIUM = "no Chromium here; on Debian: apt-get install chromium"
NO_PAGES = "the pages are not built; run: make pages"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
FLUXION = [sys.executable, "-m", "fluxion.faces.cli.main"]
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)  # what is seen may take as long as what is done: a busy machine opened a page in six seconds


def has_pages() -> bool:
    """Whether the pages are built into the package."""
    return (pages.FOLDER / "index.html").exists()


needs_browser = pytest.mark.skipif(not (CHROMIUM and has_pages()), reason=NO_PAGES if CHROMIUM else NO_CHROMIUM)


@dataclass(frozen=True)
class Site:
    """A company being served: its address and its folder."""

    url: str
    folder: Path


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fluxion(folder: Path, *words: str) -> str:
    """What a command of the program prints; fails when it does."""
    done = subprocess.run([*FLUXION, *words], env=environment(folder), capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"FLUXION_DATA_DIR": str(folder), "FLUXION_RATE_PER_MINUTE": "0", "FLUXION_LANG": "es"}


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The company of the folder, served and worked for by `fluxion up` in a process of its own."""
    port = free_port()
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen([*FLUXION, "up", "--port", str(port)], env=environment(folder), stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/readyz", process, folder / "server.log")
        yield Site(f"http://127.0.0.1:{port}", folder)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).read()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(log.read_text()[-3000:])


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def visitor(browser: Browser, site: Site, *, width: int = 1440, lang: str = "es-VE") -> Iterator[Page]:
    """A person at a fresh browser. Ends with an error when a page raised one or the content policy refused something."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=lang, base_url=site.url, accept_downloads=True, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    page, complaints = context.new_page(), list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None)
    yield page
    context.close()
    assert complaints == []


def sign_in(page: Page, email: str, password: str) -> None:
    """Come in through the sign-in page."""
    page.goto("/sign-in")
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^(?!.*/sign-in)"))
