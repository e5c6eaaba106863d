"""The wheel alone, with the runtime's locked parts and no Node, gives a demo company with its pages."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest
from tests.stories.browser import NO_PAGES, has_pages

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not has_pages():
        pytest.skip(NO_PAGES)  # `make test` builds them first; only a pytest started by hand comes here without
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)], cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_the_wheel_carries_the_pages_and_the_migrations(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "fluxion/faces/http/pages/index.html" in names
    assert any(name.startswith("fluxion/faces/http/pages/assets/") and name.endswith(".js") for name in names)
    assert any(name.startswith("fluxion/migrations/versions/0001") for name in names)
    assert "fluxion/migrations/script.py.mako" in names
    assert not [name for name in names if name.startswith(("tests/", "web/")) or "node_modules" in name]


def test_the_installed_wheel_serves_the_demo_without_node(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv/bin/python"
    for words in (["--require-hashes", "-r", str(ROOT / "requirements.lock")], ["--no-deps", str(wheel)]):
        subprocess.run([str(UV), "pip", "install", "--quiet", "--python", str(python), *words], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {
        "HOME": str(tmp_path),
        "PATH": str(python.parent),
        "LANG": "C.UTF-8",
        "NUMBA_CACHE_DIR": os.environ.get("NUMBA_CACHE_DIR", ""),
    }
    words = [str(python.with_name("fluxion")), "demo", "--data-dir", str(tmp_path / "company"), "--port", str(port)]
    log = (tmp_path / "log.txt").open("w")
    demo = subprocess.Popen(words, cwd=tmp_path, env=environ, stdout=log, stderr=log)
    try:
        page = _fetch(f"http://127.0.0.1:{port}/", demo, tmp_path / "log.txt")
        assert '<div id="root">' in page and "/assets/" in page
        assert '"ready":true' in _fetch(f"http://127.0.0.1:{port}/readyz", demo, tmp_path / "log.txt")
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait(30)


def _fetch(url: str, process: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + 200
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text()[-3000:])
