"""Measures dashboard and lists through HTTP with 1, 10 and 100 people at once, on the demo company or another.

Usage: python -m benchmarks.http_load [--data-dir D] [--size small|large] [--seconds 10]
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.load import Ask, drive

ASKS = (
    Ask("dashboard", "/api/v1/dashboard"),
    Ask("sales by category", "/api/v1/sales/summary?group_by=category"),
    Ask("top products", "/api/v1/sales/top-products"),
    Ask("suggestions", "/api/v1/planning/suggestions?limit=50"),
    Ask("stock", "/api/v1/stock?limit=50"),
    Ask("products", "/api/v1/products?limit=50"),
    Ask("alerts", "/api/v1/alerts?limit=50"),
    Ask("purchase orders", "/api/v1/purchase-orders?limit=50"),
)
FLUXION = [sys.executable, "-m", "fluxion.faces.cli.main"]
EMAIL, PASSWORD = "bench@demo.example", "medir antes de mejorar"


def main(words: list[str] | None = None) -> None:
    """Prepare the company if need be, serve it, and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--size", default="small", choices=("small", "large"))
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        data_dir = options.data_dir or Path(folder)
        if not (data_dir / "fluxion.toml").exists():
            began = time.perf_counter()
            subprocess.run([*FLUXION, "demo", "--data-dir", str(data_dir), "--size", options.size, "--no-serve"], check=True)
            print(f"prepared the {options.size} company in {time.perf_counter() - began:.0f} s")
        measure(data_dir, options.seconds)


def measure(data_dir: Path, seconds: float) -> None:
    """Print p50, p95 and p99 by endpoint for 1, 10 and 100 people, first pausing a second each, then not at all."""
    with served(data_dir) as port:
        token = token_of(data_dir, port)
        drive(port, token, ASKS, 2, 2, 0)
        for think_s, told in ((1.0, "a pause of 1 s after each answer"), (0.0, "no pause")):
            for users in (1, 10, 100):
                answers = drive(port, token, ASKS, users, seconds, think_s)
                wall = seconds
                total = sum(len(each) for each in answers.seconds.values())
                print(f"{users} people, {told}: {total / wall:.0f} answers/s, {answers.failures} failures")
                for ask in ASKS:
                    print(answers.line(ask.name, wall))


@contextmanager
def served(data_dir: Path) -> Iterator[int]:
    """The company served in a process of its own; gives the port."""
    port = free_port()
    environ = os.environ | {"FLUXION_RATE_PER_MINUTE": "0", "FLUXION_DATA_DIR": str(data_dir)}
    server = subprocess.Popen([*FLUXION, "serve", "--processes", "1", "--port", str(port)], env=environ, stderr=subprocess.DEVNULL)
    try:
        wait_until_served(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_served(port: int) -> None:
    """Come back when somebody answers there."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).read()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"nobody answers on port {port}")


def token_of(data_dir: Path, port: int) -> str:
    """An access token of an account made for measuring."""
    make_account(data_dir)
    body = json.dumps({"email": EMAIL, "password": PASSWORD}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/auth/token", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["access_token"])


def make_account(data_dir: Path) -> None:
    """Add the account that measures, unless it is there."""
    from fluxion.app import compose
    from fluxion.base.settings import load_settings
    from fluxion.base.work import SYSTEM
    from fluxion.domains import access
    from fluxion.domains.access.reads import user_of_email
    from fluxion.domains.access.shapes import UserDraft

    app = compose(load_settings(data_dir))
    with app.works.write(SYSTEM) as work:
        if user_of_email(work, EMAIL) is None:
            access.create_user(work, UserDraft(email=EMAIL, name="Bench", password=PASSWORD, roles=["admin"]))
    app.close()


if __name__ == "__main__":
    main()
