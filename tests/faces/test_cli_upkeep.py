"""`fluxion doctor` and `fluxion up` as programs: what they print, how they end, what they leave alone."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from fluxion.base.db import migrate
from fluxion.base.settings import Settings

ROOT = Path(__file__).parents[2]
FLUXION = [sys.executable, "-m", "fluxion.faces.cli.main"]
ENVIRON = {name: value for name, value in os.environ.items() if not name.startswith("FLUXION_")}
ENVIRON |= {"PYTHONPATH": str(ROOT / "src"), "FLUXION_LANG": "en"}


def doctor(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [*FLUXION, "doctor", "--data-dir", str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, env=ENVIRON, timeout=120)


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """The folder of an empty company."""
    folder = tmp_path / "company"
    migrate(Settings(data_dir=folder))
    return folder


def test_the_doctor_says_what_to_do_where_there_is_no_company_and_founds_none(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    found = doctor(folder)
    assert found.returncode == 1
    assert "Run: fluxion init" in found.stdout
    assert not folder.exists()


def test_the_doctor_reports_each_check_as_json(company: Path) -> None:
    found = doctor(company, "--json")
    report = json.loads(found.stdout)
    assert (found.returncode, report["ready"]) == (0, True)
    verdicts = {check["name"]: check["verdict"] for check in report["checks"]}
    assert verdicts == {"data_dir": "ok", "schema": "ok", "database": "ok", "worker": "warning", "mart": "ok", "disk": "ok"}


@pytest.fixture
def served(company: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`fluxion up` on a free port, answering."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*FLUXION, "up", "--data-dir", str(company), "--port", str(port)]
    process = subprocess.Popen(command, env=ENVIRON, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_served(process, url)
        yield process, url
    finally:
        process.kill()
        process.wait()


def wait_until_served(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, "fluxion up ended"
        try:
            if httpx.get(f"{url}/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError("fluxion up does not answer")


def test_up_serves_and_works_in_one_process_and_ends_in_order(served: tuple[subprocess.Popen[bytes], str], company: Path) -> None:
    process, url = served
    deadline = time.monotonic() + 60
    while (checks := httpx.get(f"{url}/readyz").json()["checks"])[2]["verdict"] != "ok":
        assert time.monotonic() < deadline, checks
        time.sleep(0.3)
    second = subprocess.run([*FLUXION, "work", "--data-dir", str(company)], capture_output=True, text=True, env=ENVIRON, timeout=120)
    assert second.returncode == 1
    assert "jobs.another_worker" in second.stderr
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=40) == 0
