"""A worker as a process of its own, so that a test can kill it: `-m tests.base.jobs.worker_process DATA_DIR URL [timed] [apart]`."""

import signal
import sys
import threading
from importlib import import_module
from pathlib import Path

from tests.base.jobs.company import apart, company

from fluxion.base.jobs.worker import Worker


def main(data_dir: str, database_url: str, *options: str) -> None:
    if "timed" in options:
        import_module("tests.base.jobs.timed")
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with company(Path(data_dir), database_url) as works:
        worker = Worker(works, apart=apart() if "apart" in options else None)
        worker.start()
        print(worker.id, flush=True)
        stop.wait()
        worker.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
