"""The bell between those who ask for jobs and the worker of the same process; other processes look five times a second."""

import threading
from collections.abc import Callable, Sequence

JobDispatcher = Callable[[Sequence[str]], None]

bell = threading.Event()


def ring(job_ids: Sequence[str]) -> None:
    """Wake the worker of this process, if there is one, because these jobs were committed."""
    if job_ids:
        bell.set()
