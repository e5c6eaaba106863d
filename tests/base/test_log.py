"""The log: what it writes, where, and that it never stands in the way of an answer."""

import io
import sys
from pathlib import Path

import pytest
import structlog

from fluxion.base.log import set_up_log
from fluxion.base.settings import Settings


def test_lines_go_to_the_error_channel_of_the_moment_though_the_first_one_was_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = structlog.get_config()
    first, second = io.StringIO(), io.StringIO()
    try:
        monkeypatch.setattr(sys, "stderr", first)
        set_up_log(Settings(data_dir=tmp_path))
        first.close()
        monkeypatch.setattr(sys, "stderr", second)
        structlog.get_logger("x").warning("late", password="never")
    finally:
        structlog.configure(**before)
    assert "late" in second.getvalue() and "never" not in second.getvalue()
