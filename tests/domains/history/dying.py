"""Loads and publishes in a process of its own, which kills itself (kill -9) when it reaches the function named.

python -m tests.domains.history.dying FOLDER MODULE FUNCTION
"""

import importlib
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.domains.history.lines import company_again
from tests.domains.history.test_crash import LATER

from fluxion.domains import history


def die(*_args: Any, **_named: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, module: str, function: str) -> None:
    works = company_again(Path(folder))
    owner: Any = importlib.import_module(module)
    *parents, name = function.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    setattr(owner, name, die)
    history.record_sales(works, "import:2", LATER)
    history.publish(works)


if __name__ == "__main__":
    main(*sys.argv[1:])
