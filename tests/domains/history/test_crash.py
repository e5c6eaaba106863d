"""kill -9 at any moment: the old generation stays current and whole, and the next run finishes once."""

import signal
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.domains.history.lines import company, company_again, kept, line, lines

from fluxion.domains import history
from fluxion.domains.history.shapes import LineCounts

JAN, FEB = date(2026, 1, 15), date(2026, 2, 10)
FIRST = lines(line("F1", 1, JAN, 1, "5", "3"), line("F2", 1, FEB, 1, "1", "3"))
LATER = lines(line("F1", 1, JAN, 1, "50", "3"), line("F3", 1, FEB, 1, "9", "3"))

MOMENTS = {
    "before the lake is written": ("fluxion.base.lake", "write_deltalake"),
    "after the lake, before the records": ("fluxion.domains.history.actions.recording", "_finish"),
    "while the draft is filled": ("fluxion.domains.history.actions.filling", "_sections"),
    "before the draft is sealed": ("fluxion.base.mart.holder", "seal"),
    "after the file has its name, before the pointer": ("fluxion.base.mart.holder", "sync"),
    "before the commit of the pointer": ("fluxion.domains.history.actions.publishing", "GenerationPublished"),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_load_is_finished_by_the_next_run(tmp_path: Path, moment: str) -> None:
    works = company(tmp_path)
    history.record_sales(works, "import:1", FIRST)
    history.publish(works)
    module, function = MOMENTS[moment]
    died = subprocess.run([sys.executable, "-m", "tests.domains.history.dying", str(tmp_path), module, function], capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()

    works = company_again(tmp_path)
    with works.read() as work:
        assert work.marts.generation(work) == 1
        assert work.marts.query(work, "select units from day_sales order by day") == ((Decimal("5.000"),), (Decimal("1.000"),))

    done = history.record_sales(works, "import:2", LATER)
    assert done.counts == LineCounts(total=2, new=1, changed=1)
    assert kept(works) == [("F1", 1, "50.000"), ("F2", 1, "1.000"), ("F3", 1, "9.000")]
    assert history.publish(works) == 2
    with works.read() as work:
        assert work.marts.query(work, "select units from day_sales order by day") == ((Decimal("50.000"),), (Decimal("10.000"),))
