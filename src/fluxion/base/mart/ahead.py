"""The next generation asked before it is current, so that the first who look at it do not wait for what everybody looks at.

Whoever publishes tells the processes that serve which file comes next and waits, for a moment at most, until each has
asked it the questions that people asked of the present generation. They answer from that one meanwhile; the first request
after the commit reads the new one. Each serving process keeps a file locked while it lives, which holds what it asked last.
"""

import fcntl
import os
import threading
import time
from pathlib import Path
from uuid import uuid4

from fluxion.base.mart.build import Draft
from fluxion.base.mart.holder import Marts

ANNOUNCED, SERVING = "announced", "serving"
LOOK_S = 0.1
WAIT_S = 0.02
PATIENCE_S = 2.0


def announce(made: Draft) -> None:
    """Let the processes that serve ask a finished draft ahead; comes back at once when there are none."""
    folder, name = made.path.parent, made.path.name
    if not _listening(folder):
        return
    staged = folder / f"{ANNOUNCED}.{os.getpid()}"
    staged.write_text(name)
    staged.replace(folder / ANNOUNCED)
    until = time.monotonic() + 2 * PATIENCE_S
    while time.monotonic() < until and any(_told(each) != name for each in _listening(folder)):
        time.sleep(WAIT_S)


def listen(marts: Marts, stopping: threading.Event) -> threading.Thread:
    """A thread that asks ahead whatever is announced, until `stopping`."""
    folder = marts.settings.mart_dir
    (folder / SERVING).mkdir(parents=True, exist_ok=True)
    mine = (folder / SERVING / uuid4().hex).open("w")  # no process number: containers that share the folder may have the same
    fcntl.flock(mine, fcntl.LOCK_EX)

    def run() -> None:
        known = _told(folder / ANNOUNCED)
        with mine:
            while not stopping.wait(LOOK_S):
                if (name := _told(folder / ANNOUNCED)) == known:
                    continue
                known = name
                marts.ask_ahead(folder / name, PATIENCE_S)
                mine.seek(0)
                mine.truncate()
                mine.write(name)
                mine.flush()
            Path(mine.name).unlink(missing_ok=True)

    thread = threading.Thread(target=run, name="mart-ahead", daemon=True)
    thread.start()
    return thread


def _listening(folder: Path) -> list[Path]:
    """The files of the processes that serve; those of dead ones are removed."""
    return [each for each in (folder / SERVING).glob("*") if not _is_abandoned(each)]


def _is_abandoned(path: Path) -> bool:
    try:
        with path.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        pass
    return True


def _told(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        return ""
