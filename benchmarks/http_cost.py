"""Measures the processor time that one answer takes in the server: everything above the socket, within this process.

Usage: python -m benchmarks.http_cost --data-dir D [--times 40]
D holds a planned company (`fluxion demo --size large --no-serve --data-dir D`); an account for measuring is added to it.
Processor time of all threads is counted, so that other work on the machine matters little. Everything was asked before,
as what most people look at was by somebody else.
"""

import argparse
import asyncio
import gc
import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.http_load import EMAIL, PASSWORD, make_account
from benchmarks.http_steady import asks_of
from fluxion.app import compose
from fluxion.base.log import set_up_log
from fluxion.base.settings import load_settings
from fluxion.faces.http.server import create_server

ROUNDS = 5


def main(words: list[str] | None = None) -> None:
    """Print the processor milliseconds and the bytes of an answer to each question: the best of the rounds, and their median."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--times", type=int, default=40)
    given = parser.parse_args(words)
    make_account(given.data_dir)
    settings = load_settings(given.data_dir, rate_per_minute=0)
    set_up_log(settings)
    app = compose(settings)
    paths: dict[str, dict[str, None]] = defaultdict(dict)
    for ask in asks_of(app):
        paths[ask.name][ask.path] = None
    server = create_server(app)
    gc.collect()
    gc.freeze()
    asyncio.run(_measure(server, {name: list(found) for name, found in paths.items()}, given.times))
    app.close()


async def _measure(server: Any, paths: dict[str, list[str]], times: int) -> None:
    body = json.dumps({"email": EMAIL, "password": PASSWORD}).encode()
    status, answer = await asked(server, "/api/v1/auth/token", [(b"content-type", b"application/json")], body)
    assert status == 200, answer
    headers = [(b"authorization", b"Bearer " + json.loads(answer)["access_token"].encode()), (b"accept", b"application/json")]
    for name, all_of_it in paths.items():
        sizes = [len((await asked(server, path, headers))[1]) for path in all_of_it * 2]
        took = sorted([await _round(server, all_of_it, headers, times) for _ in range(ROUNDS)])
        print(f"{name:<24} {took[0]:6.2f} best {took[ROUNDS // 2]:6.2f} median ms of processor, {sizes[0]:>7} bytes", flush=True)


async def _round(server: Any, paths: list[str], headers: list[tuple[bytes, bytes]], times: int) -> float:
    began = time.process_time()
    for turn in range(times):
        status, answer = await asked(server, paths[turn % len(paths)], headers)
        assert status == 200, answer
    return (time.process_time() - began) / times * 1000


async def asked(server: Any, address: str, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> tuple[int, bytes]:
    """The status and body that the server gives to one request (a POST when there is a body)."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST" if body else "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), *headers],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    status, parts = 0, []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)
        parts.append(message.get("body", b""))

    await server(scope, receive, send)
    return status, b"".join(parts)


if __name__ == "__main__":
    main()
