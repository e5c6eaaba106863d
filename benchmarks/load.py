"""A small load generator: so many users at once, each asking in turn for what is on a list, or so many requests a second.

Written on bare sockets because an HTTP library would cost more processor time than the server under test.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

CONNECTIONS = 100
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Answers:
    """What came back: seconds of each answer by the name of what was asked, and how many were no success."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failures: int = 0
    wall: float = 0.0

    def line(self, name: str, wall: float) -> str:
        return self._line(name, np.array(self.seconds.get(name, [])) * 1000, wall)

    def together(self, wall: float) -> str:
        """The same over everything that was asked."""
        return self._line("all", np.concatenate([np.array(each) for each in self.seconds.values()]) * 1000, wall)

    @staticmethod
    def _line(name: str, took: np.ndarray, wall: float) -> str:
        if not len(took):
            return f"  {name:<28} no answers"
        p50, p95, p99 = np.percentile(took, [50, 95, 99])
        return f"  {name:<28} {len(took):>7} answers {len(took) / wall:>7.0f}/s   p50 {p50:>7.1f}   p95 {p95:>7.1f}   p99 {p99:>7.1f}   most {took.max():>7.1f} ms"


@dataclass(frozen=True)
class Ask:
    """One request to make: what it is called in the report, its path, and the JSON it sends (a POST) if it sends any."""

    name: str
    path: str
    body: str = ""


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
        writer.write(_request(ask, token))
        status = await _answer(reader)
        answers.seconds[ask.name].append(time.perf_counter() - began)
        answers.failures += status != 200
        if think_s:
            await asyncio.sleep(think_s)
    writer.close()


def arrive(
    port: int, token: str, asks: Sequence[Ask], per_second: float, seconds: float, busy: Callable[[], bool] | None = None
) -> Answers:
    """What is got by `per_second` requests a second that come at random moments, whether or not earlier ones were answered.

    Times count from the moment at which a request should have been sent, so that a server that stalls is not let off.
    With `busy` it goes on for as long as that is true, `seconds` at least. `Answers.wall` is how long it was.
    """
    return asyncio.run(_arrive(port, token, asks, per_second, seconds, busy or (lambda: False)))


async def _arrive(port: int, token: str, asks: Sequence[Ask], per_second: float, seconds: float, busy: Callable[[], bool]) -> Answers:
    answers = Answers({ask.name: [] for ask in asks})
    chance = np.random.default_rng(7)
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await asyncio.open_connection("127.0.0.1", port))
    under_way: set[asyncio.Task[None]] = set()
    began = due = time.perf_counter()
    while due < began + seconds or busy():
        due += chance.exponential(1 / per_second)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.create_task(_once(port, token, asks[chance.integers(len(asks))], due, free, answers))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    answers.wall = due - began
    await asyncio.gather(*under_way)
    while not free.empty():
        free.get_nowait()[1].close()
    return answers


async def _once(port: int, token: str, ask: Ask, due: float, free: "asyncio.Queue[Connection]", answers: Answers) -> None:
    reader, writer = await free.get()
    try:
        writer.write(_request(ask, token))
        status = await _answer(reader)
    except (OSError, asyncio.IncompleteReadError):
        answers.failures += 1
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    else:
        answers.seconds[ask.name].append(time.perf_counter() - due)
        answers.failures += status != 200
    free.put_nowait((reader, writer))


def _request(ask: Ask, token: str) -> bytes:
    head = f"Host: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nAccept: application/json\r\n"
    if not ask.body:
        return f"GET {ask.path} HTTP/1.1\r\n{head}\r\n".encode()
    sent = f"Content-Type: application/json\r\nContent-Length: {len(ask.body.encode())}\r\n"
    return f"POST {ask.path} HTTP/1.1\r\n{head}{sent}\r\n{ask.body}".encode()


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
