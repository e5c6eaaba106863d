"""Runs a planning job in a process of its own, which kills itself (kill -9) when it reaches the function named.

python -m tests.domains.planning.dying FOLDER JOB_ID MODULE FUNCTION
"""

import importlib
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.domains.planning.company import PORTS, planning_jobs
from tests.makers import make_works

from fluxion.base.jobs.waiting import run_now


def die(*_args: Any, **_named: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, job_id: str, module: str, function: str) -> None:
    assert planning_jobs
    works = make_works(Path(folder), ports=PORTS)
    owner: Any = importlib.import_module(module)
    *parents, name = function.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    setattr(owner, name, die)
    run_now(works, job_id)


if __name__ == "__main__":
    main(*sys.argv[1:])
