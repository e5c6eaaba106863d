"""`web/scripts/build.py`: two at once build once, and pages that are served are whole at every moment. npm alone is played."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "web" / "scripts" / "build.py"
NPM = """
import os, sys, time
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent

def run(*words):
    name = " ".join(words[:3])
    with (WEB / "dist" / "calls").open("a") as calls:
        calls.write(name + "\\n")
    if words[1] != "run":
        return
    if (WEB / "src" / "broken.ts").exists():
        sys.exit(3)
    told = (WEB / "src" / "app.ts").read_text()
    (WEB / "dist" / "new").mkdir()
    (WEB / "dist" / "new" / "index.html").write_text(told)
    time.sleep(0.5)
    (WEB / "dist" / "new" / "app.js").write_text(told)
"""


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A folder `web` with sources, what `npm ci` would install, and a player of npm that takes half a second."""
    web = tmp_path / "web"
    for folder in ("scripts", "src", "dist", "api-docs", "node_modules/swagger-ui-dist"):
        (web / folder).mkdir(parents=True)
    shutil.copy(SCRIPT, web / "scripts")
    (web / "scripts" / "node.py").write_text(NPM)
    for file in ("package.json", "package-lock.json", "api-docs/index.html", "src/app.ts"):
        (web / file).write_text("one")
    for file in ("swagger-ui.css", "swagger-ui-bundle.js"):
        (web / "node_modules/swagger-ui-dist" / file).write_text(file)
    return web


def start(web: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(web / "scripts" / "build.py")], stdout=subprocess.DEVNULL)


def calls(web: Path) -> list[str]:
    return (web / "dist" / "calls").read_text().splitlines()


def pages(web: Path) -> Path:
    return web.parent / "src/fluxion/faces/http/pages"


def test_two_at_once_build_once_and_a_third_does_nothing(web: Path) -> None:
    assert [each.wait(60) for each in (start(web), start(web))] == [0, 0]
    assert start(web).wait(60) == 0
    assert calls(web) == ["npm ci --no-audit", "npm run --silent"]
    assert (pages(web) / "app.js").read_text() == "one"
    assert (pages(web) / "api-docs" / "swagger-ui.css.gz").exists()


def test_pages_stay_whole_while_new_ones_are_built(web: Path) -> None:
    assert start(web).wait(60) == 0
    (web / "src" / "app.ts").write_text("two")
    building, seen = start(web), set()
    while building.poll() is None:
        seen.add(shown(pages(web) / "app.js"))
    assert (building.returncode, shown(pages(web) / "app.js")) == (0, "two")
    assert seen - {"two"} == {"one"}, "the page of before until the new one is there"


def shown(file: Path) -> str:
    """What the file says; between two renames there is none for a moment, and another look finds it."""
    try:
        return file.read_text()
    except FileNotFoundError:
        time.sleep(0.1)
        return file.read_text()


def test_a_build_that_fails_leaves_the_pages_of_before(web: Path) -> None:
    assert start(web).wait(60) == 0
    (web / "src" / "broken.ts").write_text("")
    assert start(web).wait(60) == 3
    assert (pages(web) / "index.html").read_text() == "one"
    assert start(web).wait(60) == 3, "what failed is not taken for built"
