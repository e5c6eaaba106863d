"""`fluxion …` typed in this process: what it says and how it ends, without waiting seconds for a process of its own to load."""

import json
import os
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import Any
from unittest.mock import patch

from fluxion.faces.cli.main import main


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        """What it said as JSON."""
        return json.loads(self.out)


def typed(*words: str, environ: Mapping[str, str]) -> Said:
    """The program run with these words, in this environment beside the test's own."""
    out, err, code = StringIO(), StringIO(), 0
    with patch.dict(os.environ, environ), patch("sys.argv", ["fluxion", *words]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Said(code, out.getvalue(), err.getvalue())
