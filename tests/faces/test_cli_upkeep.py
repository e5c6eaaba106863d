"""`fluxion doctor` and `fluxion up` as programs: what they print, how they end, what they leave alone."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import httpx
import psutil
import pytest

from fluxion.base.db import migrate
from fluxion.base.settings import Settings
from fluxion.faces.cli.crew import SETTLED_S, News, tell_when_served

pytestmark = pytest.mark.slow

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


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def up(company: Path, *options: str, **environ: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`fluxion up` on a free port, answering."""
    port = free_port()
    command = [*FLUXION, "up", "--data-dir", str(company), "--port", str(port), *options]
    process = subprocess.Popen(command, env=ENVIRON | environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
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


def test_up_says_where_it_is_served_when_it_is_and_not_before(company: Path) -> None:
    port = free_port()
    command = [*FLUXION, "up", "--data-dir", str(company), "--port", str(port), "--processes", "1"]
    with subprocess.Popen(command, env=ENVIRON, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            assert process.stderr.readline() == "Fluxion is starting…\n"
            told = next(line for line in process.stderr if "http://" in line)
            assert told == f"Fluxion is served on http://127.0.0.1:{port}\n"
            assert httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200  # at the first try
        finally:
            process.terminate()
            assert process.wait(timeout=40) == 0


class Answering(BaseHTTPRequestHandler):
    """Answers the first question as not ready, the second as ready."""

    answers: ClassVar = [503, 200]

    def do_GET(self) -> None:
        self.send_response(self.answers.pop(0) if self.path == "/readyz" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the screen."""


def test_what_answers_but_cannot_serve_is_told_once_and_what_then_does(capsys: pytest.CaptureFixture[str]) -> None:
    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tell_when_served("127.0.0.1", server.server_port, News("served", "see the doctor"), threading.Event())
        server.shutdown()
    assert capsys.readouterr().err == "see the doctor\nserved\n"


TOLD_TO_STOP = """
import os, signal, sys
import uvicorn
from fluxion.faces.cli.main import main
from fluxion.faces.http import server

def told(made):
    def make(*given, **named):
        os.kill(os.getpid(), signal.SIGTERM)
        return made(*given, **named)
    return make

if sys.argv.pop(1) == "while the routes are made":
    server.create_server = told(server.create_server)
else:
    uvicorn.Config = told(uvicorn.Config)
main()
"""


@pytest.mark.parametrize(("when", "code"), [("while the routes are made", -signal.SIGTERM), ("before anything listens to signals", 0)])
def test_who_is_told_to_stop_before_it_serves_ends(company: Path, when: str, code: int) -> None:
    command = [
        sys.executable,
        "-c",
        TOLD_TO_STOP,
        when,
        "serve",
        "--data-dir",
        str(company),
        "--port",
        str(free_port()),
        "--processes",
        "1",
    ]
    assert subprocess.run(command, env=ENVIRON, capture_output=True, timeout=60).returncode == code


def members(process: subprocess.Popen[bytes], kind: str) -> list[psutil.Process]:
    """The processes of that kind which `fluxion up` keeps running."""
    return [each for each in psutil.Process(process.pid).children() if each.status() != psutil.STATUS_ZOMBIE and kind in each.cmdline()]


def wait_for_worker(url: str) -> None:
    deadline = time.monotonic() + 60
    while (checks := httpx.get(f"{url}/readyz").json()["checks"])[2]["verdict"] != "ok":
        assert time.monotonic() < deadline, checks
        time.sleep(0.3)


def test_up_serves_and_works_and_ends_in_order(company: Path) -> None:
    with up(company) as (process, url):
        wait_for_worker(url)
        second = subprocess.run([*FLUXION, "work", "--data-dir", str(company)], capture_output=True, text=True, env=ENVIRON, timeout=120)
        assert second.returncode == 1
        assert "jobs.another_worker" in second.stderr
        everybody = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=40) == 0
        assert psutil.wait_procs(everybody, timeout=5)[1] == []


def test_processes_that_serve_count_requests_together(company: Path) -> None:
    with up(company, "--processes", "2", FLUXION_RATE_PER_MINUTE="400", FLUXION_PUBLIC_METRICS="true") as (process, url):
        wait_for_both(process)
        codes = [httpx.get(f"{url}/api/v1/products").status_code for _ in range(60)]  # each on a connection of its own
        assert codes == [401] * 60
        counted = 'fluxion_http_requests_total{method="GET",route="/api/v1/products",status="401"} 60.0'
        assert all(counted in httpx.get(f"{url}/metrics").text for _ in range(6)), "whichever process answers"
        lefts = [int(httpx.get(f"{url}/api/v1/products").headers["ratelimit"].split("r=")[1].split(";")[0]) for _ in range(20)]
        assert lefts == sorted(lefts, reverse=True) and lefts[0] - lefts[-1] >= 19


def wait_for_both(process: subprocess.Popen[bytes]) -> None:
    """Until both serving processes listen."""
    deadline = time.monotonic() + 60
    while sum(any(each.status == psutil.CONN_LISTEN for each in one.net_connections()) for one in members(process, "serve")) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_what_falls_is_started_again_and_nothing_outlives_the_command(company: Path) -> None:
    with up(company, "--processes", "2") as (process, url):
        wait_for_worker(url)
        begun = min(each.create_time() for each in psutil.Process(process.pid).children())
        time.sleep(max(0.0, begun + SETTLED_S + 1 - time.time()))  # before, a fall ends the command
        fallen = [members(process, "serve")[0], members(process, "work")[0]]
        for each in fallen:
            each.kill()
        deadline = time.monotonic() + 60
        while len(members(process, "serve")) < 2 or not members(process, "work") or set(fallen) & set(members(process, "work")):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        wait_for_worker(url)
        everybody = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        assert psutil.wait_procs(everybody, timeout=40)[1] == []


def test_a_port_that_is_taken_is_not_shared_with_its_owner(company: Path) -> None:
    with socket.socket() as owner:
        owner.bind(("127.0.0.1", 0))
        owner.listen()
        port = str(owner.getsockname()[1])
        for command in ("serve", "up"):
            told = subprocess.run(
                [*FLUXION, command, "--data-dir", str(company), "--port", port], capture_output=True, text=True, env=ENVIRON, timeout=120
            )
            assert told.returncode == 1
            assert f"127.0.0.1:{port}: Address already in use" in told.stderr
