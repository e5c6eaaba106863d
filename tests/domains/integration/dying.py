"""Loads a file in a process of its own, as its worker does, and dies (kill -9) when it reaches the function named.

python -m tests.domains.integration.dying FOLDER JOB MODULE FUNCTION
"""

import importlib
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.domains.integration.company import load_jobs
from tests.makers import make_works

from fluxion.base.jobs.waiting import run_to_end


def die(*_args: Any, **_named: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, job_id: str, module: str, function: str) -> None:
    load_jobs()
    owner: Any = importlib.import_module(module)
    setattr(owner, function, die)
    run_to_end(make_works(Path(folder)), job_id)


if __name__ == "__main__":
    main(*sys.argv[1:])
