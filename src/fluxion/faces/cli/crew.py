"""The processes of one `fluxion up` or `fluxion serve`: started, watched, started again when they fall, ended together.

This program is small on purpose: the command replaces itself with it, so that watching costs neither memory nor time.
"""

import argparse
import http.client
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

LOOK_S = 0.2
SETTLED_S = 10.0
PAUSES_S = (0.5, 2.0, 5.0, 15.0)
ENDING_S = 15.0
ANSWER_S = 5.0
SHARED, METRICS = "FLUXION_SHARED_FOLDER", "PROMETHEUS_MULTIPROC_DIR"
PROGRAM = (sys.executable, "-m", "fluxion.faces.cli.main")


@dataclass
class Member:
    """One process and how often it fell. Its standard input stays open while this process lives: it ends with it."""

    words: Sequence[str]
    process: subprocess.Popen[bytes]
    started: float
    falls: int = 0
    due: float = 0.0


@dataclass(frozen=True)
class News:
    """What to tell whoever started the command: that it is served, or that it answers but cannot serve."""

    served: str
    unready: str


def replace_with_crew(data_dir: Path, host: str, port: int, processes: int, news: News, *, with_worker: bool) -> None:
    """Become the crew's watcher; does not come back."""
    sys.stdout.flush()
    sys.stderr.flush()
    words = [f"--data-dir={data_dir}", f"--host={host}", f"--port={port}", f"--processes={processes}", *(["--work"] if with_worker else [])]
    words += [f"--served={news.served}", f"--unready={news.unready}"]
    os.execv(sys.executable, [sys.executable, "-m", "fluxion.faces.cli.crew", *words])  # noqa: S606


def main() -> int:
    """Watch the processes that the words name until told to stop; 1 when the company cannot be served at all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", required=True)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", required=True)
    parser.add_argument("--processes", type=int, required=True)
    parser.add_argument("--work", action="store_true")
    parser.add_argument("--served", required=True)
    parser.add_argument("--unready", required=True)
    given = parser.parse_args()
    own = [f"--data-dir={given.data_dir}", "--member"]
    members = [["serve", f"--host={given.host}", f"--port={given.port}", *own]] * given.processes
    if given.work:
        members = [*members, ["work", *own]]
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda _sign, _frame: _told(stop, _sign, _frame))
    news = News(given.served, given.unready)
    threading.Thread(target=tell_when_served, args=(given.host, int(given.port), news, stop), daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="fluxion-") as folder:
        (Path(folder) / "metrics").mkdir()
        return watch(members, os.environ | {SHARED: folder, METRICS: str(Path(folder) / "metrics")}, stop)


def _told(stop: threading.Event, _sign: int, _frame: FrameType | None) -> None:
    stop.set()


def tell_when_served(host: str, port: int, news: News, stop: threading.Event) -> None:
    """Say where it is served once it can serve, and not before: who opens the page then finds it."""
    is_told = False
    while not stop.wait(LOOK_S):
        status = _readiness(host, port)
        if status == http.client.OK:
            print(news.served, file=sys.stderr, flush=True)
            return
        if status is not None and not is_told:
            is_told = True
            print(news.unready, file=sys.stderr, flush=True)


def _readiness(host: str, port: int) -> int | None:
    """The status that the readiness check is answered with; None while nobody answers."""
    asked = http.client.HTTPConnection(host, port, timeout=ANSWER_S)
    try:
        asked.request("GET", "/readyz")
        return asked.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        asked.close()


def watch(words: Sequence[Sequence[str]], environ: dict[str, str], stop: threading.Event) -> int:
    """Keep these processes running until `stop`; then end them, the last one by force."""
    began = time.monotonic()
    members = [Member(each, _start(each, environ), began) for each in words]
    code = 0
    while not code and not stop.wait(LOOK_S):
        for member in members:
            ended = member.process.poll()
            if ended and not member.falls and time.monotonic() - began < SETTLED_S:
                code = 1  # it said why; trying again would say it again
            elif ended is not None:
                _raise_again(member, environ, time.monotonic())
    return _end(members) or code


def _start(words: Sequence[str], environ: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*PROGRAM, *words], env=environ, stdin=subprocess.PIPE)


def _raise_again(member: Member, environ: dict[str, str], now: float) -> None:
    """Start a fallen process again, after a pause that grows while it keeps falling."""
    if not member.due:
        member.falls = 1 if now - member.started > PAUSES_S[-1] + SETTLED_S else member.falls + 1
        member.due = now + PAUSES_S[min(member.falls, len(PAUSES_S)) - 1]
    elif now >= member.due:
        _close(member)
        member.process, member.started, member.due = _start(member.words, environ), now, 0.0


def _end(members: Sequence[Member]) -> int:
    """Ask all to end and wait for them; 1 when one had to be killed."""
    for member in members:
        if member.process.poll() is None:
            member.process.terminate()
    deadline, killed = time.monotonic() + ENDING_S, 0
    for member in members:
        try:
            member.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            member.process.kill()
            member.process.wait()
            killed = 1
        _close(member)
    return killed


def _close(member: Member) -> None:
    if member.process.stdin is not None:
        member.process.stdin.close()


if __name__ == "__main__":
    sys.exit(main())
