"""A small load generator: so many users at once, each with a connection of its own, asking in turn for what is on a list.

Written on bare sockets because an HTTP library would cost more processor time than the server under test.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Answers:
    """What came back: seconds of each answer by the name of what was asked, and how many were no success."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failures: int = 0

    def line(self, name: str, wall: float) -> str:
        took = np.array(self.seconds.get(name, [])) * 1000
        if not len(took):
            return f"  {name:<28} no answers"
        p50, p95, p99 = np.percentile(took, [50, 95, 99])
        return f"  {name:<28} {len(took):>7} answers {len(took) / wall:>7.0f}/s   p50 {p50:>7.1f}   p95 {p95:>7.1f}   p99 {p99:>7.1f} ms"


@dataclass(frozen=True)
class Ask:
    """One request to make: what it is called in the report and its path."""

    name: str
    path: str


def drive(port: int, token: str, asks: Sequence[Ask], users: int, seconds: float, think_s: float) -> Answers:
    """What `users` people get who ask for `asks` for so many seconds, pausing `think_s` after each answer."""
    return asyncio.run(_drive(port, token, asks, users, seconds, think_s))


async def _drive(port: int, token: str, asks: Sequence[Ask], users: int, seconds: float, think_s: float) -> Answers:
    answers = Answers({ask.name: [] for ask in asks})
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_user(port, token, asks, number, until, think_s, answers) for number in range(users)))
    return answers


async def _user(port: int, token: str, asks: Sequence[Ask], number: int, until: float, think_s: float, answers: Answers) -> None:
    await asyncio.sleep(think_s * (number % 100) / 100)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    turn = number
    while time.perf_counter() < until:
        ask = asks[turn % len(asks)]
        turn += 1
        began = time.perf_counter()
        writer.write(
            f"GET {ask.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nAccept: application/json\r\n\r\n".encode()
        )
        status = await _answer(reader)
        answers.seconds[ask.name].append(time.perf_counter() - began)
        answers.failures += status != 200
        if think_s:
            await asyncio.sleep(think_s)
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    if length:
        await reader.readexactly(length)
    return status
